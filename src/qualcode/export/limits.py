"""Limits: what a format cannot hold, or is not meant for, said before it is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.util import find_spec

from qualcode.export.cells import WIDE, for_page
from qualcode.model import Finding, Table

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


def problems(table: Table, format: str) -> tuple[Finding, ...]:
    """What a format cannot hold of a table; an `error` means that it must not be written, a `warning` what is lost."""
    return (*_size(table, format), *_EXTRA.get(format, _none)(table))


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
    elif limit.page and columns > WIDE:
        message = f"{columns} columns are wide for a page"
        yield Finding("note", "wide-table", message, hint="turn the page, or remove columns that the text does not use")


def _none(table: Table) -> Iterator[Finding]:
    yield from ()


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
        units(value) > XLSX_TEXT for values in texts if _longest(values) > XLSX_TEXT // 2 for value in values if value
    )


def _longest(values: Iterable[str | None]) -> int:
    return max(map(len, filter(None, values)), default=0)


def units(text: str) -> int:
    """Length of a text as Excel counts it."""
    if 2 * len(text) <= XLSX_TEXT:  # no need to look
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
