"""Support: hits that count only where the words around them speak for the code too."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.shard import Shard
from qualcode.rules.hits import RuleHits, join
from qualcode.rules.matches import Matches
from qualcode.rules.program import CompiledRule, Program


def keep_supported(shard: Shard, matches: Matches, program: Program, found: Sequence[RuleHits]) -> list[RuleHits]:
    """The hits of each rule that a rule of points with `support`, where their code has one, lets stand.

    Hits of such rules need no support, nor do answers to a question, whose words stand elsewhere.
    """
    kept = list(found)
    for judge in program.rules:
        if not judge.rule.support or judge.idle:
            continue
        own = [
            number
            for number, compiled in enumerate(program.rules)
            if compiled.code == judge.code and _needs_support(compiled) and len(kept[number])
        ]
        if own:  # a judge has hundreds of terms: all hits that it judges are looked at together
            enough = _worth_around(shard, matches, judge, join([kept[number] for number in own])) >= judge.rule.support
            bounds = np.cumsum([len(kept[number]) for number in own])[:-1]
            for number, flags in zip(own, np.split(enough, bounds), strict=True):
                kept[number] = kept[number].keep(flags)
    return kept


def _needs_support(compiled: CompiledRule) -> bool:
    return not compiled.rule.support and compiled.rule.context == "turn"


def _worth_around(shard: Shard, matches: Matches, judge: CompiledRule, hits: RuleHits) -> Ints:
    """What the terms around each hit are worth together, each counted once."""
    begin, end = _around(shard, judge, hits)
    worth = np.zeros(len(hits), np.int64)
    for terms, points in zip(judge.lists, judge.points, strict=True):
        worth += points * _stands_inside(*matches.of_any(terms), begin, end)
    return worth


def _around(shard: Shard, judge: CompiledRule, hits: RuleHits) -> tuple[Ints, Ints]:
    """The stretch around each hit: first token and token after it.

    With a number, it holds all words that a stretch of so many tokens shares with the whole hit.
    """
    within = judge.rule.within
    if within == "segment":
        segments = shard.segment_tokens
        return segments[shard.segments_of(hits.first)], segments[shard.segments_of(hits.last - 1) + 1]
    turn = shard.turns_of(hits.first)
    begin, end = shard.turn_tokens[turn], shard.turn_tokens[turn + 1]
    if within == "turn":
        return begin, end
    reach = np.maximum(within, hits.last - hits.first)
    return np.maximum(begin, hits.last - reach), np.minimum(end, hits.first + reach)


def _stands_inside(first: Ints, last: Ints, begin: Ints, end: Ints) -> Flags:
    """Whether some match lies inside each stretch; matches stand in order of their first token."""
    ends = np.minimum.accumulate(last[::-1])[::-1]  # the earliest end of this match and all that begin later
    ends = np.append(ends, np.iinfo(np.int64).max)
    inside: Flags = ends[np.searchsorted(first, begin)] <= end
    return inside
