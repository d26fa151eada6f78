"""The sheet of a workbook that people read and print: headings, units, number formats, fit to the width of a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from qualcode.export.cells import fit_cell_text
from qualcode.languages.catalogue import Messages
from qualcode.printed.page import PageColumn, PrintedTable, spans

MILLIMETRES = 1.95
"""Width of a character of a sheet in millimetres, about."""
LINE, MOST_LINES = 15.0, 27
"""Height of a line in points, and as many of them as a row can have."""
A4 = 9
"""Number of the paper, as Excel counts it."""
_PLAIN = frozenset({"turn", "interview", "topic", "rank", "segment"})
"""Numbers of things, which have no thousands."""


@dataclass(frozen=True)
class _Looks:
    """Formats of the cells of a page."""

    head: Any
    body: Any
    spanner: Any
    heading: Any
    number_heading: Any
    number: Any
    block: Any
    note: Any


def write_print_sheet(book: Any, sheet: Any, page: PrintedTable, head: Any, body: Any) -> None:
    """Fill a sheet: title, headings, rows, notes; the headings return on each printed page."""
    looks = _looks(book, head, body)
    width = max(len(page.columns), 1)
    _merged(sheet, 0, 0, width, page.title, head)
    sheet.write_blank(1, 0, None, body)
    row = _headings(sheet, page.columns, looks, 2)
    first = row
    sheet.freeze_panes(row, 1)
    sheet.repeat_rows(2, row - 1)
    row = _rows(book, sheet, page, looks, row)
    if not page.rows:
        sheet.write_string(first, 0, Messages(page.language)("No rows."), body)
        row += 1
    for note in page.notes:
        row += 1
        _merged(sheet, row, 0, width, note, looks.note)
        sheet.set_row(row, 12 * _lines(note, page.columns))
    _set_up(sheet, page)


def _looks(book: Any, head: Any, body: Any) -> _Looks:
    heading = {"bold": True, "text_wrap": True, "valign": "bottom", "bottom": 1}
    return _Looks(
        head,
        body,
        book.add_format({"bold": True, "align": "center", "bottom": 1, "text_wrap": True}),
        book.add_format(heading),
        book.add_format({**heading, "align": "right"}),
        book.add_format({"valign": "top", "align": "right"}),
        book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
        book.add_format({"text_wrap": True, "valign": "top", "font_size": 9}),
    )


def _headings(sheet: Any, columns: Sequence[PageColumn], looks: _Looks, row: int) -> int:
    """The row of headings, and that of what columns share; the row after them."""
    if any(column.spanner for column in columns):
        at = 0
        for text, width in spans(columns):
            if text:
                _merged(sheet, row, at, width, text, looks.spanner)
            at += width
        row += 1
    sheet.set_row(row, LINE * max((_high(column, column.whole_heading) for column in columns), default=1))
    for at, column in enumerate(columns):
        sheet.write_string(row, at, column.whole_heading, looks.number_heading if column.right else looks.heading)
    return row + 1


def _merged(sheet: Any, row: int, at: int, width: int, text: str, looks: Any) -> None:
    """A text over several columns; one is no range."""
    if width > 1:
        sheet.merge_range(row, at, row, at + width - 1, "", looks)
    sheet.write_string(row, at, fit_cell_text(text), looks)


def _rows(book: Any, sheet: Any, page: PrintedTable, looks: _Looks, row: int) -> int:
    """The rows with their blocks; the row after them."""
    formats = [_number_format(book, column, looks) for column in page.columns]
    for at in range(page.rows):
        if over := page.blocks.get(at):
            _merged(sheet, row, 0, max(len(page.columns), 1), over, looks.block)
            sheet.set_row(row, LINE * _lines(over, page.columns))
            row += 1
        sheet.set_row(row, LINE * max(map(_high, page.columns, (column.texts[at] for column in page.columns))))
        for place, (column, look) in enumerate(zip(page.columns, formats, strict=True)):
            _cell(sheet, row, place, column, at, look)
        row += 1
    return row


def _number_format(book: Any, column: PageColumn, looks: _Looks) -> Any:
    """How the cells of a column look; numbers have as many decimals as on other pages."""
    if column.look:
        right = {"align": "right"} if column.right else {}
        return book.add_format({"text_wrap": True, "valign": "top", "bold": column.bold, **right})
    if not column.number:
        return looks.body
    whole = "0" if column.name in _PLAIN else "#,##0"
    places = f"{whole}.{'0' * column.decimals}" if column.decimals else whole
    return book.add_format({"num_format": places, "valign": "top", "align": "right"}) if column.values else looks.number


def _cell(sheet: Any, row: int, place: int, column: PageColumn, at: int, look: Any) -> None:
    if column.values and column.values[at] is not None:
        sheet.write_number(row, place, column.values[at], look)
    else:
        sheet.write_string(row, place, fit_cell_text(column.texts[at]), look)


def _high(column: PageColumn, text: str) -> int:
    """Lines of a cell, about: not every program makes a row as high as its wrapped texts when it opens a file."""
    wide = max(column.width / MILLIMETRES - 1, 4)
    return min(sum(int(len(line) / wide) + 1 for line in text.split("\n")), MOST_LINES)


def _lines(text: str, columns: Sequence[PageColumn]) -> int:
    """Lines that a text takes over all columns: merged cells do not grow by themselves."""
    wide = sum(column.width for column in columns) / MILLIMETRES
    return int(len(text) * 1.05 / max(wide, 1)) + 1


def _set_up(sheet: Any, page: PrintedTable) -> None:
    """Widths, paper, and how it is printed: one page wide, as many pages high as it takes."""
    for place, column in enumerate(page.columns):
        sheet.set_column(place, place, max(column.width / MILLIMETRES, 5))
    if page.landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=1.57, right=1.18, top=1.18, bottom=1.18)  # inches: 4 and 3 cm
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C&P")
