"""Odds: the conditional odds ratio of two groups with its exact interval.

The same numbers as `scipy.stats.contingency.odds_ratio(kind="conditional")` and R's `fisher.test`; scipy needs a second
for a hundred codes, since it works out each probability of each table on its own.
"""

from collections.abc import Callable, Sequence
from math import exp, inf

import numpy as np

from qualcode.tables.exact import log_ways

TAIL = 0.025
"""Probability that the interval leaves out on either side."""


def conditional_odds(named: Sequence[int], totals: Sequence[int]) -> tuple[float, float, float]:
    """Odds ratio of two groups, and the ends of its 95 % interval: 0 or infinite where all or none name the code.

    With all margins fixed, the number of the first group who name it has the noncentral hypergeometric distribution of
    Fisher; the estimate makes the number seen its mean, and at the ends of the interval (Clopper and Pearson's) what
    was seen, or more extreme, has a probability of 2.5 %.
    """
    seen, both = named[0], sum(named)
    counts = np.arange(max(0, both - totals[1]), min(both, totals[0]) + 1)
    weights = log_ways(totals[0])[counts] + log_ways(totals[1])[both - counts]

    def chances(log_odds: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        logs = weights + counts * log_odds
        likely = np.exp(logs - logs.max())
        return np.asarray(likely / likely.sum())

    least, most = seen == counts[0], seen == counts[-1]
    at_least, at_most = counts >= seen, counts <= seen
    estimate = 0.0 if least else inf if most else _root(lambda log: float(chances(log) @ counts) - seen)
    low = 0.0 if least else _root(lambda log: float(chances(log)[at_least].sum()) - TAIL)
    high = inf if most else _root(lambda log: TAIL - float(chances(log)[at_most].sum()))
    return estimate, low, high


def _root(rising: Callable[[float], float]) -> float:
    """The odds ratio at whose logarithm a rising function is 0."""
    from scipy.optimize import brentq

    reach = 1.0
    while rising(reach) < 0 or rising(-reach) > 0:
        reach *= 2
    return exp(brentq(rising, -reach, reach, xtol=1e-12))
