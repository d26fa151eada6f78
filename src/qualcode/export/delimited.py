"""Text with a delimiter between the values, quoted as RFC 4180 says; lines end with LF."""

import csv
from collections.abc import Iterable, Sequence
from typing import Any

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


def to_csv(table: Table) -> bytes:
    """A table as comma-separated values (RFC 4180 quoting, LF, UTF-8)."""
    return delimited(table, ",")


def to_tsv(table: Table) -> bytes:
    """A table as tab-separated values."""
    return delimited(table, "\t")
