"""Pairs: two codes that stand in one unit, how often they do, and where."""

from dataclasses import dataclass, replace

import numpy as np

from qualcode.codings.mentions import code_tree, in_segments, overlapping
from qualcode.codings.schema import Codings
from qualcode.corpus.frame import Bools, Frame, Int32s, Int64s
from qualcode.index.arrays import ranges
from qualcode.tables.counts import count_distinct
from qualcode.tables.groups import Groups, members_of
from qualcode.tables.kind import TableOptions

COUNTED_UNITS = ("segment", "turn", "respondent")
"""What can be counted once, the usual one first."""


@dataclass(frozen=True, eq=False)
class UnitMentions:
    """One entry for each code in each unit that mentions it, by unit; a parent stands where its children stand."""

    unit: str
    """One of `UNITS`."""
    number: Int64s
    """Number of the unit: sorted, and those of a block stand together."""
    code: Int64s
    """Index of the code."""
    block: Int64s
    """Block of the unit."""
    turn: Int64s
    """Turn in which the code is mentioned (one of them)."""
    thing: Int64s
    """Global segment, global turn, or index of the respondent."""
    totals: Int64s
    """Units of each block, those without any code included."""


def mentions_by_unit(frame: Frame, made: Codings, blocks: Groups, unit: str) -> UnitMentions:
    """Where codes stand. Units are participants': voices that cannot be told apart have segments and turns only."""
    turn, code, block, thing = _stands(frame, made, blocks, unit)
    width, codes = int(thing.max(initial=0)) + 1, int(code.max(initial=0)) + 1
    where = block * width + thing
    first = np.unique(where * codes + code, return_index=True)[1]
    return UnitMentions(
        unit=unit,
        number=where[first],
        code=code[first],
        block=block[first],
        turn=turn[first],
        thing=thing[first],
        totals=_totals(frame, blocks, unit),
    )


def keep_entries(found: UnitMentions, kept: Bools) -> UnitMentions:
    """Only some of the entries; the totals stay."""
    columns = ("number", "code", "block", "turn", "thing")
    return replace(found, **{name: getattr(found, name)[kept] for name in columns})


def reference(frame: Frame, thing: int, unit: str) -> str:
    """Where a unit is found: `transcript:turn:segment`, `transcript:turn`, or the respondent's name."""
    if unit == "respondent":
        return frame.respondents[thing]
    turn = int(frame.segment_turn[thing]) if unit == "segment" else thing
    parts = [frame.transcripts[frame.turn_transcript[turn]], str(frame.turn_number[turn])]
    return ":".join([*parts, str(frame.segment_number[thing])] if unit == "segment" else parts)


def _stands(frame: Frame, made: Codings, blocks: Groups, unit: str) -> tuple[Int64s, Int64s, Int64s, Int64s]:
    """Turn, code, block and unit of each mention; a mention that runs over several segments stands in each."""
    code, turn = made.code.astype(np.int64), made.turn.astype(np.int64)
    thing = frame.turn_counted[turn].astype(np.int64)
    if unit == "segment":
        mention, thing = in_segments(frame, made)
        code, turn = code[mention], turn[mention]
    elif unit == "respondent":
        belongs = members_of(frame, blocks, turn)[1]
        code, turn = code[belongs], turn[belongs]
        thing = frame.turn_respondent[turn].astype(np.int64)
    return turn, code, blocks.turn_block[turn].astype(np.int64), thing


def _totals(frame: Frame, blocks: Groups, unit: str) -> Int64s:
    if unit == "respondent":
        return blocks.sizes
    size = len(blocks.groups)
    inside = np.flatnonzero(blocks.turn_block >= 0)
    if unit == "segment":
        block: Int32s = blocks.turn_block[frame.segment_turn]
        return np.bincount(block[block >= 0], minlength=size)
    width = len(frame.turn_counted) + 1
    keys = blocks.turn_block[inside].astype(np.int64) * width + frame.turn_counted[inside]
    return np.bincount(np.unique(keys) // width, minlength=size)


@dataclass(frozen=True, eq=False)
class Pairs:
    """Different pairs of codes that meet in a block, one entry a pair."""

    block: Int64s
    """Block."""
    a: Int64s
    """The code that comes first in the alphabet."""
    b: Int64s
    """The other one."""
    n: Int64s
    """Units in which they meet."""
    respondents: Int64s
    """Respondents who mention both in one unit."""
    first: Int64s
    """Meeting i of a pair is `meetings[first + i]`."""
    meetings: Int64s
    """Entries of the places, pair by pair in order of unit."""
    overlaps: Int64s
    """Pairs of mentions that share a word."""


def pairs_that_meet(
    frame: Frame, made: Groups, found: UnitMentions, codings: Codings, options: TableOptions, mentioned: Codings
) -> Pairs:
    """Count the meetings of every two codes that may be a pair."""
    size, allowed, rank = len(codings.codes), _allowed(codings, options), alphabet(codings)
    entries = np.arange(len(found.number))
    after = np.searchsorted(found.number, found.number, side="right") - entries - 1  # that share its unit
    left, right = np.repeat(entries, after), ranges(entries + 1, entries + 1 + after)
    meets = allowed[found.code[left], found.code[right]]
    left, right = left[meets], right[meets]
    key = _keys(found.block[left], found.code[left], found.code[right], rank)
    order = np.argsort(key, kind="stable")
    key, meetings = key[order], left[order]
    first = np.flatnonzero(np.concatenate(([True], key[1:] != key[:-1]))[: len(key)])
    pair, n = key[first], np.diff([*first, len(key)])
    name = np.argsort(rank)
    return Pairs(
        block=pair // (size * size),
        a=name[pair // size % size],
        b=name[pair % size],
        n=n,
        respondents=n if found.unit == "respondent" else _people(frame, made, found.turn[meetings], n),
        first=first,
        meetings=meetings,
        overlaps=_overlaps(made, mentioned, rank, pair),
    )


def _keys(block: Int64s, one: Int32s | Int64s, other: Int32s | Int64s, rank: Int64s) -> Int64s:
    """A number for each block and pair of codes, the one first in the alphabet before the other."""
    a, b = rank[one], rank[other]
    keys: Int64s = (block * len(rank) + np.minimum(a, b)) * len(rank) + np.maximum(a, b)
    return keys


def _overlaps(made: Groups, mentioned: Codings, rank: Int64s, pairs: Int64s) -> Int64s:
    """Overlapping pairs of mentions of each pair of codes, of all participants."""
    left, right = overlapping(mentioned)
    keys = _keys(
        made.turn_block[mentioned.turn[left]].astype(np.int64), mentioned.code[left], mentioned.code[right], rank
    )
    keys, often = np.unique(keys, return_counts=True)
    at = np.searchsorted(keys, pairs)
    met = np.append(keys, -1)[at] == pairs
    return np.where(met, np.append(often, 0)[at], 0)


def _people(frame: Frame, made: Groups, turn: Int64s, n: Int64s) -> Int64s:
    """Respondents of each pair, from a turn of each meeting."""
    member, belongs = members_of(frame, made, turn)
    return count_distinct(np.repeat(np.arange(len(n)), n)[belongs], member[belongs], len(n))


def _allowed(codings: Codings, options: TableOptions) -> Bools:
    """Which two codes make a pair: not one above the other, and one of them named where some are named."""
    size, tree = len(codings.codes), code_tree(codings.codes)
    kin = np.zeros((size, size), dtype=np.bool_)
    kin[np.repeat(np.arange(size), np.diff(tree.offsets)), tree.lineage] = True
    named = np.array([not options.codes or code.code in options.codes for code in codings.codes], dtype=np.bool_)
    allowed: Bools = ~(kin | kin.T) & (named[:, None] | named[None, :])
    return allowed


def alphabet(codings: Codings) -> Int64s:
    """Place of each code in the alphabet."""
    names = [code.code for code in codings.codes]
    place = {name: at for at, name in enumerate(sorted(names))}
    return np.array([place[name] for name in names], dtype=np.int64)
