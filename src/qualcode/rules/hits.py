"""Hits: matches of rules, with the matched words that make them."""

from dataclasses import dataclass

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
    part_starts: Ints
    """Where the matches of each hit begin in the two columns below: n_hits + 1 values."""
    part_first: Ints
    """First token of each match."""
    part_last: Ints
    """Token after each match."""

    def __len__(self) -> int:
        """Number of hits."""
        return len(self.first)

    @property
    def is_single(self) -> bool:
        """Whether each hit is one match, whose columns are those of the hits."""
        return self.part_first is self.first

    def keep(self, flags: Flags) -> "RuleHits":
        """The hits for which the flag is set."""
        return self if flags.all() else self.take(np.flatnonzero(flags))

    def between(self, low: int, high: int) -> "RuleHits":
        """The hits from one number to another, as views."""
        if self.is_single:
            return single(self.first[low:high], self.last[low:high], self.negators[low:high])
        starts = self.part_starts[low : high + 1]
        parts = slice(int(starts[0]), int(starts[-1]))
        own = self.first[low:high], self.last[low:high], self.negators[low:high]
        return RuleHits(*own, starts - starts[0], self.part_first[parts], self.part_last[parts])

    def take(self, kept: Ints) -> "RuleHits":
        """The hits with these numbers, in their order."""
        if self.is_single:
            return single(self.first[kept], self.last[kept], self.negators[kept])
        bounds, at = take_runs(self.part_starts, kept)
        own = self.first[kept], self.last[kept], self.negators[kept]
        return RuleHits(*own, bounds, self.part_first[at], self.part_last[at])


def single(first: Ints, last: Ints, negators: Ints | None = None) -> RuleHits:
    """Hits that are one match each: the columns of matches are those of hits."""
    negators = np.zeros(len(first), np.int64) if negators is None else negators
    return RuleHits(first, last, negators, np.arange(len(first) + 1), first, last)


def join(found: list[RuleHits]) -> RuleHits:
    """The hits of several rules, one after the other."""
    if all(hits.is_single for hits in found):
        return single(
            *(_concatenate([getattr(hits, name) for hits in found]) for name in ("first", "last", "negators"))
        )
    sizes = np.cumsum([0, *(len(hits.part_first) for hits in found)])
    starts = [hits.part_starts[:-1] + base for hits, base in zip(found, sizes, strict=False)]
    return RuleHits(
        _concatenate([hits.first for hits in found]),
        _concatenate([hits.last for hits in found]),
        _concatenate([hits.negators for hits in found]),
        _concatenate([*starts, sizes[-1:]]),
        _concatenate([hits.part_first for hits in found]),
        _concatenate([hits.part_last for hits in found]),
    )


def _concatenate(parts: list[Ints]) -> Ints:
    return np.concatenate(parts).astype(np.int64, copy=False) if parts else np.empty(0, np.int64)
