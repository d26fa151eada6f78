"""What a round of checks found, as the formats write it."""

from collections import Counter
from dataclasses import dataclass

from qualcode.checks.check import Check, Found
from qualcode.checks.run import LEVELS, fails
from qualcode.model import Level


@dataclass(frozen=True)
class Report:
    """Everything that was checked and found."""

    checks: tuple[Check, ...]
    """The checks that ran."""
    found: tuple[Found, ...]
    """What they found, in the order of files and lines."""
    codebooks: tuple[str, ...] = ()
    """Codebook files that were looked at."""
    corpus: str = ""
    """Corpus that was looked at; empty: none."""
    transcripts: int = 0
    """Its transcripts."""
    fail_level: Level = "error"
    """Findings of this level or a worse one fail."""

    @property
    def failed(self) -> tuple[Found, ...]:
        """The findings that fail."""
        return tuple(each for each in self.found if fails(each.finding.level, self.fail_level))

    @property
    def counts(self) -> dict[str, int]:
        """Level -> number of findings."""
        counted = Counter(each.finding.level for each in self.found)
        return {level: counted[level] for level in LEVELS}  # type: ignore[index]  # they are the levels


@dataclass(frozen=True)
class Shown:
    """How a report is shown."""

    quotes: bool = False
    """True: participants' words are shown, by the formats that can."""
    prefix: str = ""
    """Folder of the study, as whoever reads the annotations calls it; empty: the study is where they look from."""
    least: Level = "note"
    """`text` shows findings of this level and worse ones."""
    most: int = 0
    """`text` shows so many findings of one check; 0: all."""
    version: str = ""
    """Version of the program, for formats that name it."""

    def path(self, file: str) -> str:
        """A file as annotations call it."""
        return f"{self.prefix}/{file}" if self.prefix and file and not file.startswith("/") else file
