"""Text with a delimiter between the values, quoted as RFC 4180 says; lines end with LF."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from qualcode.languages.catalogue import Messages
from qualcode.model.table import Column, Table


class WrittenLines:
    """Takes the lines of a csv writer, which ends each with CR LF, and keeps them without it."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def write(self, line: str) -> None:
        """Keep one line."""
        self.lines.append(line[:-2])


def delimited(table: Table, delimiter: str) -> bytes:
    """A header and one line a row in UTF-8; an empty value is missing, booleans are `true` and `false`."""
    lines = WrittenLines()
    # a writer that ends lines with LF leaves a lone CR unquoted before Python 3.13; this one never does
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([column.name for column in table.columns])
    writer.writerows(zip(*(_values(column, table.data[column.name]) for column in table.columns), strict=True))
    return ("\n".join(lines.lines) + "\n").encode()


def _values(column: Column, values: Sequence[Any]) -> Iterable[Any]:
    if column.type == "boolean":
        return [None if value is None else str(bool(value)).lower() for value in values]
    return values


_TRIGGERS = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
"""How a cell begins that spreadsheets take for a formula (OWASP, *CSV injection*); the last four are fullwidth."""
SAFE_MARK = "'"
"""What stands before such a cell: spreadsheets hide it and show the rest as text."""


def spreadsheet_safe(table: Table) -> Table:
    """The table with a mark before each text that a spreadsheet would run; numbers stay numbers.

    The data are no longer exact: what is to be computed with is exported without this.
    """
    texts = [column for column in table.columns if column.type == "string"]
    safe = {column: [_safe(value) for value in table.data[column.name]] for column in texts}
    note = Messages(table.language)("Texts that a spreadsheet would take for a formula begin with an apostrophe.")
    data = {**table.data, **{column.name: values for column, values in safe.items()}}
    return replace(table, data=data, notes=(*table.notes, note))


def _safe(value: str | None) -> str | None:
    return f"{SAFE_MARK}{value}" if value and value.startswith(_TRIGGERS) else value


def to_csv(table: Table) -> bytes:
    """A table as comma-separated values (RFC 4180 quoting, LF, UTF-8)."""
    return delimited(table, ",")


def to_tsv(table: Table) -> bytes:
    """A table as tab-separated values."""
    return delimited(table, "\t")
