"""Shapes of checks: of one codebook at a time, of the corpus, and those that pass on what the loader found."""

from collections.abc import Callable, Iterable, Iterator

from qualcode.checks.check import Remark
from qualcode.checks.context import Book, Context, Material
from qualcode.model import Codebook

Find = Callable[[Context], Iterable[Remark]]


def each_codebook(find: Callable[[Codebook, Book, Context], Iterable[Remark]]) -> Find:
    """A check of every codebook that could be read; its remarks are about that file."""

    def find_in_all(context: Context) -> Iterator[Remark]:
        for book in context.books:
            if book.codebook:
                yield from find(book.codebook, book, context)

    return find_in_all


def of_corpus(find: Callable[[Material], Iterable[Remark]]) -> Find:
    """A check of the corpus and what people keep in it; without a corpus there is nothing to say."""
    return lambda context: find(context.material) if context.material else ()


def from_loader(*names: str) -> Find:
    """A check that the loader makes when it reads a codebook: its findings with these names."""

    def find(context: Context) -> Iterator[Remark]:
        for book in context.books:
            for found in book.findings:
                if found.code in names:
                    level = "error" if found.level == "error" else None  # a file that cannot be used is no warning
                    yield Remark(found.message, found.file, found.line, found.column, found.hint, level=level)  # type: ignore[arg-type]

    return find
