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
    """The types of a vocabulary at one level, grouped by those of their level keys that are not the word itself.

    Most words are their own base, so that their families need not be written down.
    """

    keys: Sequence[str]
    """Level keys, sorted."""
    starts: Ints
    """Where the types of each key begin: n_keys + 1 values."""
    types: Ints
    """Types that have the key, in order, without the word that the key names."""

    def of(self, key: str) -> list[int]:
        """The types that have a level key and are another word than it names."""
        at = bisect_left(self.keys, key)
        if at == len(self.keys) or self.keys[at] != key:
            return []
        return [int(number) for number in self.types[self.starts[at] : self.starts[at + 1]]]


def named(key: str) -> str:
    """The word that a level key names: *percaya* for `id:percaya`."""
    return key[_PREFIX:]


_PREFIX = len("id:")


def group(words: Sequence[str], level_keys: Sequence[Keys]) -> Families:
    """The families of a vocabulary, from each of its types and the level keys of that."""
    flat, owner = list[str](), list[int]()
    for number, (word, own) in enumerate(zip(words, level_keys, strict=True)):
        for key in own:
            if key[_PREFIX:] != word:
                flat.append(key)
                owner.append(number)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)  # in the order in which keys are met
    family = np.array([numbers[key] for key in flat], np.int64)
    met = list(numbers)
    by_key = sorted(range(len(met)), key=met.__getitem__)  # words stand in order, and so do most of their keys
    rank = np.empty(len(met), np.int64)
    rank[by_key] = np.arange(len(met))
    starts = np.concatenate([[0], np.cumsum(np.bincount(rank[family], minlength=len(met)))])
    return Families([met[number] for number in by_key], starts, np.array(owner, np.int32)[order(rank[family])])
