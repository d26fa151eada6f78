"""The matrix of codes by respondents: how often each names each, with attributes beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from qualcode.figures.kind import Drawing, FigureKind, FigureSource, too_crowded
from qualcode.figures.rows import MARGIN
from qualcode.figures.sheet import LINE_HEIGHT, SMALL_TYPE, Sheet, lightness
from qualcode.model.table import Column

_COUNT = "__n"
"""Ending of the columns that count."""
_FIXED = frozenset({"by", "group", "respondent", "transcript", "session", "turns", "words"})
"""Columns of every matrix; texts besides them are attributes."""
FEW_VALUES = 6
"""Different values up to which an attribute divides people."""
_ROW, _BREAK, _LEAST, _ROOMY, _MOST = 4.2, 1.6, 4.6, 6.4, 22.0
"""Millimetres of a row, between blocks, and of a cell: the narrowest, where attributes stand beside, the widest."""


@dataclass(frozen=True)
class _Layout:
    """Where columns stand, in millimetres."""

    names: float
    """Where respondents end."""
    attributes: tuple[tuple[Column, float], ...]
    """Attributes and where each begins."""
    left: float
    """Where cells begin."""
    cell: float
    """Width of a cell."""
    top: float
    """Where cells begin, below the headings."""
    turned: bool
    """Whether headings stand upright."""


def draw_matrix(source: FigureSource, sheet: Sheet) -> Drawing:
    """A row for each respondent, those who name most codes first, in blocks where the table has them."""
    table = source.table
    every = [column for column in table.columns if f"{column.name}{_COUNT}" in table.data]
    if not every:
        raise too_crowded("no code is chosen, so there is no cell to draw", "leave --kind or --code out")
    codes = [code for code in every if any(table.data[code.name])] or every  # a column of blanks shows nothing
    rows = sorted(source.rows(), key=lambda row: _order(row, codes))
    blocks = [list(block) for _, block in groupby(rows, key=lambda row: row.get("group") or "")]
    heads = [column.heading or column.name for column in codes]
    lay = _layout(sheet, table.columns, rows, heads)
    height = sum(len(block) * _ROW + _BREAK for block in blocks)
    sheet.begin(lay.top + height + 6)
    _write_heads(sheet, lay, heads)
    y = lay.top
    for block in blocks:
        _draw_block(sheet, lay, block, codes, y, max(_counts(rows, codes), default=1) or 1)
        y += len(block) * _ROW + _BREAK
    _write_totals(sheet, lay, rows, codes, y)
    say = sheet.say
    reading = say(
        "Cells: mentions of each code by each respondent; empty: never named. Last row: respondents who name "
        "the code, of N = {n}.",
        n=len(rows),
    )
    said = "; ".join(f"{head} {_named(rows, code)}" for head, code in zip(heads, codes, strict=True))
    alt = say(
        "Matrix of {n} respondents by {codes} codes; respondents who name each: {said}.",
        n=len(rows),
        codes=len(codes),
        said=said,
    )
    return Drawing(sheet.figure, reading, alt, _left_out(sheet, len(every) - len(codes)))


def _left_out(sheet: Sheet, codes: int) -> str:
    """That codes are not drawn because nobody names them."""
    return sheet.say("Codes that nobody names are left out: {codes}.", codes=codes) if codes else ""


def _order(row: dict[str, Any], codes: Sequence[Column]) -> tuple[object, ...]:
    group = row.get("group")
    named = [row[code.name] for code in codes]
    return (group is None, group or "", -sum(named), [-each for each in named], -sum(_counts([row], codes)))


def _counts(rows: Sequence[dict[str, Any]], codes: Sequence[Column]) -> list[int]:
    return [row[f"{code.name}{_COUNT}"] for row in rows for code in codes]


def _named(rows: Sequence[dict[str, Any]], code: Column) -> int:
    return sum(row[code.name] for row in rows)


def _layout(sheet: Sheet, columns: Sequence[Column], rows: Sequence[dict[str, Any]], heads: Sequence[str]) -> _Layout:
    """The columns; attributes that divide the respondents stand beside them while cells are wide enough."""
    names = MARGIN + min(sheet.widest([row["respondent"] for row in rows], SMALL_TYPE), 30.0 if sheet.wide else 25.0)
    if rows and "group" in rows[0]:
        names += _group_room(sheet, rows)
    x, beside = names + 2, []
    for column in _dividing(columns, rows)[: 2 if sheet.wide else 1]:
        wide = min(sheet.widest([row[column.name] or "" for row in rows], SMALL_TYPE), 22.0) + 2
        if (sheet.width - MARGIN - x - wide) / len(heads) >= _ROOMY:
            beside.append((column, x))
            x += wide
    cell = min((sheet.width - MARGIN - x) / len(heads), _MOST)
    if cell < _LEAST:
        message = f"{len(heads)} codes do not fit into {sheet.width:g} mm"
        raise too_crowded(message, "choose some with --kind or --code, or write --width 170mm")
    turned = max(max(map(sheet.measure, head.split())) for head in heads) > cell - 1
    tall = max(
        _turned_height(sheet, head, cell) if turned else len(sheet.fold(head, cell - 1)) * LINE_HEIGHT for head in heads
    )
    tall = max(tall, sheet.widest([column.heading or column.name for column, _ in beside], SMALL_TYPE))
    return _Layout(names, tuple(beside), x, cell, tall + 3, turned)


def _group_room(sheet: Sheet, rows: Sequence[dict[str, Any]]) -> float:
    return min(sheet.widest([row["group"] or "" for row in rows], SMALL_TYPE, "bold"), 24.0) + 2


def _dividing(columns: Sequence[Column], rows: Sequence[dict[str, Any]]) -> list[Column]:
    """Attributes with a few values, of which two or more people share one."""
    found = []
    for column in columns:
        if column.type == "string" and column.name not in _FIXED:
            values = {row[column.name] for row in rows}
            if 1 < len(values) <= min(FEW_VALUES, len(rows) - 1) and column.name != (rows[0].get("by") or "split"):
                found.append(column)
    return found


def _turned_lines(sheet: Sheet, text: str, cell: float) -> list[str]:
    """A heading that stands upright, in as many lines as its column has room for."""
    fits = max(int(cell / LINE_HEIGHT), 1)
    for room in range(22, 90, 4):
        lines = sheet.fold(text, float(room))
        if len(lines) <= fits:
            return lines
    return [text]


def _turned_height(sheet: Sheet, text: str, cell: float) -> float:
    return sheet.widest(_turned_lines(sheet, text, cell))


def _write_heads(sheet: Sheet, lay: _Layout, heads: Sequence[str]) -> None:
    for at, head in enumerate(heads):
        x = lay.left + (at + 0.5) * lay.cell
        if lay.turned:
            sheet.write(x, lay.top - 1, _turned_lines(sheet, head, lay.cell), turned=True)
        else:
            lines = sheet.fold(head, lay.cell - 1)
            sheet.write(x, lay.top - 1 - len(lines) * LINE_HEIGHT / 2, lines, align="center")
    for column, x in lay.attributes:
        said = (column.heading or column.name).replace("_", " ")
        sheet.write(x + 1.5, lay.top - 1, said, size=SMALL_TYPE, colour=sheet.ink.quiet, turned=True)


def _draw_block(
    sheet: Sheet, lay: _Layout, block: Sequence[dict[str, Any]], codes: Sequence[Column], top: float, most: int
) -> None:
    """The rows of one group: name, attributes, and a cell for each code, the darker the more mentions."""
    from matplotlib.patches import Rectangle

    axes = sheet.blank(lay.left, top, lay.cell * len(codes), _ROW * len(block))
    if "group" in block[0]:
        named = block[0]["group"] or sheet.say("(not stated)")
        sheet.write(MARGIN, top + _ROW / 2, sheet.cut(named, 24.0, SMALL_TYPE), size=SMALL_TYPE, weight="bold")
    for at, row in enumerate(block):
        y = (at + 0.5) * _ROW
        sheet.write(
            lay.names,
            top + y,
            sheet.cut(row["respondent"], 30.0 if sheet.wide else 25.0, SMALL_TYPE),
            size=SMALL_TYPE,
            align="right",
        )
        for column, x in lay.attributes:
            said = sheet.cut(row[column.name] or "–", 21.0, SMALL_TYPE)
            sheet.write(x, top + y, said, size=SMALL_TYPE, colour=sheet.ink.quiet)
        for place, code in enumerate(codes):
            count = row[f"{code.name}{_COUNT}"]
            colour = sheet.ink.shade(count / most) if count else "#ffffff"
            corner = (place * lay.cell + 0.15, at * _ROW + 0.15)
            axes.add_patch(
                Rectangle(corner, lay.cell - 0.3, _ROW - 0.3, facecolor=colour, edgecolor="#d9d9d9", linewidth=0.4)
            )
            if count:
                axes.text((place + 0.5) * lay.cell, y, str(count), ha="center", va="center_baseline",
                          fontsize=SMALL_TYPE, color="white" if lightness(colour) < 55 else "#1a1a1a")  # fmt: skip


def _write_totals(
    sheet: Sheet, lay: _Layout, rows: Sequence[dict[str, Any]], codes: Sequence[Column], y: float
) -> None:
    """How many respondents name each code, under a rule."""
    axes = sheet.blank(MARGIN, y - 0.6, lay.left + lay.cell * len(codes) - MARGIN, 1)
    axes.hlines(0.5, 0, lay.left + lay.cell * len(codes) - MARGIN, color="#404040", linewidth=0.5)
    sheet.write(MARGIN, y + 2.6, sheet.say("Respondents (of {n})", n=len(rows)), size=SMALL_TYPE)
    for at, code in enumerate(codes):
        sheet.write(lay.left + (at + 0.5) * lay.cell, y + 2.6, str(_named(rows, code)), size=SMALL_TYPE, align="center")


MATRIX = FigureKind(
    "Codes by respondents: mentions in shaded cells, with attributes beside; sorted, with --by in blocks.",
    ("matrix",),
    draw_matrix,
)
