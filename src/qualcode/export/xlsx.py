"""Excel workbooks: a first sheet for people, the exact table on the second, notes and definitions on the last one."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from qualcode.export.cells import XLSX_ROWS, XLSX_TEXT, fit_cell_text, too_long
from qualcode.export.package import repack
from qualcode.export.xlsx_page import write_print_sheet
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Column, Table
from qualcode.printed.page import PrintedTable
from qualcode.printed.present import printed_table

HEAD_ROW, FIRST_BODY_ROW = 1, 2
"""Formats of the header's cells and of the others, as the workbook numbers them."""
_SPELLED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML forbids, and what Excel would take for its own spelling of a character."""


def sheet_data(table: Table) -> bytes:
    """The element `sheetData`: the header and one row for each row; texts stand in their cells and are only texts."""
    names = [letters(place) for place in range(len(table.columns))]
    head = "".join(
        f'<c r="{name}1" s="{HEAD_ROW}"{_text(each.name)}' for name, each in zip(names, table.columns, strict=True)
    )
    row = '<row r="%s">' + "".join(f'<c r="{name}%s" s="{FIRST_BODY_ROW}"%s' for name in names) + "</row>"
    numbers = list(map(str, range(2, table.rows + 2)))
    filled = [part for column in table.columns for part in (numbers, _rests(column, table.data[column.name]))]
    body = "".join([row % cells for cells in zip(numbers, *filled, strict=True)])
    return f'<sheetData><row r="1">{head}</row>{body}</sheetData>'.encode()


def letters(place: int) -> str:
    """Name of a column: A, B ... Z, AA, AB ..."""
    name = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        name = chr(65 + letter) + name
    return name


def _rests(column: Column, values: Sequence[Any]) -> list[str]:
    """What follows in each cell; a missing value is an empty cell."""
    if column.type == "string":
        made = {value: "/>" if value is None else _text(value) for value in set(values)}
        return [made[value] for value in values]
    if column.type == "boolean":
        return ["/>" if value is None else f' t="b"><v>{int(value)}</v></c>' for value in values]
    return ["/>" if value is None else f"><v>{value}</v></c>" for value in values]


def _text(text: str) -> str:
    fit = fit_cell_text(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "_x" in fit or not fit.isprintable():  # two quick looks that spare most texts the slow one
        # in Excel's spelling `_x0001_` is the character U+0001, and `_x005F_` an underscore (ST_Xstring)
        fit = _SPELLED.sub(lambda found: f"_x{ord(found[0]):04X}_", fit)
    kept = "" if fit == fit.strip() else ' xml:space="preserve"'  # else blanks at its edges are lost
    return f' t="inlineStr"><is><t{kept}>{fit}</t></is></c>'


WORKBOOK_CREATED = datetime(2000, 1, 1)
"""The same date in every workbook: the same table gives the same bytes."""
NARROWEST_COLUMN, WIDEST_COLUMN = 8, 60
"""Widths of columns, in characters."""
DATA, NOTES = "data", "notes"
"""Names of the sheet with the exact table, and of the last sheet."""
LONGEST_SHEET = 20_000
"""Rows from which nobody reads a sheet."""


def to_xlsx(table: Table) -> bytes:
    """A table as an Excel workbook: as people read it, then as it is; texts are never formulas, links or numbers.

    A table too long to be read has the exact sheet alone, and so has one to fill in, which is read again.
    """
    if table.rows > LONGEST_SHEET or "gloss" in table.meta:
        return data_workbook(table)
    return _written((replace(table, name=DATA),), printed_table(table))


def data_workbook(table: Table, *others: Table) -> bytes:
    """A table and others on a sheet each, with the names of their columns, to fill in and to be read."""
    return _written((table, *others))


def _written(tables: Sequence[Table], page: PrintedTable | None = None) -> bytes:
    rows = max(each.rows for each in tables)
    if rows > XLSX_ROWS:
        raise ValueError(f"a sheet holds {XLSX_ROWS} rows, not {rows}: ask `problems` first")
    first = 2 if page else 1
    parts = {f"xl/worksheets/sheet{number}.xml": each for number, each in enumerate(tables, first)}
    return repack(_book(tables, page), lambda name, data: _filled(data, parts[name]) if name in parts else data)


def _filled(sheet: bytes, table: Table) -> bytes:
    """An empty sheet with the rows of a table."""
    corner = f"{letters(max(len(table.columns) - 1, 0))}{table.rows + 1}".encode()
    sheet = sheet.replace(b'<dimension ref="A1"/>', b'<dimension ref="A1:' + corner + b'"/>', 1)
    return sheet.replace(b"<sheetData/>", sheet_data(table), 1)


def _book(tables: Sequence[Table], page: PrintedTable | None) -> bytes:
    """A workbook with everything but the rows of the tables."""
    from xlsxwriter import Workbook

    made = BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": fit_cell_text(tables[0].title)[:255], "created": WORKBOOK_CREATED})
        # The first sheet with cells begins with a title and a text: formats are numbered HEAD, BODY.
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        body = book.add_format({"text_wrap": True, "valign": "top"})
        if page:
            write_print_sheet(book, book.add_worksheet(page.name[:31]), page, head, body)
        for each in tables:
            _sheet(book.add_worksheet(each.name[:31]), each)
        _notes(book.add_worksheet(NOTES), tables[0], head, body)
    return made.getvalue()


def _sheet(sheet: Any, table: Table) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, _width(column, table.data[column.name]))
    sheet.freeze_panes(1, 0)


def _width(column: Column, values: Sequence[Any]) -> int:
    longest = max((len(str(value)) for value in values[:1000] if value is not None), default=0)
    return min(max(longest, len(column.name), NARROWEST_COLUMN) + 1, WIDEST_COLUMN)


def _notes(sheet: Any, table: Table, head: Any, body: Any) -> None:
    said = [table.title, *([] if table.rows else [Messages(table.language)("No rows.")]), *table.notes]
    long = too_long(table)
    if long:
        said.append(f"Cut to {XLSX_TEXT} characters, the most that Excel shows: {long} cells; csv has them whole.")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for row, sentence in enumerate(said):
        sheet.write_string(row, 0, "title" if row == 0 else "note", head)
        sheet.write_string(row, 1, fit_cell_text(sentence), body)
    for row, column in enumerate(table.columns, start=len(said) + 1):
        sheet.write_string(row, 0, column.name, head)
        sheet.write_string(row, 1, fit_cell_text(column.definition), body)
