"""LaTeX: a table with the rules of booktabs, to be read into a thesis with the command `input`.

It compiles with pdfLaTeX, XeLaTeX and LuaLaTeX and says which packages it needs.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from qualcode.export.cells import NO_ROWS, crowded, each, numeric, printed
from qualcode.export.limits import WIDE
from qualcode.export.tex_text import FALLBACK, comment, paragraph, tex
from qualcode.model import Column, Table

LONG = 40
"""Rows from which a table runs over pages."""
SHORT = 24
"""Characters up to which a column is as wide as its longest text; a wider one is folded."""


def to_tex(table: Table) -> bytes:
    """A table with caption, label `tab:NAME`, notes and definitions in small print."""
    long = table.rows > LONG
    lines = [*_about(table, long), FALLBACK, *(_long(table) if long else _float(table))]
    return ("\n".join(lines) + "\n").encode()


def _about(table: Table, long: bool) -> Iterator[str]:
    yield f"% {comment(table.title)}"
    folded = any(map(_folded, *_both(table)))
    packages = {"array": folded, "booktabs": True, "graphicx": crowded(table), "longtable": long}
    yield rf"% Needs \usepackage{{{','.join(name for name, needed in packages.items() if needed)}}}"
    yield "% Scripts other than Latin, and emoji, are printed by XeLaTeX and LuaLaTeX; pdfLaTeX prints their numbers."
    if len(table.columns) > WIDE:
        yield f"% {len(table.columns)} columns: turn the page, or remove those that the text does not use."


def _float(table: Table) -> Iterator[str]:
    yield r"\begin{table}[htbp]"
    yield r"\centering"
    yield f"{_caption(table)}"
    yield from _small(table)
    yield rf"\begin{{tabular}}{{{_columns(table)}}}"
    yield r"\toprule"
    yield _head(table)
    yield r"\midrule"
    yield from _rows(table)
    yield r"\bottomrule"
    yield r"\end{tabular}"
    yield from _notes(table)
    yield r"\end{table}"


def _long(table: Table) -> Iterator[str]:
    yield r"\begingroup"
    yield from _small(table)
    yield rf"\begin{{longtable}}{{{_columns(table)}}}"
    yield rf"{_caption(table)} \\"
    yield r"\toprule"
    yield _head(table)
    yield r"\midrule"
    yield r"\endfirsthead"
    yield r"\toprule"
    yield _head(table)
    yield r"\midrule"
    yield r"\endhead"
    yield r"\bottomrule"
    yield r"\endfoot"
    yield from _rows(table)
    yield r"\end{longtable}"
    yield from _notes(table)
    yield r"\endgroup"


def _caption(table: Table) -> str:
    return rf"\caption{{{tex(table.title)}}}\label{{tab:{_label(_named(table))}}}"


def _named(table: Table) -> str:
    """The table's name with the attribute that makes its blocks, so that two of them do not share a label."""
    by = table.meta.get("by")
    return f"{table.name}-by-{by}" if by else table.name


def _label(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)


def _small(table: Table) -> Iterator[str]:
    yield r"\scriptsize\setlength{\tabcolsep}{3pt}" if crowded(table) else r"\footnotesize"


def _columns(table: Table) -> str:
    """Numbers to the right, short texts as wide as they are, and long ones sharing what is left of the line."""
    folded = list(map(_folded, *_both(table)))
    share = (0.25 if crowded(table) else 0.6) / max(sum(folded), 1)
    wide = rf">{{\raggedright\arraybackslash}}p{{{max(share, 0.15):.2f}\linewidth}}"
    return "".join("r" if numeric(c) else wide if fold else "l" for c, fold in zip(table.columns, folded, strict=True))


def _folded(column: Column, values: Sequence[Any]) -> bool:
    return column.type == "string" and any(len(value) > SHORT or "\n" in value for value in values if value)


def _both(table: Table) -> tuple[Sequence[Column], Sequence[Sequence[Any]]]:
    return table.columns, [table.data[column.name] for column in table.columns]


def _head(table: Table) -> str:
    return " & ".join(_heading(column, upright=crowded(table)) for column in table.columns) + r" \\"


def _heading(column: Column, *, upright: bool) -> str:
    name = tex(column.name)
    return rf"\rotatebox{{90}}{{{name}}}" if upright and numeric(column) else name


def _rows(table: Table) -> Iterator[str]:
    if not table.rows:
        yield rf"\multicolumn{{{max(len(table.columns), 1)}}}{{l}}{{{NO_ROWS}}} \\"
    columns = [_cells(column, table.data[column.name]) for column in table.columns]
    yield from (" & ".join(row) + r" \\" for row in zip(*columns, strict=True))


def _cells(column: Column, values: Sequence[Any]) -> list[str]:
    return each(paragraph if _folded(column, values) else tex, printed(column, values))


def _notes(table: Table) -> Iterator[str]:
    yield r"\par\medskip"
    yield r"\begin{minipage}{\linewidth}\footnotesize"
    if table.notes:
        yield rf"\emph{{Note.}} {tex(' '.join(table.notes))}\par"
    yield r"\emph{Columns.} " + " ".join(rf"\emph{{{tex(c.name)}}}: {tex(c.definition)}" for c in table.columns)
    yield r"\end{minipage}"
