"""Families: the words of a vocabulary by the light or root keys that they share."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Ints, order
from qualcode.rules.memo import Keys


@dataclass(frozen=True)
class Families:
    """The types of a vocabulary at one level, grouped by level key."""

    keys: Sequence[str]
    """Level keys, sorted."""
    starts: Ints
    """Where the types of each key begin: n_keys + 1 values."""
    types: Ints
    """Types that have the key, in order."""

    def of(self, key: str) -> list[int]:
        """The types that have a level key."""
        at = bisect_left(self.keys, key)
        if at == len(self.keys) or self.keys[at] != key:
            return []
        return [int(number) for number in self.types[self.starts[at] : self.starts[at + 1]]]


def group(level_keys: Sequence[Keys]) -> Families:
    """The families of a vocabulary, from the level keys of each of its types."""
    flat = [key for own in level_keys for key in own]
    keys = sorted(dict.fromkeys(flat))  # words stand in order, and so do most of their keys
    number = dict(zip(keys, range(len(keys)), strict=True))
    family = np.fromiter(map(number.__getitem__, flat), np.int64, len(flat))
    owner = np.repeat(np.arange(len(level_keys), dtype=np.int32), [len(own) for own in level_keys])
    starts = np.concatenate([[0], np.cumsum(np.bincount(family, minlength=len(keys)))])
    return Families(keys, starts, owner[order(family)])
