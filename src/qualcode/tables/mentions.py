"""Mentions: the affirmed codings of participants, with those of children counted under their parents."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np

from qualcode.index.arrays import ranges
from qualcode.model import ASSERTIONS
from qualcode.tables.blocks import participants
from qualcode.tables.codetree import CodeTree, code_tree
from qualcode.tables.frame import Bools, Codings, Frame, Ints, Longs

AFFIRMED = ASSERTIONS.index("affirmed")
Kind = TypeVar("Kind", Ints, Bools)
TURN = np.int64(1) << 32
"""More than a turn has code points or a corpus has tokens: `index * TURN + place` sorts by index, then by place."""


@dataclass(frozen=True, eq=False)
class Mentions:
    """One entry a mention; a passage counts again under each code above its own."""

    code: Ints
    """Index of the code that is mentioned."""
    turn: Ints
    """Global turn."""
    first_segment: Ints
    """Global segment in which it starts."""
    last_segment: Ints
    """Global segment in which it ends."""
    prompted: Bools
    """True when a coding in it is prompted."""
    first: Ints
    """First token, counted through the whole corpus."""
    last: Ints
    """Token after the last one."""

    def in_segments(self) -> tuple[Longs, Longs]:
        """Every segment in which each mention stands: numbers of mentions, and global segments."""
        ends = self.last_segment.astype(np.int64) + 1
        mention = np.repeat(np.arange(len(ends)), ends - self.first_segment)
        return mention, ranges(self.first_segment, ends)


def mentions(frame: Frame, codings: Codings) -> Mentions:
    """Every mention of every code: affirmed, said by a participant, children united under their parents."""
    tree = code_tree(codings.codes)
    coding, code = with_ancestors(counted_codings(frame, codings), codings.code, tree)
    ends = last_segments(frame, codings)
    coding, code = _in_order(codings, coding, code)
    begins = _begins(codings, coding, code, ends, tree.has_children[code])
    starts = np.flatnonzero(begins)
    return Mentions(
        code=code[starts],
        turn=codings.turn[coding[starts]],
        first_segment=_reduce(np.minimum, codings.segment[coding], starts),
        last_segment=_reduce(np.maximum, ends[coding], starts),
        prompted=_reduce(np.logical_or, codings.prompted[coding], starts),
        first=codings.first[coding[starts]],
        last=_reduce(np.maximum, codings.last[coding], starts),
    )


def overlapping(made: Mentions) -> tuple[Longs, Longs]:
    """Every two mentions of different codes that share at least one token, each pair once."""
    order = np.lexsort((made.last, made.first))
    order = order[made.last[order] > made.first[order]]  # a mention without a word shares none
    first = made.first[order]
    entries = np.arange(len(order))
    after = np.searchsorted(first, made.last[order]) - entries - 1  # those that begin before it ends
    left, right = order[np.repeat(entries, after)], order[ranges(entries + 1, entries + 1 + after)]
    different = made.code[left] != made.code[right]
    return left[different], right[different]


def counted_codings(frame: Frame, codings: Codings) -> Longs:
    """The codings that count: affirmed ones of participants."""
    return np.flatnonzero((codings.assertion == AFFIRMED) & participants(frame)[codings.turn])


def last_segments(frame: Frame, codings: Codings) -> Ints:
    """The global segment in which each coding ends: its first one unless the span runs on."""
    places = frame.segment_turn * TURN + frame.segment_start
    ends = codings.turn * TURN + np.maximum(codings.end - 1, codings.start)
    runs_on = np.flatnonzero(ends >= np.append(places, _FAR)[codings.segment + 1])  # few, and a search takes its time
    found = codings.segment.astype(np.int32)
    found[runs_on] = np.searchsorted(places, ends[runs_on], side="right") - 1
    return found


_FAR = np.iinfo(np.int64).max
"""A place behind every segment."""


def with_ancestors(counted: Longs, code: Ints, tree: CodeTree) -> tuple[Longs, Ints]:
    """Each coding once under its own code and once under each code above: (coding, code) pairs."""
    own = code[counted]
    starts, ends = tree.offsets[own], tree.offsets[own + 1]
    return np.repeat(counted, ends - starts), tree.lineage[ranges(starts, ends)]


def _in_order(codings: Codings, coding: Longs, code: Ints) -> tuple[Longs, Ints]:
    """The pairs in order of code, turn, first and last token; those of rules mostly stand so already."""
    place = code * TURN + codings.first[coding]  # tokens are counted through all turns
    if (place[1:] > place[:-1]).all():
        return coding, code
    order = np.lexsort((codings.last[coding], codings.first[coding], codings.turn[coding], code))
    return coding[order], code[order]


def _begins(codings: Codings, coding: Longs, code: Ints, ends: Ints, unites: Bools) -> Bools:
    """True where a mention begins in (code, turn, first)-ordered codings.

    Under a code with children, a coding belongs to the mention before it when they overlap, or when they touch in one
    segment. Token and segment numbers run through the corpus, so neither ever joins two turns. A code without children
    has one mention a coding.
    """
    if not unites.any():
        return np.ones(len(code), np.bool_)
    base = code.astype(np.int64) * TURN
    reached = np.maximum.accumulate(base + codings.last[coding])[:-1]
    segment = np.maximum.accumulate(base + ends[coding])[:-1]
    first = (base + codings.first[coding])[1:]
    same_segment = (base + codings.segment[coding])[1:] <= segment
    joins = ((first < reached) | ((first == reached) & same_segment)) & (code[1:] == code[:-1])
    begins = np.ones(len(code), dtype=np.bool_)
    begins[1:] = ~(joins & unites[1:])
    return begins


def _reduce(how: np.ufunc, values: Kind, starts: Longs) -> Kind:
    """One value a mention, from those of its codings."""
    if len(starts) == len(values):  # also when both are empty, which reduceat refuses
        return values
    reduced: Kind = how.reduceat(values, starts)
    return reduced
