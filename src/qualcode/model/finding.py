"""A finding: something wrong, with a place."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Finding:
    """Something wrong or worth knowing, with its place and what to write instead."""

    level: Level
    """`error`: not done; `warning`: done, with a guess (fails under `--strict`); `note`: for information."""
    code: str
    """Stable kebab-case name of this kind of finding, such as `unknown-field`."""
    message: str
    """What is wrong, in one sentence without a final stop; never a participant's words."""
    file: str = ""
    """File as the user would write it; empty where there is none."""
    line: int | None = None
    """Line in the file, from 1."""
    column: int | None = None
    """Column in the line, from 1, in characters."""
    hint: str = ""
    """What to write or do instead; empty where there is nothing to say."""

    @property
    def place(self) -> str:
        """`file:line:column`, as far as it is known."""
        return ":".join(str(part) for part in (self.file, self.line, self.column) if part)

    def __str__(self) -> str:
        """One line: `file:line:column: what is wrong; what to write instead`."""
        said = f"{self.message}; {self.hint}" if self.hint else self.message
        line = f"{self.place}: {said}" if self.place else said
        return line.replace("\n", "\\n")  # a file's name may hold one
