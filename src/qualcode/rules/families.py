"""Families: the words of a vocabulary by the light or root keys that they share."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

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
    numbers: defaultdict[str, int] = defaultdict(count().__next__)  # in the order in which keys are met
    family = np.array([numbers[key] for key in flat], np.int64)
    met = list(numbers)
    by_key = sorted(range(len(met)), key=met.__getitem__)  # words stand in order, and so do most of their keys
    rank = np.empty(len(met), np.int64)
    rank[by_key] = np.arange(len(met))
    owner = np.repeat(np.arange(len(level_keys), dtype=np.int32), [len(own) for own in level_keys])
    starts = np.concatenate([[0], np.cumsum(np.bincount(rank[family], minlength=len(met)))])
    return Families([met[number] for number in by_key], starts, owner[order(rank[family])])
