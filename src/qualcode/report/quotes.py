"""The quotes of a report: every mention that is counted, and what is put otherwise, the most telling ones first."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from qualcode.codings.mentions import AFFIRMED_INDEX, united
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, Int64s, participants
from qualcode.tables.kind import TableOptions
from qualcode.tables.notes import TableBasis
from qualcode.tables.quotes import TOP_QUOTES, choose_quotes, passages

CHOSEN = ("typical", "varied", "contrary", "other")
"""What a quote stands for among those of its code, in the order of the page."""
CHOSEN_TYPICAL, CHOSEN_VARIED, CHOSEN_CONTRARY, CHOSEN_OTHER = range(len(CHOSEN))
MANY_QUOTES = 5_000
"""Quotes from which a report keeps the first ones of each code, unless all are asked for."""
FIRST_QUOTES = 50
"""Mentions of a code that are kept then, one of each respondent before anybody's second."""
FIRST_CONTRARY = 10
"""Passages put otherwise that are kept then."""


@dataclass(frozen=True, eq=False)
class ReportQuotes:
    """Quotes, one entry each: code after code, what was chosen first, then in order of the transcripts."""

    code: Int64s
    """Number of the code."""
    turn: Int64s
    """Global turn."""
    start: Int64s
    """First code point in the turn's text."""
    end: Int64s
    """Code point after it."""
    assertion: Int64s
    """How it is put, an index into `ASSERTIONS`."""
    prompted: Bools
    """Whether the question before it named the matter."""
    chosen: Int64s
    """Index into `CHOSEN`."""
    kept: Bools
    """Whether the page keeps it; of a large study it keeps the first ones of each code."""

    def __len__(self) -> int:
        """Number of quotes."""
        return len(self.code)

    def take(self, which: "Int64s | Bools") -> "ReportQuotes":
        """Some of the quotes, in the order given."""
        return ReportQuotes(**{each.name: getattr(self, each.name)[which] for each in fields(self)})


def choose_report_quotes(frame: Frame, codings: Codings, order: Sequence[int], *, every: bool = False) -> ReportQuotes:
    """Every quote of a study, and which a page keeps: of a large study the first ones of each code.

    Args:
        frame: who said what where.
        codings: one coder's codings in force.
        order: numbers of the codes in the order of the page.
        every: whether all are kept all the same.
    """
    found = _joined(_mentions(frame, codings), _contrary(frame, codings))
    place = np.zeros(max(len(codings.codes), 1), np.int64)
    place[list(order)] = np.arange(len(order))
    found = found.take(np.lexsort((found.start, found.turn, found.chosen, place[found.code])))
    if every or len(found) <= MANY_QUOTES:
        return found
    return replace(found, kept=_first(frame, found))


def _mentions(frame: Frame, codings: Codings) -> ReportQuotes:
    """Every mention, those that the table of quotes chooses marked."""
    made = united(frame, codings)
    columns = {name: getattr(made, name).astype(np.int64) for name in ("code", "turn", "start", "end", "assertion")}
    number = len(made.code)
    chosen, kept = np.full(number, CHOSEN_OTHER), np.ones(number, bool)
    every = ReportQuotes(**columns, prompted=made.prompted, chosen=chosen, kept=kept)
    return replace(every, chosen=_choice(frame, codings, every))


def _choice(frame: Frame, codings: Codings, mentions: ReportQuotes) -> Int64s:
    """What each mention was chosen as: the quotes of the table `quotes`, found again by where they stand."""
    basis = TableBasis(frame, codings, TableOptions())
    rows = choose_quotes(frame, codings, *passages(basis), TOP_QUOTES)
    at: dict[tuple[int, int], list[int]] = {}
    for number, key in enumerate(zip(mentions.code.tolist(), mentions.turn.tolist(), strict=True)):
        at.setdefault(key, []).append(number)
    chosen = np.full(len(mentions), CHOSEN_OTHER)
    turns, starts = codings.turn[rows.coding].tolist(), codings.start[rows.coding].tolist()
    for code, turn, start, choice in zip(rows.cell.tolist(), turns, starts, rows.choice.tolist(), strict=True):
        for number in at[code, turn]:
            if mentions.start[number] <= start < mentions.end[number]:
                chosen[number] = min(chosen[number], choice)
    return chosen


def _contrary(frame: Frame, codings: Codings) -> ReportQuotes:
    """What participants put otherwise than affirmed: it is not counted, and it is data too."""
    rows = np.flatnonzero((codings.assertion != AFFIRMED_INDEX) & participants(frame)[codings.turn])
    columns = {
        name: getattr(codings, name)[rows].astype(np.int64) for name in ("code", "turn", "start", "end", "assertion")
    }
    chosen, kept = np.full(len(rows), CHOSEN_CONTRARY), np.ones(len(rows), bool)
    return ReportQuotes(**columns, prompted=codings.prompted[rows], chosen=chosen, kept=kept)


def _joined(one: ReportQuotes, other: ReportQuotes) -> ReportQuotes:
    names = [each.name for each in fields(one)]
    columns: dict[str, Any] = {name: np.concatenate([getattr(one, name), getattr(other, name)]) for name in names}
    return ReportQuotes(**columns)


def _first(frame: Frame, found: ReportQuotes) -> Bools:
    """Of each code what was chosen, then one mention of each respondent, then the second of each, up to the limit."""
    who = frame.turn_respondent[found.turn].astype(np.int64)
    contrary, others = found.chosen == CHOSEN_CONTRARY, found.chosen == CHOSEN_OTHER
    turn = np.where(contrary, 0, np.where(others, _times(found.code, who), -1))
    order = np.lexsort((np.arange(len(found)), turn, contrary, found.code))
    place = np.empty(len(found), np.int64)
    place[order] = _times(found.code[order] * 2 + contrary[order], np.zeros(len(order), np.int64))
    return np.asarray(place < np.where(contrary, FIRST_CONTRARY, FIRST_QUOTES))


def _times(group: Int64s, thing: Int64s) -> Int64s:
    """How often the same thing of the same group stood before each entry."""
    keys = group * (int(thing.max(initial=0)) + 2) + thing + 1
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    begins = np.concatenate(([0], np.flatnonzero(ordered[1:] != ordered[:-1]) + 1))[: len(ordered)]
    sizes = np.diff([*begins, len(ordered)])
    times = np.empty(len(keys), np.int64)
    times[order] = np.arange(len(keys)) - np.repeat(begins, sizes)
    return times
