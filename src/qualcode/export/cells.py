"""Cells: what formats share about texts, and how much each of them holds."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from qualcode.model.finding import Finding
from qualcode.model.table import Column, Table
from qualcode.printed.layouts import PAGE_LAYOUTS

LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
"""Where a line ends, for anybody's reading."""
PRINT_FORMATS = ("docx", "tex", "html", "md", "xlsx")
"""Formats that people read: columns are chosen for them, and headings are human."""
LONG_LIST = 100
"""Passages from which a list on paper is three pages and more."""


def numeric(column: Column) -> bool:
    """True for columns of numbers."""
    return column.type in ("integer", "number")


def map_texts(function: Callable[[str], str], texts: Iterable[str]) -> list[str]:
    """A function of every text; texts that return are worked out once."""
    listed = list(texts)
    made = {text: function(text) for text in set(listed)}
    return [made[text] for text in listed]


def cut_bytes(text: str, size: int) -> str:
    """The beginning of a text that fits into so many bytes of UTF-8, whole characters only."""
    encoded = text.encode("utf-8")
    return text if len(encoded) <= size else encoded[:size].decode("utf-8", "ignore")


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


LIMITS: Mapping[str, Limit] = {
    # 16,384 columns and 1,048,576 rows: the size of a sheet since Excel 2007 ("Excel specifications and limits")
    "xlsx": Limit(XLSX_ROWS, 16_384),
    # long tables are slow to lay out long before a limit
    "docx": Limit(2_000),
    "tex": Limit(5_000),
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
    if limit.columns and len(table.columns) > limit.columns:
        message = f"{len(table.columns):,} columns are more than {format} takes here ({limit.columns:,})"
        yield Finding("error", "too-many-columns", message, hint="use csv")
    passages = PAGE_LAYOUTS[table.name].passages if table.name in PAGE_LAYOUTS else ""
    if format in ("docx", "tex") and passages and table.rows > LONG_LIST:
        message = f"{table.rows:,} rows take many pages on paper"
        yield Finding("warning", "long-table", message, hint=passages)


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


def fit_cell_text(text: str) -> str:
    """A text that fits into a cell; a longer one would be left out without a word."""
    if excel_length(text) <= XLSX_TEXT:
        return text
    return text.encode("utf-16-le")[: 2 * (XLSX_TEXT - 1)].decode("utf-16-le", "ignore") + "…"


SHORT_COLUMN = 24
"""Characters up to which a column is as wide as its longest text; a wider one is folded."""
