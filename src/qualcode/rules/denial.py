"""Denial inside a hit: *aplikasinya tidak pernah error* says that there is no error."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.arrays import Flags, Ints, distinct, order, ranges
from qualcode.index.shard import Shard
from qualcode.rules.cues import Cues, clause_starts
from qualcode.rules.hits import RuleHits
from qualcode.rules.matches import Places

REACH = 2
"""A negator inside a hit stands at most this many tokens before the match that it denies."""


def inner_negators(shard: Shard, cues: Cues, hits: RuleHits, lists: Sequence[Places]) -> Ints:
    """How many negators inside each window deny a match of a list after the first, in the same clause.

    The first list names the matter, the others what is said of it. A negator that is a part of any match of the rule
    (*belum ada*) denies nothing.
    """
    parts = hits.part_first.reshape(len(hits), len(lists))[:, 1:].ravel()
    hit = np.repeat(np.arange(len(hits)), len(lists) - 1)
    before = np.searchsorted(cues.negators, parts.astype(cues.negators.dtype)) - 1
    near = np.flatnonzero(before >= 0)
    near = near[cues.negators[before[near]] >= np.maximum(parts[near] - REACH, hits.first[hit[near]])]
    parts, hit = parts[near], hit[near]
    begin = np.maximum(np.maximum(parts - REACH, hits.first[hit]), clause_starts(shard, cues, parts))
    # Of another type, all negators would be copied for each rule.
    low, high = (np.searchsorted(cues.negators, edge.astype(cues.negators.dtype)) for edge in (begin, parts))
    negator, of_hit = cues.negators[ranges(low, high)], np.repeat(hit, np.maximum(high - low, 0))
    free = ~_belong(negator, lists) if len(negator) else np.empty(0, np.bool_)
    pairs = distinct(of_hit[free] * (shard.tokens + 1) + negator[free])  # one may stand before two matches
    return np.bincount(pairs // (shard.tokens + 1), minlength=len(hits))


def _belong(tokens: Ints, lists: Sequence[Places]) -> Flags:
    """Whether each token is a part of a match."""
    first = np.concatenate([first for first, _ in lists])
    by_place = order(first)
    reach = np.maximum.accumulate(np.concatenate([last for _, last in lists])[by_place])
    at = np.searchsorted(first[by_place], tokens, side="right") - 1
    belong: Flags = (at >= 0) & (reach[np.maximum(at, 0)] > tokens)
    return belong
