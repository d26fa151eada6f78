"""Rule kinds: one file each; this registry names them as the codebook does."""

from collections.abc import Callable, Mapping

from qualcode.index.shard import Shard
from qualcode.rules.hits import RuleHits, TermMatches
from qualcode.rules.kinds.all_of import find_all
from qualcode.rules.kinds.any_of import find_any
from qualcode.rules.kinds.near import find_near
from qualcode.rules.kinds.points import find_points
from qualcode.rules.program import CompiledRule

HitFinder = Callable[[Shard, CompiledRule, list[TermMatches]], RuleHits]
"""Shard, rule and the matches of each of its lists -> hits."""
RULE_KINDS: Mapping[str, HitFinder] = {"any": find_any, "all": find_all, "near": find_near, "points": find_points}
