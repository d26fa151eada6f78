"""QC115: two terms of one list that find the same words."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark, from_loader
from qualcode.checks.context import CheckContext, at, forms, learn, used_lists
from qualcode.model.codebook import Codebook, Term
from qualcode.rules.lookup import Analyser


def find(context: CheckContext) -> Iterator[Remark]:
    """What the loader found, and terms that differ in their endings only, which the level joins."""
    yield from from_loader("repeated-term")(context)
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
    learn(terms, analyser)
    first: dict[object, Term] = {}
    for term in terms:
        key = forms(term, analyser)
        other = first.setdefault(key, term)
        if other is not term and at(other, "") != at(term, ""):
            yield term, other


CHECK = Check(
    code="QC115",
    name="repeated-term",
    level="note",
    reason="Inflected forms are found anyway; a list without them is shorter and says what it means",
    bad="terms: [jaringan, jaringannya]",
    good="terms: [jaringan]",
    find=find,
    loader=("repeated-term",),
)
