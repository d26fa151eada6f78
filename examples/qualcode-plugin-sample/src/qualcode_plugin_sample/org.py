"""The format `org`: a table as Emacs Org mode and its exporters read it."""

from qualcode.model.table import Table
from qualcode.printed.present import printed_table


def to_org(table: Table) -> bytes:
    """A table as people read it, title above and notes below; a bar inside a cell is written as Org wants it."""
    page = printed_table(table)
    columns = [[_cell(text) for text in column.texts] for column in page.columns]
    lines = [
        f"#+CAPTION: {_line(page.title)}",
        _row([_cell(column.whole_heading) for column in page.columns]),
        f"|{'+'.join('---' for _ in page.columns)}|",
        *(_row(cells) for cells in zip(*columns, strict=True)),
        "",
        *(f"- {_line(note)}" for note in page.notes),
    ]
    return ("\n".join(lines) + "\n").encode()


def _row(cells: "list[str] | tuple[str, ...]") -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return _line(text).replace("|", r"\vert{}")


def _line(text: str) -> str:
    return " ".join(text.splitlines())
