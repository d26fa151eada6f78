"""The format `org`: a table as Emacs Org mode and its exporters read it."""

from qualcode.export.cells import cell_texts
from qualcode.model.table import Table


def to_org(table: Table) -> bytes:
    """A table with its title above and its notes below; a bar inside a cell is written as Org wants it."""
    columns = [[_cell(text) for text in cell_texts(column, table.data[column.name])] for column in table.columns]
    lines = [
        f"#+CAPTION: {_line(table.title)}",
        _row([column.name for column in table.columns]),
        f"|{'+'.join('---' for _ in table.columns)}|",
        *(_row(cells) for cells in zip(*columns, strict=True)),
        "",
        *(f"- {_line(note)}" for note in table.notes),
    ]
    return ("\n".join(lines) + "\n").encode()


def _row(cells: "list[str] | tuple[str, ...]") -> str:
    return f"| {' | '.join(cells)} |"


def _cell(text: str) -> str:
    return _line(text).replace("|", r"\vert{}")


def _line(text: str) -> str:
    return " ".join(text.splitlines())
