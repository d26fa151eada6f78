"""Curves over the interviews: different codes found so far, and how much of what is coded is still new."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from qualcode.figures.kind import Drawing, FigureKind, FigureSource
from qualcode.figures.sheet import LINE_HEIGHT, SMALL_TYPE, Sheet, nice_axis

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_PLOT = 42.0
"""Millimetres of the height of a plot."""


def draw_coverage(source: FigureSource, sheet: Sheet) -> Drawing:
    """Codes found up to each interview by date, with the median and the band of random orders."""
    rows, say = source.rows(), sheet.say
    number = [row["interview"] for row in rows]
    keys = [
        (say("in order of date"), lambda axes: _line_with_dot(axes, sheet.ink.strong)),
        (say("median of random orders"), lambda axes: axes.plot([0, 6], [1.5] * 2, "--", color="#595959")),
        (say("5th to 95th percentile"), lambda axes: axes.fill_between([0, 6], 0.3, 2.7, color="#dedede", linewidth=0)),
    ]
    low, high = ([row[f"shuffled_{end}"] for row in rows] for end in ("low", "high"))
    last = rows[-1]
    axes = _plot(
        sheet, keys, say("Codes found (of {every})", every=last["codes_total"]), max(*high, last["codes"]), number
    )
    axes.fill_between(number, low, high, color="#dedede", linewidth=0, zorder=1)
    axes.plot(number, [row["shuffled_median"] for row in rows], "--", color="#595959", zorder=2)
    axes.plot(
        number, [row["codes"] for row in rows], "-o", color=sheet.ink.strong, markersize=3, zorder=3, clip_on=False
    )
    reading = say(
        "Different codes found up to each interview, of {every} in the codebook. It shows when the codebook is "
        "used up, not saturation.",
        every=last["codes_total"],
    )
    alt = say("Curve of codes found over {n} interviews: {first} after the first, {last} of {every} after the last.",
              n=len(rows), first=rows[0]["codes"], last=last["codes"], every=last["codes_total"])  # fmt: skip
    return Drawing(sheet.figure, reading, alt)


def draw_saturation(source: FigureSource, sheet: Sheet) -> Drawing:
    """New information of each run of interviews in per cent of the base, with the threshold."""
    rows, say, meta = source.rows(), sheet.say, source.table.meta
    there = [row for row in rows if row["new_information_pct"] is not None]
    threshold = meta["threshold_pct"]
    keys = [
        (say("new information"), lambda axes: _line_with_dot(axes, sheet.ink.strong)),
        (say("threshold of {pct}%", pct=threshold), lambda axes: axes.plot([0, 6], [1.5] * 2, "--", color="#595959")),
    ]
    number = [row["interview"] for row in rows]
    most = max([threshold, *(row["new_information_pct"] for row in there)])
    axes = _plot(sheet, keys, say("New information (%)"), most, number)
    axes.axhline(threshold, linestyle="--", color="#595959", zorder=2)
    values = [row["new_information_pct"] for row in there]
    axes.plot(
        [row["interview"] for row in there], values, "-o", color=sheet.ink.strong, markersize=3, zorder=3, clip_on=False
    )
    reading = say(
        "New codes in the last {run} interviews in per cent of the codes of the first {base}; saturation is "
        "claimed at {pct}% or less.",
        run=meta["run"],
        base=meta["base"],
        pct=threshold,
    )
    told = "; ".join(f"{row['interview']}: {say.number(row['new_information_pct'], 1)}" for row in there[:12])
    alt = say("Curve of new information in per cent by interview: {told}.", told=told)
    return Drawing(sheet.figure, reading, alt)


def _plot(
    sheet: Sheet, keys: "Sequence[tuple[str, Callable[[Axes], Any]]]", what: str, most: float, interviews: Sequence[int]
) -> "Axes":
    """An empty plot over the interviews, with its key above and what is drawn at its upper left."""
    end, step = nice_axis(most)
    ticks = [step * at for at in range(int(end / step + 1e-9) + 1)]
    left = 4 + sheet.widest([sheet.number(tick) for tick in ticks], SMALL_TYPE)
    top = sheet.key_places([text for text, _ in keys], 1.5)[-1][1] + LINE_HEIGHT + 2
    sheet.begin(top + _PLOT + 9)
    sheet.key(1.5, keys)
    sheet.write(2, top - 3, what)
    axes = sheet.axes(left, top, sheet.width - left - 4, _PLOT, rows=False)
    axes.set_ylim(0, end)
    axes.set_yticks(ticks, [sheet.number(tick) for tick in ticks])
    axes.set_xlim(min(interviews[0], interviews[-1] - 1) - 0.5, interviews[-1] + 0.5)
    axes.grid(visible=False)
    axes.grid(axis="y")
    gap = next(gap for gap in (1, 5, 10, 50, 100, 1000) if len(interviews) / gap <= 12)
    shown = [each for each in interviews if each == 1 or each % gap == 0]
    axes.set_xticks(shown, [str(each) for each in shown])
    axes.set_xlabel(sheet.say("Interview, in order of date"), labelpad=2)
    return axes


def _line_with_dot(axes: "Axes", colour: str) -> None:
    axes.plot([0, 3, 6], [1.5] * 3, "-o", color=colour, markersize=3, markevery=[1])


COVERAGE = FigureKind(
    "Different codes found up to each interview, with the band of random orders.",
    ("code_coverage",),
    draw_coverage,
    ("interview", "date", "codes", "codes_total", "shuffled_median", "shuffled_low", "shuffled_high"),
)
SATURATION = FigureKind(
    "New information of each run of interviews, with the threshold of saturation.",
    ("saturation",),
    draw_saturation,
    ("interview", "date", "base_codes", "run_from", "run_new_codes", "new_information_pct", "saturated"),
)
