"""Translations: units of two languages that are each other's nearest: one says what the other says, or nearly so.

Nearness is cosine less the mean cosine of either side with its nearest ones (CSLS: Conneau and others 2018, "Word
translation without parallel data"), so that a sentence which is near to everything is nobody's translation.
"""

from collections.abc import Iterator

import numpy as np

from qualcode.tables.frame import Bools, Bytes, Floats, Longs
from qualcode.text.languages import LANGUAGES
from qualcode.topics.vectors import Vectors

AROUND = 4
"""Nearest ones whose mean is taken off."""
LEAST = 0.3
"""Cosine below which two units have nothing to say to each other."""
BLOCK = 2_048
"""Rows that are compared at once."""


def translations(points: Vectors, language: Bytes) -> tuple[Longs, Longs]:
    """Pairs (a unit that is not English, an English one) of which each is the other's nearest.

    Args:
        points: shape (units, dimensions), rows of length 1.
        language: language of each unit; mixed speech stands with Indonesian, into which English words are mixed.
    """
    english: Bools = language == LANGUAGES.index("en")
    here, there = np.flatnonzero(~english), np.flatnonzero(english)
    if not len(here) or not len(there):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    near, far = _crowd(points[here], points[there]), _crowd(points[there], points[here])
    best, like = _nearest(points[here], points[there], far)
    back, _ = _nearest(points[there], points[here], near)
    mutual = (back[best] == np.arange(len(here))) & (like >= LEAST)
    return here[mutual], there[best[mutual]]


def _blocks(left: Vectors, right: Vectors) -> Iterator[tuple[slice, Vectors]]:
    for begin in range(0, len(left), BLOCK):
        rows = slice(begin, begin + BLOCK)
        yield rows, left[rows] @ right.T


def _crowd(left: Vectors, right: Vectors) -> Floats:
    """Mean cosine of each row with the few on the other side that are nearest."""
    few = min(AROUND, len(right))
    means = [
        np.partition(like, -few, axis=1)[:, -few:].mean(axis=1, dtype=np.float64) for _, like in _blocks(left, right)
    ]
    return np.concatenate(means)


def _nearest(left: Vectors, right: Vectors, crowd: Floats) -> tuple[Longs, Floats]:
    """The nearest on the other side, the first of equal ones, and its cosine."""
    best, cosine = np.empty(len(left), np.int64), np.empty(len(left))
    for rows, like in _blocks(left, right):
        own = (like - crowd[None, :] / 2).argmax(axis=1)
        best[rows], cosine[rows] = own, like[np.arange(len(like)), own]
    return best, cosine
