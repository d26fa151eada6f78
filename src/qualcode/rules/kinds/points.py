"""`points`: one hit per segment (or turn) whose terms are together worth enough."""

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.shard import Shard
from qualcode.rules.evidence import RuleHits
from qualcode.rules.matches import Places
from qualcode.rules.program import CompiledRule


def find_points(shard: Shard, compiled: CompiledRule, lists: list[Places]) -> RuleHits:
    """A hit reaches from the first to the last match of a term that speaks for the code.

    Each list holds one term, whose points count once in an area, however often it stands there. An area is a segment,
    or a turn with `within: turn`. This is an additive score with small whole weights, which a person can check by
    hand, as in scoring systems (Ustun and Rudin 2016, Machine Learning 102:349-391).
    """
    first = np.concatenate([first for first, _ in lists])
    last = np.concatenate([last for _, last in lists])
    term = np.repeat(np.arange(len(lists)), [len(places) for places, _ in lists])
    area = (shard.turns_of if compiled.rule.within == "turn" else shard.segments_of)(first)
    points = np.asarray(compiled.points)
    kept = (points[term] > 0) & np.isin(area, _enough(area, term, points, compiled.rule.least))
    order = np.lexsort((last[kept], first[kept], area[kept]))
    return _spread(area[kept][order], first[kept][order], last[kept][order])


def _enough(area: Ints, term: Ints, points: Ints, least: int) -> Ints:
    """Areas whose different terms are together worth enough."""
    pairs = np.unique(area * len(points) + term)
    areas, place = np.unique(pairs // len(points), return_inverse=True)
    worth = np.bincount(place, points[pairs % len(points)], len(areas))
    return areas[worth >= least]


def _spread(area: Ints, first: Ints, last: Ints) -> RuleHits:
    """One hit for each area, made of all its matches, which are sorted by area."""
    begins: Flags = np.append(True, area[1:] != area[:-1])[: len(area)]
    bounds = np.append(np.flatnonzero(begins), len(area))
    ends = np.maximum.reduceat(last, bounds[:-1]) if len(area) else last
    return RuleHits(first[bounds[:-1]], ends, np.zeros(len(ends), np.int64), bounds, first, last)
