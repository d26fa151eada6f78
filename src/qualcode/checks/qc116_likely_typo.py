"""QC116: a word that no dictionary and no transcript knows, one slip away from one that does occur."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from qualcode.checks.check import Check, Remark, each_codebook
from qualcode.checks.context import CheckContext, CodebookFile, at, written_terms
from qualcode.languages import current, per_languages
from qualcode.languages.id import indonesian
from qualcode.model.codebook import Codebook, Term
from qualcode.rules.lookup import Analyser, LevelKeys, words_of_term
from qualcode.text.languages import is_in_dictionary
from qualcode.text.tokens import distance


class Neighbours:
    """Known words, found by what is left of them when a letter is taken away.

    Two words that differ by one letter added, dropped, changed or swapped with the next share such a rest, so a word
    is compared with the few that share one and never with all. The first letter stays: few slip there, and many
    different words differ there.
    """

    def __init__(self, known: Iterable[str]) -> None:
        """Prepare for some known words."""
        self._by_rest: dict[str, list[str]] = {}
        for word in known:
            for rest in _rests(word):
                self._by_rest.setdefault(rest, []).append(word)

    def of(self, word: str) -> Iterator[str]:
        """Known words that differ from the word by one slip."""
        found = {other for rest in _rests(word) for other in self._by_rest.get(rest, ()) if other != word}
        return (other for other in sorted(found) if other[0] == word[0] and distance(other, word) == 1)


def is_swap(one: str, other: str) -> bool:
    """Whether two words differ by two neighbouring letters that changed places: hardly ever two words."""
    return len(one) == len(other) and sorted(one) == sorted(other)


def _rests(word: str) -> Iterator[str]:
    """The word, and the word without each of its letters but the first."""
    yield word
    yield from {word[:at] + word[at + 1 :] for at in range(1, len(word))} - {word}


SHORTEST_CHECKED_WORD, LONG_WORD = 5, 8
"""Letters: shorter words have too many neighbours, and only long ones are judged by one source alone."""
SHARE_OF_USUAL_WORD = 1e-5
"""A word of a dictionary that is as frequent as this (one in a hundred thousand) is probably the one that was meant."""
LETTERS_FOR_NOTE, SHARE_OF_MEANT_WORD, SHARE_OF_SLIP, TIMES_RARER = 6, 2e-6, 1e-7, 50
"""For a note: letters of the word, share of the one that was meant, share below which one is a slip, how much rarer."""
TWICE = 2
"""A word of the corpus that stands there as often is no slip of the transcriber."""


def find(codebook: Codebook, book: CodebookFile, context: CheckContext) -> Iterator[Remark]:
    """Words of terms that are probably misspelt."""
    corpus = context.material.words if context.material else {}
    terms = [term for term in written_terms(codebook) if term.is_words]
    own = {word.key for term in terms for word in words_of_term(term)}
    checked: dict[str, Term] = {}
    for term in terms:
        for word in words_of_term(term):
            if len(word.key) >= SHORTEST_CHECKED_WORD and word.key.isalpha() and word.key not in corpus:
                checked.setdefault(word.key, term)
    spoken = cache(lambda: _spoken(corpus))  # most codebooks have no word that nobody knows
    names = [f"{term.language}:{word}" for word, term in checked.items()]
    judged = context.analyser.worked_out("slip", names, partial(_judge, context.analyser))
    for (key, term), (known, usual, slip) in zip(checked.items(), judged, strict=True):
        remarks = []
        if not known:
            said = max(spoken().of(key), key=lambda each: corpus[each], default="")
            remarks = list(_meant(key, term, own, said, usual, book))
        if not remarks and slip and slip not in own:
            message = f"`{key}` looks misspelt: dictionaries do not have it, or hardly"
            remarks = [Remark(message, *at(term, book.file), f"did you mean `{slip}`?", level="note")]
        yield from remarks


def _spoken(corpus: Mapping[str, int]) -> Neighbours:
    """The words that are said often enough to be words."""
    return Neighbours(
        word for word, count in corpus.items() if count >= TWICE and len(word) >= SHORTEST_CHECKED_WORD - 1
    )


def _judge(analyser: Analyser, names: Sequence[str]) -> list[LevelKeys]:
    """Whether dictionaries know each word (`1`), their usual word nearest to one that they do not, and its slip.

    Each name is a language and the word; nothing of this depends on the codebook or the corpus.
    """
    judged: list[LevelKeys] = []
    for language, _, word in (name.partition(":") for name in names):
        known = _is_known(word, analyser)
        usual = "" if known else _usual(word, language)
        judged.append(("1" if known else "", usual, _slip(word, language, analyser)))
    return judged


def _is_known(word: str, analyser: Analyser) -> bool:
    """Whether dictionaries have the word, or what is left of it without its endings."""
    bases = {key.partition(":")[2] for key in analyser.keys("light", [word])[0]}
    return any(is_in_dictionary(form) for form in (word, *bases))


def _usual(word: str, language: str) -> str:
    dictionary = _shares(language, SHARE_OF_USUAL_WORD)
    return max(_neighbours(language, SHARE_OF_USUAL_WORD).of(word), key=lambda each: dictionary[each], default="")


def _meant(word: str, term: Term, own: set[str], spoken: str, usual: str, book: CodebookFile) -> Iterator[Remark]:
    """What was probably meant; a spelling that stands beside its standard form is there on purpose.

    The hint only ever names a common word of a dictionary: another word of the corpus is a participant's, and goes
    where quotes go.
    """
    if spoken in own or usual in own or not _is_convincing(word, spoken, usual):
        return
    hint = f"did you mean `{usual}`?" if usual else "`--quotes` shows a word of the corpus that is one letter away"
    message = f"`{word}` looks misspelt: neither the dictionaries nor the corpus have it"
    yield Remark(message, *at(term, book.file), hint, quote=spoken)


def _is_convincing(word: str, spoken: str, usual: str) -> bool:
    """Whether it is a slip and no word of a region: one that people say, swapped letters, or a letter of many.

    Regional words (*durung, sorangan*) are in no dictionary and often look like another word.
    """
    if spoken and spoken == usual:
        return True
    meant = [each for each in (spoken, usual) if each]
    return any(is_swap(word, each) or (len(word) >= LONG_WORD and len(each) != len(word)) for each in meant)


def _slip(word: str, language: str, analyser: Analyser) -> str:
    """The frequent word that a word which dictionaries do not have, or hardly, lacks a letter of; empty: none.

    Dictionaries of running words have common slips (*intenet*), a thousand times rarer than the word that was meant.
    """
    if len(word) < LETTERS_FOR_NOTE or _is_usual(word, analyser):
        return ""
    shares = _shares(language, SHARE_OF_MEANT_WORD)
    near = [
        each
        for each in _neighbours(language, SHARE_OF_MEANT_WORD).of(word)
        if len(each) != len(word) or is_swap(word, each)
    ]
    meant = max(near, key=lambda each: shares[each], default="")
    rarer = meant and shares[meant] >= TIMES_RARER * current().pack("en").frequencies().get(word, 0.0)
    return meant if rarer else ""


def _is_usual(word: str, analyser: Analyser) -> bool:
    """Whether dictionaries have the word, or what is left of it without its endings, and not as a rare slip."""
    bases = {key.partition(":")[2] for key in analyser.keys("light", [word])[0]}
    roots, colloquial = indonesian().words.roots, current().colloquial
    here, there = (current().pack(code).frequencies() for code in ("id", "en"))
    return any(
        form in roots or form in here or form in colloquial or there.get(form, 0.0) >= SHARE_OF_SLIP
        for form in (word, *bases)
    )


@per_languages
def _shares(language: str, least: float) -> Mapping[str, float]:
    """The frequent words of a language, or of all, with their frequency."""
    frequent: dict[str, float] = {}
    for pack in reversed(current().packs):
        for word, share in pack.frequencies().items() if language in ("", pack.code) else ():
            if share >= max(least, frequent.get(word, 0.0)):
                frequent[word] = share
    return frequent


@per_languages
def _neighbours(language: str, least: float) -> Neighbours:
    return Neighbours(_shares(language, least))


CHECK = Check(
    code="QC116",
    name="likely-typo",
    level="warning",
    reason="A misspelt term finds nothing, and nobody notices",
    bad="terms: [koordniasi]",
    good="terms: [koordinasi]",
    find=each_codebook(find),
)
