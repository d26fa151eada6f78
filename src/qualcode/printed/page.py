"""A printed table: headings, cells and notes as a reader sees them, with the width of each column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from qualcode.model.table import PageStyle

DIVIDE = "|"
"""Where a word of a heading may be divided: *Inter|views*."""
ColumnLook = Literal["", "right", "bold"]
"""How the texts of a column stand, where it is not as texts usually do."""


@dataclass(frozen=True)
class PageColumn:
    """One column as it is printed."""

    name: str
    """Name of the column of the table, of the first one where it is made of several."""
    heading: str
    """What stands over it; `DIVIDE` stands where a word may be divided."""
    texts: Sequence[str]
    """Its cells."""
    number: bool
    """True: it is set to the right."""
    width: float
    """Millimetres that it takes, with its gutters."""
    spanner: str = ""
    """What stands over it and its neighbours together."""
    values: Sequence[Any] = ()
    """The numbers behind the texts, exact, for sheets that compute; empty: texts only."""
    decimals: int = 0
    """Decimals that are shown of them."""
    flag: bool = False
    """True: its cells say yes or no, so that none of them can name a row."""
    look: ColumnLook = ""
    """How its texts stand."""

    @property
    def right(self) -> bool:
        """Whether it is set to the right: numbers, and what ends where the next column begins."""
        return self.number or self.look == "right"

    @property
    def bold(self) -> bool:
        """Whether its texts are bold."""
        return self.look == "bold"

    @property
    def whole_heading(self) -> str:
        """The heading where nothing is divided."""
        return self.heading.replace(DIVIDE, "")


@dataclass(frozen=True)
class PrintedTable:
    """A table as people read it."""

    name: str
    """Identifier: `barriers`, `segments` ..."""
    title: str
    """Title for people."""
    columns: tuple[PageColumn, ...]
    """From left to right."""
    rows: int
    """Rows without headings."""
    notes: tuple[str, ...]
    """Sentences under it."""
    language: str
    """Language of headings and notes."""
    style: PageStyle = "plain"
    """How captions are written."""
    blocks: Mapping[int, str] = field(default_factory=dict)
    """Row -> what stands over it and the rows after it, through the whole line."""
    landscape: bool = False
    """True: it needs a turned page."""
    parts: tuple[tuple[int, ...], ...] = ()
    """Columns of each part: one part, unless it is too wide for a turned page."""
    label: str = ""
    """Identifier for references: the name, and the attribute of its groups."""

    def part(self, number: int) -> tuple[PageColumn, ...]:
        """The columns of a part."""
        return tuple(self.columns[at] for at in self.parts[number])


def spans(columns: Sequence[PageColumn]) -> list[tuple[str, int]]:
    """What stands over neighbouring columns, and over how many; an empty text over those that share nothing."""
    found: list[tuple[str, int]] = []
    for column in columns:
        if found and column.spanner and found[-1][0] == column.spanner:
            found[-1] = (column.spanner, found[-1][1] + 1)
        else:
            found.append((column.spanner, 1))
    return found
