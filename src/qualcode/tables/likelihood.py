"""Likelihood: how sure and how large the difference of a word's frequency between two texts is."""

from typing import Any

import numpy as np
import numpy.typing as npt

from qualcode.tables.frame import Floats

Counts = npt.NDArray[np.integer[Any]]


def log_likelihood(inside: Counts, outside: Counts, n_inside: int, n_outside: int) -> Floats:
    """G2 of things that occur `inside` times in `n_inside` and `outside` times in `n_outside` words (or segments).

    All four cells of the table count: the word and every other word, in both texts (Dunning 1993, "Accurate methods for
    the statistics of surprise and coincidence", Computational Linguistics 19:61-74). Rayson and Garside (2000,
    "Comparing corpora using frequency profiling") leave out the two cells of the other words, which changes little as
    long as a word is rare.
    """
    total = n_inside + n_outside
    g2 = np.zeros(len(inside))
    for own, size in ((inside, n_inside), (outside, n_outside)):
        for seen, margin in ((own, inside + outside), (size - own, total - inside - outside)):
            expected = margin * size / max(total, 1)
            share = np.divide(seen, expected, out=np.ones(len(inside)), where=(seen > 0) & (expected > 0))
            g2 += 2 * seen * np.log(share)
    return np.maximum(g2, 0.0)  # equal shares may come out as -1e-15


def log_ratio(inside: Counts, outside: Counts, n_inside: int, n_outside: int) -> Floats:
    """Binary logarithm of the ratio of the relative frequencies: 1 is twice as frequent inside, -1 half as frequent.

    After Hardie (2014, "Log Ratio: an informal introduction"): a frequency of 0 counts as 0.5, all others as they are.
    """
    own, other = np.maximum(inside, 0.5), np.maximum(outside, 0.5)
    ratio: Floats = np.log2(own / max(n_inside, 1)) - np.log2(other / max(n_outside, 1))
    return ratio
