"""Markdown: a table for a README or an issue, with its notes below."""

import re
from collections.abc import Sequence
from typing import Any

from qualcode.model import Column, Table

SPECIAL = re.compile(r"[\\`*\[\]<>|~&]|(?<![^\W_])_|_(?![^\W_])")
"""What would change or lose words when rendered; an underscore inside a word is safe."""
BREAK = re.compile(r"\r\n|[\n\r]")


def to_md(table: Table) -> bytes:
    """A table in GitHub's Markdown: title, table, notes."""
    lines = [f"## {cell(table.title)}", "", *_table(table)]
    if table.notes:
        lines += ["", *(f"- {cell(note)}" for note in table.notes)]
    return ("\n".join(lines) + "\n").encode()


def cell(value: Any) -> str:
    """A value that stays in its cell and looks as it was written."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if not isinstance(value, str):
        return str(value)
    return BREAK.sub("<br>", SPECIAL.sub(r"\\\g<0>", value))


def _table(table: Table) -> list[str]:
    data = [table.data[column.name] for column in table.columns]
    head = _line([column.name for column in table.columns])
    rule = _line([_rule(column) for column in table.columns])
    return [head, rule, *(_line([cell(value) for value in row]) for row in zip(*data, strict=True))]


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(column: Column) -> str:
    return "---:" if column.type in ("integer", "number") else "---"
