"""`points`: one hit per segment (or turn) whose terms are together worth enough."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, distinct
from qualcode.index.shard import Shard
from qualcode.rules.hits import Parts, RuleHits
from qualcode.rules.matches import Places
from qualcode.rules.program import CompiledRule


def find_points(shard: Shard, compiled: CompiledRule, lists: list[Places]) -> RuleHits:
    """The shortest stretch of each area in which the terms that speak for the code are worth enough is a hit.

    Each list holds one term, whose points count once, however often it stands there. An area is a segment, or a turn
    with `within: turn` or with a number, which is the most tokens of a stretch: in a long turn, words far apart tell
    nothing together. What speaks against the code anywhere in the area is taken off. This is an additive score with
    small whole weights, which a person can check by hand, as in scoring systems (Ustun and Rudin 2016, Machine
    Learning 102:349-391).
    """
    within = compiled.rule.within
    first = np.concatenate([first for first, _ in lists])
    last = np.concatenate([last for _, last in lists])
    term = np.repeat(np.arange(len(lists)), [len(places) for places, _ in lists])
    area = (shard.segments_of if within == "segment" else shard.turns_of)(first)
    points = np.asarray(compiled.points)
    areas, needed = _worth_enough(area, term, points, compiled.rule.least)
    kept = np.flatnonzero((points[term] > 0) & among(area, areas))
    kept = kept[np.lexsort((first[kept], last[kept], area[kept]))]
    bounds = np.searchsorted(area[kept], np.append(areas, np.iinfo(np.int64).max))
    worth = points[term[kept]].tolist()
    places = list(zip(first[kept].tolist(), last[kept].tolist(), term[kept].tolist(), worth, strict=True))
    windows = [_shortest(places[bounds[at] : bounds[at + 1]], need) for at, need in enumerate(needed.tolist())]
    hits = _hits(np.array(windows, np.int64).reshape(-1, 2), bounds, first[kept], last[kept])
    return hits.keep(hits.last - hits.first <= within) if isinstance(within, int) else hits


def _worth_enough(area: Ints, term: Ints, points: Ints, least: int) -> tuple[Ints, Ints]:
    """Areas whose different terms are together worth enough, and what those for the code must be worth in each."""
    pairs = distinct(area * len(points) + term)
    owner = pairs // len(points)
    areas = distinct(owner)
    place = np.searchsorted(areas, owner)
    worth = points[pairs % len(points)]
    against = np.bincount(place, np.minimum(worth, 0), len(areas)).astype(np.int64)
    enough = np.bincount(place, worth, len(areas)) >= least
    return areas[enough], least - against[enough]


def _shortest(places: Sequence[tuple[int, int, int, int]], need: int) -> tuple[int, int]:
    """First token and token after the shortest stretch that is worth enough; the first one on ties.

    The places (first, last, term, points) stand in order of their ends. At each end the latest match of every term is
    known; the stretch reaches back over the latest of them until they are worth enough.
    """
    latest: list[tuple[int, int, int]] = []  # first, term, points; the latest first
    best = (0, 0)
    for first, last, term, points in places:
        same = next((at for at, each in enumerate(latest) if each[1] == term), None)
        if same is not None and latest[same][0] >= first:
            continue
        if same is not None:
            del latest[same]
        latest.insert(
            next((at for at, each in enumerate(latest) if each[0] < first), len(latest)), (first, term, points)
        )
        start = _reach_back(latest, need)
        if start is not None and (best == (0, 0) or last - start < best[1] - best[0]):
            best = start, last
    return best


def _reach_back(latest: Sequence[tuple[int, int, int]], need: int) -> int | None:
    """Where the stretch begins in which the latest matches are worth enough; None where all of them are not."""
    for first, _, points in latest:
        need -= points
        if need <= 0:
            return first
    return None


def _hits(windows: Ints, bounds: Ints, first: Ints, last: Ints) -> RuleHits:
    """One hit for each stretch, made of the matches inside it."""
    owner = np.repeat(np.arange(len(windows)), np.diff(bounds))
    inside: Flags = (first >= windows[owner, 0]) & (last <= windows[owner, 1])
    owner, first, last = owner[inside], first[inside], last[inside]
    starts = np.searchsorted(owner, np.arange(len(windows) + 1))
    order = np.lexsort((last, first, owner))
    parts = Parts(starts, first[order], last[order])
    return RuleHits(windows[:, 0], windows[:, 1], np.zeros(len(windows), np.int8), parts)
