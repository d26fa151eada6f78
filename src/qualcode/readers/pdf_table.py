"""Tables in a PDF: nothing says so there but words that begin at the same places down the page."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from statistics import quantiles
from typing import NamedTuple

from qualcode.readers.pdf_text import Print
from qualcode.readers.reading import SourceLine
from qualcode.readers.rich import columns_of, table_rows

_SAME = 3.0
"""Points within which two words begin at the same place."""
_FEWEST, _SHARE = 4, 0.12
"""Words that must begin at a place to make it a column: so many, and this share of the lines."""
_ROW_GAP = 0.25
"""Times the size of the type by which the gap between two rows is wider than that between two lines of a cell."""


class _Line(NamedTuple):
    """One row of a page: the text of each column."""

    page: int
    cells: dict[int, str]
    top: float
    bottom: float
    size: float


def table_lines(
    prints: Sequence[tuple[int, Print]], join: Callable[[str, str], str], line: Callable[[int, Print], SourceLine]
) -> list[SourceLine]:
    """The rows of a table that is a conversation, with what stands above it; none where there is no such table.

    `join` puts two wrapped pieces of a cell together, `line` makes a line of what stands above.
    """
    lefts = _columns(prints)
    if len(lefts) < 2:
        return []
    begin = next((at for at, (_, each) in enumerate(prints) if len(_cells(each, lefts)) > 1), len(prints))
    visual = _side_by_side(prints[begin:], lefts)
    rows = _rows(visual, len(lefts), join)
    texts = [[cells.get(column, "") for column in range(len(lefts))] for _, cells in rows]
    # The header comes again on each page; a label that returns would make it somebody's words.
    columns = columns_of([*texts[:1], *(cells for cells in texts if cells != texts[0])])
    if columns is None or not columns.who:
        return []
    header = texts[0] if columns.header else None
    found = [line(number, each) for number, each in prints[:begin]]
    for (number, _), cells in zip(rows, texts, strict=True):
        if cells != header:
            found += table_rows(cells, columns, number)
    return found


def _columns(prints: Sequence[tuple[int, Print]]) -> list[float]:
    """Places at which many words begin behind a gap or a margin, from left to right."""
    begins = sorted(left for _, each in prints for left in (each.left, *(left for _, left in each.cells)))
    groups: list[list[float]] = []
    for left in begins:
        if groups and left - groups[-1][0] <= _SAME:
            groups[-1].append(left)
        else:
            groups.append([left])
    least = max(_FEWEST, len(prints) * _SHARE)
    return [group[0] for group in groups if len(group) >= least]


def _cells(each: Print, lefts: Sequence[float]) -> dict[int, str]:
    """The parts of a printed line by their columns; what begins at none of them belongs to the part before it."""
    found: dict[int, str] = {}
    edges = [(0, each.left), *each.cells, (len(each.text), 0.0)]
    column = max((at for at, left in enumerate(lefts) if left <= each.left + _SAME), default=0)
    for (at, left), (end, _) in pairwise(edges):
        column = next((place for place, own in enumerate(lefts) if abs(own - left) <= _SAME), column)
        found[column] = f"{found[column]} {each.text[at:end].strip()}" if column in found else each.text[at:end].strip()
    return found


def _side_by_side(prints: Sequence[tuple[int, Print]], lefts: Sequence[float]) -> list[_Line]:
    """Printed lines at one height as one line, from the top of each page to its bottom."""
    found: list[_Line] = []
    for number, each in sorted(prints, key=lambda it: (it[0], -it[1].bottom)):
        last = found[-1] if found else None
        cells = _cells(each, lefts)
        if (
            last
            and last.page == number
            and last.bottom - each.bottom < each.size * 0.5
            and not cells.keys() & last.cells
        ):
            found[-1] = last._replace(cells={**last.cells, **cells})
        else:
            found.append(_Line(number, cells, each.top, each.bottom, each.size))
    return found


def _rows(lines: Sequence[_Line], width: int, join: Callable[[str, str], str]) -> list[tuple[int, dict[int, str]]]:
    """The rows with their page: divided by wider gaps where there are such, else by what stands in the first column."""
    gaps = [above.bottom - below.top for above, below in pairwise(lines) if above.page == below.page]
    usual = quantiles(gaps, n=10)[0] if len(gaps) > 1 else 0.0
    size = max((line.size for line in lines), default=0.0)
    divided = sum(gap > usual + _ROW_GAP * size for gap in gaps) * 5 >= len(gaps)
    rows: list[tuple[int, dict[int, str]]] = []
    for above, line in pairwise([None, *lines]):
        if line is None:
            continue
        apart = above is not None and above.page == line.page and above.bottom - line.top > usual + _ROW_GAP * size
        begins = apart if divided and above is not None and above.page == line.page else 0 in line.cells
        if begins or not rows:
            rows.append((line.page, dict(line.cells)))
            continue
        cells = rows[-1][1]
        cells |= {at: join(cells[at], text) if cells.get(at) else text for at, text in line.cells.items()}
    return rows
