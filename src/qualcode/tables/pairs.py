"""Pairs: two codes that stand in one unit, how often they do, and where."""

from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import ranges
from qualcode.tables.blocks import Blocks, members_of
from qualcode.tables.codetree import code_tree
from qualcode.tables.counts import distinct
from qualcode.tables.frame import Bools, Codings, Frame, Ints, Longs
from qualcode.tables.mentions import Mentions, overlapping
from qualcode.tables.options import Options
from qualcode.tables.places import Places


@dataclass(frozen=True, eq=False)
class Pairs:
    """Different pairs of codes that meet in a block, one entry a pair."""

    block: Longs
    """Block."""
    a: Longs
    """The code that comes first in the alphabet."""
    b: Longs
    """The other one."""
    n: Longs
    """Units in which they meet."""
    respondents: Longs
    """Respondents who mention both in one unit."""
    first: Longs
    """Meeting i of a pair is `meetings[first + i]`."""
    meetings: Longs
    """Entries of the places, pair by pair in order of unit."""
    overlaps: Longs
    """Pairs of mentions that share a word."""


def pairs_that_meet(
    frame: Frame, made: Blocks, found: Places, codings: Codings, options: Options, mentioned: Mentions
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


def _keys(block: Longs, one: Ints | Longs, other: Ints | Longs, rank: Longs) -> Longs:
    """A number for each block and pair of codes, the one first in the alphabet before the other."""
    a, b = rank[one], rank[other]
    keys: Longs = (block * len(rank) + np.minimum(a, b)) * len(rank) + np.maximum(a, b)
    return keys


def _overlaps(made: Blocks, mentioned: Mentions, rank: Longs, pairs: Longs) -> Longs:
    """Overlapping pairs of mentions of each pair of codes, of all participants."""
    left, right = overlapping(mentioned)
    keys = _keys(
        made.turn_block[mentioned.turn[left]].astype(np.int64), mentioned.code[left], mentioned.code[right], rank
    )
    keys, often = np.unique(keys, return_counts=True)
    at = np.searchsorted(keys, pairs)
    met = np.append(keys, -1)[at] == pairs
    return np.where(met, np.append(often, 0)[at], 0)


def _people(frame: Frame, made: Blocks, turn: Longs, n: Longs) -> Longs:
    """Respondents of each pair, from a turn of each meeting."""
    member, belongs = members_of(frame, made, turn)
    return distinct(np.repeat(np.arange(len(n)), n)[belongs], member[belongs], len(n))


def _allowed(codings: Codings, options: Options) -> Bools:
    """Which two codes make a pair: not one above the other, and one of them named where some are named."""
    size, tree = len(codings.codes), code_tree(codings.codes)
    kin = np.zeros((size, size), dtype=np.bool_)
    kin[np.repeat(np.arange(size), np.diff(tree.offsets)), tree.lineage] = True
    named = np.array([not options.codes or code.code in options.codes for code in codings.codes], dtype=np.bool_)
    allowed: Bools = ~(kin | kin.T) & (named[:, None] | named[None, :])
    return allowed


def alphabet(codings: Codings) -> Longs:
    """Place of each code in the alphabet."""
    names = [code.code for code in codings.codes]
    place = {name: at for at, name in enumerate(sorted(names))}
    return np.array([place[name] for name in names], dtype=np.int64)
