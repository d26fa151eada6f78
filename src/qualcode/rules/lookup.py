"""Look words up in a vocabulary: which types does a word catch?"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np

from qualcode.index.arrays import Ints
from qualcode.model.texts import Texts
from qualcode.rules.analyser import Analyser
from qualcode.rules.families import Families, group, named
from qualcode.rules.word import Word

_APART = 256
"""Types from one landmark to the next."""


class Lookup:
    """Types of a vocabulary by exact key, wildcard, or shared light or root key.

    Analysis is lazy: a vocabulary is only lemmatised or stemmed when a word asks for that level.
    """

    def __init__(
        self, keys: Sequence[str], analyser: Analyser | None = None, families: Mapping[str, Families] | None = None
    ) -> None:
        """Prepare for a sorted list of keys; who has kept its families spares grouping it by level."""
        self.keys = keys
        self.families = dict(families or {})
        """Level -> families of the vocabulary, as far as they were needed."""
        self._analyser = analyser or Analyser()
        self._found: dict[Word, Ints] = {}

    def types(self, word: Word) -> Ints:
        """Sorted types that the word catches."""
        if word not in self._found:
            self._found[word] = np.array(self._find(word), np.int64)
        return self._found[word]

    def _find(self, word: Word) -> Sequence[int]:
        if "*" in word.key:
            return self._wildcard(word.key)
        if word.level == "exact":
            return self._range(word.key)
        return self._family(word)

    def _range(self, key: str) -> range:
        """Types with exactly this key: the same word in different bytes stands side by side."""
        low = high = self._place(key)
        while high < len(self.keys) and self.keys[high] == key:
            high += 1
        return range(low, high)

    def _family(self, word: Word) -> list[int]:
        """Types that share a level key with the word, and those with exactly its key."""
        if word.level not in self.families:
            keys = list(self.keys)
            self.families[word.level] = group(keys, self._analyser.keys(word.level, keys))
        found = set(self._range(word.key))
        for key in self._analyser.keys(word.level, [word.key])[0]:
            if key.startswith(word.language):  # without a language all keys begin with ""
                found.update(self.families[word.level].of(key), self._base(word.level, key))
        return sorted(found)

    def _base(self, level: str, key: str) -> range:
        """Types of the word that a level key names, where that is its own base."""
        base = named(key)
        return self._range(base) if key in self._analyser.keys(level, [base])[0] else range(0)

    def _wildcard(self, pattern: str) -> Sequence[int]:
        """Types that match a pattern with `*`: narrowed by its beginning or longest part, then matched whole."""
        beginning, *rest = pattern.split("*")
        candidates = self._beginning(beginning) if beginning else self._holding(max(rest, key=len))
        if not any(rest) or [beginning, *rest[1:]] == ["", ""]:  # `word*` and `*word*` are matched already
            return candidates
        if len(rest) == 1:  # an expression of its own for each pattern takes longer than all that it is matched with
            least, end = len(beginning) + len(rest[0]), rest[0]
            return [number for number, key in self._named(candidates) if key.endswith(end) and len(key) >= least]
        matches = re.compile(".*".join(map(re.escape, [beginning, *rest])), re.DOTALL).fullmatch
        return [number for number, key in self._named(candidates) if matches(key)]

    def _named(self, types: Sequence[int]) -> Iterable[tuple[int, str]]:
        """Types with their keys; those that stand side by side are read in one go."""
        if isinstance(types, range):
            return zip(types, self.keys[types.start : types.stop], strict=True)
        return ((number, self.keys[number]) for number in types)

    def _beginning(self, beginning: str) -> range:
        """Types whose key begins so."""
        return range(self._place(beginning), self._place(beginning + chr(0x10FFFF)))

    def _place(self, key: str) -> int:
        """The first type whose key is not before this one: first among a few keys that are read already."""
        above = bisect_left(self._landmarks, key) * _APART
        return bisect_left(self.keys, key, max(above - _APART, 0), min(above, len(self.keys)))

    @cached_property
    def _landmarks(self) -> list[str]:
        return [self.keys[number] for number in range(0, len(self.keys), _APART)]

    def _holding(self, part: str) -> Sequence[int]:
        """Types whose key holds the part."""
        return self._texts.holding(part) if part else range(len(self.keys))

    @cached_property
    def _texts(self) -> Texts:
        return Texts.of(self.keys)
