"""Lanes: where in each interview each code stands, a lane an interview and a level of it a code."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcode.figures.kind import Drawing, FigureKind, FigureSource, one_block, rows_of_table
from qualcode.figures.rows import MARGIN
from qualcode.figures.sheet import LINE_HEIGHT, SMALL_TYPE, Sheet
from qualcode.model.finding import study_error, unknown_name

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_CODES = 7
"""Levels of a lane that can be told apart."""
_LEVEL, _BETWEEN = 1.1, 1.3
"""Millimetres of a level, and between lanes."""
_SURVEY = 10
"""So many turns, each by somebody else, are answers."""


@dataclass(frozen=True)
class Mark:
    """A turn that carries a code."""

    lane: int
    """Number of the interview, from 0."""
    level: int
    """Number of the code, from 0."""
    start: float
    """Words of the interview before the turn, in per cent."""
    length: float
    """Words of the turn, in per cent of the interview's."""


def draw_lanes(source: FigureSource, sheet: Sheet) -> Drawing:
    """A bar for each turn that carries a code, as long as its part of the interview's words."""
    codes, left = _codes(source, sheet)
    marks, names = _marks(source, list(codes))
    keys = list(codes.values())
    key = sheet.key_places(keys, 1.5)[-1][1] + LINE_HEIGHT
    lane = len(codes) * _LEVEL + _BETWEEN
    left_edge = MARGIN + min(sheet.widest(names, SMALL_TYPE), 40.0 if sheet.wide else 25.0) + 2
    axis = sheet.say("Words of the interview (%)")
    sheet.begin(key + lane * len(names) + 9)
    field = sheet.axes(left_edge, key, sheet.width - left_edge - 8, lane * len(names))
    sheet.share_axis(field)
    field.set_xlabel(axis, labelpad=2)
    field.barh([(at + 0.5) * lane for at in range(len(names))], 100, lane - _BETWEEN, color="#f5f5f5", zorder=0)
    for level in range(len(codes)):
        own = [mark for mark in marks if mark.level == level]
        middles = [mark.lane * lane + _BETWEEN / 2 + (level + 0.5) * _LEVEL for mark in own]
        field.barh(middles, [mark.length for mark in own], _LEVEL, [mark.start for mark in own],
                   color=sheet.ink.tones[level], zorder=2, label=keys[level])  # fmt: skip
    sheet.key(1.5, [(text, _sample(sheet, level, len(codes))) for level, text in enumerate(keys)])
    _write_names(sheet, names, marks, lane, left_edge, key)
    return Drawing(sheet.figure, _reading(sheet), _alt(sheet, keys, marks, len(names)), left)


def _codes(source: FigureSource, sheet: Sheet) -> tuple[dict[str, str], str]:
    """Codes that are drawn with their labels, and what is left out: those asked for, else barriers, else all."""
    rows = rows_of_table(source.more["codes"])
    known = [row["code"] for row in rows]
    for name in source.codes:
        if name not in known:
            raise unknown_name("code", name, known)
    kind = source.kind or ("barrier" if not source.codes and any(row["kind"] == "barrier" for row in rows) else "")
    if source.kind and not any(row["kind"] == source.kind for row in rows):
        raise unknown_name("kind", source.kind, sorted({row["kind"] for row in rows if row["kind"]}))
    chosen = [row for row in rows if kind in ("", row["kind"]) and (not source.codes or row["code"] in source.codes)]
    shown = chosen[:_MOST_CODES]
    said = sheet.say("Shown: the first {shown} of {every} codes.", shown=len(shown), every=len(chosen))
    return {row["code"]: row["label"] or row["code"] for row in shown}, said if len(shown) < len(chosen) else ""


def _marks(source: FigureSource, codes: Sequence[str]) -> tuple[list[Mark], list[str]]:
    """What is drawn, and the interviews in their order; a parent stands where one of its children does."""
    parents = {row["code"]: row["parent"] for row in rows_of_table(source.more["codes"])}
    rows = one_block(source)
    _refuse_answers(rows)
    words: dict[str, int] = {}
    for row in rows:
        words[row["transcript"]] = words.get(row["transcript"], 0) + row["words"]
    names, marks, before = list(words), [], dict.fromkeys(words, 0)
    for row in rows:
        name = row["transcript"]
        carried = {code for each in (row["codes"] or "").split(";") if each for code in _lineage(each, parents)}
        for level, code in enumerate(codes):
            if code in carried:
                start, length = 100 * before[name] / words[name], 100 * row["words"] / words[name]
                marks.append(Mark(names.index(name), level, start, length))
        before[name] += row["words"]
    return marks, names


def _refuse_answers(rows: Sequence[Mapping[str, Any]]) -> None:
    """Answers of a survey are no talk: they have no course that a lane could show.

    Raises:
        StudyError: each turn of a transcript is somebody else's.
    """
    voices: dict[str, list[str]] = {}
    for row in rows:
        voices.setdefault(row["transcript"], []).append(row["respondent"])
    for name, heard in voices.items():
        if len(heard) >= _SURVEY and len(set(heard)) == len(heard):
            message = f"lanes show the course of a talk, and each turn of `{name}` is somebody else's answer"
            raise study_error("figure-of-answers", message, "draw `export codes` or `export matrix`")


def _lineage(code: str, parents: Mapping[str, str | None]) -> list[str]:
    """A code and those above it."""
    line = [code]
    while above := parents.get(line[-1]):
        line.append(above)
    return line


def _sample(sheet: Sheet, level: int, codes: int) -> "Callable[[Axes], object]":
    """A piece of a lane with the level of one code."""

    def draw(axes: "Axes") -> None:
        step = 3.0 / codes
        axes.barh(1.5, 6, 3.0, color="#ededed")
        axes.barh((level + 0.5) * step, 6, max(step, 0.8), color=sheet.ink.tones[level])

    return draw


def _write_names(
    sheet: Sheet, names: Sequence[str], marks: Sequence[Mark], lane: float, left: float, top: float
) -> None:
    sheet.write(
        sheet.width - 5, top - 1.6, "n", size=SMALL_TYPE, style="italic", align="center", colour=sheet.ink.quiet
    )
    for at, name in enumerate(names):
        y = top + (at + 0.5) * lane
        sheet.write(left - 1.5, y, sheet.cut(name, left - MARGIN - 1.5, SMALL_TYPE), size=SMALL_TYPE, align="right")
        count = sum(mark.lane == at for mark in marks)
        sheet.write(sheet.width - 5, y, str(count), size=SMALL_TYPE, align="center", colour=sheet.ink.quiet)


def _reading(sheet: Sheet) -> str:
    return sheet.say(
        "A lane is an interview, a bar a turn that carries the code, as long as its part of all words said; "
        "each code has "
        "its own level. n: bars in the lane."
    )


def _alt(sheet: Sheet, labels: Sequence[str], marks: Sequence[Mark], lanes: int) -> str:
    told = [f"{label} {sum(mark.level == at for mark in marks)}" for at, label in enumerate(labels)]
    return sheet.say(
        "Lanes of {n} interviews with the turns that carry each code: {told}.", n=lanes, told="; ".join(told)
    )


LANES = FigureKind(
    "Where in each interview each code stands: a lane an interview, a level a code.",
    ("turns",),
    draw_lanes,
    ("transcript", "turn", "role", "words", "codes"),
    {"no_quotes": True},
    ("codes",),
    frozenset({"codes", "kind"}),
)
