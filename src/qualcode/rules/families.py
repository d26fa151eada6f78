"""Families: the words of a vocabulary by the light or root keys that they share."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.rules.analyser import Keys


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
    groups: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(level_keys):
        for key in own:
            groups[key].append(number)
    keys = sorted(groups)
    starts = np.cumsum([0, *(len(groups[key]) for key in keys)])
    types = np.fromiter((number for key in keys for number in groups[key]), np.int32, int(starts[-1]))
    return Families(keys, starts, types)
