"""`any`: one hit per matching term."""

from qualcode.index.shard import Shard
from qualcode.rules.hits import RuleHits, TermMatches, single
from qualcode.rules.program import CompiledRule


def find_any(_shard: Shard, _compiled: CompiledRule, lists: list[TermMatches]) -> RuleHits:
    """Every match of every term is a hit."""
    first, last = lists[0]
    return single(first, last)
