"""The rows of a sheet as the XML of an Excel workbook (ECMA-376, part 1, section 18.3).

Written here because two hundred thousand rows of twenty columns take 26 CPU seconds cell by cell with xlsxwriter, and
3 column by column.
"""

import re
from collections.abc import Sequence
from typing import Any

from qualcode.export.limits import XLSX_TEXT, units
from qualcode.model import Column, Table

HEAD, BODY = 1, 2
"""Formats of the header's cells and of the others, as the workbook numbers them."""
_SPELLED = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML forbids, and what Excel would take for its own spelling of a character."""


def sheet_data(table: Table) -> bytes:
    """The element `sheetData`: the header and one row for each row; texts stand in their cells and are only texts."""
    names = [letters(place) for place in range(len(table.columns))]
    head = "".join(
        f'<c r="{name}1" s="{HEAD}"{_text(each.name)}' for name, each in zip(names, table.columns, strict=True)
    )
    row = '<row r="%s">' + "".join(f'<c r="{name}%s" s="{BODY}"%s' for name in names) + "</row>"
    numbers = list(map(str, range(2, table.rows + 2)))
    filled = [part for column in table.columns for part in (numbers, _rests(column, table.data[column.name]))]
    body = "".join([row % cells for cells in zip(numbers, *filled, strict=True)])
    return f'<sheetData><row r="1">{head}</row>{body}</sheetData>'.encode()


def cut(text: str) -> str:
    """A text that fits into a cell; a longer one would be left out without a word."""
    if units(text) <= XLSX_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (XLSX_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


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
    fit = cut(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "_x" in fit or not fit.isprintable():  # two quick looks that spare most texts the slow one
        # in Excel's spelling `_x0001_` is the character U+0001, and `_x005F_` an underscore (ST_Xstring)
        fit = _SPELLED.sub(lambda found: f"_x{ord(found[0]):04X}_", fit)
    kept = "" if fit == fit.strip() else ' xml:space="preserve"'  # else blanks at its edges are lost
    return f' t="inlineStr"><is><t{kept}>{fit}</t></is></c>'
