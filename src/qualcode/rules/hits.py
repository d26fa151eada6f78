"""Hits: matches of rules, with the matched words that make them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qualcode.index.arrays import Flags, Ints, take_runs


@dataclass(frozen=True)
class RuleHits:
    """Hits of one or more rules, from their first to their last matched token, and the matches that make them."""

    first: Ints
    """First token of each hit."""
    last: Ints
    """Token after each hit."""
    negators: Ints
    """One where what stands inside a hit turns over what the negators before it say, else zero."""
    several: "Parts | None" = None
    """The matches of each hit; None where each hit is one match, so that columns of them need not be made."""

    def __len__(self) -> int:
        """Number of hits."""
        return len(self.first)

    @cached_property
    def parts(self) -> "Parts":
        """The matches of each hit."""
        return self.several or Parts(np.arange(len(self) + 1), self.first, self.last)

    def keep(self, flags: Flags) -> "RuleHits":
        """The hits for which the flag is set."""
        return self if flags.all() else self.take(np.flatnonzero(flags))

    def between(self, low: int, high: int) -> "RuleHits":
        """The hits from one number to another, as views."""
        own = self.first[low:high], self.last[low:high], self.negators[low:high]
        return RuleHits(*own, self.several and self.several.between(low, high))

    def take(self, kept: Ints) -> "RuleHits":
        """The hits with these numbers, in their order."""
        own = self.first[kept], self.last[kept], self.negators[kept]
        return RuleHits(*own, self.several and self.several.take(kept))


@dataclass(frozen=True)
class Parts:
    """The matches that make hits."""

    starts: Ints
    """Where the matches of each hit begin in the two columns below: n_hits + 1 values."""
    first: Ints
    """First token of each match."""
    last: Ints
    """Token after each match."""

    def between(self, low: int, high: int) -> "Parts":
        """Those of the hits from one number to another."""
        starts = self.starts[low : high + 1]
        own = slice(int(starts[0]), int(starts[-1]))
        return Parts(starts - starts[0], self.first[own], self.last[own])

    def take(self, kept: Ints) -> "Parts":
        """Those of some hits."""
        starts, at = take_runs(self.starts, kept)
        return Parts(starts, self.first[at], self.last[at])


def single(first: Ints, last: Ints, negators: Ints | None = None) -> RuleHits:
    """Hits that are one match each."""
    return RuleHits(first, last, np.zeros(len(first), np.int8) if negators is None else negators)


def join(found: Sequence[RuleHits]) -> RuleHits:
    """The hits of several rules, one after the other."""
    if not found:
        return single(np.empty(0, np.int64), np.empty(0, np.int64))
    first, last = (_tokens([getattr(hits, name) for hits in found]) for name in ("first", "last"))
    negators = np.concatenate([hits.negators for hits in found])
    return RuleHits(first, last, negators, _join_parts(found) if any(hits.several for hits in found) else None)


def _join_parts(found: Sequence[RuleHits]) -> Parts:
    parts = [hits.parts for hits in found]
    sizes = np.cumsum([0, *(len(each.first) for each in parts)])
    starts = [each.starts[:-1] + base for each, base in zip(parts, sizes, strict=False)]
    first, last = (_tokens([getattr(each, name) for each in parts]) for name in ("first", "last"))
    return Parts(np.concatenate([*starts, sizes[-1:]]), first, last)


def _tokens(parts: Sequence[Ints]) -> Ints:
    """Numbers of tokens one part after the other, of the width with which numpy looks things up."""
    return np.concatenate(parts, dtype=np.int64)
