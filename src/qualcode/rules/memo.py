"""The memo of words and their level keys, as it lies on disk: nothing of it is read before a word is asked for."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

Keys = tuple[str, ...]
"""Level keys of one word, such as `id:percaya`."""

_SEPARATOR = "\t"
"""Between the keys of one word; no token holds it."""
_SEARCH = 10
"""Looking a word up costs as much as reading so many words of the memo."""


@dataclass(frozen=True)
class Memo:
    """Words of earlier runs, sorted, with their keys at one level."""

    words: Sequence[str] = ()
    """Words, sorted."""
    keys: Sequence[str] = ()
    """The keys of each word, as one text."""

    def of(self, words: Sequence[str]) -> dict[str, Keys]:
        """What is known of some words, and perhaps of others: few are looked up, for many the whole memo is read."""
        if len(words) * _SEARCH > len(self.words):
            return self.all()
        places = ((word, bisect_left(self.words, word)) for word in words)
        found = ((word, at) for word, at in places if at < len(self.words) and self.words[at] == word)
        return {word: tuple(self.keys[at].split(_SEPARATOR)) for word, at in found}

    def all(self) -> dict[str, Keys]:
        """Every word with its keys."""
        return {word: tuple(keys.split(_SEPARATOR)) for word, keys in zip(self.words, self.keys, strict=True)}

    @classmethod
    def made_of(cls, known: dict[str, Keys]) -> "Memo":
        """The memo of some words."""
        words = sorted(known)
        return cls(words, [_SEPARATOR.join(known[word]) for word in words])
