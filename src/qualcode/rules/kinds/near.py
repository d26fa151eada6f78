"""`near`: minimal windows that hold one match per list, close together."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from qualcode.index.arrays import Flags, Ints, distinct_values, order
from qualcode.index.shard import Shard
from qualcode.rules.hits import MatchedParts, RuleHits, TermMatches
from qualcode.rules.kind import Area, CompiledRule, RuleKind, Within, setting, within_setting
from qualcode.text.shapes import Flag


@dataclass(frozen=True)
class Near:
    """Settings of a rule with `near`."""

    within: Within = within_setting()  # noqa: RUF009  (it declares a field)
    ordered: bool = setting(Flag(), "the matches stand in the order of the lists.", False, held="ordered: true")


class NearKind(RuleKind[Near]):
    """One term of each list, close together."""

    name = "near"
    lists = "several"
    says = "Lists of which one term each must stand close together."
    hit = "one term of each list, close together; two lists or more"
    sentence = "one term of each of several lists close together"
    own = Near
    windows = True

    def area(self, own: Near) -> Area:
        """The turn with `within: turn`; a number of tokens lies in one segment."""
        return "turn" if own.within == "turn" else "segment"

    def find(self, shard: Shard, compiled: CompiledRule, lists: Sequence[TermMatches]) -> RuleHits:
        """Every minimal window in one segment (in one turn with `within: turn`) of at most `within` tokens is a hit."""
        own: Near = compiled.own
        most = own.within if isinstance(own.within, int) else None
        windows = minimal_windows(lists, ordered=own.ordered, most=most)
        if own.within == "turn":
            return windows.keep(windows.token_end <= shard.turn_tokens[shard.turns_of(windows.token_start) + 1])
        return windows.keep(windows.token_end <= shard.segment_tokens[shard.segments_of(windows.token_start) + 1])


def minimal_windows(lists: Sequence[TermMatches], *, ordered: bool = False, most: int | None = None) -> RuleHits:
    """All minimal windows that contain one match of each list, in order of text.

    For each token at which a match ends, the window reaches back to the latest match of every list that ends by then;
    it is minimal if no earlier end gives the same beginning. If the matches must be in the order of the lists, each
    ends before the next begins. Windows of more than `most` tokens are left out.
    """
    ends, chosen = _chained(lists) if ordered else _merged(lists, most)
    begins = np.min([first for first, _ in chosen], axis=0)
    complete = np.flatnonzero(begins >= 0)
    kept = complete[np.diff(begins[complete], prepend=-1) > 0]  # a later end never begins earlier
    if most is not None:
        kept = kept[ends[kept] - begins[kept] <= most]
    first = np.stack([part[kept] for part, _ in chosen], axis=1)
    last = np.stack([part[kept] for _, part in chosen], axis=1)
    parts = MatchedParts(np.arange(len(kept) + 1) * len(lists), first.ravel(), last.ravel())
    return RuleHits(begins[kept], ends[kept], np.zeros(len(kept), np.int8), parts)


def _merged(lists: Sequence[TermMatches], most: int | None) -> tuple[Ints, list[TermMatches]]:
    """The tokens at which matches end, and for each the latest match of every list that ends by then."""
    first, last = (np.concatenate(column) for column in zip(*lists, strict=True))
    by_end = order(last)
    if most is not None and len(lists) > 1:
        by_end = by_end[_have_neighbours(last[by_end], most)]
    first, last = first[by_end], last[by_end]
    at = np.flatnonzero(np.append(last[1:] != last[:-1], [True] * (len(last) > 0)))
    edges = np.cumsum([0, *(len(places) for places, _ in lists)])
    chosen = []
    for low, high in pairwise(edges.tolist()):
        own = np.where((by_end >= low) & (by_end < high), first, -1)
        best = _running_argmax(own)[at]
        chosen.append((own[best], np.where(own[best] < 0, -1, last[best])))
    return last[at], chosen


def _have_neighbours(last: Ints, most: int) -> Flags:
    """Which matches end close to another one; no other match can be part of so short a window."""
    close = np.diff(last) <= most
    have: Flags = np.append(close, [False]) | np.append([False], close)
    return have[: len(last)]


def _chained(lists: Sequence[TermMatches]) -> tuple[Ints, list[TermMatches]]:
    """The tokens at which matches of the last list end, and for each the latest matches in the order of the lists.

    From the last list to the first, that is the latest match that ends before the following one begins.
    """
    ends = by = distinct_values(lists[-1][1])
    chosen = []
    for first, last in reversed(lists):
        chosen.append(_latest(first, last, by))
        by = chosen[-1][0]  # where there was none, nothing ends by -1 either
    return ends, chosen[::-1]


def _latest(first: Ints, last: Ints, ends: Ints) -> TermMatches:
    """For each end, the match that ends by then and begins latest; -1 if there is none."""
    by_end = order(last, first)
    first, last = first[by_end], last[by_end]
    best = _running_argmax(first)
    at = np.searchsorted(last, ends, side="right") - 1
    found = best[at] if len(best) else at
    none = at < 0
    return np.where(none, -1, first[found] if len(best) else -1), np.where(none, -1, last[found] if len(best) else -1)


def _running_argmax(values: Ints) -> Ints:
    """Position of the largest value so far, the earliest one on ties."""
    top = np.maximum.accumulate(values)
    rises = np.concatenate([[True], top[1:] > top[:-1]])[: len(values)]
    return np.maximum.accumulate(np.where(rises, np.arange(len(values)), 0))
