"""`near`: minimal windows that hold one match per list, close together."""

from qualcode.index.shard import Shard
from qualcode.rules.evidence import RuleHits
from qualcode.rules.matches import Places
from qualcode.rules.program import CompiledRule
from qualcode.rules.window import minimal_windows


def find_near(shard: Shard, compiled: CompiledRule, lists: list[Places]) -> RuleHits:
    """Every minimal window in one segment (in one turn with `within: turn`) of at most `within` tokens is a hit."""
    rule = compiled.rule
    windows = minimal_windows(lists, ordered=rule.ordered)
    if isinstance(rule.within, int):  # first, since it leaves far fewer to look up
        windows = windows.keep(windows.last - windows.first <= rule.within)
    area = shard.turns_of if rule.within == "turn" else shard.segments_of
    return windows.keep(area(windows.first) == area(windows.last - 1))
