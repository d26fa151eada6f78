"""`near`: minimal windows that hold one match per list, close together."""

import numpy as np

from qualcode.index.shard import Shard
from qualcode.rules.evidence import RuleHits
from qualcode.rules.matches import Places
from qualcode.rules.program import CompiledRule
from qualcode.rules.window import minimal_windows


def find_near(shard: Shard, compiled: CompiledRule, lists: list[Places]) -> RuleHits:
    """Every minimal window in one segment (in one turn with `within: turn`) of at most `within` tokens is a hit."""
    rule = compiled.rule
    windows = minimal_windows(lists, ordered=rule.ordered)
    area = shard.turns_of if rule.within == "turn" else shard.segments_of
    fits = area(windows.first) == area(windows.last - 1)
    if isinstance(rule.within, int):
        fits &= windows.last - windows.first <= rule.within
    return windows.keep(np.asarray(fits))
