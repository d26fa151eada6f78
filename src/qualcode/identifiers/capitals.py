"""Names by their capitals: runs of words with a capital, without those that have it only because a sentence begins.

Whether a word that begins a sentence is a name is told by the rest of the corpus: it has its capital elsewhere too, it
is a common name, or no language knows it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from qualcode.identifiers.tellers import LONGEST_CUE, Spot, Tellers, is_rare, is_seldom, without_clitic
from qualcode.text.sentences import segment_boundaries
from qualcode.text.tokens import fold, token_spans

_BETWEEN = re.compile(r"[ \u00a0]+|\.[ \u00a0]*|-")
"""What stands between two words of one name: *Dr. Sari*, *A. Yani*."""
_LINKS = frozenset(["bin", "binti", "van", "von", "de", "da", "der", "den", "al", "el", "la", "of", "for"])
"""Small words inside names."""
_BEGINS = re.compile(r"[\n:;\"“”«»…?!]|[.]{2,}|[-–—]\s|\s[-–—]")
_QUOTED = re.compile(r"[\"“«‘'] ?")
"""Signs after which a capital tells nothing, though no sentence begins."""
_USUAL = 4
"""A word that is written small so many times as often as with a capital is a usual word."""
_OF_NAMES = re.compile(r"(?:Mc|Mac|De|Di|Du|La|Le|Van|Von|Al|El|O['’])(?=[A-Z])")
"""What stands before a capital inside a name of a person: *McDonald*, *DeShawn*."""
_MASKED = re.compile(r"[Xx*_]{2,}|[XYZ]")
"""What somebody put where a name stood."""


@dataclass(frozen=True)
class Word:
    """A word of a text, and where it stands."""

    start: int
    end: int
    text: str
    key: str
    first: bool
    """Whether it begins a sentence, so that its capital tells nothing."""

    @property
    def acronym(self) -> bool:
        """Whether it is written in capitals."""
        return len(self.text) > 1 and self.text.isupper()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper() and not _MASKED.fullmatch(self.text)


def words_of(text: str) -> list[Word]:
    """The words of a text, and which of them begin a sentence."""
    begins = iter([*segment_boundaries(text), len(text) + 1])
    begin, before, found = next(begins), 0, list[Word]()
    for start, end in token_spans(text):
        first = begin <= start or _BEGINS.search(text, before, start) is not None
        while begin <= start:
            begin = next(begins)
        word = text[start:end]
        found.append(Word(start, end, word, fold(word), first))
        before = end
    return found


@dataclass
class Usage:
    """How the words of a corpus are written: small, with a capital inside a sentence, or at its beginning."""

    small: Counter[str] = field(default_factory=Counter)
    inside: Counter[str] = field(default_factory=Counter)
    first: Counter[str] = field(default_factory=Counter)

    def add(self, words: Iterable[Word]) -> None:
        """Count the words of a text."""
        for word in words:
            where = self.small if not word.capital else self.first if word.first else self.inside
            where[word.key] += 1

    def is_usual(self, key: str) -> bool:
        """Whether a word is written small nearly always."""
        return self.small[key] > _USUAL * self.inside[key]

    def is_small(self, key: str) -> bool:
        """Whether a word is written small more often than with a capital that tells something."""
        return self.small[key] > self.inside[key]

    def share_small(self, key: str) -> float:
        """How often a word is written small, of all its places where a capital would tell something."""
        return self.small[key] / (self.small[key] + self.inside[key] + 1)

    def is_name_at_first(self, key: str, tellers: Tellers) -> bool:
        """Whether a word that begins a sentence is rather a name."""
        if key in tellers.known:
            return True
        if self.is_small(key):
            return False
        if self.inside[key] or key in tellers.places:
            return True
        return tellers.is_only_given(key) or is_rare(key) or (not self.small[key] and is_seldom(key))


def is_abbreviation(text: str) -> bool:
    """Whether it is written in capitals, also as a plural: *PDP*, *GBMs*."""
    bare = text.replace(" ", "").removesuffix("s")
    return len(bare) > 1 and bare.isupper()


def is_brand(text: str) -> bool:
    """Whether capitals stand where names of people have none, as in names of products: *GitHub*, *XGBoost*."""
    return re.search(r"[a-z][A-Z]|[A-Z]{2}[a-z]{2}", _OF_NAMES.sub("", text)) is not None


def names_by_capitals(number: int, words: Sequence[Word], text: str, usage: Usage, tellers: Tellers) -> Iterator[Spot]:
    """Spots of one text that are rather names; `number` is the text's."""
    bases = _Bases(usage, tellers)
    for run in _runs(words, text):
        while run and _is_chance(run[0], run[1:], usage, tellers) and not _acts(run, words, tellers):
            run = run[1:]
        title = ""
        while run and fold(run[0].text) in tellers.titles and (len(run) > 1 or not _is_listed(run[0].key, tellers)):
            title, run = run[0].key, run[1:]
        while run and run[-1].key in _LINKS:
            run = run[:-1]
        introduced = bool(run) and _is_introduced(words, words.index(run[0]), tellers)
        if not run or not (introduced or _may_be_name(run, title, usage, tellers)):
            continue
        last = without_clitic(run[-1].text, bases)
        start, end = run[0].start, run[-1].start + len(last)
        if end > start:
            yield Spot(number, start, end, text[start:end], title=title or _title_before(words, run[0], tellers))


class _Bases:
    """Words on which a clitic may hang: those that stand alone as names."""

    def __init__(self, usage: Usage, tellers: Tellers) -> None:
        self._usage, self._tellers = usage, tellers

    def __contains__(self, key: object) -> bool:
        return self._usage.inside[str(key)] > 0 or self._tellers.is_given(str(key))


def _runs(words: Sequence[Word], text: str) -> Iterator[list[Word]]:
    """Runs of words with capitals that may be one name."""
    run: list[Word] = []
    for word in words:
        joined = run and _BETWEEN.fullmatch(text, run[-1].end, word.start) and not _ends(run[-1], word, text)
        if joined and (word.capital or word.key in _LINKS):
            run.append(word)
            continue
        if run:
            yield run
        run = [word] if word.capital else []
    if run:
        yield run


def _ends(before: Word, word: Word, text: str) -> bool:
    """Whether a sentence ends between two words."""
    return word.first and "." in text[before.end : word.start]


def _is_listed(key: str, tellers: Tellers) -> bool:
    return tellers.is_given(key)


def _is_chance(word: Word, after: Sequence[Word], usage: Usage, tellers: Tellers) -> bool:
    """Whether a word at the beginning of a run has its capital by chance, and names nothing."""
    if word.key in tellers.known:
        return False
    if after and word.key in tellers.heads:
        return False
    one, doubled, other = word.key.partition("-")
    if doubled and one == other:  # *sama-sama*: people are not called so, whatever *Sama* is
        return True
    if word.key in tellers.never and not (after and word.key in tellers.titles):
        return True
    if word.key in tellers.titles:
        return False
    if not word.first or (word.acronym and not all(each.acronym for each in (*after[:2], *after[-1:]))):
        return False
    return not usage.is_name_at_first(word.key, tellers)


def _acts(run: Sequence[Word], words: Sequence[Word], tellers: Tellers) -> bool:
    """Whether a word alone, which may be a name and a usual word, does what people do: *Hope said*."""
    if len(run) > 1 or run[0].key not in tellers.words or run[0].key in tellers.never:
        return False
    after = next((word.key for word in words if word.start > run[0].start), "")
    return after in tellers.deeds


def _is_introduced(words: Sequence[Word], at: int, tellers: Tellers) -> bool:
    """Whether a listed name with a capital that tells stands where somebody says who it is: *Saya Bagus, operator*."""
    if words[at].first or not tellers.is_given(words[at].key):
        return False
    before = tuple(word.key for word in words[max(0, at - LONGEST_CUE) : at])
    return any(before[start:] in tellers.introductions for start in range(len(before)))


def _may_be_name(run: Sequence[Word], title: str, usage: Usage, tellers: Tellers) -> bool:
    """Whether a run may be a name: not one that is written small everywhere else, and no single letter."""
    if title or any(tellers.is_given(word.key) and not usage.is_usual(word.key) for word in run):
        return True
    telling = [word for word in run if word.key not in tellers.never and word.key not in _LINKS and len(word.text) > 1]
    if not telling:
        return False
    alone = telling[0].key
    return len(telling) > 1 or not (usage.is_usual(alone) or alone in tellers.heads | tellers.titles)


def _title_before(words: Sequence[Word], first: Word, tellers: Tellers) -> str:
    """The title, written small, that stands before a name: *pak Udin*."""
    at = next((at for at, word in enumerate(words) if word.start == first.start), 0)
    before = words[at - 1] if at else None
    return before.key if before and before.key in tellers.titles else ""
