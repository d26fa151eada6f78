"""`any`: one hit per matching term."""

from collections.abc import Sequence

from qualcode.index.shard import Shard
from qualcode.model.codebook import Rule, Term
from qualcode.rules.hits import RuleHits, TermMatches, single
from qualcode.rules.kind import CompiledRule, RuleKind


class AnyKind(RuleKind[None]):
    """Each term of a list."""

    name = "any"
    lists = "one"
    says = "Terms each of which is a hit."
    hit = "each term of the list that occurs"
    sentence = "one of several terms"
    each_term = True

    def find(self, shard: Shard, compiled: CompiledRule, lists: Sequence[TermMatches]) -> RuleHits:
        """Every match of every term is a hit."""
        return single(*lists[0])


def rule_of_terms(name: str, terms: Sequence[Term]) -> Rule:
    """A rule that finds every occurrence of some terms, negated or not."""
    return Rule(name, AnyKind.name, (tuple(terms),), negation="count")
