"""Rows with labels: where each row of a figure stands, and its label beside or above it."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.figures.sheet import LINE_HEIGHT, Sheet

MARGIN = 2.0
"""Millimetres between the edge of a figure and what stands in it."""
_GAP = 3.0
"""Millimetres between the longest label and its marks: half of a dot may stand in it."""
_PITCH = 5.6
"""Millimetres that a row takes at least."""


@dataclass(frozen=True)
class LabelledRows:
    """Labels in lines, and the places of rows, in millimetres from the top of their field."""

    labels: tuple[tuple[str, ...], ...]
    """Lines of each label."""
    marks: tuple[float, ...]
    """Middle of each row's marks."""
    middles: tuple[float, ...]
    """Middle of each label."""
    height: float
    """Of all rows."""
    left: float
    """Where marks begin."""
    above: bool
    """True: labels stand above their marks."""


def lay_rows(sheet: Sheet, labels: Sequence[str], room: float, *, beside: bool = False) -> LabelledRows:
    """Labels beside their marks in `room` millimetres; above them where the figure is narrow, unless `beside`."""
    above = not (sheet.wide or beside)
    folded = [tuple(sheet.fold(label, sheet.width - 24 if above else room)) for label in labels]
    y = 0.0
    marks: list[float] = []
    middles: list[float] = []
    for lines in folded:
        tall = LINE_HEIGHT * len(lines)
        if above:
            marks, middles = [*marks, y + tall + 1.7], [*middles, y + tall / 2]
            y += tall + 4.8
        else:
            pitch = max(_PITCH, tall + 1.6)
            marks, middles = [*marks, y + pitch / 2], [*middles, y + pitch / 2]
            y += pitch
    wide = sheet.widest([line for lines in folded for line in lines])
    left = MARGIN + 1 if above else MARGIN + wide + _GAP
    return LabelledRows(tuple(folded), tuple(marks), tuple(middles), y, left, above)


def place_labels(sheet: Sheet, rows: LabelledRows, top: float) -> None:
    """Write the labels of rows whose field begins at `top`."""
    for lines, y in zip(rows.labels, rows.middles, strict=True):
        if rows.above:
            sheet.write(rows.left, top + y, lines)
        else:
            sheet.write(rows.left - _GAP, top + y, lines, align="right")
