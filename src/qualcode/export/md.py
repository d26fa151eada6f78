"""Markdown: a table for a README or an issue, with its notes below."""

import re
from collections.abc import Iterator, Sequence

from qualcode.export.cells import map_texts
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Table
from qualcode.printed.page import PageColumn, PrintedTable
from qualcode.printed.present import printed_table
from qualcode.text.visible import shown

SPECIAL = str.maketrans({mark: f"\\{mark}" for mark in "\\`*[]<>|~&"})
"""What would change or lose words when rendered."""
UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
"""An underscore inside a word is safe, others are not."""
BREAK = re.compile(r"\r\n|[\n\r]")


def table_to_md(table: Table) -> bytes:
    """A table in GitHub's Markdown: title, table, notes."""
    page = printed_table(table)
    lines = [f"## {cell(page.title)}", "", *_table(page)]
    notes = page.notes if page.rows else (Messages(page.language)("No rows."), *page.notes)
    if notes:
        lines += ["", *(f"- {cell(note)}" for note in notes)]
    return ("\n".join(lines) + "\n").encode()


def cell(text: str) -> str:
    """A text that stays in its cell and looks as it was written."""
    text = shown(BREAK.sub("\n", text)).translate(SPECIAL)
    if "_" in text:
        text = UNDERSCORE.sub(r"\_", text)
    return text.replace("\n", "<br>")


def _table(page: PrintedTable) -> Iterator[str]:
    """Headings, a rule, and the rows; Markdown has no cells over several columns, so headings say what they share."""
    yield _line([cell(_heading(column)) for column in page.columns])
    yield _line(["---:" if column.right else "---" for column in page.columns])
    for at, row in enumerate(zip(*map(_cells, page.columns), strict=True)):
        if over := page.blocks.get(at):
            yield _line([f"**{cell(over)}**", *[""] * (len(page.columns) - 1)])
        yield _line(row)


def _cells(column: PageColumn) -> list[str]:
    texts = map_texts(cell, column.texts)
    return [f"**{text.strip()}**" if text.strip() else text for text in texts] if column.bold else texts


def _heading(column: PageColumn) -> str:
    return f"{column.spanner}: {column.whole_heading}" if column.spanner else column.whole_heading


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
