"""Excel workbooks: the table on one sheet, its notes and definitions on the last one."""

from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any

from qualcode.export.limits import XLSX_ROWS, XLSX_TEXT, too_long, units
from qualcode.model import Column, Table

CREATED = datetime(2000, 1, 1)
"""The same date in every workbook: the same table gives the same bytes."""
NARROW, WIDE = 8, 60
"""Widths of columns, in characters."""
NOTES = "notes"
"""Name of the second sheet."""

Write = Callable[[int, int, Any], None]


def to_xlsx(table: Table, *others: Table) -> bytes:
    """A table as an Excel workbook, others on sheets after it; texts are never formulas, links or numbers."""
    if max(table.rows, *(other.rows for other in others), 0) > XLSX_ROWS:
        raise ValueError(f"a sheet holds {XLSX_ROWS} rows, not {table.rows}: ask `problems` first")
    from xlsxwriter import Workbook

    made = BytesIO()
    with Workbook(made, _options()) as book:
        book.set_properties({"title": _cut(table.title)[:255], "created": CREATED})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        for each in (table, *others):
            _rows(book.add_worksheet(each.name[:31]), each, head, body)
        _notes(book.add_worksheet(NOTES), table, head, body)
    return made.getvalue()


def _options() -> dict[str, bool]:
    never = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    return {"in_memory": True, "constant_memory": False, **never}


def _rows(sheet: Any, table: Table, head: Any, body: Any) -> None:
    for place, column in enumerate(table.columns):
        values = table.data[column.name]
        sheet.set_column(place, place, _width(column, values))
        sheet.write_string(0, place, column.name, head)
        write = _writer(sheet, column)
        for row, value in enumerate(values, start=1):
            if value is not None:
                write(row, place, value, body)
    sheet.freeze_panes(1, 0)


def _writer(sheet: Any, column: Column) -> Callable[..., Any]:
    if column.type == "string":
        return lambda row, place, value, form: sheet.write_string(row, place, _cut(value), form)
    write: Callable[..., Any] = sheet.write_boolean if column.type == "boolean" else sheet.write_number
    return write


def _cut(text: str) -> str:
    """A text that fits into a cell; a longer one would be left out without a word."""
    if units(text) <= XLSX_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (XLSX_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


def _width(column: Column, values: Sequence[Any]) -> int:
    longest = max((len(str(value)) for value in values[:1000] if value is not None), default=0)
    return min(max(longest, len(column.name), NARROW) + 1, WIDE)


def _notes(sheet: Any, table: Table, head: Any, body: Any) -> None:
    said = [table.title, *table.notes]
    long = too_long(table)
    if long:
        said.append(f"Cut to {XLSX_TEXT} characters, the most that Excel shows: {long} cells; csv has them whole.")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for row, sentence in enumerate(said):
        sheet.write_string(row, 0, "title" if row == 0 else "note", head)
        sheet.write_string(row, 1, _cut(sentence), body)
    for row, column in enumerate(table.columns, start=len(said) + 1):
        sheet.write_string(row, 0, column.name, head)
        sheet.write_string(row, 1, column.definition, body)
