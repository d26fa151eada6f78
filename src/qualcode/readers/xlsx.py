"""Excel workbooks as transcripts: the sheet with the most text, read like a csv sheet."""

from collections.abc import Sequence

from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading
from qualcode.readers import rows
from qualcode.readers.archive import Unreadable, empty_reading
from qualcode.readers.reading import ReadOptions
from qualcode.readers.sheet import ReadSheet, SheetRow
from qualcode.readers.workbook import read_workbook


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read a workbook; other sheets with text are reported."""
    if reading := empty_reading(name, data):
        return reading
    try:
        sheets = read_workbook(data)
    except Unreadable as trouble:
        return trouble.reading(name, "xlsx")
    chosen = max(sheets, key=lambda title: _letters(sheets[title]), default=None)
    if chosen is None or not _letters(sheets[chosen]):
        return rows.read_sheet_rows(name, ReadSheet([], "\t"), options, ())
    others = [title for title in sheets if title != chosen and _letters(sheets[title])]
    return rows.read_sheet_rows(name, ReadSheet(sheets[chosen], "\t"), options, _others(name, others, list(sheets)))


def _letters(found: Sequence[SheetRow]) -> int:
    return sum(len(cell) for row in found for cell in row.cells)


def _others(name: str, others: Sequence[str], every: Sequence[str]) -> list[Finding]:
    if not others:
        return []
    shown = ", ".join(str(every.index(title) + 1) for title in others[:5])
    message = f"of {len(others) + 1} sheets with text the one with most of it was read, and not sheet {shown}"
    hint = "save each sheet as a file of its own if people speak in the others, too"
    return [Finding("warning", "other-sheets", message, name, hint=hint)]
