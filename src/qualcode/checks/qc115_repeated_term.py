"""QC115: two terms of one list that find the same words."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import Context
from qualcode.checks.each import from_loader
from qualcode.checks.used import at, used_lists
from qualcode.model import Codebook, Term
from qualcode.rules.analyser import Analyser
from qualcode.rules.word import Word, words

LOADER = ("repeated-term",)
_repeated = from_loader(*LOADER)


def find(context: Context) -> Iterator[Remark]:
    """What the loader found, and terms that differ in their endings only, which the level joins."""
    yield from _repeated(context)
    for book in context.books:
        if book.codebook:
            yield from _same_forms(book.codebook, book.file, context.analyser)


def _same_forms(codebook: Codebook, file: str, analyser: Analyser) -> Iterator[Remark]:
    lists: set[int] = set()
    places: set[tuple[str, int, int]] = set()
    for used in used_lists(codebook):
        if id(used.terms) in lists:
            continue
        lists.add(id(used.terms))
        for term, other in _pairs(tuple(used.words), analyser):
            if at(term, file) not in places:
                places.add(at(term, file))
                message = f"`{term.text}` finds what `{other.text}` finds already"
                hint = "take one of the two away, or write `level: exact` where only one form is meant"
                yield Remark(message, *at(term, file), hint)


def _pairs(terms: tuple[Term, ...], analyser: Analyser) -> Iterator[tuple[Term, Term]]:
    """Each term with an earlier one whose words have the same level keys."""
    _learn(terms, analyser)
    first: dict[object, Term] = {}
    for term in terms:
        key = _key(term, analyser)
        other = first.setdefault(key, term)
        if other is not term and at(other, "") != at(term, ""):
            yield term, other


def _learn(terms: tuple[Term, ...], analyser: Analyser) -> None:
    """Ask for all words at once: one look-up in the dictionaries is dearer than many together."""
    by_level: dict[str, list[str]] = {}
    for term in terms:
        for word in words(term):
            by_level.setdefault(word.level, []).append(word.key)
    for level in ("light", "root"):
        analyser.keys(level, by_level.get(level, []))


def _key(term: Term, analyser: Analyser) -> object:
    """What tells the words that a term finds from those of another one."""
    bases = tuple((word.level, _bases(word, analyser)) for word in words(term))
    return bases, term.language, term.text if term.case else ""


def _bases(word: Word, analyser: Analyser) -> frozenset[str]:
    """What a word comes down to: its base in the language that knows one, else itself."""
    if word.level == "exact":
        return frozenset((word.key,))
    own = (key for key in analyser.keys(word.level, [word.key])[0] if key.startswith(word.language))
    return frozenset(key.partition(":")[2] for key in own) - {word.key} or frozenset((word.key,))


CHECK = Check(
    code="QC115",
    name="repeated-term",
    level="note",
    reason="Inflected forms are found anyway; a list without them is shorter and says what it means",
    bad="terms: [jaringan, jaringannya]",
    good="terms: [jaringan]",
    find=find,
    loader=LOADER,
)
