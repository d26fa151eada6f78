"""Rule kinds: one file each; this registry names them as the codebook does."""

from collections.abc import Callable, Mapping

from qualcode.index.shard import Shard
from qualcode.rules.hits import RuleHits
from qualcode.rules.kinds.all_of import find_all
from qualcode.rules.kinds.any_of import find_any
from qualcode.rules.kinds.near import find_near
from qualcode.rules.kinds.points import find_points
from qualcode.rules.matches import Places
from qualcode.rules.program import CompiledRule

Find = Callable[[Shard, CompiledRule, list[Places]], RuleHits]
"""Shard, rule and the matches of each of its lists -> hits."""

KINDS: Mapping[str, Find] = {"any": find_any, "all": find_all, "near": find_near, "points": find_points}
