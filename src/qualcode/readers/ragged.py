"""Rows of a sheet with more or fewer cells than its header."""

from collections.abc import Sequence

from qualcode.model import Finding
from qualcode.readers.sheet import Row, Sheet


def straightened(name: str, sheet: Sheet, text: Sequence[int]) -> tuple[list[Row], tuple[Finding, ...]]:
    """Give every row as many cells as the first, and report the first that had not.

    Cells too many come from a delimiter inside a text without quotes, so they go back into the text column (the last
    one named in `text`); cells too few are empty.
    """
    width = len(sheet.rows[0].cells)
    odd = [row for row in sheet.rows if len(row.cells) != width]
    if not odd:
        return sheet.rows, ()
    rows = [_straight(row, width, text[-1], sheet.delimiter) for row in sheet.rows]
    number = "1 row has" if len(odd) == 1 else f"{len(odd)} rows have"
    message = f"{number} more or fewer cells than the first row; this is the first one"
    hint = "put texts with a delimiter into quotes; surplus cells were joined to the text"
    return rows, (Finding("warning", "ragged-rows", message, name, odd[0].at, hint=hint),)


def _straight(row: Row, width: int, text: int, delimiter: str) -> Row:
    surplus = len(row.cells) - width
    if surplus <= 0:
        return row._replace(cells=[*row.cells, *[""] * -surplus])
    cells = row.cells
    joined = delimiter.join(cells[text : text + surplus + 1])
    return row._replace(cells=[*cells[:text], joined, *cells[text + surplus + 1 :]])
