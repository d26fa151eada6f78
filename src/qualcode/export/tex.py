"""LaTeX: a table with the rules of booktabs, to be read into a thesis with the command `input`.

It compiles with pdfLaTeX, XeLaTeX and LuaLaTeX and says which packages it needs.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from textwrap import wrap

from qualcode.export.cells import (
    LINE_END,
    SHORT_COLUMN,
    TEX_BREAKS,
    crowded,
    for_page,
    needs,
    numeric,
    right_to_left,
    share_width,
    texts,
)
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Column, Table
from qualcode.text.visible import visible

LINES_OF_LONG_TABLE = 40
"""Lines from which a table runs over pages."""
HIGH = 10
"""Lines of a cell from which its text goes on in another row: LaTeX never breaks a row between pages."""
LINE_WIDTH, TURNED_LINE_WIDTH = 345.0, 550.0
"""Points of a line, on an upright page and on a turned one."""
GAP = {False: 12.0, True: 6.0}
"""Points between two columns, by whether there are many."""
TEX_LETTER_SIZES = ((r"\footnotesize", 4.5), (r"\scriptsize", 4.1), (r"\tiny", 3.3))
"""Commands for letters, and the points that one takes."""


@dataclass(frozen=True)
class TexLayout:
    """How a table is set."""

    turned: bool
    """True: on a page turned by 90 degrees."""
    size: str
    """Command for the size of its letters."""
    widths: tuple[float | None, ...]
    """Share of the line that each column takes; None: as wide as its longest text."""
    long: bool
    """True: it runs over pages."""
    letters: tuple[int, ...]
    """Letters of a line of each column."""


def tex_layout(table: Table) -> TexLayout:
    """The first of all layouts, from large to small, in which the columns have the room that they need."""
    upright = crowded(table)
    wanted = needs(table, upright, TEX_BREAKS)
    line, room, turned, size, letter = _first_that_fits(sum(need.good for need in wanted), len(wanted), upright)
    letters = share_width(wanted, room)
    widths = tuple(
        round(letter * wide / line, 3) if need.text and (wide < need.most or need.most > SHORT_COLUMN) else None
        for need, wide in zip(wanted, letters, strict=True)
    )
    tall = _lines(table, letters) + _note_lines(table, line)
    return TexLayout(turned, size, widths, turned or tall > LINES_OF_LONG_TABLE, tuple(letters))


def _first_that_fits(wanted: int, columns: int, upright: bool) -> tuple[float, float, bool, str, float]:
    """Points of a line, letters of it that columns may have, whether the page is turned, size, points of a letter."""
    small = TEX_LETTER_SIZES[1:2] if upright else TEX_LETTER_SIZES[:2]
    tried = [*((turned, *size) for turned in (False, True) for size in small), (True, *TEX_LETTER_SIZES[2])]
    made = [
        (line, (line - GAP[upright] * columns) / letter, turned, size, letter)
        for turned, size, letter in tried
        for line in [TURNED_LINE_WIDTH if turned else LINE_WIDTH]
    ]
    return next((each for each in made if wanted <= each[1]), made[-1])


def _lines(table: Table, letters: Sequence[int]) -> int:
    """Approximate number of lines of all rows."""
    if table.rows > LINES_OF_LONG_TABLE:
        return table.rows
    high = [1] * table.rows
    for column, wide in zip(table.columns, letters, strict=True):
        for row, text in enumerate(texts(table, column)):
            high[row] = max(high[row], len(text) // max(wide, 1) + 1)
    return sum(high)


def _note_lines(table: Table, line: float) -> int:
    said = sum(len(note) + 1 for note in table.notes) + sum(len(c.name) + len(c.definition) + 3 for c in table.columns)
    return int(said * TEX_LETTER_SIZES[0][1] / line) + 1


FALLBACK = (
    r"\providecommand{\qualcodechar}[2]{"
    r"\ifdefined\XeTeXversion#2\else\ifdefined\directlua#2\else[U+#1]\fi\fi}"
)
"""A command for what pdfLaTeX has no letter for: the other engines print it, pdfLaTeX its numbers."""
_SPECIAL = str.maketrans({
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "[": "{[}",  # after the end of a row it would begin an option, and so would a star
    "]": "{]}",
    "*": "{*}",
    **{mark: f"\\{mark}" for mark in "#$%&_"},
    "\t": " ",
})  # fmt: skip
_TYPED = {
    **{mark: mark for mark in "‘’“”–—…¡¿§¶†‡©®£°±·"},
    **dict.fromkeys("\u00a0\u202f", "~"),
    "\u00ad": r"\-",
    "\ufffd": "{?}",
}
"""What every engine prints as it is, or has its own way to write; LuaTeX takes U+FFFD for a broken file."""
_LETTERS = "ÆæØøŒœßłŁı"
_MARKS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0327"
"""Accents that pdfLaTeX can put on a letter of ASCII."""
_JOINED = re.compile(r"([-',])(?=\1)")
"""Marks that TeX makes a dash or a quotation mark of when two of them meet."""
_BREAK = re.compile(r"(?:\\_|[;:/.])(?=[\w\\])")
"""Marks inside a word after which a line may end; after a hyphen LaTeX knows it."""
_FOREIGN = re.compile("[^\x00-\x7f]+")


def tex(text: str) -> str:
    """A text on one line."""
    return _on_one_line(LINE_END.sub(" ", text))


def paragraph(text: str) -> str:
    """A text whose lines end where they end, and which may be broken where a name or list has a mark.

    Only for columns of a fixed width.
    """
    return r"\newline{}".join(_BREAK.sub(r"\g<0>\\allowbreak{}", _on_one_line(line)) for line in LINE_END.split(text))


def comment(text: str) -> str:
    """A text after `%`."""
    return visible(LINE_END.sub(" ", text))


def _on_one_line(text: str) -> str:
    typed = _JOINED.sub(r"\1{}", visible(text).translate(_SPECIAL))
    return typed if typed.isascii() else _FOREIGN.sub(_run, typed)


def _run(found: re.Match[str]) -> str:
    """Letters beyond ASCII: those that all engines know as they are, runs of others in the command for them."""
    made, strange = [], ""
    for letter in [*unicodedata.normalize("NFC", found[0]), ""]:
        known = _known(letter) if letter else ""
        if letter and known is None:
            strange += letter
            continue
        if strange:
            numbers = " ".join(f"{ord(each):04X}" for each in strange)
            made.append(rf"\qualcodechar{{{numbers}}}{{{strange}}}")
            strange = ""
        made.append(known or "")
    return "".join(made)


def _known(letter: str) -> str | None:
    if letter in _TYPED:
        return _TYPED[letter]
    if letter in _LETTERS:
        return letter
    base, *marks = list(unicodedata.normalize("NFD", letter))
    accented = "\u00c0" <= letter <= "\u017f" and len(marks) == 1 and marks[0] in _MARKS and base.isascii()
    return letter if accented else None


def to_tex(table: Table) -> bytes:
    """A table with caption, label `tab:NAME`, notes and definitions in small print."""
    table = for_page(table)
    set_as = tex_layout(table)
    body = _long(table, set_as) if set_as.long else _float(table, set_as)
    return ("\n".join([*_about(table, set_as), FALLBACK, *body]) + "\n").encode()


def _about(table: Table, set_as: TexLayout) -> Iterator[str]:
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


def _float(table: Table, set_as: TexLayout) -> Iterator[str]:
    yield r"\begin{table}[htbp]"
    yield r"\centering"
    yield f"{_caption(table)}"
    yield _small(table, set_as)
    yield rf"\begin{{tabular}}{{{_columns(table, set_as)}}}"
    yield from _head(table)
    yield from _rows(table, set_as)
    yield r"\bottomrule"
    yield r"\end{tabular}"
    yield r"\par\medskip"
    yield r"\begin{minipage}{\linewidth}"
    yield from _notes(table)
    yield r"\end{minipage}"
    yield r"\end{table}"


def _long(table: Table, set_as: TexLayout) -> Iterator[str]:
    yield r"\begin{landscape}" if set_as.turned else r"\begingroup"
    yield _small(table, set_as)
    yield rf"\begin{{longtable}}{{{_columns(table, set_as)}}}"
    yield rf"{_caption(table)} \\"
    yield from _head(table)
    yield r"\endfirsthead"
    yield from _head(table)
    yield r"\endhead"
    yield r"\bottomrule"
    yield r"\endfoot"
    yield from _rows(table, set_as)
    yield r"\end{longtable}"
    yield from _notes(table)
    yield r"\end{landscape}" if set_as.turned else r"\endgroup"


def _caption(table: Table) -> str:
    by = table.meta.get("by")  # two tables of other blocks do not share a label
    name = f"{table.name}-by-{by}" if by else table.name
    label = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in name)
    return rf"\caption{{{tex(table.title)}}}\label{{tab:{label}}}"


def _small(table: Table, set_as: TexLayout) -> str:
    return set_as.size + (r"\setlength{\tabcolsep}{3pt}" if crowded(table) else "")


def _columns(table: Table, set_as: TexLayout) -> str:
    """Numbers to the right, short texts as wide as they are, and long ones folded in the width that they have."""
    return "".join(map(_kind, table.columns, set_as.widths))


def _kind(column: Column, width: float | None) -> str:
    if width is None:
        return "r" if numeric(column) else "l"
    return rf">{{\raggedright\arraybackslash}}p{{{width:.3f}\linewidth}}"


def _head(table: Table) -> Iterator[str]:
    yield r"\toprule"
    yield " & ".join(_heading(column, upright=crowded(table)) for column in table.columns) + r" \\"
    yield r"\midrule"


def _heading(column: Column, *, upright: bool) -> str:
    heading = column.heading or column.name
    if not numeric(column):
        return paragraph(heading)
    return rf"\rotatebox{{90}}{{{tex(heading)}}}" if upright else tex(heading)


def _rows(table: Table, set_as: TexLayout) -> Iterator[str]:
    if not table.rows:
        nothing = Messages(table.language)("No rows.")
        yield rf"\multicolumn{{{max(len(table.columns), 1)}}}{{l}}{{{nothing}}} \\"
    printed = [texts(table, column) for column in table.columns]
    for row in zip(*map(_cells, table.columns, printed, set_as.widths, set_as.letters), strict=True):
        for line in zip_longest(*row, fillvalue=""):
            yield " & ".join(line) + r" \\"


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
    say = Messages(table.language)
    yield r"\footnotesize\noindent"
    if table.notes:
        yield rf"\emph{{{say('Note.')}}} {tex(' '.join(table.notes))}\par\noindent"
    said = " ".join(rf"\emph{{{tex(c.name)}}}: {tex(c.definition)}" for c in table.columns)
    yield rf"\emph{{{say('Columns.')}}} {said}\par"
