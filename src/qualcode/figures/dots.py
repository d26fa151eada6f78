"""Codes as dots with intervals: how many respondents name each, of how many, and what chance alone would leave open."""

from collections.abc import Sequence
from typing import Any

from qualcode.figures.kind import Drawing, FigureKind, FigureSource
from qualcode.figures.panels import draw_panels
from qualcode.figures.rows import LabelledRows, lay_rows, place_labels
from qualcode.figures.sheet import LINE_HEIGHT, SMALL_TYPE, Sheet, rounded_percent

_MOST_CODES = 25
"""Codes that one figure shows."""
_COLUMN = 8.0
"""Millimetres of a column of numbers at the right."""


def draw_dots(source: FigureSource, sheet: Sheet) -> Drawing:
    """A row for each code, the most respondents first; small multiples where the table has groups."""
    if "group" in source.table.data:
        return draw_panels(source, sheet)
    every = source.rows()
    shown = [row for row in every if row["respondents_pct"] is not None][:_MOST_CODES]
    total = shown[0]["respondents_total"] if shown else 0
    rows = lay_rows(sheet, [row["label"] or row["code"] for row in shown], sheet.width * 0.36)
    axis = sheet.fold(sheet.say("Respondents who name it (%), N = {n}", n=total), sheet.width - 4)
    top = 5.0
    sheet.begin(top + rows.height + 5.5 + LINE_HEIGHT * len(axis))
    left = rows.left
    axes = sheet.axes(left, top, sheet.width - left - 2 * _COLUMN - 2, rows.height)
    sheet.share_axis(axes)
    axes.set_xlabel("\n".join(axis), labelpad=2)
    for row, y in zip(shown, rows.marks, strict=True):
        if "respondents_pct_low" in row:
            axes.hlines(y, row["respondents_pct_low"], row["respondents_pct_high"], color=sheet.ink.line, linewidth=1.4)
    axes.plot(
        [row["respondents_pct"] for row in shown], rows.marks, "o", color=sheet.ink.strong, markersize=5, clip_on=False,
        zorder=3,
    )  # fmt: skip
    place_labels(sheet, rows, top)
    _numbers(sheet, shown, rows, top)
    return Drawing(sheet.figure, _reading(sheet, shown), _alt(sheet, shown, total), _left_out(sheet, every, shown))


def _numbers(sheet: Sheet, shown: Sequence[dict[str, Any]], rows: LabelledRows, top: float) -> None:
    """N and % at the right of each row."""
    right, left = sheet.width - 2, sheet.width - 2 - _COLUMN
    for x, head in ((left, "n"), (right, "%")):
        sheet.write(x, 2.5, head, size=SMALL_TYPE, align="right", style="italic", colour=sheet.ink.quiet)
    for row, y in zip(shown, rows.marks, strict=True):
        sheet.write(left, top + y, str(row["respondents"]), align="right")
        sheet.write(right, top + y, shown_percent(sheet, row), align="right", colour=sheet.ink.quiet)


def shown_percent(sheet: Sheet, row: dict[str, Any]) -> str:
    """The share of a row as it is printed: of fewer than a hundred people without decimals."""
    if row["respondents_total"] < 100:
        return str(rounded_percent(row["respondents"], row["respondents_total"]))
    return sheet.say.number(row["respondents_pct"], 1)


def _reading(sheet: Sheet, shown: Sequence[dict[str, Any]]) -> str:
    say = sheet.say
    dots = say("Dots: respondents who name the code at least once, in per cent of all N respondents; n beside them.")
    if not shown or "respondents_pct_low" not in shown[0]:
        return dots
    return f"{dots} {say('Lines: 95% intervals.')}"


def _alt(sheet: Sheet, shown: Sequence[dict[str, Any]], total: int) -> str:
    said = [f"{row['label'] or row['code']} {row['respondents']}" for row in shown[:12]]
    return sheet.say(
        "Dot plot of codes by the respondents who name them, N = {n}: {rows}.", n=total, rows="; ".join(said)
    )


def _left_out(sheet: Sheet, every: Sequence[object], shown: Sequence[object]) -> str:
    if len(every) == len(shown):
        return ""
    return sheet.say("Shown: the first {shown} of {every} rows.", shown=len(shown), every=len(every))


BARRIERS = FigureKind(
    "Dots with intervals: how many respondents name each code; with --by small multiples.",
    ("barriers", "codes"),
    draw_dots,
    ("by", "group", "rank", "code", "label", "respondents", "respondents_total", "respondents_pct",
     "respondents_pct_low", "respondents_pct_high"),
    {"interval": True},
)  # fmt: skip
