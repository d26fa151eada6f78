"""Columns of a sheet that are left out although somebody may speak in them."""

from collections.abc import Sequence

from qualcode.model import Finding
from qualcode.readers.columns import Columns, normal
from qualcode.readers.sheet import Row

_PROSE = 4
"""Words of a cell from which it holds a sentence; a third of such cells makes prose, and no labels or tags."""


def prose_left_out(name: str, columns: Columns, header: Sequence[str], body: Sequence[Row]) -> list[Finding]:
    """Warn of columns that were left out and hold prose, or have the header of a column that was used."""
    used = {*columns.text, columns.speaker, columns.start, columns.end}
    width = max((len(row.cells) for row in body), default=0)
    others = [place for place in range(max(width, len(header))) if place not in used]
    twice = {normal(header[place]) for place in used if columns.header and place is not None and place < len(header)}
    found = [place for place in others if is_prose(body, place) or (columns.header and _title(header, place) in twice)]
    if not found:
        return []
    shown = ", ".join(str(place + 1) for place in found)
    message = f"column {shown} was left out, and holds sentences or has the header of a column that was used"
    if len(found) > 1:
        message = f"columns {shown} were left out, and hold sentences or have the header of a column that was used"
    hint = "name all columns with speech: --columns text=NAME,NAME"
    return [Finding("warning", "column-left-out", message, name, 1, hint=hint)]


def _title(header: Sequence[str], place: int) -> str | None:
    return normal(header[place]) or None if place < len(header) else None


def is_prose(body: Sequence[Row], place: int) -> bool:
    """Tell whether a column holds sentences."""
    cells = [row.cells[place].split() for row in body if place < len(row.cells) and row.cells[place].strip()]
    return bool(cells) and sum(len(cell) >= _PROSE for cell in cells) * 3 >= len(cells)


def left_columns(columns: Columns, body: Sequence[Row]) -> int:
    """Count the columns with anything in them that were left out."""
    used = {*columns.text, columns.speaker, columns.start, columns.end}
    width = max((len(row.cells) for row in body), default=0)
    return sum(
        any(place < len(row.cells) and row.cells[place].strip() for row in body)
        for place in range(width)
        if place not in used
    )
