"""Markdown: a table for a README or an issue, with its notes below."""

import re
from collections.abc import Sequence
from typing import Any

from qualcode.export.cells import cell_texts, map_texts, numeric
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Column, Table
from qualcode.text.visible import shown

SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*[]<>|~&"})
"""What would change or lose words when rendered."""
UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""An underscore inside a word is safe, others are not."""
BREAK = re.compile(r"\r\n|[\n\r]")


def table_to_md(table: Table) -> bytes:
    """A table in GitHub's Markdown: title, table, notes."""
    lines = [f"## {cell(table.title)}", "", *_table(table)]
    notes = table.notes if table.rows else (Messages(table.language)("No rows."), *table.notes)
    if notes:
        lines += ["", *(f"- {cell(note)}" for note in notes)]
    return ("\n".join(lines) + "\n").encode()


def cell(text: str) -> str:
    """A text that stays in its cell and looks as it was written."""
    text = shown(BREAK.sub("\n", text)).translate(SPECIAL)
    if "_" in text:
        text = UNDERSCORE.sub(r"\_", text)
    return text.replace("\n", "<br>")


def _table(table: Table) -> list[str]:
    head = _line([column.name for column in table.columns])
    rule = _line(["---:" if numeric(column) else "---" for column in table.columns])
    body = zip(*(_column(column, table.data[column.name]) for column in table.columns), strict=True)
    return [head, rule, *map(_line, body)]


def _column(column: Column, values: Sequence[Any]) -> Sequence[str]:
    texts = cell_texts(column, values)
    return map_texts(cell, texts) if column.type == "string" else texts


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
