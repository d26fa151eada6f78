"""Tables: typed columns with a definition each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

ColumnType = Literal["string", "integer", "number", "boolean"]
Sensitivity = Literal["", "open", "count", "quasi", "place", "person", "words"]
"""What a column can tell of people.

`open`: nothing. `count`: what some respondents have in common, to be hidden where they are few. `quasi`: values that
are rarely the same for two people. `place`: where something stands, so that lists can be joined. `person`: names of
people and files. `words`: what participants said. A redacted table has the first two only. Empty: it is not said yet.
"""


@dataclass(frozen=True)
class Column:
    """One column of a table: its name, type and what it means."""

    name: str
    """Identifier in snake_case."""
    type: ColumnType
    """Frictionless type of its values; a missing value is None."""
    definition: str
    """What a value means, with its unit and denominator, in one sentence, which is also its key in the catalogues."""
    sensitivity: Sensitivity = ""
    """What its values can tell of people; a redacted table leaves out a column that does not say it."""
    heading: str = ""
    """What stands over it on a page for readers, where its name is made of a code's; empty: its name."""


PageStyle = Literal["plain", "apa"]
"""How numbers and captions are written on pages: as in most theses, or after the manual of the APA (7)."""
PAGE_STYLES: tuple[PageStyle, ...] = ("plain", "apa")
"""What can be asked for."""


@dataclass(frozen=True)
class PageWords:
    """What people call attributes, their values, codes and respondents, in the language of a table."""

    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attribute -> its name, where one is stated."""
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Attribute -> value -> what those are called who have it (*Citizens*), in the order in which they are printed."""
    one: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Attribute -> value -> what one person of them is called (*citizen*)."""
    short: Mapping[str, str] = field(default_factory=dict)
    """Code -> its short label, in the order of the codebook."""
    definitions: Mapping[str, str] = field(default_factory=dict)
    """Code -> what it means, where that is written."""
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Respondent -> what stands for the name where people read."""

    def place(self, attribute: str, group: str | None) -> tuple[bool, int]:
        """Where a group stands among those of its attribute: as stated, then others; those without a value last."""
        stated = [*self.groups.get(attribute, {})]
        return group is None, stated.index(group) if group in stated else len(stated)


@dataclass(frozen=True)
class PageChoices:
    """How a table is printed; formats of data (csv, json, parquet ...) do not look at it."""

    columns: tuple[str, ...] = ()
    """Names of the columns to print, in this order; `all`: every one; none: those that are usual for the table."""
    style: PageStyle = "plain"
    """How numbers and captions are written."""
    words: PageWords = field(default_factory=PageWords)
    """What things are called."""


@dataclass(frozen=True)
class Table:
    """Typed columns of equal length, with the notes that belong under them."""

    name: str
    """Identifier: `barriers`, `segments` ..."""
    title: str
    """Title for people; names the coder layer."""
    columns: tuple[Column, ...]
    """In the order in which they are written."""
    data: Mapping[str, Sequence[Any]]
    """Column name -> values (plain Python values or None)."""
    notes: tuple[str, ...] = ()
    """Sentences that belong under the table: N, coder, codebook, cautions."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """The same facts for machines: n, corpus, coder, codebook, codebook_version, codebook_sha256, synthetic."""
    language: str = "en"
    """Language of title, notes and definitions."""
    page: PageChoices = field(default_factory=PageChoices)
    """How it is printed."""

    @property
    def rows(self) -> int:
        """Number of rows."""
        return len(self.data[self.columns[0].name]) if self.columns else 0
