"""Precision, recall and F1 of one coder against another, counted by transcript so that they can be resampled.

A score without a denominator is not a number: precision of a code that was never found, recall of a code that is
never there. Nothing is put in its place; macro averages are taken over the codes that have the score.
"""

import warnings
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from qualcode.agreement.units import Units
from qualcode.tables.frame import Bools, Floats, Longs

DRAWS = 2000
"""Resamples of the transcripts for an interval."""
_AT_ONCE = 4_000_000
"""Numbers of a resample that are held in memory at once."""


@dataclass(frozen=True, eq=False)
class Tally:
    """Weighted counts for each transcript; those of codes have shape (transcripts, codes)."""

    both: Floats
    """Units to which both coders give the code."""
    found: Floats
    """Units to which the coder under test gives it."""
    there: Floats
    """Units to which the reference gives it."""
    silent: Floats
    """Units without any code of the reference."""
    alarms: Floats
    """Those of them to which the coder under test gives a code."""


class Scores(NamedTuple):
    """Precision, recall and F1 by code, over all pairs of unit and code (micro) and as means of codes (macro)."""

    precision: Floats
    recall: Floats
    f1: Floats
    micro: Floats
    """Shape (..., 3): precision, recall, F1."""
    macro: Floats
    """Shape (..., 3): means over the codes for which each is defined."""
    false_alarms: Floats
    """Share of units without any code that were given one."""


def tally(made: Units, there: Bools, found: Bools) -> Tally:
    """Count two coders' codes, shape (units, codes), by transcript."""
    _, transcript = np.unique(made.transcript, return_inverse=True)
    size = int(transcript.max(initial=-1)) + 1

    def summed(which: Bools) -> Floats:
        sums = np.zeros((size, *which.shape[1:]))
        np.add.at(sums, transcript, (which.T * made.weight).T)
        return sums

    silent = np.asarray(~there.any(axis=1), np.bool_)
    return Tally(
        summed(there & found), summed(found), summed(there), summed(silent), summed(silent & found.any(axis=1))
    )


def scores(counted: Tally, times: "Longs | Floats | None" = None) -> Scores:
    """Scores of all transcripts together, or of resamples: `times`, shape (draws, transcripts), says how often each."""
    weight = np.ones((1, len(counted.silent))) if times is None else times.astype(np.float64)
    both, found, there = weight @ counted.both, weight @ counted.found, weight @ counted.there
    by_code = three(both, found, there)
    micro = np.stack(three(both.sum(axis=1), found.sum(axis=1), there.sum(axis=1)), axis=-1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # the mean of no codes is not a number
        macro = np.stack([np.nanmean(score, axis=1) for score in by_code], axis=-1)
    return Scores(*by_code, micro, macro, share(weight @ counted.alarms, weight @ counted.silent))


def three(both: Floats, found: Floats, there: Floats) -> tuple[Floats, Floats, Floats]:
    """Precision, recall and their harmonic mean, F1 = 2 both / (found + there)."""
    return share(both, found), share(both, there), share(2 * both, found + there)


def share(part: Floats, whole: Floats) -> Floats:
    """A part of a whole; not a number where there is no whole."""
    return np.divide(part, whole, out=np.full_like(whole, np.nan), where=whole > 0)


def resampled(counted: Tally, seed: int, draws: int = DRAWS) -> Scores | None:
    """Scores of resamples of the transcripts, drawn with replacement; None when there are fewer than two.

    Transcripts are drawn, not units: what one person says hangs together (cluster bootstrap, Davison & Hinkley 1997,
    section 3.8).
    """
    size = len(counted.silent)
    if size < 2:
        return None
    random = np.random.default_rng(seed)
    at_once = max(1, _AT_ONCE // size)
    parts = []
    for begin in range(0, draws, at_once):
        times = random.multinomial(size, np.full(size, 1 / size), size=min(at_once, draws - begin))
        parts.append(scores(counted, times))
    return Scores(*(np.concatenate([part[place] for part in parts]) for place in range(len(parts[0]))))


def interval(values: Floats) -> tuple[float, float] | None:
    """The middle 95 % of resampled values (percentile bootstrap); None where none of them is defined."""
    defined = values[~np.isnan(values)]
    if not len(defined):
        return None
    low, high = np.percentile(defined, (2.5, 97.5))
    return float(low), float(high)
