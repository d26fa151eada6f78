"""QC116: a word that no dictionary and no transcript knows, one slip away from one that does occur."""

from collections.abc import Iterator, Mapping
from functools import cache

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import Book, Context
from qualcode.checks.each import each_codebook
from qualcode.checks.neighbours import Neighbours, is_swap
from qualcode.checks.used import at, written_terms
from qualcode.model import Codebook, Term
from qualcode.rules.analyser import Analyser
from qualcode.rules.word import words
from qualcode.text import lexicon, wordlists

SHORTEST, LONG = 5, 8
"""Letters: shorter words have too many neighbours, and only long ones are judged by one source alone."""
USUAL = 1e-5
"""A word of a dictionary that is as frequent as this (one in a hundred thousand) is probably the one that was meant."""
LETTERS, MEANT, RARE, TIMES = 6, 2e-6, 1e-7, 50
"""For a note: letters of the word, share of the one that was meant, share below which one is a slip, how much rarer."""
TWICE = 2
"""A word of the corpus that stands there as often is no slip of the transcriber."""


def find(codebook: Codebook, book: Book, context: Context) -> Iterator[Remark]:
    """Words of terms that are probably misspelt."""
    corpus = context.material.words if context.material else {}
    terms = [term for term in written_terms(codebook) if term.kind == "words"]
    own = {word.key for term in terms for word in words(term)}
    spoken = Neighbours(word for word, count in corpus.items() if count >= TWICE and len(word) >= SHORTEST - 1)
    seen: set[str] = set()
    for term in terms:
        for word in words(term):
            if word.key in seen or len(word.key) < SHORTEST or not word.key.isalpha() or word.key in corpus:
                continue
            seen.add(word.key)
            remarks = []
            if not _is_known(word.key, context.analyser):
                said = max(spoken.of(word.key), key=lambda each: corpus[each], default="")
                remarks = list(_meant(word.key, term, own, said, book))
            yield from remarks or _slips(word.key, term, own, context.analyser, book)


def _is_known(word: str, analyser: Analyser) -> bool:
    """Whether dictionaries have the word, or what is left of it without its endings."""
    bases = {key.partition(":")[2] for key in analyser.keys("light", [word])[0]}
    return any(_is_in_dictionary(form) for form in (word, *bases))


def _is_in_dictionary(word: str) -> bool:
    known = word in lexicon.roots() or word in lexicon.indonesian() or word in lexicon.english()
    return known or word in wordlists.pairs("colloquial")


def _meant(word: str, term: Term, own: set[str], spoken: str, book: Book) -> Iterator[Remark]:
    """What was probably meant; a spelling that stands beside its standard form is there on purpose.

    The hint only ever names a common word of a dictionary: another word of the corpus is a participant's, and goes
    where quotes go.
    """
    dictionary = _shares(term.language, USUAL)
    usual = max(_neighbours(term.language, USUAL).of(word), key=lambda each: dictionary[each], default="")
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
    return any(is_swap(word, each) or (len(word) >= LONG and len(each) != len(word)) for each in meant)


def _slips(word: str, term: Term, own: set[str], analyser: Analyser, book: Book) -> Iterator[Remark]:
    """A note on a word that dictionaries do not have, or hardly, and that lacks a letter of a frequent one.

    Dictionaries of running words have common slips (*intenet*), a thousand times rarer than the word that was meant.
    """
    if len(word) < LETTERS or _is_usual(word, analyser):
        return
    shares = _shares(term.language, MEANT)
    near = [
        each for each in _neighbours(term.language, MEANT).of(word) if len(each) != len(word) or is_swap(word, each)
    ]
    meant = max(near, key=lambda each: shares[each], default="")
    if meant and meant not in own and shares[meant] >= TIMES * lexicon.english().get(word, 0.0):
        message = f"`{word}` looks misspelt: dictionaries do not have it, or hardly"
        yield Remark(message, *at(term, book.file), f"did you mean `{meant}`?", level="note")


def _is_usual(word: str, analyser: Analyser) -> bool:
    """Whether dictionaries have the word, or what is left of it without its endings, and not as a rare slip."""
    bases = {key.partition(":")[2] for key in analyser.keys("light", [word])[0]}
    return any(
        form in lexicon.roots()
        or form in lexicon.indonesian()
        or form in wordlists.pairs("colloquial")
        or lexicon.english().get(form, 0.0) >= RARE
        for form in (word, *bases)
    )


@cache
def _shares(language: str, least: float) -> Mapping[str, float]:
    """The frequent words of a language, or of both, with their frequency."""
    found = {} if language == "id" else {word: share for word, share in lexicon.english().items() if share >= least}
    for word, share in lexicon.indonesian().items() if language != "en" else ():
        if share >= max(least, found.get(word, 0.0)):
            found[word] = share
    return found


@cache
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
