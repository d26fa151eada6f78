"""Minimal windows: the shortest stretches that hold one match of each list."""

from collections.abc import Sequence

import numpy as np

from qualcode.index.arrays import Ints, distinct, order
from qualcode.rules.evidence import RuleHits
from qualcode.rules.matches import Places


def minimal_windows(lists: Sequence[Places], *, ordered: bool = False) -> RuleHits:
    """All windows that hold one match of each list and no shorter window that does, in order of text.

    For each token at which a match ends, the window reaches back to the latest match of every list that ends by then;
    it is minimal when no earlier end gives the same beginning. Where the matches must stand in the order of the lists,
    each ends by the beginning of the next.
    """
    ends = distinct(np.concatenate([last for _, last in (lists[-1:] if ordered else lists)]))
    chosen = _chain(lists, ends) if ordered else [_latest(first, last, ends) for first, last in lists]
    begins = np.min([first for first, _ in chosen], axis=0) if len(ends) else ends
    complete = np.flatnonzero(begins >= 0)
    kept = complete[np.diff(begins[complete], prepend=-1) > 0]  # a later end never begins earlier
    first = np.stack([part[kept] for part, _ in chosen], axis=1)
    last = np.stack([part[kept] for _, part in chosen], axis=1)
    bounds = np.arange(len(kept) + 1) * len(lists)
    return RuleHits(begins[kept], ends[kept], np.zeros(len(kept), np.int64), bounds, first.ravel(), last.ravel())


def _chain(lists: Sequence[Places], ends: Ints) -> list[Places]:
    """From the last list to the first, the latest match that ends by the beginning of the one behind it."""
    chosen = []
    for first, last in reversed(lists):
        chosen.append(_latest(first, last, ends))
        ends = chosen[-1][0]  # where there was none, nothing ends by -1 either
    return chosen[::-1]


def _latest(first: Ints, last: Ints, ends: Ints) -> Places:
    """For each end, the match that ends by then and begins latest; -1 where there is none."""
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
