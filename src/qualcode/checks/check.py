"""A check: one thing that can be wrong, with its stable code, reason and examples; and what a round of checks found."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal

from qualcode.checks.context import CheckContext, CheckedCorpus, CodebookFile
from qualcode.model.codebook import Codebook
from qualcode.model.finding import Finding, FindingLevel
from qualcode.model.progress import steps

Subject = Literal["codebook", "corpus", "codings"]
_SUBJECTS: dict[str, Subject] = {"1": "codebook", "2": "corpus", "3": "codings"}


@dataclass(frozen=True)
class Remark:
    """What a check has to say about one place; with the check's code and level it becomes a finding."""

    message: str
    """What is wrong, in one sentence without a final stop; never a participant's words."""
    file: str = ""
    """File as the user would write it; empty if there is none."""
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
                    # a codebook that cannot be used stays an error, whatever the level of the check
                    yield as_remark(found, found.level if found.level == "error" else None)

    return find


def as_remark(found: Finding, level: FindingLevel | None) -> Remark:
    """A finding that was made elsewhere as a remark of a check."""
    return Remark(found.message, found.file, found.line, found.column, found.hint, level=level)


def first_at_each_place(remarks: Iterable[Remark]) -> Iterator[Remark]:
    """Only the first remark about each place: many rules share the terms of a lexicon."""
    seen: set[tuple[str, int | None, int | None]] = set()
    for remark in remarks:
        place = remark.file, remark.line, remark.column
        if place not in seen:
            seen.add(place)
            yield remark


_LONG = re.compile(r"`([^`]{100})[^`]{20,}`")
FINDING_LEVELS = ("error", "warning", "note")
"""From the worst."""


def run_checks(checks: Iterable[Check], context: CheckContext) -> tuple[CheckFinding, ...]:
    """Everything that the checks find, by file, line, column and code, each thing once."""
    found = {_found(check, remark): None for check in steps("check", tuple(checks)) for remark in check.find(context)}
    return tuple(sorted(found, key=_order))


def fails(level: str, fail_level: str) -> bool:
    """Whether a finding of a level makes a command fail."""
    return FINDING_LEVELS.index(level) <= FINDING_LEVELS.index(fail_level)


def _found(check: Check, remark: Remark) -> CheckFinding:
    place = remark.file, remark.line, remark.column
    level = remark.level or check.level
    said, hint = _short(remark.message), _short(remark.hint)
    return CheckFinding(check, Finding(level, check.name, said, *place, hint=hint), remark.quote)


def _short(text: str) -> str:
    """A message in which no term or name fills the screen."""
    return _LONG.sub(lambda found: f"`{found[1]}...`", text)


def _order(found: CheckFinding) -> tuple[str, int, int, str, str]:
    place = found.finding
    return place.file, place.line or 0, place.column or 0, found.check.code, place.message


@dataclass(frozen=True)
class CheckReport:
    """Everything that was checked and found."""

    checks: tuple[Check, ...] = field(repr=False)
    """The checks that ran."""
    found: tuple[CheckFinding, ...]
    """What they found, in the order of files and lines."""
    codebooks: tuple[str, ...] = ()
    """Codebook files that were looked at."""
    corpus: str = ""
    """Corpus that was looked at; empty: none."""
    transcripts: int = 0
    """Its transcripts."""
    fail_level: FindingLevel = "error"
    """Findings of this level or a worse one fail."""

    @property
    def failed(self) -> tuple[CheckFinding, ...]:
        """The findings that fail."""
        return tuple(each for each in self.found if fails(each.finding.level, self.fail_level))

    @property
    def counts(self) -> dict[str, int]:
        """Level -> number of findings."""
        counted = Counter(each.finding.level for each in self.found)
        return {level: counted[level] for level in FINDING_LEVELS}  # type: ignore[index]  # they are the levels


@dataclass(frozen=True)
class Shown:
    """How a report is shown."""

    quotes: bool = False
    """True: participants' words are shown, by the formats that can."""
    prefix: str = ""
    """Folder of the study, as whoever reads the annotations calls it; empty: the study is where they look from."""
    least: FindingLevel = "note"
    """`text` shows findings of this level and worse ones."""
    most: int = 0
    """`text` shows so many findings of one check; 0: all."""
    version: str = ""
    """Version of the program, for formats that name it."""

    def path(self, file: str) -> str:
        """A file as annotations call it."""
        return f"{self.prefix}/{file}" if self.prefix and file and not file.startswith("/") else file


def select_checks(checks: Sequence[Check], select: Iterable[str], ignore: Iterable[str]) -> tuple[Check, ...]:
    """The checks that are selected (all, unless some are) and not ignored."""
    wanted, unwanted = tuple(select), tuple(ignore)
    return tuple(
        check
        for check in checks
        if (not wanted or any(_is(check, one) for one in wanted)) and not any(_is(check, one) for one in unwanted)
    )


def unknown_checks(checks: Sequence[Check], asked: Iterable[str]) -> list[tuple[str, str]]:
    """What is asked for and is no check, each with the nearest one that is; empty if none is near."""
    return [(one, nearest_check(checks, one)) for one in asked if not any(_is(check, one) for check in checks)]


def nearest_check(checks: Sequence[Check], asked: str) -> str:
    """The name or code most like a word."""
    codes, names = [check.code for check in checks], [check.name for check in checks]
    near = get_close_matches(asked.upper(), codes, n=1) if asked[:2].upper() == "QC" else []
    return "".join((near or get_close_matches(asked.lower(), names, n=1))[:1])


def _is(check: Check, asked: str) -> bool:
    return check.name == asked.lower() or (len(asked) > 1 and check.code.startswith(asked.upper()))
