"""`any`: one hit per matching term."""

from qualcode.index.shard import Shard
from qualcode.rules.hits import RuleHits, single
from qualcode.rules.matches import Places
from qualcode.rules.program import CompiledRule


def find_any(_shard: Shard, _compiled: CompiledRule, lists: list[Places]) -> RuleHits:
    """Every match of every term is a hit."""
    first, last = lists[0]
    return single(first, last)
