"""Co-occurrence as a heat map: half a matrix with the names of codes on its diagonal, so that no label is turned."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.figures.kind import Drawing, FigureKind, FigureSource, one_block
from qualcode.figures.rows import MARGIN
from qualcode.figures.sheet import LINE_HEIGHT, SMALL_TYPE, Sheet, lightness

_MOST_CODES = 12
"""Codes that one figure shows: those that stand most often."""
_LEAST_ROOM = 24.0
"""Millimetres that the last label has at least."""


@dataclass(frozen=True)
class DrawnPairs:
    """Codes that stand together."""

    codes: tuple[str, ...]
    """The most frequent first."""
    labels: Mapping[str, str]
    """Code -> its name for people."""
    alone: Mapping[str, int]
    """Code -> units that carry it."""
    together: Mapping[frozenset[str], int]
    """Two codes -> units that carry both."""
    unit: str
    """What is counted."""
    units: int
    """How many of them there are."""
    left_out: int
    """Codes that are not shown."""


def drawn_pairs(source: FigureSource) -> DrawnPairs:
    """The pairs of a table that is not made in blocks; pairs that it does not list never stand together."""
    rows = one_block(source)
    labels: dict[str, str] = {}
    alone: dict[str, int] = {}
    for row in rows:
        for side in "ab":
            labels[row[f"code_{side}"]] = row[f"label_{side}"] or row[f"code_{side}"]
            alone[row[f"code_{side}"]] = row[f"n_{side}"]
    codes = sorted(alone, key=lambda code: (-alone[code], labels[code]))
    shown = tuple(codes[:_MOST_CODES])
    together = {frozenset((row["code_a"], row["code_b"])): row["n"] for row in rows}
    first = rows[0]
    return DrawnPairs(shown, labels, alone, together, first["unit"], first["units"], len(codes) - len(shown))


def draw_heat_map(source: FigureSource, sheet: Sheet) -> Drawing:
    """A cell for each pair, the darker the more often; how often each code stands at all is on the diagonal."""
    pairs = drawn_pairs(source)
    count = len(pairs.codes)
    cell = min(14.0 if sheet.wide else 9.0, (sheet.width - 2 * MARGIN - _LEAST_ROOM) / (count + 1))
    folded = [
        sheet.fold(pairs.labels[code], sheet.width - 2 * MARGIN - (at + 1) * cell - 2)
        for at, code in enumerate(pairs.codes)
    ]
    heights = [max(min(cell, 6.5), LINE_HEIGHT * len(lines) + 0.8) for lines in folded]
    sheet.begin(sum(heights) + 4)
    _draw_cells(sheet, pairs, heights, cell)
    y = 2.0
    for at, (lines, height) in enumerate(zip(folded, heights, strict=True)):
        sheet.write(
            MARGIN + (at + 0.5) * cell, y + height / 2, str(pairs.alone[pairs.codes[at]]), align="center", weight="bold"
        )
        sheet.write(MARGIN + (at + 1) * cell + 1.5, y + height / 2, lines)
        y += height
    return Drawing(sheet.figure, _reading(sheet, pairs), pairs_alt(sheet, pairs), pairs_left_out(sheet, pairs))


def _draw_cells(sheet: Sheet, pairs: DrawnPairs, heights: Sequence[float], cell: float) -> None:
    from matplotlib.patches import Rectangle

    axes = sheet.blank(MARGIN, 2, cell * len(pairs.codes), sum(heights))
    most, y = max(pairs.together.values()), 0.0
    for at, (code, height) in enumerate(zip(pairs.codes, heights, strict=True)):
        for place, other in enumerate(pairs.codes[:at]):
            n = pairs.together.get(frozenset((code, other)), 0)
            colour = sheet.ink.shade(n / most) if n else "#ffffff"
            corner = (place * cell + 0.15, y + 0.15)
            axes.add_patch(
                Rectangle(corner, cell - 0.3, height - 0.3, facecolor=colour, edgecolor="#d9d9d9", linewidth=0.4)
            )
            ink = "white" if lightness(colour) < 55 else "#1a1a1a"
            axes.text((place + 0.5) * cell, y + height / 2, str(n), ha="center", va="center_baseline",
                      fontsize=SMALL_TYPE, color=ink if n else "#6b6b6b")  # fmt: skip
        y += height


def _reading(sheet: Sheet, pairs: DrawnPairs) -> str:
    return sheet.say(
        "Cells: units ({unit}) that carry both codes; bold: units that carry the code; {units} units in all.",
        unit=sheet.say(pairs.unit), units=sheet.say.number(pairs.units),
    )  # fmt: skip


def pairs_alt(sheet: Sheet, pairs: DrawnPairs) -> str:
    """The pairs that stand together most often."""
    ranked = sorted(pairs.together.items(), key=lambda item: -item[1])[:8]
    told = [f"{' + '.join(sorted(pairs.labels[code] for code in both))} {n}" for both, n in ranked]
    return sheet.say("Codes that stand together in one {unit}, the most frequent pairs first: {pairs}.",
                     unit=sheet.say(pairs.unit), pairs="; ".join(told))  # fmt: skip


def pairs_left_out(sheet: Sheet, pairs: DrawnPairs) -> str:
    """How many codes are not shown."""
    if not pairs.left_out:
        return ""
    return sheet.say("Shown: the {shown} codes that stand most often; {left} more are in the table.",
                     shown=len(pairs.codes), left=pairs.left_out)  # fmt: skip


COLUMNS = ("code_a", "label_a", "code_b", "label_b", "unit", "n", "n_a", "n_b", "units")
"""What both figures of pairs draw."""
HEAT_MAP = FigureKind(
    "Co-occurrence as half a matrix: how often two codes stand together.",
    ("cooccurrence",),
    draw_heat_map,
    COLUMNS,
)
