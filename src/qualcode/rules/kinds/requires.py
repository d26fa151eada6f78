"""`requires`: hits of the code's other rules count only near a word of the subject.

A broken connection is a barrier to a service where people speak of the service, and only a lost evening elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.index.arrays import Flags, order
from qualcode.index.shard import Shard
from qualcode.rules.hits import Matches, RuleHits, TermMatches, single
from qualcode.rules.kind import Area, CompiledRule, NumberedLists, RuleKind, Within, within_setting
from qualcode.rules.kinds.score import around_hits, stands_inside


@dataclass(frozen=True)
class Requires:
    """Settings of a rule with `requires`."""

    within: Within = within_setting()  # noqa: RUF009  (it declares a field)


class RequiresKind(RuleKind[Requires]):
    """Terms of the subject, which are no hits themselves."""

    name = "requires"
    lists = "one"
    says = "Terms of which one must stand around whatever the code's other rules find."
    hit = "never its own: of the code's other rules, those hits stand that have one of its terms around them"
    sentence = "one of several terms around what the code's other rules find"
    own = Requires
    judging = "requires"

    def topic(self, lists: NumberedLists) -> tuple[int, ...]:
        """None: its terms find nothing themselves."""
        return ()

    def area(self, own: Requires) -> Area:
        """The segment, or the turn with `within: turn` or a number of tokens."""
        return "segment" if own.within == "segment" else "turn"

    def find(self, shard: Shard, compiled: CompiledRule, lists: Sequence[TermMatches]) -> RuleHits:
        """Nothing."""
        first, last = lists[0]
        return single(first[:0], last[:0])

    def judges(self, own: Requires) -> bool:
        """Always."""
        return True

    def judge(self, shard: Shard, matches: Matches, compiled: CompiledRule, hits: RuleHits) -> Flags:
        """Hits with a term around them."""
        first, last = matches.of_any(compiled.lists[0])
        by_place = order(first)
        return stands_inside(first[by_place], last[by_place], *around_hits(shard, compiled.own.within, hits))

    def verdict(self, own: Requires) -> str:
        """No term is near."""
        return "none of its terms stands around" if own.within in ("segment", "turn") else "none of its terms is near"
