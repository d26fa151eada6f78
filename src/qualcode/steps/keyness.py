"""Keyness: which words and phrases separate some segments from the rest.

Log-likelihood G2 after Dunning (1993, "Accurate methods for the statistics of surprise and coincidence"): how sure the
difference is. Log ratio: how large it is.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qualcode.index.arrays import Flags, Ints

Floats = npt.NDArray[np.float64]

LONGEST = 3
"""Words of the longest phrase."""
SURE = 3.84
"""Least G2: chance alone reaches it once in twenty words."""


@dataclass(frozen=True, eq=False)
class Running:
    """Running words, one entry a word, in order of text."""

    key: Ints
    """Number of the word's key: what inflected forms share."""
    segment: Ints
    """Segment in which it stands."""
    breaks: Flags
    """True where a clause begins: no phrase reaches over it."""


@dataclass(frozen=True, eq=False)
class Grams:
    """Words or phrases of one length, one entry an occurrence."""

    name: Ints
    """Number of the word or phrase; equal for equal ones."""
    first: Ints
    """Its first word, an index into the running words."""
    words: int
    """Words in it."""


def grams(running: Running, words: int) -> Grams:
    """All occurrences of words or phrases of a length, inside one segment and one clause."""
    n = len(running.key) - words + 1
    first = np.arange(max(n, 0))
    whole = np.ones(len(first), np.bool_)
    name = running.key[first].astype(np.int64)
    for offset in range(1, words):
        at = first + offset
        whole &= (running.segment[at] == running.segment[first]) & ~running.breaks[at]
        pair = name * (int(running.key.max(initial=0)) + 1) + running.key[at]
        name = np.unique(pair, return_inverse=True)[1]  # small numbers again, so that the next product fits
    return Grams(name[whole], first[whole], words)


def log_likelihood(inside: Ints, outside: Ints, n_inside: int, n_outside: int) -> Floats:
    """G2 of words that stand in `inside` of the chosen segments and in `outside` of the others."""
    total = n_inside + n_outside
    g2 = np.zeros(len(inside))
    for own, size in ((inside, n_inside), (outside, n_outside)):
        for seen, margin in ((own, inside + outside), (size - own, total - inside - outside)):
            expected = margin * size / max(total, 1)
            share = np.divide(seen, expected, out=np.ones(len(inside)), where=(seen > 0) & (expected > 0))
            g2 += 2 * seen * np.log(share)
    return g2


def log_ratio(inside: Ints, outside: Ints, n_inside: int, n_outside: int) -> Floats:
    """Binary logarithm of how much more frequent words are inside; half a segment is added to each count."""
    ratio: Floats = np.log2((inside + 0.5) / (n_inside + 1)) - np.log2((outside + 0.5) / (n_outside + 1))
    return ratio
