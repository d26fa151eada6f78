"""Co-occurrence as a network on a circle: places mean nothing, only widths and numbers do."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin, sqrt
from typing import TYPE_CHECKING

from qualcode.figures.cooccurrence import COLUMNS, DrawnPairs, draw_heat_map, drawn_pairs, pairs_alt, pairs_left_out
from qualcode.figures.kind import Drawing, FigureKind, FigureSource, too_crowded
from qualcode.figures.rows import MARGIN
from qualcode.figures.sheet import LINE_HEIGHT, POINT, SMALL_TYPE, Sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.patches import Patch

_MOST_LINES = 20
"""Lines between codes that can be told apart."""
_LARGEST, _THICKEST = 4.2, 2.6
"""Millimetres of the radius of the most frequent code, and of the line of the most frequent pair."""
_ABOVE = 13.0
"""Millimetres above and below the codes, where labels stand."""
_NEAR = 4.0
"""Millimetres that numbers keep from each other."""
_ALONG = (0.5, 0.42, 0.58, 0.34, 0.66, 0.28, 0.72, 0.22, 0.78)
"""Where on its line a number may stand, the best place first."""


@dataclass(frozen=True)
class _Node:
    """A code and its place, in millimetres."""

    code: str
    x: float
    y: float
    radius: float
    """By area: twice as many units, twice the disc."""
    side: str
    """Where its label goes: left, right, or center for above and below."""


def draw_network(source: FigureSource, sheet: Sheet) -> Drawing:
    """Codes on a circle in order of frequency, a line for each pair that stands together, with its number."""
    pairs = drawn_pairs(source)
    lines = {both: n for both, n in pairs.together.items() if n and both <= set(pairs.codes)}
    if len(lines) > _MOST_LINES:
        message = f"{len(lines)} lines between codes cannot be told apart (at most {_MOST_LINES})"
        raise too_crowded(message, "leave --figure out for the heat map, or choose codes with --kind or --code")
    radius = min(sheet.width * 0.23 - MARGIN, 30.0)
    nodes = _places(pairs, sheet.width / 2, radius + _ABOVE, radius)
    sheet.begin(max(node.y for node in nodes) + _ABOVE)
    axes = sheet.blank(0, 0, sheet.width, sheet.height)
    _draw_lines(axes, nodes, lines)
    for node in nodes:
        axes.add_patch(_disc(sheet, node))
        _write_label(sheet, pairs, node)
    say = sheet.say
    reading = say(
        "Discs: codes, by the units ({unit}) that carry them (number in brackets); lines: pairs, by the units "
        "that carry both "
        "(number on the line). Codes stand on a circle in order of frequency: their places mean nothing.",
        unit=say(pairs.unit),
    )
    return Drawing(sheet.figure, reading, pairs_alt(sheet, pairs), pairs_left_out(sheet, pairs))


def _places(pairs: DrawnPairs, x: float, y: float, radius: float) -> list[_Node]:
    """Codes clockwise from the top."""
    most, nodes = max(pairs.alone[code] for code in pairs.codes), []
    for at, code in enumerate(pairs.codes):
        angle = 2 * pi * at / len(pairs.codes)
        across, down = sin(angle), -cos(angle)
        side = "center" if abs(across) < 0.2 else "left" if across > 0 else "right"
        size = _LARGEST * sqrt(pairs.alone[code] / most)
        nodes.append(_Node(code, x + radius * across, y + radius * down, max(size, 0.8), side))
    return nodes


def _draw_lines(axes: "Axes", nodes: Sequence[_Node], lines: dict[frozenset[str], int]) -> None:
    """Lines, the thickest first, and their numbers where they hide no other."""
    at = {node.code: node for node in nodes}
    most, taken = max(lines.values()), [(node.x, node.y) for node in nodes]
    for both, n in sorted(lines.items(), key=lambda item: (-item[1], sorted(item[0]))):
        one, other = (at[code] for code in sorted(both, key=[node.code for node in nodes].index))
        width = max(_THICKEST * n / most, 0.15) / POINT
        axes.plot([one.x, other.x], [one.y, other.y], color="#b0b0b0", linewidth=width, zorder=1, solid_capstyle="butt")
        places = [(one.x + (other.x - one.x) * t, one.y + (other.y - one.y) * t) for t in _ALONG]
        free = [place for place in places if all(hypot(place[0] - x, place[1] - y) >= _NEAR for x, y in taken)]
        x, y = (free or places)[0]
        taken.append((x, y))
        axes.text(x, y, str(n), ha="center", va="center", fontsize=SMALL_TYPE, zorder=4,
                  bbox={"boxstyle": "square,pad=0.12", "facecolor": "white", "edgecolor": "none"})  # fmt: skip


def _disc(sheet: Sheet, node: _Node) -> "Patch":
    from matplotlib.patches import Circle

    return Circle((node.x, node.y), node.radius, facecolor=sheet.ink.strong, edgecolor="white", linewidth=0.6, zorder=3)


def _write_label(sheet: Sheet, pairs: DrawnPairs, node: _Node) -> None:
    """Name and number of a code, outside the circle."""
    gap = node.radius + 1.2
    x = {"left": node.x + gap, "right": node.x - gap, "center": node.x}[node.side]
    room = {"left": sheet.width - MARGIN - x, "right": x - MARGIN, "center": sheet.width * 0.6}[node.side]
    lines = network_label(sheet, pairs.labels[node.code], f"({pairs.alone[node.code]})", room)
    half = LINE_HEIGHT * len(lines) / 2
    above = node.y < sheet.height / 2
    y = node.y if node.side != "center" else node.y - gap - half if above else node.y + gap + half
    sheet.write(x, y, lines, align=node.side)


def network_label(sheet: Sheet, label: str, number: str, room: float) -> list[str]:
    """A name in lines with its number, which is never divided, at the end."""
    *lines, last = sheet.fold(label, room)
    together = f"{last}\u00a0{number}"
    return [*lines, together] if sheet.measure(together) <= room else [*lines, last, number]


NETWORK = FigureKind(
    "Co-occurrence as a network on a circle, with the number on every line.", ("cooccurrence",), draw_network, COLUMNS
)


_BETWEEN = 4.0
"""Millimetres between a matrix and a network that stand side by side."""


def draw_both(source: FigureSource, sheet: Sheet) -> Drawing:
    """The matrix at the left, the network at the right."""
    if not sheet.wide:
        message = f"a matrix and a network do not fit side by side into {sheet.width:g} mm"
        raise too_crowded(message, "write --width 170mm, or draw each with --figure heat-map and --figure network")
    half = (sheet.width - _BETWEEN) / 2
    draws = (draw_heat_map, draw_network)
    tried = [sheet.part(0, half, placed=False) for _ in draws]
    for draw, each in zip(draws, tried, strict=True):
        draw(source, each)
    sheet.begin(max(each.height for each in tried))
    left, right = (draw(source, sheet.part(at * (half + _BETWEEN), half)) for at, draw in enumerate(draws))
    reading = sheet.say("Left: {left} Right: {right}", left=left.reading, right=right.reading)
    return Drawing(sheet.figure, reading, left.alt, left.left_out)


HEAT_MAP_AND_NETWORK = FigureKind(
    "Co-occurrence as a heat map and as a network, side by side on a page.",
    ("cooccurrence",),
    draw_both,
    COLUMNS,
)
