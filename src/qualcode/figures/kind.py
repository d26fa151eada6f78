"""What a user can name as a figure: the table that it is drawn from, how it is asked for, and what it says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from qualcode.model.finding import StudyError, study_error
from qualcode.model.table import Table

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from qualcode.figures.sheet import Sheet


@dataclass(frozen=True)
class FigureOptions:
    """How a figure looks."""

    width: float = 85.0
    """Millimetres; 85 is a column and 170 a page of most journals."""
    font: str = ""
    """Name of an installed font, or a font file; empty: DejaVu Sans, which is the same on every computer."""
    grey: bool = False
    """True: a palette of greys; else that of Okabe and Ito, which colour-blind readers tell apart."""


@dataclass(frozen=True)
class Drawing:
    """A figure as it was drawn, with what is said about it."""

    figure: "Figure"
    """The figure, at its final size."""
    reading: str
    """What its marks stand for, with the denominator: a sentence or two for the caption."""
    alt: str
    """What it shows, for readers who do not see it: what stands out, and numbers."""
    left_out: str = ""
    """What the table has and the figure does not; empty: nothing."""


@dataclass(frozen=True)
class FigureSource:
    """The tables of a figure, as they may be given away."""

    table: Table
    """The table that was asked for."""
    more: Mapping[str, Table] = field(default_factory=dict)
    """Further tables, by name."""
    codes: tuple[str, ...] = ()
    """Codes that were asked for, where the table itself does not choose them; empty: all."""
    kind: str = ""
    """Kind of code that was asked for, likewise."""

    def rows(self) -> list[dict[str, Any]]:
        """The rows of the table."""
        return rows_of_table(self.table)


@dataclass(frozen=True)
class FigureKind:
    """One figure that can be asked for."""

    about: str
    """What it shows, in one sentence."""
    tables: tuple[str, ...]
    """Tables that it can be drawn from."""
    draw: "Callable[[FigureSource, Sheet], Drawing]"
    """Draws it; every number comes from the tables."""
    columns: tuple[str, ...] = ()
    """Columns of the table that it draws, which the data beside it hold; empty: all without words."""
    options: Mapping[str, Any] = field(default_factory=dict)
    """Options of the table that it needs, unless others are given."""
    more: tuple[str, ...] = ()
    """Further tables that it needs: for labels, or for what a share is a share of."""
    takes: frozenset[str] = frozenset()
    """Options that it takes and its table does not: `codes` and `kind`."""

    def data(self, table: Table) -> Table:
        """What is drawn of a table."""
        columns = tuple(
            column
            for column in table.columns
            if (column.name in self.columns if self.columns else column.sensitivity != "words")
        )
        return replace(table, columns=columns, data={column.name: table.data[column.name] for column in columns})


def rows_of_table(table: Table) -> list[dict[str, Any]]:
    """The rows of a table, by names of columns."""
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in zip(*(table.data[name] for name in names), strict=True)]


def as_called(table: Table) -> Table:
    """A table whose people, groups and attributes are called and ordered as on every page; its numbers stay."""
    words = table.page.words
    by = next((value for value in table.data.get("by", ()) if value), "")
    groups = words.groups.get(by, {})
    called = {"respondent": words.aliases, "group": groups, "other": groups, **words.one}
    rows = list(range(table.rows))
    if "group" in table.data:
        rows.sort(key=lambda row: words.place(by, table.data["group"][row]))
    data = {
        name: [called.get(name, {}).get(values[row], values[row]) if name in called else values[row] for row in rows]
        for name, values in table.data.items()
    }
    first = {name: at for at, name in enumerate(words.attributes)}  # in the order in which they are declared
    columns = tuple(
        replace(column, heading=words.attributes.get(column.name, column.heading))
        for column in sorted(table.columns, key=lambda column: first.get(column.name, len(first)))
    )
    return replace(table, columns=columns, data=data)


def one_block(source: FigureSource) -> Sequence[dict[str, Any]]:
    """The rows of a table that is not made in blocks.

    Raises:
        StudyError: it has several blocks.
    """
    if "group" in source.table.data:
        message = f"this figure of `{source.table.name}` shows one block, and --by makes several"
        raise study_error("figure-of-blocks", message, "leave --by out, or write --to xlsx")
    return source.rows()


def too_crowded(what: str, hint: str) -> StudyError:
    """The error about a figure that nobody could read."""
    return study_error("figure-too-crowded", what, hint)
