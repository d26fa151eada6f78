"""A check: one thing that can be wrong, with a stable code, its reason, and an example of each kind."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from qualcode.checks.context import CheckContext, CheckedCorpus, CodebookFile
from qualcode.model.codebook import Codebook
from qualcode.model.finding import Finding, FindingLevel

Subject = Literal["codebook", "corpus", "codings"]
_SUBJECTS: dict[str, Subject] = {"1": "codebook", "2": "corpus", "3": "codings"}


@dataclass(frozen=True)
class Remark:
    """What a check has to say about one place; with the check's code and level it becomes a finding."""

    message: str
    """What is wrong, in one sentence without a final stop; never a participant's words."""
    file: str = ""
    """File as the user would write it; empty where there is none."""
    line: int | None = None
    """Line in the file, from 1."""
    column: int | None = None
    """Column in the line, from 1."""
    hint: str = ""
    """What to write or do instead."""
    quote: str = ""
    """Participants' words that belong to it: shown by `text` and `json` when asked for, and by nothing else."""
    level: FindingLevel | None = None
    """Where it is not the level of the check."""


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong in a codebook, a corpus, or the codings."""

    code: str
    """Stable: `QC1..` codebook, `QC2..` corpus, `QC3..` codings."""
    name: str
    """Readable name in kebab-case."""
    level: FindingLevel
    """How bad it is."""
    reason: str = field(repr=False)
    """Why it matters, in one sentence."""
    bad: str = field(repr=False)
    """An example that the check finds."""
    good: str = field(repr=False)
    """The same, mended."""
    find: Callable[[CheckContext], Iterable[Remark]] = field(repr=False)
    """Looks for it."""
    loader: tuple[str, ...] = field(default=(), repr=False)
    """Findings of the codebook's loader that are this check."""

    @property
    def subject(self) -> Subject:
        """What it looks at, as its code says."""
        return _SUBJECTS[self.code[2]]


@dataclass(frozen=True)
class CheckFinding:
    """A finding of a check."""

    check: Check
    """The check."""
    finding: Finding
    """What is wrong, where, and what to do."""
    quote: str = ""
    """Participants' words that belong to it."""


CheckFunction = Callable[[CheckContext], Iterable[Remark]]


def each_codebook(find: Callable[[Codebook, CodebookFile, CheckContext], Iterable[Remark]]) -> CheckFunction:
    """A check of every codebook that could be read; its remarks are about that file."""

    def find_in_all(context: CheckContext) -> Iterator[Remark]:
        for book in context.books:
            if book.codebook:
                yield from find(book.codebook, book, context)

    return find_in_all


def of_corpus(find: Callable[[CheckedCorpus], Iterable[Remark]]) -> CheckFunction:
    """A check of the corpus and what people keep in it; without a corpus there is nothing to say."""
    return lambda context: find(context.material) if context.material else ()


def from_loader(*names: str) -> CheckFunction:
    """A check that the loader makes when it reads a codebook: its findings with these names."""

    def find(context: CheckContext) -> Iterator[Remark]:
        for book in context.books:
            for found in book.findings:
                if found.code in names:
                    level = "error" if found.level == "error" else None  # a file that cannot be used is no warning
                    yield Remark(found.message, found.file, found.line, found.column, found.hint, level=level)  # type: ignore[arg-type]

    return find
