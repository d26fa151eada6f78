"""Choice: the most typical and the most varied of some passages."""

from dataclasses import dataclass

import numpy as np

from qualcode.tables.frame import Bools, Floats, Longs
from qualcode.tables.word_weights import Cloud

SHORT = 6
"""A passage of fewer words is a fragment, taken only when nothing longer is left."""
ALIKE = 0.8
"""Passages at least so alike are the same thing said twice; only one of them is taken."""
BALANCE = 0.5
"""Weight of closeness against novelty in maximal marginal relevance."""
DIGITS = 9
"""Decimals of scores that are compared, so that the last bit of a sum decides nothing."""


@dataclass(frozen=True, eq=False)
class Choice:
    """Passages chosen, as places in the cloud, best first."""

    typical: tuple[int, ...]
    """Those closest to the centre."""
    varied: tuple[int, ...]
    """Those that are unlike each other, too."""
    closeness: Floats
    """Cosine of every passage with the centre."""


def choose(passages: Cloud, words: Longs, who: Longs, top: int) -> Choice:
    """Choose `top` typical passages, then `top` varied ones among the rest.

    Typical: closest to the centre. Varied: maximal marginal relevance (Carbonell and Goldstein 1998), which takes what
    is close to the centre and unlike all that was taken before, farthest first. Nobody is quoted again while others
    have a passage left; near-duplicates are never taken. Equal ones: the first.

    Args:
        passages: the passages.
        words: words of each passage.
        who: number of who said each passage.
        top: how many of each.
    """
    state = _State(passages, words < SHORT, np.unique(who, return_inverse=True)[1])
    closeness = passages.closeness()
    typical = [state.take(closeness) for _ in range(top)]
    varied = [state.take(BALANCE * closeness - (1 - BALANCE) * state.redundancy) for _ in range(top)]
    return Choice(_taken(typical), _taken(varied), closeness)


def _taken(places: list[int]) -> tuple[int, ...]:
    return tuple(place for place in places if place >= 0)


class _State:
    """What was taken so far."""

    def __init__(self, passages: Cloud, short: Bools, who: Longs) -> None:
        self.redundancy: Floats = np.zeros(passages.size)
        """Likeness of each passage to the most similar one taken."""
        self._passages, self._short, self._who = passages, short, who
        self._quoted = np.zeros(int(who.max(initial=-1)) + 1, dtype=np.int64)
        self._free: Bools = np.ones(passages.size, dtype=np.bool_)

    def take(self, score: Floats) -> int:
        """Take the passage with the best score among those to be preferred; -1 when none is left."""
        left = np.flatnonzero(self._free)
        if not len(left):
            return -1
        left = left[self._short[left] == self._short[left].min()]
        quoted = self._quoted[self._who[left]]
        left = left[quoted == quoted.min()]
        place = int(left[np.argmax(np.round(score[left], DIGITS))])
        self._quoted[self._who[place]] += 1
        self.redundancy = np.maximum(self.redundancy, self._passages.likeness(place))
        self._free &= self.redundancy < ALIKE
        self._free[place] = False
        return place
