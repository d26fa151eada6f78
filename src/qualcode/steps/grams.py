"""Grams: the words and phrases of running words, up to a few words long."""

from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints

LONGEST = 3
"""Words of the longest phrase."""


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
