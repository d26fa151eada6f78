"""A check: one thing that can be wrong, with a stable code, its reason, and an example of each kind."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from qualcode.checks.context import Context
from qualcode.model import Finding, Level

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
    level: Level | None = None
    """Where it is not the level of the check."""


@dataclass(frozen=True)
class Check:
    """One thing that can be wrong in a codebook, a corpus, or the codings."""

    code: str
    """Stable: `QC1..` codebook, `QC2..` corpus, `QC3..` codings."""
    name: str
    """Readable name in kebab-case."""
    level: Level
    """How bad it is."""
    reason: str
    """Why it matters, in one sentence."""
    bad: str
    """An example that the check finds."""
    good: str
    """The same, mended."""
    find: Callable[[Context], Iterable[Remark]]
    """Looks for it."""
    loader: tuple[str, ...] = ()
    """Findings of the codebook's loader that are this check."""

    @property
    def subject(self) -> Subject:
        """What it looks at, as its code says."""
        return _SUBJECTS[self.code[2]]


@dataclass(frozen=True)
class Found:
    """A finding of a check."""

    check: Check
    """The check."""
    finding: Finding
    """What is wrong, where, and what to do."""
    quote: str = ""
    """Participants' words that belong to it."""
