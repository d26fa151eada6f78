"""Blocks: the hits of all rules in order of text, some at a time: their columns stay in the processor's cache."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from qualcode.index.arrays import Ints, order
from qualcode.index.shard import Shard
from qualcode.rules.hits import RuleHits, join

_Ruled = tuple[RuleHits, Ints]
"""Hits, and the rule of each."""
_BLOCK = 1 << 16
"""Hits looked at in one go."""


def in_blocks(shard: Shard, found: Sequence[RuleHits]) -> Iterator[_Ruled]:
    """The hits of each rule as blocks of hits in order of text, at one place in order of rules; none cuts a turn.

    Hits of one match each, nearly all, are put in order apart from those of several, which take five times as long;
    both come together block by block.
    """
    kinds = [_in_order(found, single=single) for single in (True, False)]
    longer = max(kinds, key=lambda kind: len(kind[1]))
    for low, high in pairwise(_bounds(shard, longer[0].first)):
        yield _together([_between(hits, rule, low, high) for hits, rule in kinds])


def _in_order(found: Sequence[RuleHits], *, single: bool) -> _Ruled:
    """The hits of the rules whose hits are one match each, or of the others, in order of text."""
    own = [number for number, hits in enumerate(found) if (hits.several is None) == single]
    hits = join([found[number] for number in own])
    rule = np.repeat(np.array(own, np.min_scalar_type(len(found))), [len(found[number]) for number in own])
    by_place = order(hits.first)
    return hits.take(by_place), rule[by_place]


def _bounds(shard: Shard, first: Ints) -> list[int]:
    """Tokens at which blocks begin and end: where a turn ends after so many hits."""
    bounds, at = [0], _BLOCK
    while at < len(first):
        bounds.append(int(shard.turn_tokens[shard.turns_of(first[at]) + 1]))
        at = int(np.searchsorted(first, bounds[-1])) + _BLOCK
    return bounds if bounds[-1] == shard.tokens > 0 else [*bounds, shard.tokens]


def _between(hits: RuleHits, rule: Ints, low: int, high: int) -> _Ruled:
    """The hits that begin with a token from one number to another."""
    own = [int(at) for at in np.searchsorted(hits.first, [low, high])]
    return hits.between(*own), rule[slice(*own)]


def _together(kinds: Sequence[_Ruled]) -> _Ruled:
    """Both kinds of hits in order of text."""
    kinds = [kind for kind in kinds if len(kind[1])] or kinds[:1]
    if len(kinds) == 1:
        return kinds[0]
    hits, rule = join([hits for hits, _ in kinds]), np.concatenate([rule for _, rule in kinds])
    by_place = order(hits.first, rule)
    return hits.take(by_place), rule[by_place]
