"""JSON lines: one object a row, for programs that read one row after the other."""

from qualcode.export.json import rows
from qualcode.export.plain import dump
from qualcode.model import Table


def to_jsonl(table: Table) -> bytes:
    """A table as JSON lines, without definitions and notes."""
    return "".join(f"{dump(row)}\n" for row in rows(table)).encode()
