"""Groups as small multiples: the same codes in a panel for each group, people counted one by one where they are few."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.figures.kind import Drawing, FigureKind, FigureSource
from qualcode.figures.rows import MARGIN, LabelledRows, lay_rows, place_labels
from qualcode.figures.sheet import BOLD, LINE_HEIGHT, SMALL_TYPE, Sheet, nice_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

FEW = 10
"""People of a group from which shares are drawn; fewer are drawn one by one."""
_PERSON, _FIELD, _NUMBER, _HEAD, _GAP = 2.15, 15.0, 5.0, 8.6, 3.0
"""Millimetres of a person, of a panel's axis, of a number beside it, of a heading, and between panels."""

_OTHER_SIDE = {
    "respondents": "other_respondents", "respondents_total": "other_total", "respondents_pct": "other_pct",
    "respondents_pct_low": "other_pct_low", "respondents_pct_high": "other_pct_high",
}  # fmt: skip
"""Number of a group -> column that says the same of the other of two groups."""


@dataclass(frozen=True)
class Panel:
    """One group: its rows in the order of the figure, None where the table has none."""

    group: str
    """Its name."""
    people: int
    """N."""
    cells: tuple[dict[str, Any] | None, ...]
    """Rows of the table."""


@dataclass(frozen=True)
class _Measured:
    """The columns of a table that panels show."""

    key: str
    """What a row is about."""
    most: int
    """Rows that one figure shows."""
    value: str
    """Where its dot stands."""
    low: str
    """Lower end of its interval."""
    high: str
    """Upper end."""


SHARES = _Measured("code", 25, "respondents_pct", "respondents_pct_low", "respondents_pct_high")
TOPIC_SHARES = _Measured("topic", 12, "mean_share_pct", "mean_share_low", "mean_share_high")


def draw_panels(source: FigureSource, sheet: Sheet) -> Drawing:
    """A panel for each group: a circle a person where all groups are small, else dots with intervals."""
    labels, panels, left_out = _panels(source, sheet, SHARES)
    few = all(panel.people < FEW for panel in panels)
    say = sheet.say
    if few:
        _draw_people(sheet, labels, panels)
        reading = say("One circle a respondent; filled: names the code at least once, the number says how many do.")
    else:
        _draw_shares(sheet, labels, panels, SHARES, say("Respondents who name it (%)"))
        dots = say(
            "Dots: respondents who name the code, in per cent of the N of their group; the number says how many."
        )
        reading = dots + _intervals(sheet, panels, SHARES)
    alt = say("Small multiples, a panel for each group: {groups}.", groups=_told(labels, panels))
    return Drawing(sheet.figure, reading, alt, left_out)


def draw_topics(source: FigureSource, sheet: Sheet) -> Drawing:
    """A panel for each group: how much of what its respondents say belongs to each topic."""
    labels, panels, left_out = _panels(source, sheet, TOPIC_SHARES)
    say = sheet.say
    _draw_shares(sheet, labels, panels, TOPIC_SHARES, say("Mean share of what a respondent says (%)"))
    dots = say(
        "Dots: mean share of a topic in what respondents of the group say, in per cent; beside them how many "
        "of N speak of it."
    )
    reading = dots + _intervals(sheet, panels, TOPIC_SHARES)
    alt = say("Small multiples of topics, a panel for each group: {groups}.", groups=_told(labels, panels))
    return Drawing(sheet.figure, reading, alt, left_out)


def _panels(source: FigureSource, sheet: Sheet, of: _Measured) -> tuple[list[str], list[Panel], str]:
    """Labels of the rows, the panels, and what is left out; rows that most respondents share come first."""
    rows = _both_sides(source.rows())
    people: dict[Any, int] = {}
    for row in rows:
        people[row[of.key]] = people.get(row[of.key], 0) + (row["respondents"] or 0)
    ordered = sorted(people, key=lambda key: -people[key])  # ties stay in the table's order
    names = {row[of.key]: row["label"] or str(row[of.key]) for row in rows}
    groups: dict[Any, dict[Any, dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row["group"], {})[row[of.key]] = row
    named = [key for key in ordered if people[key]] or ordered  # rows of zeros show nothing
    shown = named[: of.most]
    panels = [
        Panel(
            sheet.say("(not stated)") if group is None else group.replace("_", " "),
            next(iter(cells.values()))["respondents_total"],
            tuple(cells.get(key) for key in shown),
        )
        for group, cells in groups.items()
    ]
    return [names[key] for key in shown], panels, _left(sheet, len(shown), len(ordered))


def _both_sides(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of all groups: where there are two, the table says in the rows of one what the other is."""
    mirrored = [
        {**row, "group": row["other"], **{name: row.get(other) for name, other in _OTHER_SIDE.items()}}
        for row in rows
        if row.get("other")
    ]
    return [*rows, *mirrored]


def _left(sheet: Sheet, shown: int, every: int) -> str:
    return "" if shown == every else sheet.say("Shown: the first {shown} of {every} rows.", shown=shown, every=every)


def _draw_shares(sheet: Sheet, labels: Sequence[str], panels: Sequence[Panel], of: _Measured, axis: str) -> None:
    """Dots with intervals on one axis for all panels."""
    ends = [cell.get(of.high) or cell[of.value] or 0 for panel in panels for cell in panel.cells if cell]
    most, step = (100.0, 25.0) if of is SHARES else nice_axis(max(ends))

    def draw(axes: "Axes", panel: Panel, marks: Sequence[float]) -> None:
        sheet.share_axis(axes, most, step)
        there = [(cell, y) for cell, y in zip(panel.cells, marks, strict=True) if cell and cell[of.value] is not None]
        for cell, y in there:
            if cell.get(of.low) is not None:
                axes.hlines(y, cell[of.low], cell[of.high], color=sheet.ink.line, linewidth=1.2)
        places = [cell[of.value] for cell, _ in there], [y for _, y in there]
        axes.plot(*places, "o", color=sheet.ink.strong, markersize=4, zorder=3, clip_on=False)

    _lay(sheet, labels, panels, [], draw, axis)


def _draw_people(sheet: Sheet, labels: Sequence[str], panels: Sequence[Panel]) -> None:
    """A circle for each respondent of a group, the first n of them filled."""

    def draw(axes: "Axes", panel: Panel, marks: Sequence[float]) -> None:
        axes.set_xlim(0.5, panel.people + 0.5)
        axes.axis("off")
        for cell, y in zip(panel.cells, marks, strict=True):
            named = cell["respondents"] if cell else 0
            for first, last, fill in ((1, named, sheet.ink.strong), (named + 1, panel.people, "white")):
                edge = sheet.ink.strong if fill != "white" else sheet.ink.line
                people = range(first, last + 1)
                axes.plot(people, [y] * len(people), "o", markersize=4.2, markerfacecolor=fill, markeredgecolor=edge,
                          markeredgewidth=0.5, clip_on=False)  # fmt: skip

    _lay(sheet, labels, panels, [panel.people * _PERSON for panel in panels], draw, "")


def _lay(
    sheet: Sheet,
    labels: Sequence[str],
    panels: Sequence[Panel],
    fields: Sequence[float],
    draw: "Callable[[Axes, Panel, Sequence[float]], None]",
    axis: str,
) -> None:
    """Panels from left to right, in as many lines as they need, each line with the labels of its rows."""
    rows = lay_rows(sheet, labels, sheet.width * (0.3 if sheet.wide else 0.35), beside=True)
    room = sheet.width - MARGIN - rows.left
    even = not fields
    fields = fields or [_even_field(len(panels), room)] * len(panels)
    wide = [
        field + _NUMBER + _GAP if even else max(field + _NUMBER, _longest_word(sheet, panel.group)) + _GAP
        for panel, field in zip(panels, fields, strict=True)
    ]
    lines = list(_lines(wide, room + _GAP + 0.01))
    heads = [sheet.fold(panel.group, (width - 1) / BOLD) for panel, width in zip(panels, wide, strict=True)]
    above = [_HEAD + (max(len(heads[at]) for at in line) - 1) * LINE_HEIGHT for line in lines]
    below = rows.height + (5.0 if axis else 1.0)
    said = sheet.fold(axis, room) if axis else []
    sheet.begin(sum(above) + below * len(lines) + LINE_HEIGHT * len(said) + 1)
    top = 0.0
    for head, members in zip(above, lines, strict=True):
        top, x = top + head, rows.left
        place_labels(sheet, rows, top)
        for at in members:
            draw(sheet.axes(x, top, fields[at], rows.height), panels[at], rows.marks)
            _write_about(sheet, panels[at], heads[at], rows, (x, top, fields[at]))
            x += wide[at]
        top += below
    sheet.write(rows.left + room / 2, sheet.height - 1 - LINE_HEIGHT * len(said) / 2, said, align="center")


def _lines(wide: Sequence[float], room: float) -> Iterator[list[int]]:
    """Panels by the lines in which they stand."""
    line: list[int] = []
    for at, width in enumerate(wide):
        if line and sum(wide[each] for each in line) + width > room:
            yield line
            line = []
        line.append(at)
    yield line


def _even_field(panels: int, room: float) -> float:
    """Millimetres of each axis: as many panels in a line as have room, in lines that are about as long."""
    across = max(int((room + _GAP) / (_FIELD + _NUMBER + _GAP)), 1)
    across = -(-panels // -(-panels // across))
    return min((room + _GAP) / across - _NUMBER - _GAP, 2 * _FIELD)


def _longest_word(sheet: Sheet, group: str) -> float:
    return sheet.widest(group.split(), weight="bold") + 1.5


def _write_about(
    sheet: Sheet, panel: Panel, head: Sequence[str], rows: LabelledRows, place: tuple[float, float, float]
) -> None:
    """Name and N of a group, and how many of it name each code."""
    x, top, field = place
    sheet.write(x, top - 4.4 - len(head) * LINE_HEIGHT / 2, head, weight="bold")
    sheet.write(x, top - 2.4, f"N = {panel.people}", size=SMALL_TYPE, colour=sheet.ink.quiet)
    for cell, y in zip(panel.cells, rows.marks, strict=True):
        if cell:
            sheet.write(x + field + 1.9, top + y, str(cell["respondents"]), size=SMALL_TYPE)


def _intervals(sheet: Sheet, panels: Sequence[Panel], of: _Measured) -> str:
    if not any(cell and cell.get(of.low) is not None for panel in panels for cell in panel.cells):
        return ""
    return " " + sheet.say("Lines: 95% intervals.")


def _told(labels: Sequence[str], panels: Sequence[Panel]) -> str:
    """The groups with the numbers of their first rows."""
    told = []
    for panel in panels[:6]:
        numbers = [f"{label} {cell['respondents']}" for label, cell in zip(labels, panel.cells, strict=True) if cell]
        told.append(f"{panel.group} (N = {panel.people}): {', '.join(numbers[:5])}")
    return "; ".join(told)


GROUP_PANELS = FigureKind(
    "Small multiples: how many respondents of each group name each code, a circle a person in small groups.",
    ("compare",),
    draw_panels,
    ("by", "group", "code", "label", "respondents", "respondents_total", "respondents_pct", "respondents_pct_low",
     "respondents_pct_high", "other", *_OTHER_SIDE.values()),
    {"interval": True},
)  # fmt: skip
TOPIC_PANELS = FigureKind(
    "Small multiples of topics: how much of what each group says belongs to each topic, with intervals.",
    ("topic_by",),
    draw_topics,
    ("by", "group", "topic", "label", "respondents", "respondents_total", "mean_share_pct", "mean_share_low",
     "mean_share_high"),
)  # fmt: skip
