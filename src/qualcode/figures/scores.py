"""Agreement: coefficients as dots with intervals, code by code or coefficient by coefficient."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.figures.kind import Drawing, FigureKind, FigureSource, one_block
from qualcode.figures.rows import MARGIN, lay_rows, place_labels
from qualcode.figures.sheet import BOLD, LINE_HEIGHT, SMALL_TYPE, Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_NUMBER = 8.0
"""Millimetres of the numbers beside a panel."""
_ENDS = (-1.0, -0.5, 0.0)
"""Where an axis of coefficients may begin: they can be below 0."""


@dataclass(frozen=True)
class _Score:
    """One value with its interval; None where it is not defined."""

    value: float | None
    low: float | None
    high: float | None


def draw_evaluation(source: FigureSource, sheet: Sheet) -> Drawing:
    """F1 and Krippendorff's alpha of each code, side by side."""
    rows = one_block(source)
    named = {"F1": "f1", sheet.say("Krippendorff's alpha"): "alpha"}
    panels = {
        head: [_Score(row[name], row[f"{name}_low"], row[f"{name}_high"]) for row in rows]
        for head, name in named.items()
    }
    say = sheet.say
    reading = say(
        "Dots: agreement on each code over {units} units; lines: 95% intervals. A line that is missing is not defined.",
        units=rows[0]["units"],
    )
    short = source.table.page.words.short
    return _draw(sheet, [short.get(row["code"], row["code"]) for row in rows], panels, reading)


def draw_coefficients(source: FigureSource, sheet: Sheet) -> Drawing:
    """Each coefficient of a table of agreement."""
    rows = [row for row in source.rows() if row["value"] is not None]
    several = {key: len({row[key] for row in rows} - {None, "none"}) > 1 for key in ("code", "coders", "weights")}
    labels = [", ".join([row["name"], *(row[key] for key in several if several[key] and row[key])]) for row in rows]
    panels = {"": [_Score(row["value"], row["low"], row["high"]) for row in rows]}
    reading = sheet.say(
        "Dots: coefficients of agreement; lines: 95% intervals. 1 is full agreement, 0 what chance alone "
        "would give (of percent agreement: none)."
    )
    return _draw(sheet, labels, panels, reading)


def _draw(sheet: Sheet, labels: Sequence[str], panels: dict[str, list[_Score]], reading: str) -> Drawing:
    rows = lay_rows(sheet, labels, sheet.width * 0.36, beside=True)
    wide = (sheet.width - rows.left - MARGIN) / len(panels)
    heads = {head: sheet.fold(head, (wide - 2) / BOLD) for head in panels}
    top = 2.5 + LINE_HEIGHT * max(map(len, heads.values()))
    sheet.begin(top + rows.height + 6)
    place_labels(sheet, rows, top)
    for at, (head, scores) in enumerate(panels.items()):
        x = rows.left + at * wide
        sheet.write(x, 1 + LINE_HEIGHT * len(heads[head]) / 2, heads[head], weight="bold")
        _draw_scores(sheet, sheet.axes(x, top, wide - _NUMBER - 2, rows.height), scores, rows.marks)
        for score, y in zip(scores, rows.marks, strict=True):
            number = "–" if score.value is None else sheet.say.number(score.value, 2).replace("-", "−")
            sheet.write(x + wide - 2, top + y, number, size=SMALL_TYPE, align="right")
    told = [
        f"{head} {label} {sheet.say.number(score.value, 2)}".strip()
        for head, scores in panels.items()
        for label, score in zip(labels, scores, strict=True)
        if score.value is not None
    ]
    alt = sheet.say("Dot plot of agreement with intervals: {told}.", told="; ".join(told[:12]))
    return Drawing(sheet.figure, reading, alt)


def _draw_scores(sheet: Sheet, axes: "Axes", scores: Sequence[_Score], marks: Sequence[float]) -> None:
    """Dots with intervals, on an axis that begins at 0 or as far below it as they reach."""
    there = [(score.value, score, y) for score, y in zip(scores, marks, strict=True) if score.value is not None]
    least = min((min(value, score.low or 0) for value, score, _ in there), default=0.0)
    start = max((end for end in _ENDS if end <= least), default=-1.0)
    sheet.ticks(axes, [tick / 2 for tick in range(int(2 * start), 3)])
    for _, score, y in there:
        if score.low is not None and score.high is not None:
            axes.hlines(y, score.low, score.high, color=sheet.ink.line, linewidth=1.2)
    places = [value for value, _, _ in there], [y for _, _, y in there]
    axes.plot(*places, "o", color=sheet.ink.strong, markersize=4, zorder=3, clip_on=False)


def _columns() -> tuple[str, ...]:
    return tuple(f"{name}{end}" for name in ("f1", "alpha") for end in ("", "_low", "_high"))


EVALUATION = FigureKind(
    "F1 and Krippendorff's alpha of each code, with intervals.",
    ("evaluation",),
    draw_evaluation,
    ("code", "units", "reference", "found", "both", *_columns()),
)
COEFFICIENTS = FigureKind(
    "Coefficients of agreement with intervals.",
    ("agreement",),
    draw_coefficients,
    ("code", "coders", "coefficient", "name", "weights", "value", "low", "high", "n"),
)
