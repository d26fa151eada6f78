"""Denial inside a hit: *aplikasinya tidak pernah error* says that there is no error."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.shard import Shard
from qualcode.rules.cues import NEGATED, Cues, clause_starts
from qualcode.rules.hits import RuleHits
from qualcode.rules.matches import Places, reach

REACH = 2
"""A negator inside a hit stands at most this many tokens before the match that it denies."""


def inner_negators(shard: Shard, cues: Cues, hits: RuleHits, lists: Sequence[Places]) -> Ints:
    """One for each window that what stands inside it puts otherwise than the negators before it do, else zero.

    The first list names the matter, the others what is said of it: where the nearest negator before one of their
    matches, in its clause, denies it, the window is denied; where it affirms it (*bukan berarti atap tidak bocor*), the
    window is affirmed. A negator that is a part of any match of the rule (*belum ada*) says nothing.
    """
    parts = hits.parts.first.reshape(len(hits), len(lists))[:, 1:].ravel()
    hit = np.repeat(np.arange(len(hits)), len(lists) - 1)
    # Of another type, all negators would be copied for each rule.
    before = np.searchsorted(cues.negators, parts.astype(cues.negators.dtype)) - 1
    near = np.flatnonzero(before >= 0)
    near = near[cues.negators[before[near]] >= np.maximum(parts[near] - REACH, hits.first[hit[near]])]
    parts, hit, before = parts[near], hit[near], before[near]
    says = (cues.negators[before] >= clause_starts(shard, cues, parts)) & (parts < cues.stops[before])
    if len(before):
        says &= ~_belong(cues.heads[before], cues.negators[before], lists)
    turned = np.zeros(len(hits), np.int64)
    turned[hit[says]] = cues.marks[hits.first[hit[says]]] & NEGATED  # what stands before the window says nothing then
    denied = hit[says & cues.denies[before]]
    turned[denied] = 1 - (cues.marks[hits.first[denied]] & NEGATED)
    return turned


def _belong(heads: Ints, tokens: Ints, lists: Sequence[Places]) -> Flags:
    """Whether a match holds any token from each head to each token."""
    first, last = reach((np.concatenate([first for first, _ in lists]), np.concatenate([last for _, last in lists])))
    at = np.searchsorted(first, tokens, side="right") - 1
    belong: Flags = (at >= 0) & (last[np.maximum(at, 0)] > heads)
    return belong
