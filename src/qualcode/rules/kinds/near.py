"""`near`: minimal windows that hold one match per list, close together."""

from qualcode.index.shard import Shard
from qualcode.rules.hits import RuleHits, TermMatches
from qualcode.rules.kind import minimal_windows
from qualcode.rules.program import CompiledRule


def find_near(shard: Shard, compiled: CompiledRule, lists: list[TermMatches]) -> RuleHits:
    """Every minimal window in one segment (in one turn with `within: turn`) of at most `within` tokens is a hit."""
    rule = compiled.rule
    most = rule.within if isinstance(rule.within, int) else None
    windows = minimal_windows(lists, ordered=rule.ordered, most=most)
    if rule.within == "turn":
        return windows.keep(windows.last <= shard.turn_tokens[shard.turns_of(windows.first) + 1])
    return windows.keep(windows.last <= shard.segment_tokens[shard.segments_of(windows.first) + 1])
