"""Lexical dispersion: where in each interview participants use a term, a panel a term and a line an interview."""

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.figures.kind import Drawing, FigureKind, FigureSource, one_block, rows_of_table
from qualcode.figures.rows import MARGIN
from qualcode.figures.sheet import BOLD, SMALL_TYPE, Sheet

_ROW, _HEAD, _FOOT, _LEAST = 3.3, 8.0, 5.0, 12.0
"""Millimetres of a row, of the heading and the ticks of a panel, and of the narrowest panel."""


def draw_dispersion(source: FigureSource, sheet: Sheet) -> Drawing:
    """A stroke for each place, in per cent of all words of the interview before it."""
    rows, words = one_block(source), _words(source)
    terms = list(source.table.meta["terms"])
    names = list(words)
    left = MARGIN + min(sheet.widest(names, SMALL_TYPE), 40.0 if sheet.wide else 25.0) + 2
    across = min(len(terms), max(int((sheet.width - left) / (_LEAST + 6)), 1), 4)
    wide = (sheet.width - left - MARGIN) / across
    tall = _HEAD + len(names) * _ROW + _FOOT
    lines = -(-len(terms) // across)
    sheet.begin(lines * tall + 5)
    for at, term in enumerate(terms):
        line, place = divmod(at, across)
        x, top = left + place * wide, line * tall + _HEAD
        own = [row for row in rows if row["pattern"] == term]
        _draw_term(sheet, term, own, words, (x, top, wide - 6))
        if not place:
            for row, name in enumerate(names):
                said = sheet.cut(name, left - MARGIN - 1.5, SMALL_TYPE)
                sheet.write(left - 1.5, top + (row + 0.5) * _ROW, said, size=SMALL_TYPE, align="right")
    sheet.write(
        (left + sheet.width - 6) / 2, sheet.height - 2.2, sheet.say("Words of the interview (%)"), align="center"
    )
    return Drawing(sheet.figure, _reading(sheet), _alt(sheet, terms, rows, len(names)))


def _words(source: FigureSource) -> Mapping[str, int]:
    """Transcript -> words of everybody in it."""
    words: dict[str, int] = {}
    for row in rows_of_table(source.more["turns"]):
        words[row["transcript"]] = words.get(row["transcript"], 0) + row["words"]
    return words


def _draw_term(
    sheet: Sheet, term: str, own: Sequence[dict[str, Any]], words: Mapping[str, int], place: tuple[float, float, float]
) -> None:
    """A panel with its heading, and how often each interview has the term."""
    (x, top, wide), names = place, list(words)
    axes = sheet.axes(x, top, wide, len(names) * _ROW)
    sheet.share_axis(axes)
    axes.hlines([(at + 0.5) * _ROW for at in range(len(names))], 0, 100, color="#d9d9d9", linewidth=0.4, zorder=0)
    at = [100 * row["from"] / words[row["docname"]] for row in own]
    lanes = [(names.index(row["docname"]) + 0.5) * _ROW for row in own]
    axes.vlines(at, [y - 1.2 for y in lanes], [y + 1.2 for y in lanes], color=sheet.ink.strong, linewidth=0.8,
                clip_on=False)  # fmt: skip
    sheet.write(x, top - 5.6, sheet.cut(term, (wide + 5) / (BOLD * BOLD)), weight="bold", style="italic")
    sheet.write(x, top - 2.2, f"n = {len(own)}", size=SMALL_TYPE, colour=sheet.ink.quiet)
    for row, name in enumerate(names):
        if n := sum(each["docname"] == name for each in own):
            sheet.write(x + wide + 1.2, top + (row + 0.5) * _ROW, str(n), size=6.0, colour=sheet.ink.quiet)


def _reading(sheet: Sheet) -> str:
    return sheet.say(
        "A line is an interview, a stroke a place where a participant uses the term; the axis is the share of "
        "all words said "
        "before it. Numbers: places in the interview, and beside the term in all."
    )


def _alt(sheet: Sheet, terms: Sequence[str], rows: Sequence[dict[str, Any]], interviews: int) -> str:
    told = []
    for term in terms:
        own = [row for row in rows if row["pattern"] == term]
        some = len({row["docname"] for row in own})
        told.append(
            sheet.say("{term} {n} times in {some} of {every}", term=term, n=len(own), some=some, every=interviews)
        )
    return sheet.say("Where terms stand in the interviews: {told}.", told="; ".join(told))


DISPERSION = FigureKind(
    "Lexical dispersion: where in each interview participants use the terms.",
    ("kwic",),
    draw_dispersion,
    ("docname", "from", "pattern", "respondent"),
    {},
    ("turns",),
)
