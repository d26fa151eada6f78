"""QC120: a regular expression that can take for ever."""

from collections.abc import Iterator

from qualcode.checks.check import Check, Remark
from qualcode.checks.context import Book, Context
from qualcode.checks.each import each_codebook, from_loader
from qualcode.checks.patterns import explosive
from qualcode.checks.used import at, written_terms
from qualcode.model import Codebook

LOADER = ("slow-regex",)
_told = from_loader(*LOADER)


def find(context: Context) -> Iterator[Remark]:
    """What the loader tried, and what is written so that an unlucky sentence takes for ever."""
    yield from _told(context)
    yield from _shaped(context)


def _explosive(codebook: Codebook, book: Book, context: Context) -> Iterator[Remark]:
    """Regular expressions that can split a text in very many ways."""
    for term in written_terms(codebook):
        part = next(explosive(term.text), "") if term.kind == "regex" else ""
        if part:
            message = f"`{part}` repeats what already repeats or overlaps, and can take for ever"
            yield Remark(message, *at(term, book.file), "let one of the two repeat: `(a+)+` is `a+`")


_shaped = each_codebook(_explosive)
CHECK = Check(
    code="QC120",
    name="slow-pattern",
    level="error",
    reason="On an unlucky sentence such an expression runs until its time is up, and finds nothing",
    bad=r"terms: [{regex: '(\w+\s?)+!'}]",
    good=r"terms: [{regex: '(\w+\s)+!'}]",
    find=find,
    loader=LOADER,
)
