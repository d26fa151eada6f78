"""Matches: where the terms of a codebook or list occur on a shard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Ints, order, ranges

Places = tuple[Ints, Ints]
"""First tokens of matches and the tokens after them."""


@dataclass(frozen=True)
class Matches:
    """All matches of numbered terms, grouped by term and in order of text."""

    starts: Ints
    """Where the matches of each term begin: n_terms + 1 values."""
    first: Ints
    """First token of each match."""
    last: Ints
    """Token after each match."""

    @property
    def term(self) -> Ints:
        """Term of each match."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def of(self, term: int) -> Places:
        """First tokens and tokens after the matches of one term."""
        own = slice(int(self.starts[term]), int(self.starts[term + 1]))
        return self.first[own], self.last[own]

    def of_any(self, terms: Sequence[int]) -> Places:
        """Matches of several terms, one term after the other."""
        if len(terms) and list(terms) == list(range(terms[0], terms[0] + len(terms))):  # side by side: no copy
            own = slice(int(self.starts[terms[0]]), int(self.starts[terms[-1] + 1]))
            return self.first[own], self.last[own]
        at = ranges(self.starts[list(terms)], self.starts[[term + 1 for term in terms]])
        return self.first[at], self.last[at]

    def between(self, low: int, high: int) -> "Matches":
        """The matches that begin with a token from one number to another."""
        kept = np.flatnonzero((self.first >= low) & (self.first < high))
        return Matches(np.searchsorted(kept, self.starts), self.first[kept], self.last[kept])

    def filled(self, found: Mapping[int, Places]) -> "Matches":
        """The same matches, with those of some terms that had none yet."""
        if not found:
            return self
        parts = [found.get(term) or self.of(term) for term in range(len(self.starts) - 1)]
        starts = np.cumsum([0, *(len(first) for first, _ in parts)])
        return Matches(
            starts, np.concatenate([first for first, _ in parts]), np.concatenate([last for _, last in parts])
        )


def longest(places: Places) -> Places:
    """Of the matches that begin at a token, the longest; in order of text."""
    by_place = np.lexsort((-places[1], places[0]))
    first, at = np.unique(places[0][by_place], return_index=True)
    return first, places[1][by_place][at]


def reach(places: Places) -> Places:
    """First tokens of matches in order of text, and how far those that have begun by then reach."""
    by_place = order(places[0])
    return places[0][by_place], np.maximum.accumulate(places[1][by_place])
