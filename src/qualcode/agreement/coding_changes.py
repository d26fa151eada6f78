"""Moves: the codings that an edit of a codebook gains and loses, and how the table of its codes moves."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.codings.mentions import AFFIRMED_INDEX, TURN_FACTOR
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, Int64s, participants
from qualcode.languages.catalogue import N_
from qualcode.model.coding import ASSERTIONS
from qualcode.model.table import Column, Table
from qualcode.tables.listing import in_columns, matched, quote_spans, slices
from qualcode.text.languages import segment_language_names

GAINED, LOST = "gained", "lost"


@dataclass(frozen=True)
class CodingChange:
    """A coding that only one of two codebooks makes."""

    how: str
    """`gained` or `lost`."""
    code: str
    """The code."""
    transcript: str
    """Transcript."""
    turn: int
    """Number of the turn."""
    segment: int
    """Number of the segment in which it starts."""
    language: str
    """Language of that segment."""
    quote: str | None
    """Its words; None where they are withheld."""
    matched: str | None
    """The words that its rules matched; None where they are withheld."""
    rules: str
    """The rules that made it."""
    otherwise: str
    """How the other codebook puts a coding of the same code there (negated, resolved ...); empty where it has none."""


def coding_changes(frame: Frame, old: Codings, new: Codings, withheld: Bools) -> list[CodingChange]:
    """Affirmed codings gained, then lost, by code and place; a coding that only became longer or shorter is neither.

    `withheld`: turns whose words are not shown.
    """
    return [*_only_in(frame, new, old, GAINED, withheld), *_only_in(frame, old, new, LOST, withheld)]


def _only_in(frame: Frame, one: Codings, other: Codings, how: str, withheld: Bools) -> list[CodingChange]:
    """Codings of one codebook that overlap no affirmed coding of the same code of the other."""
    places = {code.code: number for number, code in enumerate(other.codes)}
    code = np.array([places.get(each.code, -1) for each in one.codes], np.int64)[one.code]
    counts = (one.assertion == AFFIRMED_INDEX) & participants(frame)[one.turn]
    alone = counts & ~_overlaps(one, code, other, other.assertion == AFFIRMED_INDEX)
    rows = np.flatnonzero(alone)
    rows = rows[np.lexsort((one.start[rows], one.turn[rows], one.code[rows]))]
    quotes = slices(frame.text, one.turn[rows], *quote_spans(frame, one, rows))
    found, otherwise = [], _Otherwise(other)
    for row, quote, words in zip(rows.tolist(), quotes, matched(frame.text, one, rows), strict=True):
        turn, hidden = int(one.turn[row]), bool(withheld[one.turn[row]])
        found.append(
            CodingChange(
                how=how,
                code=one.codes[one.code[row]].code,
                transcript=frame.transcripts[frame.turn_transcript[turn]],
                turn=int(frame.turn_number[turn]),
                segment=int(frame.segment_number[one.segment[row]]),
                language=segment_language_names()[frame.segment_language[one.segment[row]]],
                quote=None if hidden else quote,
                matched=None if hidden else words,
                rules=", ".join(one.rules_of(row)),
                otherwise=otherwise.put(one, row, int(code[row])),
            )
        )
    return found


def _overlaps(one: Codings, code: Int64s, other: Codings, among: Bools) -> Bools:
    """For each coding whether it overlaps a coding of its code among those of the other; `code` is as the other counts.

    Codings of one code and turn stand in order, so the last one that starts before the end reaches furthest.
    """
    rows = np.flatnonzero(among)
    turns = int(max(one.turn.max(initial=0), other.turn.max(initial=0))) + 1
    key = (other.code[rows].astype(np.int64) * turns + other.turn[rows]) * TURN_FACTOR
    order = np.argsort(key + other.start[rows], kind="stable")
    starts = (key + other.start[rows])[order]
    reach = np.maximum.accumulate((key + other.end[rows])[order]) if len(order) else starts
    own = (code * turns + one.turn) * TURN_FACTOR
    before = np.searchsorted(starts, own + one.end, side="left") - 1
    found = np.append(reach, 0)[before] > own + one.start  # place -1, before all, answers with 0
    return np.asarray((code >= 0) & (before >= 0) & found)


class _Otherwise:
    """Codings of one codebook that are not affirmed, by turn."""

    def __init__(self, codings: Codings) -> None:
        self._codings = codings
        rows = np.flatnonzero(codings.assertion != AFFIRMED_INDEX)
        self._rows = rows[np.argsort(codings.turn[rows], kind="stable")]
        self._turns = codings.turn[self._rows].astype(np.int64)  # as the numbers looked up: no copy for each

    def put(self, one: Codings, row: int, code: int) -> str:
        """Assertion statuses of a code's codings that overlap a coding of the other codebook."""
        turn = int(one.turn[row])
        low, high = np.searchsorted(self._turns, (turn, turn + 1)).tolist()
        near, own = self._rows[low:high], self._codings
        same = (own.code[near] == code) & (own.start[near] < one.end[row]) & (own.end[near] > one.start[row])
        return ", ".join(sorted({ASSERTIONS[each] for each in own.assertion[near[same]].tolist()}))


COLUMNS = (
    Column("code", "string", "Code."),
    Column("kind", "string", "Kind of the code."),
    Column("rank_old", "integer", "Place under the old codebook; empty: it has no such code."),
    Column("rank_new", "integer", "Place under the new codebook."),
    Column("respondents_old", "integer", "Respondents with a mention under the old codebook."),
    Column("respondents_new", "integer", "Respondents with a mention under the new codebook."),
    Column("mentions_old", "integer", "Mentions under the old codebook."),
    Column("mentions_new", "integer", "Mentions under the new codebook."),
    Column("gained", "integer", "Affirmed codings of the code that only the new codebook makes."),
    Column("lost", "integer", "Affirmed codings of the code that only the old codebook makes."),
)
_COUNTED = ("rank", "respondents", "mentions")


def coding_change_table(old: Table, new: Table, found: Sequence[CodingChange]) -> Table:
    """Two tables of codes as one: ranks, respondents and mentions, old and new; in the new order, then what is gone."""
    before, after = ({row["code"]: row for row in _rows(table)} for table in (old, new))
    rows = []
    for code in [*after, *(code for code in before if code not in after)]:
        row = {"code": code, "kind": (after.get(code) or before[code])["kind"]}
        for name in _COUNTED:
            row |= {f"{name}_old": before.get(code, {}).get(name), f"{name}_new": after.get(code, {}).get(name)}
        row |= {how: sum(each.how == how and each.code == code for each in found) for how in (GAINED, LOST)}
        rows.append(row)
    title = N_("Codes under both codebooks: corpus {corpus}").format(corpus=new.meta["corpus"])
    return Table("moves", title, COLUMNS, in_columns(rows, COLUMNS), meta=new.meta)


def _rows(table: Table) -> list[dict[str, object]]:
    names = ("code", "kind", *_COUNTED)
    return [dict(zip(names, row, strict=True)) for row in zip(*(table.data[name] for name in names), strict=True)]
