"""Layout of a LaTeX table: how large its letters are, whether the page is turned, and how wide each column is.

Widths are those of Computer Modern at the sizes of the class `article`; a thesis has a little more room.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.export.cells import crowded
from qualcode.export.page import SHORT, TEX_BREAKS, needs, shared, texts
from qualcode.model import Table

LONG = 40
"""Lines from which a table runs over pages."""
HIGH = 10
"""Lines of a cell from which its text goes on in another row: LaTeX never breaks a row between pages."""
LINE, TURNED = 345.0, 550.0
"""Points of a line, on an upright page and on a turned one."""
GAP = {False: 12.0, True: 6.0}
"""Points between two columns, by whether there are many."""
SIZES = ((r"\footnotesize", 4.5), (r"\scriptsize", 4.1), (r"\tiny", 3.3))
"""Commands for letters, and the points that one takes."""


@dataclass(frozen=True)
class Layout:
    """How a table is set."""

    turned: bool
    """True: on a page turned by 90 degrees."""
    size: str
    """Command for the size of its letters."""
    widths: tuple[float | None, ...]
    """Share of the line that each column takes; None: as wide as its longest text."""
    long: bool
    """True: it runs over pages."""
    letters: tuple[int, ...]
    """Letters of a line of each column."""


def layout(table: Table) -> Layout:
    """The first of all layouts, from large to small, in which the columns have the room that they need."""
    upright = crowded(table)
    wanted = needs(table, upright, TEX_BREAKS)
    line, room, turned, size, letter = _first_that_fits(sum(need.good for need in wanted), len(wanted), upright)
    letters = shared(wanted, room)
    widths = tuple(
        round(letter * wide / line, 3) if need.text and (wide < need.most or need.most > SHORT) else None
        for need, wide in zip(wanted, letters, strict=True)
    )
    tall = _lines(table, letters) + _note_lines(table, line)
    return Layout(turned, size, widths, turned or tall > LONG, tuple(letters))


def _first_that_fits(wanted: int, columns: int, upright: bool) -> tuple[float, float, bool, str, float]:
    """Points of a line, letters of it that columns may have, whether the page is turned, size, points of a letter."""
    small = SIZES[1:2] if upright else SIZES[:2]
    tried = [*((turned, *size) for turned in (False, True) for size in small), (True, *SIZES[2])]
    made = [
        (line, (line - GAP[upright] * columns) / letter, turned, size, letter)
        for turned, size, letter in tried
        for line in [TURNED if turned else LINE]
    ]
    return next((each for each in made if wanted <= each[1]), made[-1])


def _lines(table: Table, letters: Sequence[int]) -> int:
    """Lines of all rows, about."""
    if table.rows > LONG:
        return table.rows
    high = [1] * table.rows
    for column, wide in zip(table.columns, letters, strict=True):
        for row, text in enumerate(texts(table, column)):
            high[row] = max(high[row], len(text) // max(wide, 1) + 1)
    return sum(high)


def _note_lines(table: Table, line: float) -> int:
    said = sum(len(note) + 1 for note in table.notes) + sum(len(c.name) + len(c.definition) + 3 for c in table.columns)
    return int(said * SIZES[0][1] / line) + 1
