"""Page: how many letters each column of a table needs, and how many it gets where there is not room for all."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.export.cells import numeric, printed
from qualcode.model import Column, Table

SHORT = 24
"""Characters up to which a column is as wide as its longest text; a wider one is folded."""
TEX_BREAKS = re.compile(r"[\s;:/._-]+")
"""Where LaTeX may break a text: we tell it so."""
WORD_BREAKS = re.compile(r"\s+|(?<=-)")
"""Where Word breaks a text."""


@dataclass(frozen=True)
class Need:
    """Letters that a column needs."""

    least: int
    """Its longest piece that cannot be broken."""
    good: int
    """What reads well."""
    most: int
    """Its longest text, on one line."""
    text: bool
    """True for texts: they may go on in the next line."""


def needs(table: Table, upright: bool, breaks: re.Pattern[str]) -> list[Need]:
    """What each column needs; `upright` headings of numbers take no room."""
    return [_need(column, texts(table, column), upright, breaks) for column in table.columns]


def texts(table: Table, column: Column) -> Sequence[str]:
    """The values of a column as they are printed."""
    return printed(column, table.data[column.name], table.language)


def shared(wanted: Sequence[Need], room: float) -> list[int]:
    """Letters of each column: what reads well, and a part of the room that is left, or less where there is none."""
    good = [need.good for need in wanted]
    spare = room - sum(good)
    wants = [need.most - need.good if spare > 0 else need.good - need.least for need in wanted]
    part = max(min(spare / max(sum(wants), 1), 1), -1)
    return [wide + int(want * part) for wide, want in zip(good, wants, strict=True)]


def _need(column: Column, values: Sequence[str], upright: bool, breaks: re.Pattern[str]) -> Need:
    distinct = set(values)
    longest = max(map(len, distinct), default=0)
    if numeric(column):
        wide = max(longest, 2) if upright else max(longest, len(column.heading or column.name))
        return Need(wide, wide, wide, text=False)
    piece = max(
        (len(part) for text in [*distinct, column.heading or column.name] for part in breaks.split(text)), default=0
    )
    wide = max(longest, len(column.heading or column.name)) + any(
        "\n" in text for text in distinct
    )  # of its width, it were on one line
    return Need(piece, wide if wide <= SHORT else max(piece, SHORT), wide, text=True)
