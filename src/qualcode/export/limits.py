"""Limits: what a format cannot hold, said before it is written."""

from qualcode.model import Finding, Table

XLSX_ROWS = 1_048_575
"""Rows of a sheet without its header."""
XLSX_TEXT = 32_767
"""Characters of a cell, counted in UTF-16 units."""


def problems(table: Table, format: str) -> tuple[Finding, ...]:
    """What a format cannot hold of a table: too many rows is an error, a text that will be cut a warning."""
    if format != "xlsx":
        return ()
    found = []
    if table.rows > XLSX_ROWS:
        message = f"{table.rows:,} rows are more than a sheet holds ({XLSX_ROWS:,})"
        found.append(Finding("error", "too-many-rows", message, hint="use csv"))
    long = too_long(table)
    if long:
        message = f"{long:,} cells hold more than Excel shows ({XLSX_TEXT:,} characters) and are cut"
        found.append(Finding("warning", "cell-cut", message, hint="csv has them whole"))
    return tuple(found)


def too_long(table: Table) -> int:
    """Cells whose text is longer than a cell of Excel."""
    texts = (table.data[column.name] for column in table.columns if column.type == "string")
    return sum(units(value) > XLSX_TEXT for values in texts for value in values if value)


def units(text: str) -> int:
    """Length of a text as Excel counts it."""
    if 2 * len(text) <= XLSX_TEXT:  # no need to look
        return len(text)
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
