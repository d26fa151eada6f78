"""Redaction: what a table would tell of fewer than three people, and the one place that takes it out.

A table is made with everything in it and says who stands behind its rows and counts (`Made`). `plan` decides what stays
hidden in all tables that are given away together; `suppress` takes it out of each of them.
"""

from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import compress, zip_longest
from typing import Any

import numpy as np

from qualcode.corpus.frame import Bools, Int32s, Int64s
from qualcode.model.table import Column, Table
from qualcode.text.order import natural

SMALLEST_CELL = 3
"""A redacted table shows no cell and no row of fewer respondents."""
SHOWN_REDACTED = ("open", "count")
"""Sensitivities of the columns that a redacted table keeps; a column that does not declare its own is left out."""
CellKey = tuple[Hashable, ...]
"""Name of a cell: what is counted, attribute, group, code ...; the same in every table."""
KeysOfRows = Sequence[Sequence[CellKey]]
"""The cells of each row."""


@dataclass(frozen=True, eq=False)
class Cells:
    """Counts of respondents that are looked at together."""

    people: Mapping[CellKey, int]
    """Respondents of each cell; those that the table itself does not show, such as totals, are among them."""
    lines: Sequence[Sequence[CellKey]] = ()
    """Cells that add up to one another: from all others of its line, one can be worked out."""
    hidden_with: Mapping[CellKey, Sequence[CellKey]] = field(default_factory=dict)
    """Cell -> cells decided before it; where one of them is hidden, it is hidden too."""

    def __or__(self, other: "Cells") -> "Cells":
        """The cells of both."""
        hidden_with = {**self.hidden_with, **other.hidden_with}
        return Cells({**self.people, **other.people}, [*self.lines, *other.lines], hidden_with)


@dataclass(frozen=True, eq=False)
class CountedPeople:
    """Who stands behind the rows and counts of a table: what must be known to hide a part of it."""

    cells: Sequence[Cells] = ()
    """What is decided first, and what may depend on it."""
    rows: KeysOfRows = ()
    """Cells of each row: where one is hidden, the row's counts are."""
    columns: Mapping[str, KeysOfRows] = field(default_factory=dict)
    """The same for columns that stand for other cells than their row."""
    parts: Mapping[str, Sequence[Sequence[tuple[str, CellKey]]]] = field(default_factory=dict)
    """Columns that join names by `;`: the names of each row, each with its cell."""
    blocks: Sequence[int] = ()
    """Block of each row of a table sorted by counts: rows that lose theirs are listed last, by what they still show."""
    speakers: Int32s | Int64s | None = None
    """Respondent of each row, where a row is what one person said; -1: nobody who can be told apart."""
    persons: bool = False
    """True where a row is a person."""


@dataclass(frozen=True)
class Note:
    """A sentence under a table that says something else, or nothing, where the table is redacted."""

    shown: str = ""
    """What it usually says."""
    redacted: str = ""
    """What it says under a redacted table."""


Sentences = Sequence[str | Note]
"""Sentences under a table; empty ones are left out."""


@dataclass(frozen=True, eq=False)
class Made:
    """A table with everything in it, and what must be known to take out what is not to be given away."""

    table: Table
    """The table, without its notes and participants' words."""
    notes: Sentences = ()
    """Sentences under it."""
    words: Callable[[], Mapping[str, Sequence[Any]]] = dict
    """Fetches the columns that hold participants' words."""
    look_up: Callable[[], CountedPeople] = CountedPeople
    """Finds out who stands behind rows and counts."""
    all_hidden: str = ""
    """First sentence under a redacted table of which no row is left."""
    asked: Sequence[bool] = ()
    """True for rows that were asked for, where there are others that count in the ranks; empty: all."""

    @cached_property
    def people(self) -> CountedPeople:
        """Who stands behind rows and counts."""
        return self.look_up()


@dataclass(frozen=True)
class SuppressionPlan:
    """What is hidden in all tables that are given away together."""

    hidden: frozenset[CellKey] = frozenset()
    """Cells."""

    def hides(self, keys: KeysOfRows) -> list[bool]:
        """Whether a cell of each row is hidden."""
        return [not self.hidden.isdisjoint(row) for row in keys]


def plan(asked: Sequence[Made], smallest: int = SMALLEST_CELL) -> SuppressionPlan:
    """Decide what to hide in tables that are given away together, so that none of them gives a hidden cell away."""
    hidden: set[CellKey] = set()
    for together in zip_longest(*(made.people.cells for made in asked), fillvalue=Cells({})):
        hidden |= _decide(together, hidden, smallest)
    return SuppressionPlan(frozenset(hidden))


def _decide(together: Iterable[Cells], hidden: set[CellKey], smallest: int) -> set[CellKey]:
    """The cells to hide of those decided in one step."""
    people: dict[CellKey, int] = {}
    lines: dict[tuple[CellKey, ...], None] = {}
    gone: set[CellKey] = set()
    for cells in together:
        people |= cells.people
        lines |= dict.fromkeys(tuple(dict.fromkeys(line)) for line in cells.lines)
        gone |= {key for key, others in cells.hidden_with.items() if not hidden.isdisjoint(others)}
    keys = list(people)
    number = {key: at for at, key in enumerate(keys)}
    places = [np.array([number[key] for key in line], np.int64) for line in lines]
    already = np.array([key in gone for key in keys], np.bool_)
    out = protect(np.array([people[key] for key in keys], np.int64), places, already, smallest)
    return {keys[at] for at in np.flatnonzero(out).tolist()}


def protect(
    respondents: Int64s, lines: Iterable[Int64s], hidden: Bools | None = None, smallest: int = SMALLEST_CELL
) -> Bools:
    """Cells to hide: those of too few respondents, and of each line as many more as keep them unknown.

    The cells of a line add up to one another. A hidden cell that is alone in its line could be worked out, and so could
    the sum of several that hold one or two respondents together: the smallest cell shown is hidden with them. Where
    nobody is hidden there is nobody to protect.

    Args:
        respondents: respondents of each cell.
        lines: numbers of the cells of each line.
        hidden: cells that are hidden anyway.
        smallest: respondents from which a cell is shown.
    """
    people = respondents.ravel()
    out = people < smallest if hidden is None else (people < smallest) | hidden.ravel()
    listed = [line for line in lines if len(line) > 1]
    changed = True
    while changed:
        changed = sum(_complete(people, out, line, smallest) for line in listed) > 0
    return out.reshape(respondents.shape)


def _complete(people: Int64s, hidden: Bools, line: Int64s, smallest: int) -> bool:
    """Hide more cells of a line while its hidden ones are exposed; True when some were hidden."""
    changed = False
    while _exposed(people[line][hidden[line]], smallest) and not hidden[line].all():
        shown = line[~hidden[line]]
        hidden[shown[np.argmin(people[shown])]] = changed = True
    return changed


def _exposed(few: Int64s, smallest: int) -> bool:
    together = int(few.sum())
    return together > 0 and (len(few) == 1 or together < smallest)


def suppress(made: Made, plan: SuppressionPlan, *, words: bool, redact: bool) -> Table:
    """The table as it may be given away.

    Args:
        made: the table with everything in it.
        plan: what is hidden.
        words: False: without participants' words.
        redact: True: without words, names and places either, and without what the plan hides.
    """
    if redact:
        return _redacted(made, plan)
    columns = [column for column in made.table.columns if words or column.sensitivity != "words"]
    data = {**made.table.data, **(made.words() if words else {})}
    if made.asked:
        data = {name: list(compress(values, made.asked)) for name, values in data.items()}
    notes = [note.shown if isinstance(note, Note) else note for note in made.notes]
    return _with(made.table, columns, data, notes)


def _with(table: Table, columns: Sequence[Column], data: Mapping[str, Sequence[Any]], notes: Iterable[str]) -> Table:
    shown = {column.name: data[column.name] for column in columns}
    return replace(table, columns=tuple(columns), data=shown, notes=tuple(note for note in notes if note))


def _redacted(made: Made, plan: SuppressionPlan) -> Table:
    """The table without words, names and places, and without what the plan hides."""
    table, people = made.table, made.people
    columns = [column for column in table.columns if column.sensitivity in SHOWN_REDACTED]
    out = plan.hides(people.rows) or [False] * table.rows
    hides = {
        column.name: plan.hides(people.columns[column.name]) if column.name in people.columns else out
        for column in columns
        if column.sensitivity == "count"
    }
    data = _emptied(made, plan, out, hides)
    columns = [column for column in columns if column.on_hidden != "column" or not all(hides[column.name])]
    rows = [row for row in _listed(people, columns, data, out) if _stays(row, made, columns, hides)]
    data = {column.name: [data[column.name][row] for row in rows] for column in columns}
    if people.speakers is not None:
        data = rows_shared_by_three(data, people.speakers[np.array(rows, np.int64)])
    elif people.persons:
        data = in_no_order(data)
    notes = [note.redacted if isinstance(note, Note) else note for note in made.notes]
    if table.rows and not rows:
        notes.insert(0, made.all_hidden)
    meta = {name: True if name == "redacted" else value for name, value in table.meta.items()}
    return replace(_with(table, columns, data, notes), meta=meta)


def _emptied(
    made: Made, plan: SuppressionPlan, out: Sequence[bool], hides: Mapping[str, Sequence[bool]]
) -> dict[str, Any]:
    """The columns without the values that are hidden; ranks are those among the rows that keep their counts."""
    people = made.people
    data = dict(made.table.data)
    for name, rows in people.parts.items():
        data[name] = [";".join(part for part, key in row if key not in plan.hidden) or None for row in rows]
    if people.blocks and "rank" in data:
        data["rank"] = _ranks(data["rank"], people.blocks, out)
    for name, flags in hides.items():
        data[name] = [None if hide else value for value, hide in zip(data[name], flags, strict=True)]
    return data


def _ranks(ranks: Sequence[int], blocks: Sequence[int], out: Sequence[bool]) -> list[int]:
    """Ranks among the rows of a block that are shown."""
    shown: dict[int, list[int]] = {}
    for rank, block, hide in zip(ranks, blocks, out, strict=True):
        shown.setdefault(block, []).extend([] if hide else [rank])
    ordered = {block: sorted(values) for block, values in shown.items()}
    return [1 + bisect_left(ordered[block], rank) for rank, block in zip(ranks, blocks, strict=True)]


def _listed(
    people: CountedPeople, columns: Sequence[Column], data: Mapping[str, Sequence[Any]], out: Sequence[bool]
) -> Iterable[int]:
    """Rows in the order in which they are listed: of a sorted block, those without counts last, by what they show."""
    if not people.blocks:
        return range(len(out))
    open_to_all = [data[column.name] for column in columns if column.sensitivity == "open"]
    shown = [tuple(str(values[row]) for values in open_to_all) if hide else () for row, hide in enumerate(out)]
    return sorted(range(len(out)), key=lambda row: (people.blocks[row], out[row], shown[row]))


def _stays(row: int, made: Made, columns: Sequence[Column], hides: Mapping[str, Sequence[bool]]) -> bool:
    """Whether a row was asked for and no column says that it goes with what is hidden."""
    gone = any(column.on_hidden == "row" and hides[column.name][row] for column in columns)
    return not gone and (not made.asked or made.asked[row])


def rows_shared_by_three(data: Mapping[str, Sequence[Any]], who: Int32s | Int64s) -> dict[str, list[Any]]:
    """The rows that at least three respondents have in common, in order of what they show.

    Args:
        data: columns.
        who: respondent of each row; -1: none, who counts for nobody.
    """
    rows = list(zip(*data.values(), strict=True))
    people: dict[tuple[Any, ...], set[int]] = {}
    for row, one in zip(rows, who.tolist(), strict=True):
        if one >= 0:
            people.setdefault(row, set()).add(one)
    shared = _ordered(row for row in rows if len(people.get(row, ())) >= SMALLEST_CELL)
    return {name: [row[at] for row in shared] for at, name in enumerate(data)}


def in_no_order(data: Mapping[str, Sequence[Any]]) -> dict[str, list[Any]]:
    """Rows ordered by what they show, so that their order names nobody."""
    rows = _ordered(zip(*data.values(), strict=True))
    return {name: [row[at] for row in rows] for at, name in enumerate(data)}


def _ordered(rows: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(
        rows, key=lambda row: [(value is None, natural(value) if isinstance(value, str) else value) for value in row]
    )
