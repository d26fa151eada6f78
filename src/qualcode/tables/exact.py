"""Exact: the p-value of a code against several groups, where counts are too small for an approximation."""

from collections.abc import Sequence
from math import prod

import numpy as np

MOST_TABLES = 2_000_000
"""Tables that are looked through at most, some tenths of a second; a larger study has larger expected counts."""
CLOSE = 1e-7
"""Relative difference below which two tables are equally likely, as in R's `fisher.test`."""


def exact_p(named: Sequence[int], totals: Sequence[int]) -> float | None:
    """Probability of a table at most as likely as this one, all with the same margins; None where there are too many.

    Freeman and Halton (1951, "Note on an exact treatment of contingency, goodness of fit and other problems of
    significance", Biometrika 38:141-149), for those who name a code and those who do not, by group.
    """
    if prod(total + 1 for total in totals) > MOST_TABLES:
        return None
    sums, weights = np.zeros(1, np.int64), np.zeros(1)
    for total in totals:
        counts = np.arange(total + 1)
        sums = np.add.outer(sums, counts).ravel()
        weights = np.add.outer(weights, log_ways(total)).ravel()
    likely = weights[sums == sum(named)]
    own = sum(log_ways(total)[count] for count, total in zip(named, totals, strict=True))
    chances = np.exp(likely - likely.max())
    return float(min(chances[likely <= own + CLOSE].sum() / chances.sum(), 1.0))


def log_ways(total: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Logarithm of the ways to choose 0, 1, ... total respondents of a group."""
    steps = np.log(np.arange(1, total + 1))
    factorial = np.concatenate([[0.0], np.cumsum(steps)])
    return np.asarray(factorial[-1] - factorial - factorial[::-1])
