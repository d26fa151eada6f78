"""Excel workbooks: the table on one sheet, its notes and definitions on the last one."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from qualcode.export.cells import WORDS
from qualcode.export.limits import XLSX_ROWS, XLSX_TEXT, too_long
from qualcode.export.repack import repack
from qualcode.export.xlsx_rows import cut, letters, sheet_data
from qualcode.model import Column, Table

CREATED = datetime(2000, 1, 1)
"""The same date in every workbook: the same table gives the same bytes."""
NARROW, WIDE = 8, 60
"""Widths of columns, in characters."""
NOTES = "notes"
"""Name of the last sheet."""


def to_xlsx(table: Table, *others: Table) -> bytes:
    """A table as an Excel workbook, others on sheets after it; texts are never formulas, links or numbers."""
    tables = (table, *others)
    rows = max(each.rows for each in tables)
    if rows > XLSX_ROWS:
        raise ValueError(f"a sheet holds {XLSX_ROWS} rows, not {rows}: ask `problems` first")
    parts = {f"xl/worksheets/sheet{number}.xml": each for number, each in enumerate(tables, 1)}
    return repack(_book(tables), lambda name, data: _filled(data, parts[name]) if name in parts else data)


def _filled(sheet: bytes, table: Table) -> bytes:
    """An empty sheet with the rows of a table."""
    corner = f"{letters(max(len(table.columns) - 1, 0))}{table.rows + 1}".encode()
    sheet = sheet.replace(b'<dimension ref="A1"/>', b'<dimension ref="A1:' + corner + b'"/>', 1)
    return sheet.replace(b"<sheetData/>", sheet_data(table), 1)


def _book(tables: Sequence[Table]) -> bytes:
    """A workbook with everything but the rows of the tables."""
    from xlsxwriter import Workbook

    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": cut(tables[0].title)[:255], "created": CREATED})
        for each in tables:
            _sheet(book.add_worksheet(each.name[:31]), each)
        # The first sheet with cells is this one and begins with a heading: formats are numbered HEAD, BODY.
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        _notes(book.add_worksheet(NOTES), tables[0], head, body)
    return made.getvalue()


def _sheet(sheet: Any, table: Table) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(column, table.data[column.name]))
    sheet.freeze_panes(1, 0)


def _width(column: Column, values: Sequence[Any]) -> int:
    longest = max((len(str(value)) for value in values[:1000] if value is not None), default=0)
    return min(max(longest, len(column.name), NARROW) + 1, WIDE)


def _notes(sheet: Any, table: Table, head: Any, body: Any) -> None:
    said = [table.title, *([] if table.rows else [WORDS[table.language].no_rows]), *table.notes]
    long = too_long(table)
    if long:
        said.append(f"Cut to {XLSX_TEXT} characters, the most that Excel shows: {long} cells; csv has them whole.")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for row, sentence in enumerate(said):
        sheet.write_string(row, 0, "title" if row == 0 else "note", head)
        sheet.write_string(row, 1, cut(sentence), body)
    for row, column in enumerate(table.columns, start=len(said) + 1):
        sheet.write_string(row, 0, column.name, head)
        sheet.write_string(row, 1, cut(column.definition), body)
