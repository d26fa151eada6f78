"""Stretches: a shard is coded in parts that memory holds, however common the words of a codebook are."""

from collections.abc import Iterator, Sequence

import numpy as np

from qualcode.index.shard import Shard
from qualcode.rules.matches import Matches
from qualcode.rules.program import CompiledRule, Program

_MOST = 1 << 22
"""Matches that all rules together may name in one stretch; a hit and what is worked out from it take some 100 bytes."""


def stretches(shard: Shard, matches: Matches, program: Program) -> Iterator[Matches]:
    """The matches of the shard in one or more stretches of whole turns, in order of text.

    A word that many rules name counts for each of them, since each makes hits of it.
    """
    rules = [compiled for compiled in program.rules if not compiled.idle]
    return _halved(shard, matches, rules, 0, shard.turns)


def _halved(shard: Shard, matches: Matches, rules: Sequence[CompiledRule], low: int, high: int) -> Iterator[Matches]:
    """The matches of some turns, halved until they are few enough or belong to one turn."""
    if high - low < 2 or _named(matches, rules) <= _MOST:
        yield matches
        return
    tokens = shard.turn_tokens
    middle = int(np.searchsorted(tokens, (int(tokens[low]) + int(tokens[high])) // 2))
    middle = min(max(middle, low + 1), high - 1)
    for begin, end in ((low, middle), (middle, high)):
        yield from _halved(shard, matches.between(int(tokens[begin]), int(tokens[end])), rules, begin, end)


def _named(matches: Matches, rules: Sequence[CompiledRule]) -> int:
    """How many matches all rules name: none finds more hits than that."""
    sizes = np.diff(matches.starts)
    terms = [term for rule in rules for terms in (*rule.lists, rule.unless) for term in terms]
    return int(sizes[terms].sum()) if terms else 0
