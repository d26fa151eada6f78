"""Keyness both ways: words that a group uses more than the others on one side, and less on the other."""

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.figures.kind import Drawing, FigureKind, FigureSource
from qualcode.figures.rows import MARGIN
from qualcode.figures.sheet import BOLD, LINE_HEIGHT, SMALL_TYPE, Sheet, nice_axis

_ROW, _HEAD, _FOOT, _SHARE, _MOST_WORD = 4.0, 6.5, 9.0, 10.0, 20.0
"""Millimetres of a row, a heading, the axis below, the n : n at the edge, and of the longest word."""
_TOP_WORDS = 12
"""Words of each group, unless --top says otherwise."""


def draw_keyness(source: FigureSource, sheet: Sheet) -> Drawing:
    """Bars of the log ratio, the words in the middle, n : n of respondents outside; a block for each group."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in source.rows():
        groups.setdefault(row["group"], []).append(row)
    say, every = sheet.say, len(groups)
    if every == 2:  # the second is the first, seen from the other side
        groups = dict(list(groups.items())[:1])
    most, step = nice_axis(max(abs(row["log_ratio"]) for rows in groups.values() for row in rows))
    sides = {group: _sides(rows) for group, rows in groups.items()}
    heights = [max(map(len, both)) * _ROW for both in sides.values()]
    head = _HEAD + LINE_HEIGHT * (
        max(len(_head(sheet, group, more=more)) for group in groups for more in (False, True)) - 1
    )
    sheet.begin(sum(heights) + len(heights) * (head + _FOOT))
    top = 0.0
    for (group, both), height in zip(sides.items(), heights, strict=True):
        for rows, more in zip(both, (False, True), strict=True):
            _draw_side(sheet, group, rows, top + head, height, (most, step), more=more)
        sheet.write(sheet.width / 2, top + head + height + 6.6, say("Log ratio (doublings)"), align="center")
        top += head + height + _FOOT
    left = say("The other group is the mirror image.") if every == 2 else ""
    return Drawing(sheet.figure, _reading(sheet), _alt(sheet, sides), left)


def _sides(rows: Sequence[dict[str, Any]]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Words that are used less, and more, the largest ratio first."""
    ordered = sorted(rows, key=lambda row: (-abs(row["log_ratio"]), row["word"]))
    less = [row for row in ordered if row["sign"] == "negative"]
    return less, [row for row in ordered if row["sign"] == "positive"]


def _head(sheet: Sheet, group: str, *, more: bool) -> list[str]:
    """What stands over one side, in lines."""
    said = sheet.say("{group}: more often", group=group) if more else sheet.say("{group}: less often", group=group)
    return sheet.fold(said, (sheet.width / 2 - MARGIN - 2) / BOLD)


def _draw_side(
    sheet: Sheet,
    group: str,
    rows: Sequence[dict[str, Any]],
    top: float,
    height: float,
    axis: tuple[float, float],
    *,
    more: bool,
) -> None:
    """One side: its words towards the middle, its bars outwards."""
    ink, middle = sheet.ink, sheet.width / 2
    words = [sheet.cut(row["word"], _MOST_WORD) for row in rows]
    between = max(sheet.widest(words) + 2.5, 8.0)
    wide = middle - MARGIN - _SHARE - between - 1.5
    left = middle + between + 1 if more else MARGIN + _SHARE
    edge = sheet.width - MARGIN if more else MARGIN
    side = "right" if more else "left"
    head = _head(sheet, group, more=more)
    sheet.write(edge, top - 4 - LINE_HEIGHT * (len(head) - 1) / 2, head, weight="bold", align=side)
    axes = sheet.axes(left, top, wide, height)
    sheet.share_axis(axes, *axis)
    if not more:
        axes.invert_xaxis()
    marks = [(at + 0.5) * _ROW for at in range(len(rows))]
    axes.barh(marks, [abs(row["log_ratio"]) for row in rows], 2.6, color=ink.strong if more else ink.second)
    zero = left - 1 if more else left + wide + 1
    for word, row, y in zip(words, rows, marks, strict=True):
        behind = f"{row['respondents']} : {row['other_respondents']}"
        sheet.write(zero, top + y, word, style="italic", align="right" if more else "left")
        sheet.write(edge, top + y, behind, size=SMALL_TYPE, align=side, colour=ink.quiet)
    if rows:
        totals = f"{rows[0]['respondents_total']} : {rows[0]['other_total']}"
        sheet.write(edge, top + height + 6.6, totals, size=SMALL_TYPE, align=side, colour=ink.quiet, style="italic")


def _reading(sheet: Sheet) -> str:
    return sheet.say(
        "Words chosen by log-likelihood and sorted by log ratio: 1 is twice as often. Outside: respondents of "
        "the group : of "
        "all others who use the word; below in italics how many there are."
    )


def _alt(sheet: Sheet, sides: Mapping[str, tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]]]]) -> str:
    told = []
    for group, (less, more) in list(sides.items())[:4]:
        most, least = (", ".join(row["word"] for row in rows[:5]) or "–" for rows in (more, less))
        told.append(sheet.say("{group} more often: {most}; less often: {least}", group=group, most=most, least=least))
    return sheet.say("Bar charts of words by log ratio. {told}.", told=". ".join(told))


KEYNESS = FigureKind(
    "Words that a group uses more and less than the others, on two sides.",
    ("keyness",),
    draw_keyness,
    ("by", "group", "word", "sign", "respondents", "respondents_total", "other_respondents", "other_total", "g2",
     "log_ratio"),
    {"top": _TOP_WORDS},
)  # fmt: skip
