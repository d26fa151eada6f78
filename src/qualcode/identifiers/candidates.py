"""All that may tell who somebody is in a study: each distinct thing once, ranked, with the places where it stands.

Nothing is cut: what stands at the end of the list is only less likely. A person decides each likely one; the seldom
ones, which only texts without capitals have, are listed behind them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from qualcode.identifiers import ORGANISATION, PERSON, PLACE, structured
from qualcode.identifiers.capitals import Usage, Word, is_abbreviation, is_brand, names_by_capitals, words_of
from qualcode.identifiers.small_letters import common_nouns, has_no_capitals, names_in_small_letters, seldom_names
from qualcode.identifiers.tellers import Spot, Tellers, is_rare, word_share
from qualcode.model.progress import steps
from qualcode.text.tokens import fold, keys

_ASKED = 120
"""Characters of a question that are read before its answer."""
_AROUND = 30
"""Characters shown before and after a candidate."""
_MOST_PLACES = 3
_FORM = 10.0
"""How likely is what has a form of its own."""
_SELDOM = 3e-5
"""Share of running words below which a word of a label rather names its speaker."""
_BEFORE_PLACE = frozenset(["di", "ke", "dari", "in", "at", "from", "near", "to"])
_SHORTEST = 3


@dataclass(frozen=True)
class SearchedText:
    """A text of the study: a turn, a label, a value of an attribute, a name of a file, a memo."""

    place: str
    """Where it stands, such as `TRANSCRIPT:TURN`."""
    text: str
    """What it says."""
    transcript: str = ""
    """Transcript whose turn it is; empty: it is no speech."""
    named: Literal["", "label", "file"] = ""
    """What it names: a speaker or respondent, or a file, in which most words name nobody; empty: it is a text."""


@dataclass(frozen=True)
class IdentifierCandidate:
    """One distinct thing that may tell who somebody is."""

    text: str
    """As it is written most often."""
    kind: str
    """What it rather is: one of `IDENTIFIER_KINDS`."""
    count: int
    """Places where it was found."""
    places: tuple[tuple[str, str], ...]
    """Up to three of them, with the words around."""
    score: float
    """How likely it is; the list stands in this order."""
    titles: tuple[str, ...] = ()
    """Titles that stood before it."""
    seldom: bool = False
    """Whether it is an unknown word of texts without capitals, of which most name nobody."""
    short_for: str = ""
    """A longer name of which it may be the short form, as it is used behind a title: *Sarinah* for *Bu Sar*."""


@dataclass(frozen=True)
class Candidates:
    """What was found."""

    candidates: tuple[IdentifierCandidate, ...]
    """The likeliest first."""
    without_capitals: tuple[str, ...]
    """Transcripts without capitals: names in them are found by lists and cues only, and some are not."""
    words: int
    """Running words that were looked at."""
    spots: tuple[Spot, ...] = field(repr=False, default=())
    """Every place, with the number of its passage."""


TrainedNames = Callable[[Sequence[str]], Iterable[Iterable[tuple[int, int]]]]
"""Texts -> for each of them the spans that a trained pipeline takes for names."""


def find_candidates(
    passages: Sequence[SearchedText], names: Iterable[str] = (), trained: TrainedNames | None = None
) -> Candidates:
    """Look for everything in some texts.

    Args:
        passages: the texts.
        names: names that are known beforehand, such as those of a list.
        trained: finds names beside those that rules find.
    """
    words = [words_of(passage.text) for passage in steps("identifiers", passages)]
    small = _without_capitals(passages, words)
    usage = Usage()
    for passage, each in zip(passages, words, strict=True):
        if passage.transcript not in small:
            usage.add(each)
    stated = frozenset(key for name in names for key in keys(name))
    known = stated | frozenset(_named(passages, usage))
    tellers = Tellers(known, stated)
    spots = list(_spots(passages, words, usage, tellers, small))
    spots += sorted(set(_trained(passages, trained)) - set(spots), key=_place) if trained else []
    seldom = frozenset[str]()
    if small:
        tellers = Tellers(known | _seen(spots, tellers), stated)
        spoken = [number for number, passage in enumerate(passages) if passage.transcript in small]
        nouns = common_nouns((words[number] for number in spoken), tellers)
        low: list[Spot] = []
        for number in spoken:
            low += names_in_small_letters(number, words[number], passages[number].text, tellers, nouns)
        seldom = seldom_names(low, sum(len(words[number]) for number in spoken))
        spots += low
    judge = _Judge(passages, words, tellers, usage, small, seldom)
    return Candidates(judge.ranked(spots), tuple(sorted(small)), sum(map(len, words)), tuple(spots))


def _without_capitals(passages: Sequence[SearchedText], words: Sequence[Sequence[Word]]) -> frozenset[str]:
    """Transcripts in which capitals tell nothing."""
    together: dict[str, list[Word]] = {}
    for passage, each in zip(passages, words, strict=True):
        if passage.transcript:
            together.setdefault(passage.transcript, []).extend(each)
    return frozenset(name for name, each in together.items() if has_no_capitals(each))


def _named(passages: Iterable[SearchedText], usage: Usage) -> Iterator[str]:
    """Words of labels and names of files that may be names: no role, no usual word, none that people write small."""
    lists = Tellers()
    nobody = lists.never | lists.titles | lists.heads
    for passage in passages:
        for key in (part for word in keys(passage.text) for part in word.split("-")) if passage.named else ():
            seldom = passage.named == "label" and word_share(key) < _SELDOM
            if len(key) < _SHORTEST or key in nobody or not key.isalpha() or usage.is_small(key):
                continue
            if key in lists.given or is_rare(key) or seldom:
                yield key


def _seen(spots: Iterable[Spot], tellers: Tellers) -> frozenset[str]:
    """Words of names that other transcripts show by their capitals."""
    words = {key for spot in spots if not spot.kind for key in keys(spot.text)}
    return frozenset(key for key in words if tellers.is_given(key) or is_rare(key))


def _spots(
    passages: Sequence[SearchedText],
    words: Sequence[Sequence[Word]],
    usage: Usage,
    tellers: Tellers,
    small: frozenset[str],
) -> Iterator[Spot]:
    """Spots of every passage; names of transcripts without capitals are left for later."""
    for number, passage in enumerate(passages):
        before = passages[number - 1] if number else passage
        yield from _forms(number, passage.text, _question(before) if before.transcript == passage.transcript else "")
        if passage.named:
            yield from _known_in(number, passage.text, words[number], tellers)
        elif passage.transcript not in small:
            yield from names_by_capitals(number, words[number], passage.text, usage, tellers)
            yield from names_in_small_letters(number, words[number], passage.text, tellers)


def _question(passage: SearchedText) -> str:
    """The end of a turn that asks, and may tell why; empty where it does not."""
    last = passage.text.rstrip()[-_ASKED:].replace("\n", " ")
    return last if passage.transcript and "?" in last else ""


def _forms(number: int, text: str, asked: str) -> Iterator[Spot]:
    """Spots with a form of their own; what an answer says is read behind its question, too: *Kapan? 4 Mei*."""
    alone = list(structured(number, text))
    yield from alone
    shift = len(asked) + 1
    for spot in structured(number, f"{asked}\n{text}") if asked else ():
        start, end = max(spot.start - shift, 0), spot.end - shift
        if end > start and not any(start < other.end and other.start < end for other in alone):
            yield Spot(number, start, end, text[start:end], spot.kind)


def _trained(passages: Sequence[SearchedText], trained: TrainedNames) -> Iterator[Spot]:
    """Spots that a trained pipeline finds."""
    for number, spans in enumerate(trained([passage.text for passage in passages])):
        text = passages[number].text
        yield from (Spot(number, start, end, text[start:end]) for start, end in spans)


def _place(spot: Spot) -> tuple[int, int, int]:
    return spot.number, spot.start, spot.end


def _known_in(number: int, text: str, words: Sequence[Word], tellers: Tellers) -> Iterator[Spot]:
    """Words of a label or of the name of a file that are known to name somebody."""
    for word in words:
        if word.key in tellers.known:
            yield Spot(number, word.start, word.end, text[word.start : word.end])


@dataclass(frozen=True)
class _Judge:
    """Puts the spots of each distinct thing together, and says what it is and how likely."""

    passages: Sequence[SearchedText]
    words: Sequence[Sequence[Word]]
    tellers: Tellers
    usage: Usage
    small: frozenset[str]
    seldom: frozenset[str]

    def ranked(self, spots: Iterable[Spot]) -> tuple[IdentifierCandidate, ...]:
        """Each distinct thing once, the likeliest first."""
        together: dict[tuple[str, str], list[Spot]] = {}
        for spot in spots:
            together.setdefault((spot.kind, " ".join(fold(spot.text).split())), []).append(spot)
        found = _with_long_names([self._candidate(each) for each in together.values()])
        return tuple(sorted(found, key=lambda each: (each.seldom, -each.score, -each.count, each.text)))

    def _candidate(self, spots: Sequence[Spot]) -> IdentifierCandidate:
        text = Counter(spot.text for spot in spots).most_common(1)[0][0]
        own = keys(text)
        kind, score = (
            (spots[0].kind, _FORM) if spots[0].kind else (self._kind(text, own, spots), self._score(text, own, spots))
        )
        first = spots[:_MOST_PLACES]
        places = [(self.passages[spot.number].place, _shown(spot, self.passages[spot.number].text)) for spot in first]
        titles = Counter(spot.title for spot in spots if spot.title)
        ordered = tuple(title for title, _ in titles.most_common())
        seldom = fold(text) in self.seldom and all(spot.weak for spot in spots)
        return IdentifierCandidate(text, kind, len(spots), tuple(places), round(score, 2), ordered, seldom)

    def _score(self, text: str, own: Sequence[str], spots: Sequence[Spot]) -> float:
        """How likely words are a name: what speaks for it, without what speaks against it."""
        named = {self.passages[spot.number].named for spot in spots}
        titled = max((self._titled(spot) for spot in spots), default=0.0)
        listed = sum(self.tellers.is_listed(key) for key in own)
        told = 3.0 * ("label" in named) + 1.0 * ("file" in named) + 2.0 * min(listed, 2)
        rare = 1.0 * min(sum(is_rare(key) for key in own), 2)
        return titled + told + rare + min(len(spots), 5) / 5 - self._against(text, own)

    def _titled(self, spot: Spot) -> float:
        """What a title tells: little where the word behind it is small and others have capitals."""
        small = spot.text[0].islower() and self.passages[spot.number].transcript not in self.small
        return (0.5 if small else 3.0) if spot.title else 0.0

    def _against(self, text: str, own: Sequence[str]) -> float:
        """What speaks against a name: an office or a role alone, an abbreviation, a word that people write small."""
        nobody = all(key in self.tellers.never | self.tellers.titles for key in own)
        odd = is_abbreviation(text) or is_brand(text)
        small = max(map(self.usage.share_small, own))
        return 4.0 * nobody + 1.5 * odd + 3.0 * small * (len(own) == 1)

    def _kind(self, text: str, own: Sequence[str], spots: Sequence[Spot]) -> str:
        """What a name rather names: lists and heads tell, then the words before it; else it is a person."""
        tellers = self.tellers
        if {own[0], own[-1]} & tellers.organisation_heads:
            return ORGANISATION
        if " ".join(own) in tellers.places or own[0] in tellers.place_heads:
            return PLACE
        if not any(map(tellers.is_listed, own)) and (is_abbreviation(text) or is_brand(text)):
            return ORGANISATION
        if any(spot.title for spot in spots) or any(tellers.is_only_given(key) for key in own):
            return PERSON
        before = Counter(_before(spot, self.words[spot.number]) for spot in spots)
        heads = sum(count for word, count in before.items() if word in tellers.place_heads)
        places = sum(count for word, count in before.items() if word in _BEFORE_PLACE)
        return PLACE if heads or 2 * places > len(spots) else PERSON


def _with_long_names(candidates: Sequence[IdentifierCandidate]) -> Iterator[IdentifierCandidate]:
    """Candidates of which those that are called by a title and begin or end a longer name say which one."""
    longer = [key for each in candidates if each.kind == PERSON for key in keys(each.text)]
    for each in candidates:
        short = fold(each.text) if each.titles and each.kind == PERSON and each.text.isalpha() else ""
        name = next((key for key in longer if short and _is_short_form(short, key)), "")
        yield replace(each, short_for=name.capitalize()) if name else each


def _is_short_form(short: str, name: str) -> bool:
    """Whether a word is how people call somebody for short: the beginning or the end of a name."""
    return _SHORTEST <= len(short) <= len(name) - 2 and name.startswith(short) | name.endswith(short)


def _before(spot: Spot, words: Sequence[Word]) -> str:
    """The word before a spot."""
    return next((word.key for word in reversed(words) if word.end <= spot.start), "")


def _shown(spot: Spot, text: str) -> str:
    """A spot with the words around it, on one line."""
    before, after = text[max(0, spot.start - _AROUND) : spot.start], text[spot.end : spot.end + _AROUND]
    return " ".join(f"{before}[{spot.text}]{after}".split())
