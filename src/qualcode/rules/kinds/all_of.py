"""`all`: one hit per segment that contains one term of each list."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.shard import Shard
from qualcode.rules.hits import RuleHits, TermMatches
from qualcode.rules.kind import CompiledRule, RuleKind
from qualcode.rules.kinds.near import minimal_windows


class AllKind(RuleKind[None]):
    """One term of each list, in one segment."""

    name = "all"
    lists = "several"
    says = "Lists of which one term each must stand in a segment."
    hit = "a segment that holds one term of each list; two lists or more"
    sentence = "one term of each of several lists in the same segment"
    windows = True

    def find(self, shard: Shard, compiled: CompiledRule, lists: Sequence[TermMatches]) -> RuleHits:
        """A hit is the shortest window of a segment with one match of each list; the first one on ties."""
        windows = minimal_windows(lists)
        segment = shard.segments_of(windows.token_start)
        windows = windows.keep(segment == shard.segments_of(windows.token_end - 1))
        segment = shard.segments_of(windows.token_start)
        order = np.lexsort((windows.token_start, windows.token_end - windows.token_start, segment))
        _, best = np.unique(segment[order], return_index=True)
        chosen = np.zeros(len(windows), np.bool_)
        chosen[order[best]] = True
        return windows.keep(chosen)
