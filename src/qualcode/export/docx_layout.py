"""Layout of a Word table: whether the page is turned, how large its letters are, and how wide each column is."""

from dataclasses import dataclass

from qualcode.export.cells import crowded
from qualcode.export.page import WORD_BREAKS, needs, shared
from qualcode.model import Table

LINE, TURNED = 482.0, 728.0
"""Points between the margins of an upright page of A4, and of a turned one."""
LETTER = 0.6
"""Points that a letter takes for each point of its size, about: the font is the reader's."""
MARGIN = {False: 3.5, True: 2.0}
"""Points on each side of a cell, by whether there are many columns."""
SIZES = (8.0, 7.0, 6.0)
"""Points of letters on a turned page, as large as fits."""
UPRIGHT = 9.0
"""Points of letters on an upright page."""


@dataclass(frozen=True)
class Layout:
    """How a table is set."""

    turned: bool
    """True: on a page turned by 90 degrees, with the names of numbers upright."""
    size: float
    """Points of its letters."""
    margin: float
    """Points on each side of a cell."""
    widths: tuple[float, ...]
    """Points of each column."""


def layout(table: Table) -> Layout:
    """The largest letters with which numbers and words stay whole, and a fair part of the line for each column."""
    turned = crowded(table)
    wanted, margin = needs(table, turned, WORD_BREAKS), MARGIN[turned]
    room = (TURNED if turned else LINE) - 2 * margin * len(wanted)
    # half a letter more for each, since digits are wide
    least = sum(need.least + 0.5 for need in wanted)
    tried = SIZES if turned else (UPRIGHT,)
    size = next((size for size in tried if least * LETTER * size <= room), tried[-1])
    letters = shared(wanted, room / (LETTER * size) - 0.5 * len(wanted))
    return Layout(turned, size, margin, tuple((letter + 0.5) * LETTER * size + 2 * margin for letter in letters))
