"""Comma-separated values: opens everywhere."""

from qualcode.export.delimited import delimited
from qualcode.model import Table


def to_csv(table: Table) -> bytes:
    """A table as comma-separated values (RFC 4180 quoting, LF, UTF-8)."""
    return delimited(table, ",")
