"""LaTeX: a table with the rules of booktabs, to be read into a thesis with the command `input`.

It compiles with pdfLaTeX, XeLaTeX and LuaLaTeX and says which packages it needs. Widths are shares of the line, so that
a table fits whatever the margins are.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from textwrap import wrap

from qualcode.export.cells import LINE_END
from qualcode.languages.catalogue import Messages
from qualcode.model.table import Table
from qualcode.printed.fit import GUTTER, LETTER, TURNED_WIDTH, UPRIGHT_WIDTH
from qualcode.printed.page import DIVIDE, PageColumn, PrintedTable, spans
from qualcode.printed.present import printed_table
from qualcode.text.visible import right_to_left, visible

LINES_OF_LONG_TABLE = 40
"""Lines from which a table runs over pages."""
HIGH = 10
"""Lines of a cell from which its text goes on in another row: LaTeX never breaks a row between pages."""


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
    **{
        sign: rf"\ensuremath{{{math}}}"
        for sign, math in {"−": "-", "×": r"\times", "²": "^2", "≥": r"\ge", "≤": r"\le"}.items()
    },
    **{letter: rf"\ensuremath{{\{name}}}" for letter, name in {"α": "alpha", "κ": "kappa", "χ": "chi"}.items()},
}
"""What every engine prints as it is, or has its own way to write; LuaTeX takes U+FFFD for a broken file.

Signs of numbers and coefficients are those of formulas, which need no font.
"""
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
    """A table with caption, label `tab:NAME` and notes in small print."""
    page = printed_table(table)
    body = [line for part in range(len(page.parts)) for line in _part(page, part)]
    return ("\n".join([*_about(page), FALLBACK, *body]) + "\n").encode()


def _part(page: PrintedTable, part: int) -> Iterator[str]:
    """One part of the table; the notes stand under the last one."""
    last = part == len(page.parts) - 1
    yield from _long(page, part, notes=last) if _is_long(page) else _float(page, part, notes=last)


def _is_long(page: PrintedTable) -> bool:
    """Whether it runs over pages."""
    return page.landscape or _lines(page) + _note_lines(page) > LINES_OF_LONG_TABLE


def _lines(page: PrintedTable) -> int:
    """Lines of all rows, about."""
    if page.rows > LINES_OF_LONG_TABLE:
        return page.rows
    high = [1] * page.rows
    for column in page.columns:
        for row, text in enumerate(column.texts):
            high[row] = max(high[row], len(text) // _letters(column) + 1)
    return sum(high) + len(page.blocks)


def _note_lines(page: PrintedTable) -> int:
    return int(sum(len(note) + 1 for note in page.notes) * LETTER / UPRIGHT_WIDTH) + 1


def _letters(column: PageColumn) -> int:
    """Letters of a line of a column."""
    return max(int((column.width - 2 * GUTTER) / LETTER), 1)


def _about(page: PrintedTable) -> Iterator[str]:
    yield f"% {comment(page.title)}"
    packages = {"array": True, "booktabs": True, "longtable": _is_long(page), "pdflscape": page.landscape}
    yield rf"% Needs \usepackage{{{','.join(name for name, needed in packages.items() if needed)}}}"
    yield "% Scripts other than Latin, and emoji, are printed by XeLaTeX and LuaLaTeX; pdfLaTeX prints their numbers."
    if any(right_to_left(text) for column in page.columns for text in set(column.texts)):
        yield "% Names from right to left: use LuaLaTeX or XeLaTeX with babel's bidi=basic or bidi=default, and a font"
        yield "% that has their letters; without it they are printed letter by letter from left to right."


def _float(page: PrintedTable, part: int, *, notes: bool) -> Iterator[str]:
    yield r"\begin{table}[htbp]"
    yield r"\centering"
    yield from _same_number(part)
    yield _caption(page, part)
    yield _small(page)
    yield rf"\begin{{tabular}}{{{_columns(page, part)}}}"
    yield from _head(page, part)
    yield from _rows(page, part)
    yield r"\bottomrule"
    yield r"\end{tabular}"
    if notes and page.notes:
        yield r"\par\medskip"
        yield r"\begin{minipage}{\linewidth}"
        yield from _notes(page)
        yield r"\end{minipage}"
    yield r"\end{table}"


def _long(page: PrintedTable, part: int, *, notes: bool) -> Iterator[str]:
    yield r"\begin{landscape}" if page.landscape else r"\begingroup"
    yield _small(page)
    yield from _same_number(part)  # a longtable counts where it begins
    yield rf"\begin{{longtable}}{{{_columns(page, part)}}}"
    yield rf"{_caption(page, part)} \\"
    yield from _head(page, part)
    yield r"\endfirsthead"
    yield from _head(page, part)
    yield r"\endhead"
    yield r"\bottomrule"
    yield r"\endfoot"
    yield from _rows(page, part)
    yield r"\end{longtable}"
    if notes and page.notes:
        yield from _notes(page)
    yield r"\end{landscape}" if page.landscape else r"\endgroup"


def _caption(page: PrintedTable, part: int) -> str:
    """Caption and label; parts have letters."""
    letter = chr(ord("a") + part) if len(page.parts) > 1 else ""
    title = rf"({letter}) {tex(page.title)}" if letter else tex(page.title)
    return rf"\caption{{{title}}}\label{{tab:{page.label}{letter if part else ''}}}"


def _same_number(part: int) -> Iterator[str]:
    """A further part has the number of the first."""
    if part:
        yield r"\addtocounter{table}{-1}"


def _small(page: PrintedTable) -> str:
    return rf"\footnotesize\setlength{{\tabcolsep}}{{{GUTTER / _width(page):.4f}\linewidth}}"


def _width(page: PrintedTable) -> float:
    """Millimetres of a line."""
    return TURNED_WIDTH if page.landscape else UPRIGHT_WIDTH


def _columns(page: PrintedTable, part: int) -> str:
    return "".join(_kind(page, [column], "p", _side(column)) for column in page.part(part))


def _side(column: PageColumn) -> str:
    return r"\raggedleft" if column.right else r"\raggedright"


def _kind(page: PrintedTable, columns: Sequence[PageColumn], box: str, side: str) -> str:
    """A column as wide as several of the table, with the gutters between them."""
    share = (sum(column.width for column in columns) - 2 * GUTTER) / _width(page)
    return rf">{{{side}\arraybackslash}}{box}{{{share:.3f}\linewidth}}"


def _head(page: PrintedTable, part: int) -> Iterator[str]:
    columns = page.part(part)
    yield r"\toprule"
    if any(column.spanner for column in columns):
        yield from _spanners(page, columns)
    yield " & ".join(_heading(page, column) for column in columns) + r" \\"
    yield r"\midrule"


def _spanners(page: PrintedTable, columns: Sequence[PageColumn]) -> Iterator[str]:
    """What columns share, with a rule under it."""
    cells, rules, at = [], [], 0
    for text, width in spans(columns):
        if text:
            box = _kind(page, columns[at : at + width], "b", r"\centering")
            cells.append(rf"\multicolumn{{{width}}}{{{box}}}{{{paragraph(text)}}}")
            rules.append(rf"\cmidrule(lr){{{at + 1}-{at + width}}}")
        else:
            cells.append("")
        at += width
    yield " & ".join(cells) + r" \\"
    yield "".join(rules)


def _heading(page: PrintedTable, column: PageColumn) -> str:
    # TeX divides no word that stands first in a paragraph, unless a space of no width stands before it
    text = r"\hspace{0pt}" + r"\-".join(map(paragraph, column.heading.split(DIVIDE)))
    return rf"\multicolumn{{1}}{{{_kind(page, [column], 'b', _side(column))}}}{{{text}}}"


def _rows(page: PrintedTable, part: int) -> Iterator[str]:
    columns = page.part(part)
    if not page.rows:
        nothing = Messages(page.language)("No rows.")
        yield rf"\multicolumn{{{max(len(columns), 1)}}}{{l}}{{{nothing}}} \\"
    for at, row in enumerate(zip(*map(_cells, columns), strict=True)):
        if over := page.blocks.get(at):
            box = _kind(page, columns, "p", r"\raggedright")
            yield r"\addlinespace" + rf"\multicolumn{{{len(columns)}}}{{{box}}}{{\textbf{{{paragraph(over)}}}}} \\*"
        for line in zip_longest(*row, fillvalue=""):
            yield " & ".join(line) + r" \\"


def _cells(column: PageColumn) -> list[tuple[str, ...]]:
    """The lines of the table that each cell takes: a text that is too high for a page goes on in the next one."""
    if column.number:
        return [(tex(text),) for text in column.texts]
    size = _letters(column) * HIGH
    made = [tuple(map(paragraph, _pages(text, size))) for text in column.texts]
    return [tuple(rf"\textbf{{{piece}}}" for piece in cell) for cell in made] if column.bold else made


def _pages(text: str, size: int) -> list[str]:
    """A text in pieces of so many characters; lines and words stay whole where they can."""
    if len(text) <= size:
        return [text]
    return wrap(text, size, replace_whitespace=False, drop_whitespace=True) or [text]


def _notes(page: PrintedTable) -> Iterator[str]:
    yield r"\footnotesize\noindent"
    yield rf"\emph{{{Messages(page.language)('Note.')}}} {tex(' '.join(page.notes))}\par"
