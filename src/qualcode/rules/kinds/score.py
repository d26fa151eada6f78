"""`score`: a hit in each segment (or turn) whose terms reach a threshold; and context scores of other rules' hits.

The score is a sum of small integer weights that a person can check by hand, as in scoring systems (Ustun and Rudin
2016, Machine Learning 102:349-391).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, distinct_values
from qualcode.index.shard import Shard
from qualcode.rules.hits import MatchedParts, Matches, RuleHits, TermMatches
from qualcode.rules.kind import Area, CompiledRule, NumberedLists, RuleKind, Within, setting, within_setting
from qualcode.text.shapes import Number, YamlReport
from qualcode.text.yaml import YamlPlace


@dataclass(frozen=True)
class Score:
    """Settings of a rule with `score`: weights, threshold, and context score."""

    weights: tuple[int, ...]
    """Weight of the terms of each list; negative: evidence against the code."""
    threshold: int = setting(
        Number(), "lowest score that is a hit.", needed="add `threshold: 2`: what score is enough", formerly="least"
    )
    context_score: int = setting(
        Number(), "lowest score of the words around hits of the code's other rules.", 0, formerly="support"
    )
    within: Within = within_setting()  # noqa: RUF009  (it declares a field)


class ScoreKind(RuleKind[Score]):
    """Terms that together score enough; with `context_score`, a judge of what the code's other rules find."""

    name = "score"
    formerly = "points"
    lists = "weighted"
    says = "Lists of terms by what each is worth; a segment that scores enough is a hit."
    hit = "a segment whose terms score at least `threshold` together; lists by what each of their terms is worth"
    sentence = "terms that together score enough, by the weights that the codebook gives them"
    own = Score
    each_list = False
    judging = "context_score"

    def check(self, own: Score, keys: Mapping[str, YamlPlace], report: YamlReport) -> None:
        """The context score must be lower than the threshold."""
        if own.context_score >= own.threshold:
            score = own.context_score
            message = f"words around that score {score} have the code by themselves: `threshold` is {own.threshold}"
            hint = "write less than `threshold`"
            report.error("context_score-not-below-threshold", message, keys["context_score"], hint)

    def number(self, lists: NumberedLists, own: Score) -> tuple[NumberedLists, Score]:
        """Each term as a list of its own, with its weight."""
        worth = [(term, weight) for terms, weight in zip(lists, own.weights, strict=True) for term in terms]
        return tuple((term,) for term, _ in worth), replace(own, weights=tuple(weight for _, weight in worth))

    def topic(self, lists: NumberedLists) -> tuple[int, ...]:
        """None: no single term names the topic."""
        return ()

    def area(self, own: Score) -> Area:
        """The segment, or the turn with `within: turn` or a number of tokens."""
        return "segment" if own.within == "segment" else "turn"

    def find(self, shard: Shard, compiled: CompiledRule, lists: Sequence[TermMatches]) -> RuleHits:
        """A hit is the shortest span of each area in which the terms for the code score enough.

        Each list has one term, whose weight counts once, however often the term occurs. If `within` is a number, it is
        the maximal length of a span in tokens: in a long turn, words far apart prove nothing together. Weights against
        the code count wherever they occur in the area.
        """
        own: Score = compiled.own
        first = np.concatenate([first for first, _ in lists])
        last = np.concatenate([last for _, last in lists])
        term = np.repeat(np.arange(len(lists)), [len(places) for places, _ in lists])
        area = (shard.segments_of if self.area(own) == "segment" else shard.turns_of)(first)
        weights = np.asarray(own.weights)
        areas, needed = _worth_enough(area, term, weights, own.threshold)
        kept = np.flatnonzero((weights[term] > 0) & among(area, areas))
        kept = kept[np.lexsort((first[kept], last[kept], area[kept]))]
        bounds = np.searchsorted(area[kept], np.append(areas, np.iinfo(np.int64).max))
        worth = weights[term[kept]].tolist()
        places = list(zip(first[kept].tolist(), last[kept].tolist(), term[kept].tolist(), worth, strict=True))
        windows = [_shortest(places[bounds[at] : bounds[at + 1]], need) for at, need in enumerate(needed.tolist())]
        hits = _hits(np.array(windows, np.int64).reshape(-1, 2), bounds, first[kept], last[kept])
        return hits.keep(hits.token_end - hits.token_start <= own.within) if isinstance(own.within, int) else hits

    def judge(self, shard: Shard, matches: Matches, compiled: CompiledRule, hits: RuleHits) -> Flags:
        """Hits with a context score of at least `context_score`."""
        enough: Flags = _worth_around(shard, matches, compiled, hits) >= compiled.own.context_score
        return enough

    def verdict(self, own: Score) -> str:
        """The words around score too little."""
        return f"the words around score less than {own.context_score}"

    def relaxed(self, own: Any) -> Iterator[tuple[str, Score, str]]:
        """What any setting prevents, and what a threshold lower by one would allow."""
        yield from super().relaxed(own)
        if own.threshold > 1:
            told = f"1 is missing: the words score {own.threshold - 1} together, and threshold is {own.threshold}"
            yield "score", replace(own, threshold=own.threshold - 1), told


def _worth_enough(area: Ints, term: Ints, weights: Ints, threshold: int) -> tuple[Ints, Ints]:
    """Areas whose distinct terms score enough, and the score that terms for the code must reach in each."""
    pairs = distinct_values(area * len(weights) + term)
    owner = pairs // len(weights)
    areas = distinct_values(owner)
    place = np.searchsorted(areas, owner)
    worth = weights[pairs % len(weights)]
    against = np.bincount(place, np.minimum(worth, 0), len(areas)).astype(np.int64)
    enough = np.bincount(place, worth, len(areas)) >= threshold
    return areas[enough], threshold - against[enough]


def _shortest(places: Sequence[tuple[int, int, int, int]], need: int) -> tuple[int, int]:
    """First token of the shortest span that scores enough, and the token after it; the first one on ties.

    The places (first, last, term, weight) are sorted by their ends. At each end the latest match of every term is
    known; the span reaches back over the latest ones until they score enough.
    """
    latest: list[tuple[int, int, int]] = []  # first, term, weight; the latest first
    best = (0, 0)
    for first, last, term, weight in places:
        same = next((at for at, each in enumerate(latest) if each[1] == term), None)
        if same is not None and latest[same][0] >= first:
            continue
        if same is not None:
            del latest[same]
        latest.insert(
            next((at for at, each in enumerate(latest) if each[0] < first), len(latest)), (first, term, weight)
        )
        start = _reach_back(latest, need)
        if start is not None and (best == (0, 0) or last - start < best[1] - best[0]):
            best = start, last
    return best


def _reach_back(latest: Sequence[tuple[int, int, int]], need: int) -> int | None:
    """Start of the span in which the latest matches score enough; None if even all of them do not."""
    for first, _, weight in latest:
        need -= weight
        if need <= 0:
            return first
    return None


def _hits(windows: Ints, bounds: Ints, first: Ints, last: Ints) -> RuleHits:
    """One hit for each span, made of the matches inside it."""
    owner = np.repeat(np.arange(len(windows)), np.diff(bounds))
    inside: Flags = (first >= windows[owner, 0]) & (last <= windows[owner, 1])
    owner, first, last = owner[inside], first[inside], last[inside]
    starts = np.searchsorted(owner, np.arange(len(windows) + 1))
    order = np.lexsort((last, first, owner))
    parts = MatchedParts(starts, first[order], last[order])
    return RuleHits(windows[:, 0], windows[:, 1], np.zeros(len(windows), np.int8), parts)


def _worth_around(shard: Shard, matches: Matches, judge: CompiledRule, hits: RuleHits) -> Ints:
    """The score of the terms around each hit, each counted once."""
    begin, end = around_hits(shard, judge.own.within, hits)
    worth = np.zeros(len(hits), np.int64)
    for terms, weight in zip(judge.lists, judge.own.weights, strict=True):
        worth += weight * stands_inside(*matches.of_any(terms), begin, end)
    return worth


def around_hits(shard: Shard, within: Within, hits: RuleHits) -> tuple[Ints, Ints]:
    """The context of each hit: first token and token after it.

    With a number, it contains every word that fits with the whole hit into a span of so many tokens.
    """
    if within == "segment":
        segments = shard.segment_tokens
        return segments[shard.segments_of(hits.token_start)], segments[shard.segments_of(hits.token_end - 1) + 1]
    turn = shard.turns_of(hits.token_start)
    begin, end = shard.turn_tokens[turn], shard.turn_tokens[turn + 1]
    if within == "turn":
        return begin, end
    reach = np.maximum(within, hits.token_end - hits.token_start)
    return np.maximum(begin, hits.token_end - reach), np.minimum(end, hits.token_start + reach)


def stands_inside(first: Ints, last: Ints, begin: Ints, end: Ints) -> Flags:
    """Whether some match lies inside each span; matches are sorted by their first token."""
    ends = np.minimum.accumulate(last[::-1])[::-1]  # the earliest end of this match and all that begin later
    ends = np.append(ends, np.iinfo(np.int64).max)
    inside: Flags = ends[np.searchsorted(first, begin)] <= end
    return inside
