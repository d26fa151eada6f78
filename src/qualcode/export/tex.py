"""LaTeX: a table with the rules of booktabs, to be read into a thesis with the command `input`.

It compiles with pdfLaTeX, XeLaTeX and LuaLaTeX and says which packages it needs.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from qualcode.export.cells import WORDS, crowded, for_page, numeric, printed, right_to_left
from qualcode.export.tex_layout import HIGH, Layout, layout
from qualcode.export.tex_text import FALLBACK, comment, paragraph, tex
from qualcode.model import Column, Table


def to_tex(table: Table) -> bytes:
    """A table with caption, label `tab:NAME`, notes and definitions in small print."""
    table = for_page(table)
    set_as = layout(table)
    body = _long(table, set_as) if set_as.long else _float(table, set_as)
    return ("\n".join([*_about(table, set_as), FALLBACK, *body]) + "\n").encode()


def _about(table: Table, set_as: Layout) -> Iterator[str]:
    yield f"% {comment(table.title)}"
    packages = {
        "array": any(set_as.widths),
        "booktabs": True,
        "graphicx": crowded(table),
        "longtable": set_as.long,
        "pdflscape": set_as.turned,
    }
    yield rf"% Needs \usepackage{{{','.join(name for name, needed in packages.items() if needed)}}}"
    yield "% Scripts other than Latin, and emoji, are printed by XeLaTeX and LuaLaTeX; pdfLaTeX prints their numbers."
    if right_to_left(table):
        yield "% Names from right to left: use LuaLaTeX or XeLaTeX with babel's bidi=basic or bidi=default, and a font"
        yield "% that has their letters; without it they are printed letter by letter from left to right."


def _float(table: Table, set_as: Layout) -> Iterator[str]:
    yield r"\begin{table}[htbp]"
    yield r"\centering"
    yield f"{_caption(table)}"
    yield _small(table, set_as)
    yield rf"\begin{{tabular}}{{{_columns(table, set_as)}}}"
    yield r"\toprule"
    yield _head(table)
    yield r"\midrule"
    yield from _rows(table, set_as)
    yield r"\bottomrule"
    yield r"\end{tabular}"
    yield r"\par\medskip"
    yield r"\begin{minipage}{\linewidth}"
    yield from _notes(table)
    yield r"\end{minipage}"
    yield r"\end{table}"


def _long(table: Table, set_as: Layout) -> Iterator[str]:
    yield r"\begin{landscape}" if set_as.turned else r"\begingroup"
    yield _small(table, set_as)
    yield rf"\begin{{longtable}}{{{_columns(table, set_as)}}}"
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
    yield from _rows(table, set_as)
    yield r"\end{longtable}"
    yield from _notes(table)
    yield r"\end{landscape}" if set_as.turned else r"\endgroup"


def _caption(table: Table) -> str:
    return rf"\caption{{{tex(table.title)}}}\label{{tab:{_label(_named(table))}}}"


def _named(table: Table) -> str:
    """The table's name with the attribute that makes its blocks, so that two of them do not share a label."""
    by = table.meta.get("by")
    return f"{table.name}-by-{by}" if by else table.name


def _label(name: str) -> str:
    return "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)


def _small(table: Table, set_as: Layout) -> str:
    return set_as.size + (r"\setlength{\tabcolsep}{3pt}" if crowded(table) else "")


def _columns(table: Table, set_as: Layout) -> str:
    """Numbers to the right, short texts as wide as they are, and long ones folded in the width that they have."""
    return "".join(map(_kind, table.columns, set_as.widths))


def _kind(column: Column, width: float | None) -> str:
    if width is None:
        return "r" if numeric(column) else "l"
    return rf">{{\raggedright\arraybackslash}}p{{{width:.3f}\linewidth}}"


def _head(table: Table) -> str:
    return " & ".join(_heading(column, upright=crowded(table)) for column in table.columns) + r" \\"


def _heading(column: Column, *, upright: bool) -> str:
    if not numeric(column):
        return paragraph(column.heading or column.name)
    return (
        rf"\rotatebox{{90}}{{{tex(column.heading or column.name)}}}" if upright else tex(column.heading or column.name)
    )


def _rows(table: Table, set_as: Layout) -> Iterator[str]:
    if not table.rows:
        yield rf"\multicolumn{{{max(len(table.columns), 1)}}}{{l}}{{{WORDS[table.language].no_rows}}} \\"
    for row in zip(*map(_cells, table.columns, _texts(table), set_as.widths, set_as.letters), strict=True):
        for line in zip_longest(*row, fillvalue=""):
            yield " & ".join(line) + r" \\"


def _texts(table: Table) -> list[Sequence[str]]:
    return [printed(column, table.data[column.name], table.language) for column in table.columns]


def _cells(column: Column, texts: Sequence[str], width: float | None, letters: int) -> list[tuple[str, ...]]:
    """The lines of the table that each cell takes: a text that is too high for a page goes on in the next one."""
    if width is None:
        return [(tex(text),) for text in texts]
    return [tuple(map(paragraph, _pages(text, letters * HIGH))) for text in texts]


def _pages(text: str, size: int) -> list[str]:
    """A text in pieces of so many characters; lines and words stay whole where they can."""
    if len(text) <= size:
        return [text]
    return wrap(text, size, replace_whitespace=False, drop_whitespace=True) or [text]


def _notes(table: Table) -> Iterator[str]:
    words = WORDS[table.language]
    yield r"\footnotesize\noindent"
    if table.notes:
        yield rf"\emph{{{words.note}}} {tex(' '.join(table.notes))}\par\noindent"
    said = " ".join(rf"\emph{{{tex(c.name)}}}: {tex(c.definition)}" for c in table.columns)
    yield rf"\emph{{{words.columns}}} {said}\par"
