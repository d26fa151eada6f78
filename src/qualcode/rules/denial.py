"""Denial inside a hit: *aplikasinya tidak pernah error* says that there is no error."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.arrays import Flags, Ints, distinct, ranges
from qualcode.index.shard import Shard
from qualcode.rules.cues import Cues, clause_starts
from qualcode.rules.hits import RuleHits
from qualcode.rules.matches import Places, reach

REACH = 2
"""A negator inside a hit stands at most this many tokens before the match that it denies."""


def inner_negators(shard: Shard, cues: Cues, hits: RuleHits, lists: Sequence[Places]) -> Ints:
    """How many negators inside each window deny a match of a list after the first, in the same clause.

    The first list names the matter, the others what is said of it. A negator that is a part of any match of the rule
    (*belum ada*) denies nothing.
    """
    parts = hits.parts.first.reshape(len(hits), len(lists))[:, 1:].ravel()
    hit = np.repeat(np.arange(len(hits)), len(lists) - 1)
    before = np.searchsorted(cues.negators, parts.astype(cues.negators.dtype)) - 1
    near = np.flatnonzero(before >= 0)
    near = near[cues.negators[before[near]] >= np.maximum(parts[near] - REACH, hits.first[hit[near]])]
    parts, hit = parts[near], hit[near]
    begin = np.maximum(np.maximum(parts - REACH, hits.first[hit]), clause_starts(shard, cues, parts))
    # Of another type, all negators would be copied for each rule.
    low, high = (np.searchsorted(cues.negators, edge.astype(cues.negators.dtype)) for edge in (begin, parts))
    which, count = ranges(low, high), np.maximum(high - low, 0)
    negator, of_hit, part = cues.negators[which], np.repeat(hit, count), np.repeat(parts, count)
    free = part < cues.stops[which]
    if len(negator):
        free &= ~_belong(cues.heads[which], negator, lists)
    pairs = distinct(of_hit[free] * (shard.tokens + 1) + negator[free])  # one may stand before two matches
    return np.bincount(pairs // (shard.tokens + 1), minlength=len(hits))


def _belong(heads: Ints, tokens: Ints, lists: Sequence[Places]) -> Flags:
    """Whether a match holds any token from each head to each token."""
    first, last = reach((np.concatenate([first for first, _ in lists]), np.concatenate([last for _, last in lists])))
    at = np.searchsorted(first, tokens, side="right") - 1
    belong: Flags = (at >= 0) & (last[np.maximum(at, 0)] > heads)
    return belong
