"""Counts: mentions counted by block and code, each with its own unit."""

from dataclasses import dataclass, fields

import numpy as np

from qualcode.codings.mentions import in_segments, united_in_batches
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Frame, Int32s, Int64s
from qualcode.tables.groups import Groups, everyone, members_in, slots
from qualcode.tables.parts import KeySums, TablePart, merge_parts, sums_of


@dataclass(frozen=True, eq=False)
class CellCounts:
    """One entry a cell; the cell of block b and code c is `b * number of codes + c`."""

    mentions: Int64s
    """Codings."""
    prompted: Int64s
    """Mentions that are prompted."""
    respondents: Int64s
    """Different members of the block with a mention."""
    sessions: Int64s
    """Different sessions with a mention."""
    turns: Int64s
    """Different turns with a mention; speech resumed after a backchannel counts with its first turn."""
    segments: Int64s
    """Different segments that hold a mention or a part of one."""
    middle: Int64s
    """Shape (cells, 2, 2): mentions and words of the one or two respondents who stand in the middle of the block.

    Respondents are ordered by mentions per word, those without a mention first; when N is odd the two are the same.
    """


def counts(frame: Frame, codings: Codings, blocks: Groups, by: str) -> CellCounts:
    """Count the mentions of every code in every block that an attribute makes."""
    return cell_counts(frame, codings, blocks, count_cells(frame, codings, slots(frame, by)))


def count_cells(frame: Frame, codings: Codings, slot: Int32s) -> TablePart:
    """What can be counted of a shard for itself, by slot and code."""
    return merge_parts(_cells(frame, made, slot) for _, made in united_in_batches(frame, codings))


def _cells(frame: Frame, made: Codings, slot: Int32s) -> TablePart:
    cell = slot[made.turn].astype(np.int64) * len(made.codes) + made.code
    cells = int(cell.max(initial=-1)) + 1
    mention, segment = in_segments(frame, made)
    who, session = frame.turn_respondent[made.turn], session_numbers(frame)[frame.turn_transcript[made.turn]]
    known, mentions = who >= 0, np.bincount(cell, minlength=cells)
    numbers = (
        mentions,
        np.bincount(cell[made.prompted], minlength=cells),
        count_distinct(cell, frame.turn_counted[made.turn], cells),  # no turn, and no segment, stands in two shards
        count_distinct(cell[mention], segment, cells),
    )
    there = np.flatnonzero(mentions)
    return {
        "cells": KeySums(there, np.column_stack(numbers)[there]),
        "mentioners": KeySums.of(cell[known] * everyone(frame) + who[known]),
        "sessions": KeySums.of(cell * len(frame.sessions) + session),
    }


def without_names(frame: Frame, part: TablePart, codes: int) -> TablePart:
    """The same counts where respondents who speak in this shard only are numbers of people: there are millions of them.

    `others` counts them by slot, `all others` each once, `rates` by cell, mentions, and words in the slot.
    """
    members, mentioners = sums_of(part, "members"), sums_of(part, "mentioners")
    slot, who = np.divmod(members.keys, everyone(frame))
    cell, namer = np.divmod(mentioners.keys, everyone(frame))
    words, often = members.sums[:, 0], mentioners.sums[:, 0]
    stay = np.concatenate([np.asarray(frame.elsewhere, np.int64), who[words >= _MOST], namer[often >= _MOST]])
    kept, named = np.isin(who, stay), np.isin(namer, stay)
    member = np.searchsorted(members.keys, cell // max(codes, 1) * everyone(frame) + namer)
    spoke = np.append(members.keys, -1)[member] == cell // max(codes, 1) * everyone(frame) + namer
    rated = spoke & ~named
    rates = (cell[rated] * _MOST + often[rated]) * _MOST + words[member[rated]]
    return {
        **part,
        "members": KeySums(members.keys[kept], members.sums[kept]),
        "mentioners": KeySums(mentioners.keys[named], mentioners.sums[named]),
        "others": KeySums.of(slot[~kept]),
        "all others": KeySums(np.zeros(1, np.int64), np.array([[np.count_nonzero(np.bincount(who[~kept]))]])),
        "rates": KeySums.of(rates),
    }


_MOST = 1 << 16
"""Who says more words, or mentions a code more often, keeps a name: both numbers must fit into a key."""


def session_numbers(frame: Frame) -> Int64s:
    """Number of the session of each transcript, in order of their names."""
    return np.unique(np.asarray(frame.sessions, dtype=object).astype(str), return_inverse=True)[1].astype(np.int64)


def cell_counts(frame: Frame, codings: Codings, blocks: Groups, part: TablePart) -> CellCounts:
    """The counts of all blocks, of all that was counted."""
    codes = len(codings.codes)
    cells = len(blocks.groups) * codes

    def in_blocks(cell: Int64s) -> Int64s:
        return blocks.place[cell // max(codes, 1)] * codes + cell % max(codes, 1)

    dense = np.zeros((cells, 4), np.int64)
    dense[in_blocks(sums_of(part, "cells").keys)] = sums_of(part, "cells").sums
    mentions, prompted, turns, segments = dense.T
    sessions = in_blocks(sums_of(part, "sessions").keys // max(len(frame.sessions), 1))
    cell, who = np.divmod(sums_of(part, "mentioners").keys, blocks.everyone)
    member, belongs = members_in(blocks, cell // max(codes, 1) * blocks.everyone + who)
    cell, often = in_blocks(cell)[belongs], sums_of(part, "mentioners").sums[belongs, 0]
    rates = _Rates(cell, often, blocks.member_words[member[belongs]], np.ones(len(cell), np.int64))
    if "rates" in part:
        others = sums_of(part, "rates")
        cell, often = np.divmod(others.keys // _MOST, _MOST)
        rates = rates.beside(_Rates(in_blocks(cell), often, others.keys % _MOST, others.sums[:, 0]))
    return CellCounts(
        mentions=mentions,
        prompted=prompted,
        respondents=rates.people_in(cells),
        sessions=np.bincount(sessions, minlength=cells),
        turns=turns,
        segments=segments,
        middle=_middle(rates, np.repeat(blocks.sizes, codes)),
    )


def count_distinct(cell: Int64s, thing: "Int32s | Int64s", cells: int) -> Int64s:
    """How many different things each cell has."""
    width = int(thing.max(initial=0)) + 1
    return np.bincount(KeySums.of(cell * width + thing).keys // width, minlength=cells)


@dataclass(frozen=True, eq=False)
class _Rates:
    """How often people mention a code, given how much they say: one entry for so many people."""

    cell: Int64s
    often: Int64s
    words: Int64s
    people: Int64s

    def beside(self, others: "_Rates") -> "_Rates":
        """Both together."""
        pairs = ((getattr(self, each.name), getattr(others, each.name)) for each in fields(_Rates))
        return _Rates(*map(np.concatenate, pairs))

    def people_in(self, cells: int) -> Int64s:
        """How many people there are in each cell."""
        return np.bincount(self.cell, self.people, cells).astype(np.int64)


def _middle(rates: _Rates, size: Int64s) -> Int64s:
    """Mentions and words of the middle respondents of each cell; zeros stand before all others."""
    order = np.lexsort((rates.often / rates.words, rates.cell))
    table = np.column_stack((rates.often[order], rates.words[order]))
    table = np.vstack((table, [[0, 1]])).astype(np.int64)  # the last row answers for those without a mention
    named, last = rates.people_in(len(size)), np.cumsum(rates.people[order])
    begin, silent = np.cumsum(named) - named, size - named
    middle = ((size - 1) // 2, size // 2)
    picks = [
        np.where(at < silent, len(table) - 1, np.searchsorted(last, begin + at - silent, side="right")) for at in middle
    ]
    return np.stack([table[pick] for pick in picks], axis=1)
