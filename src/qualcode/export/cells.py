"""Cells: the values of a table as the text that people read, for formats that are pages and not data."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from typing import Any

from qualcode.languages.catalogue import Messages
from qualcode.model.finding import Finding
from qualcode.model.table import Column, Table

CROWDED = 8
"""Columns up to which a page is wide enough for headings that lie."""
WIDE_TABLE = 12
"""Columns from which a page is too narrow."""


LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""Where a line ends, for anybody's reading."""
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


def numeric(column: Column) -> bool:
    """True for columns that are set to the right."""
    return column.type in ("integer", "number")


def cell_texts(column: Column, values: Sequence[Any]) -> Sequence[str]:
    """The values of a column as text: missing is empty, booleans are `true` and `false`."""
    if column.type == "boolean":
        return ["" if value is None else str(bool(value)).lower() for value in values]
    return ["" if value is None else str(value) for value in values]


def printed(column: Column, values: Sequence[Any], language: str = "en") -> Sequence[str]:
    """The same for print: the numbers of a column have as many decimals as the one that has most.

    The decimal separator is that of the language.
    """
    texts = cell_texts(column, values)
    if column.type != "number" or any("e" in text for text in texts):  # 1e-07 would take seven decimals
        return texts
    places = max((len(text.partition(".")[2]) for text in texts), default=0)
    separator = Messages(language).decimal_separator
    return ["" if value is None else f"{value:.{places}f}".replace(".", separator) for value in values]


def for_page(table: Table) -> Table:
    """The table as it is set on a page: of a wide one, what is the same in all rows stands in a note.

    Numbers stay unless there is none: a reader looks for N beside each share.
    """
    if len(table.columns) <= WIDE_TABLE or table.rows < 2:
        return table
    distinct = {column: set(table.data[column.name]) for column in table.columns}
    same = [
        column
        for column, values in distinct.items()
        if values == {None} or (column.type == "string" and len(values) == 1)
    ]
    if not same:
        return table
    say = Messages(table.language)
    values = ", ".join(f"{column.name} = {table.data[column.name][0] or say('empty')}" for column in same)
    others = tuple(column for column in table.columns if column not in same)
    note = say("The same in all rows: {values}.", values=values)
    return replace(table, columns=others, notes=(*table.notes, note))


def crowded(table: Table) -> bool:
    """True when the headings of numbers stand upright, so that a column is no wider than its numbers."""
    return len(table.columns) > CROWDED


def map_texts(function: Callable[[str], str], texts: Iterable[str]) -> list[str]:
    """A function of every text; texts that return are worked out once."""
    listed = list(texts)
    made = {text: function(text) for text in set(listed)}
    return [made[text] for text in listed]


def cut_bytes(text: str, size: int) -> str:
    """The beginning of a text that fits into so many bytes of UTF-8, whole characters only."""
    encoded = text.encode("utf-8")
    return text if len(encoded) <= size else encoded[:size].decode("utf-8", "ignore")


def right_to_left(table: Table) -> bool:
    """True when a text has letters that are written from right to left."""
    texts = (table.data[column.name] for column in table.columns if column.type == "string")
    return any(_FROM_RIGHT.search(text) for values in texts for text in set(values) if text and not text.isascii())


XLSX_ROWS = 1_048_575
"""Rows of a sheet without its header."""
XLSX_TEXT = 32_767
"""Characters of a cell, counted in UTF-16 units."""
SAV_TEXT = 32_767
"""Bytes of a text of SPSS."""
SAV_BYTES = 2_000_000_000
"""Bytes of a whole sav file: SPSS gives every row of a column the room of its longest text."""


@dataclass(frozen=True)
class Limit:
    """The largest table that a format takes."""

    rows: int = 0
    """Most rows; 0: any number."""
    columns: int = 0
    """Most columns; 0: any number."""
    page: bool = False
    """True: it is made for a page, where a wide table does not fit."""


LIMITS: Mapping[str, Limit] = {
    # 16,384 columns and 1,048,576 rows: the size of a sheet since Excel 2007 ("Excel specifications and limits")
    "xlsx": Limit(XLSX_ROWS, 16_384),
    # Word takes 63 columns ("Operating parameter limitations"); long tables are slow to lay out long before a limit
    "docx": Limit(2_000, 63, page=True),
    "tex": Limit(5_000, 40, page=True),
    "html": Limit(20_000),
}


def format_problems(table: Table, format: str) -> tuple[Finding, ...]:
    """What a format cannot hold of a table; an `error` means that it must not be written, a `warning` what is lost."""
    return (*_size(table, format), *(_EXTRA[format](table) if format in _EXTRA else ()))


def _size(table: Table, format: str) -> Iterator[Finding]:
    limit = LIMITS.get(format, Limit())
    if not table.rows:
        yield Finding("warning", "empty-table", f"table `{table.name}` has no rows: only its header is written")
    if limit.rows and table.rows > limit.rows:
        message = f"{table.rows:,} rows are more than {format} takes here ({limit.rows:,})"
        yield Finding("error", "too-many-rows", message, hint="use csv" if format == "xlsx" else "use xlsx or csv")
    columns = len(for_page(table).columns) if limit.page else len(table.columns)
    if limit.columns and columns > limit.columns:
        message = f"{columns:,} columns are more than {format} takes here ({limit.columns:,})"
        narrow = "choose codes with --kind or --code, or " if table.name == "matrix" else ""
        hint = "use csv" if format == "xlsx" else f"{narrow}use xlsx or csv"
        yield Finding("error", "too-many-columns", message, hint=hint)
    elif limit.page and columns > WIDE_TABLE:
        message = f"{columns} columns are wide for a page"
        yield Finding("note", "wide-table", message, hint="turn the page, or remove columns that the text does not use")


def _xlsx(table: Table) -> Iterator[Finding]:
    long = too_long(table)
    if long:
        message = f"{long:,} cells hold more than Excel shows ({XLSX_TEXT:,} characters) and are cut"
        yield Finding("warning", "cell-cut", message, hint="csv has them whole")


def _sav(table: Table) -> Iterator[Finding]:
    missing = [name for name in ("pyreadstat", "pandas") if find_spec(name) is None]
    if missing:
        message = f"sav needs the package {' and '.join(missing)}"
        yield Finding("error", "missing-package", message, hint='run pip install "qualcode[sav]"')
    widths = {column.name: _widest(table, column.name) for column in table.columns if column.type == "string"}
    long = [name for name, width in widths.items() if width > SAV_TEXT]
    if long:
        message = f"texts of {', '.join(long)} are longer than SPSS holds ({SAV_TEXT:,} bytes) and are cut"
        yield Finding("warning", "cell-cut", message, hint="csv has them whole")
    size = table.rows * sum(min(width, SAV_TEXT) for width in widths.values())
    if size > SAV_BYTES:
        message = f"SPSS gives every row the room of the longest text, here {size / 1e9:.1f} GB"
        yield Finding("error", "too-large", message, hint="write --no-quotes, or use parquet or csv")


_EXTRA = {"xlsx": _xlsx, "sav": _sav}


def _widest(table: Table, name: str) -> int:
    return max((len(value.encode("utf-8", "replace")) for value in set(table.data[name]) if value), default=0)


def too_long(table: Table) -> int:
    """Cells whose text is longer than a cell of Excel."""
    texts = (table.data[column.name] for column in table.columns if column.type == "string")
    return sum(
        excel_length(value) > XLSX_TEXT
        for values in texts
        if _longest(values) > XLSX_TEXT // 2
        for value in values
        if value
    )


def _longest(values: Iterable[str | None]) -> int:
    return max(map(len, filter(None, values)), default=0)


def excel_length(text: str) -> int:
    """Length of a text as Excel counts it."""
    if 2 * len(text) <= XLSX_TEXT:  # no need to look
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


SHORT_COLUMN = 24
"""Characters up to which a column is as wide as its longest text; a wider one is folded."""
TEX_BREAKS = re.compile(r"[\s;:/._-]+")
"""Where LaTeX may break a text: we tell it so."""
WORD_BREAKS = re.compile(r"\s+|(?<=-)")
"""Where Word breaks a text."""


@dataclass(frozen=True)
class Need:
    """Letters that a column needs."""

    least: int
    """Its longest piece that cannot be broken."""
    good: int
    """What reads well."""
    most: int
    """Its longest text, on one line."""
    text: bool
    """True for texts: they may go on in the next line."""


def needs(table: Table, upright: bool, breaks: re.Pattern[str]) -> list[Need]:
    """What each column needs; `upright` headings of numbers take no room."""
    return [_need(column, texts(table, column), upright, breaks) for column in table.columns]


def texts(table: Table, column: Column) -> Sequence[str]:
    """The values of a column as they are printed."""
    return printed(column, table.data[column.name], table.language)


def share_width(wanted: Sequence[Need], room: float) -> list[int]:
    """Letters of each column: what reads well, and a part of the room that is left, or less where there is none."""
    good = [need.good for need in wanted]
    spare = room - sum(good)
    wants = [need.most - need.good if spare > 0 else need.good - need.least for need in wanted]
    part = max(min(spare / max(sum(wants), 1), 1), -1)
    return [wide + int(want * part) for wide, want in zip(good, wants, strict=True)]


def _need(column: Column, values: Sequence[str], upright: bool, breaks: re.Pattern[str]) -> Need:
    distinct, heading = set(values), column.heading or column.name
    longest = max(map(len, distinct), default=0)
    if numeric(column):
        wide = max(longest, 2) if upright else max(longest, len(heading))
        return Need(wide, wide, wide, text=False)
    piece = max((len(part) for text in [*distinct, heading] for part in breaks.split(text)), default=0)
    folded = any("\n" in text for text in distinct)  # a column of its width would seem to be on one line
    wide = max(longest, len(heading)) + folded
    return Need(piece, wide if wide <= SHORT_COLUMN else max(piece, SHORT_COLUMN), wide, text=True)
