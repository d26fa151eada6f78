"""Rows of a sheet with more or fewer cells than its header."""

from collections.abc import Sequence

from qualcode.model import Finding
from qualcode.readers import names
from qualcode.readers.sheet import Row, Sheet, lines_named


def straightened(
    name: str, sheet: Sheet, text: Sequence[int], speaker: int | None = None
) -> tuple[list[Row], tuple[Finding, ...]]:
    """Give every row as many cells as the first, and report those that had not.

    Cells too many come from a delimiter inside a text without quotes, so they go back into the text column (the last
    one named in `text`). Cells too few are empty; a row that ends before the text and begins with no label is a text
    that went on below its row.
    """
    width = len(sheet.rows[0].cells)
    odd = [row for row in sheet.rows if len(row.cells) != width]
    if not odd:
        return sheet.rows, ()
    labels = {_label(row, speaker) for row in sheet.rows if len(row.cells) == width}

    def goes_on(row: Row) -> bool:
        label = _label(row, speaker)
        return len(row.cells) <= min(text) and label not in labels and not (label and names.is_party(label))

    rows = [(_continued if goes_on(row) else _straight)(row, width, text[-1], sheet.delimiter) for row in sheet.rows]
    number = "1 row has" if len(odd) == 1 else f"{len(odd)} rows have"
    message = f"{number} more or fewer cells than the first row ({lines_named([row.at for row in odd])})"
    hint = "put texts with a delimiter into quotes; surplus cells were joined to the text"
    return rows, (Finding("warning", "ragged-rows", message, name, odd[0].at, hint=hint),)


def _straight(row: Row, width: int, text: int, delimiter: str) -> Row:
    surplus = len(row.cells) - width
    if surplus <= 0:
        return row._replace(cells=[*row.cells, *[""] * -surplus])
    cells = row.cells
    joined = delimiter.join(cells[text : text + surplus + 1])
    return row._replace(cells=[*cells[:text], joined, *cells[text + surplus + 1 :]])


def _label(row: Row, speaker: int | None) -> str:
    return row.cells[speaker].strip() if speaker is not None and speaker < len(row.cells) else ""


def _continued(row: Row, width: int, text: int, delimiter: str) -> Row:
    """Put all that a row says into its text."""
    said = delimiter.join(row.cells)
    return row._replace(cells=[said if place == text else "" for place in range(width)])
