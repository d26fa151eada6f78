"""Krippendorff's alpha: 1 - observed / expected disagreement, for any number of coders, missing ratings, any scale.

Only units that two or more coders rated count. The interval is a percentile bootstrap over units, or over the groups of
units that hang together (`groups`): it asks how alpha would move with other units, drawn as these were. (Krippendorff's
own bootstrap draws pairs of values instead, and takes them as independent.)

Source: Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania; Krippendorff,
K. (2004). Content Analysis: An Introduction to Its Methodology, 2nd edition. Sage, chapter 11.
"""

from collections.abc import Callable, Sequence, Set
from math import nan
from typing import Any, Literal, TypedDict, Unpack

import numpy as np

from qualcode.agreement.ratings import (
    BOOTSTRAP_DRAWS,
    ROUNDING,
    Agreement,
    Ratings,
    RatingTable,
    draws,
    group_index,
    rated,
    spread,
    undefined,
)
from qualcode.corpus.frame import Floats

MeasurementScale = Literal["nominal", "ordinal", "interval", "ratio"]
SetDistance = Literal["jaccard", "masi"]


class Bootstrap(TypedDict, total=False):
    """How the interval is drawn."""

    groups: Sequence[Any] | None
    """For each unit, the group that it was drawn with; without it, each unit was drawn by itself."""
    resamples: int
    """Number of resamples; 0: no interval."""
    seed: int
    """Seed of the draws: the same seed, the same interval."""


def krippendorff_alpha(
    table: RatingTable,
    scale: MeasurementScale = "nominal",
    *,
    categories: Sequence[Any] | None = None,
    **how: Unpack[Bootstrap],
) -> Agreement:
    """Krippendorff's alpha of values that are names, ranks, points of an interval scale, or of a ratio scale.

    `table` has shape (coders, units), None or nan where a coder gave nothing. Words on a scale need `categories`, from
    the lowest to the highest (on interval and ratio scales they stand for 1, 2, 3 ...). Errors: ValueError where words
    have no named order, or a ratio scale has values below 0.

    Source: Krippendorff (2011), sections A to E.
    """
    ratings = rated(table, categories)
    points = np.zeros(len(ratings.categories)) if scale == "nominal" else ratings.points
    if scale == "ratio" and (points < 0).any():
        raise ValueError("A ratio scale has no values below 0.")
    return _alpha(f"Krippendorff's alpha ({scale})", ratings, _squares(scale, points), **how)


def multilabel_alpha(
    table: Sequence[Sequence[Set[Any] | None]], distance: SetDistance = "masi", **how: Unpack[Bootstrap]
) -> Agreement:
    """Krippendorff's alpha where each coder gives a unit a set of codes, none of them among the sets.

    `table` has shape (coders, units): a set of codes, the empty set where a coder looked and gave none, None where the
    coder did not look. Two sets differ by 1 - shared / all codes of both (jaccard, 0 when both are empty); masi lowers
    what they share to 2/3 of it where one set holds the other, and to 1/3 where each has codes of its own.

    Source: Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and pragmatic annotation.
    Proceedings of LREC, 831-836; Jaccard, P. (1912). The distribution of the flora in the alpine zone. New Phytologist
    11(2), 37-50.
    """
    sets = [[None if given is None else frozenset(given) for given in row] for row in table]
    ratings = rated(sets)
    apart = np.array([[_set_distance(a, b, distance) for b in ratings.categories] for a in ratings.categories])
    return _alpha(f"Krippendorff's alpha (sets, {distance})", ratings, apart, **how)


def _set_distance(one: Set[Any], other: Set[Any], distance: SetDistance) -> float:
    """How far two sets of codes are apart, from 0 (equal) to 1 (nothing shared)."""
    if one == other:
        return 0.0
    shared = len(one & other) / len(one | other)
    if distance == "masi":
        shared *= 2 / 3 if one <= other or other <= one else 1 / 3
    return 1 - shared


Difference = Floats | Callable[[Floats], Floats]
"""Squared difference of each two categories, or a function that makes it from how often each category was given."""


def _squares(scale: MeasurementScale, points: Floats) -> Difference:
    """Squared differences of a scale. Those of ranks depend on how often each category was given."""
    if scale == "nominal":
        return 1.0 - np.eye(len(points))
    if scale == "interval":
        return np.asarray((points[:, None] - points) ** 2)
    if scale == "ratio":
        together = points[:, None] + points
        return np.asarray(((points[:, None] - points) / np.where(together > 0, together, 1)) ** 2)
    return _between_ranks


def _between_ranks(given: Floats) -> Floats:
    """Squared number of values from one category to another, both ends counted by half: the distance of their ranks."""
    middle = np.cumsum(given) - given / 2
    return np.asarray((middle[:, None] - middle) ** 2)


def _alpha(
    name: str,
    ratings: Ratings,
    difference: Difference,
    *,
    groups: Sequence[Any] | None = None,
    resamples: int = BOOTSTRAP_DRAWS,
    seed: int = 0,
) -> Agreement:
    """Alpha of coded ratings and squared differences of their categories."""
    coders, pairable = len(ratings.index), ratings.pairable
    units = int(pairable.sum())
    if not units:
        return undefined(name, 0, coders, "Not defined: no unit was rated by two coders.")
    counts = ratings.counts[pairable]
    measure = _Disagreement(counts, difference)
    observed, expected = measure(np.ones(units))
    if expected < ROUNDING:
        note = "Not defined: there is only one value, so there was nothing to disagree on."
        return Agreement(name, nan, observed, expected, nan, nan, nan, units, coders, note)
    together = np.unique(group_index(groups, ratings.units)[pairable], return_inverse=True)[1]
    drawn = [measure(weight) for weight in draws(together, resamples, seed)]
    error = spread(np.array([1 - o / e if e > ROUNDING else nan for o, e in drawn]))
    return Agreement(name, 1 - observed / expected, observed, expected, *error[:3], units, coders, error[3])


class _Disagreement:
    """Observed and expected disagreement of the same units, each counted as often as asked."""

    def __init__(self, counts: Floats, difference: Difference) -> None:
        """`counts`: how many coders gave each unit each category, two or more coders a unit.

        Units with equal counts are one pattern, of which there are few, so that thousands of resamples cost little.
        """
        self.counts, pattern = np.unique(counts, axis=0, return_inverse=True)
        self.pattern = pattern.reshape(-1)
        self.number = self.counts.sum(axis=1)
        self.difference = difference
        self.within = None if callable(difference) else self._within(difference)

    def __call__(self, weight: Floats) -> tuple[float, float]:
        """Mean squared difference of two values of one unit, and of any two values."""
        often = np.bincount(self.pattern, weights=weight)
        given = often @ self.counts
        total = float(given.sum())
        apart = self.difference(given) if callable(self.difference) else self.difference
        within = self._within(apart) if self.within is None else self.within
        return float(often @ within) / total, float(given @ apart @ given) / (total * (total - 1))

    def _within(self, apart: Floats) -> Floats:
        """Squared differences of all pairs of values of each pattern, each value counting once."""
        return np.asarray(((self.counts @ apart) * self.counts).sum(axis=1) / (self.number - 1))


def mean_alpha(tables: Sequence[RatingTable], **how: Unpack[Bootstrap]) -> Agreement:
    """The mean of the nominal alphas of several codes, each a table of given or not, shape (coders, units).

    The tables have the same units, which are drawn together, so that the interval is that of the mean. The set of codes
    is fixed: those whose alpha is defined. A draw in which one of them is not defined is left out, and said.
    """
    return _mean_alpha([rated(table) for table in tables], **how)


def _mean_alpha(
    ratings: Sequence[Ratings],
    *,
    groups: Sequence[Any] | None = None,
    resamples: int = BOOTSTRAP_DRAWS,
    seed: int = 0,
) -> Agreement:
    name = f"Krippendorff's alpha, mean of {len(ratings)} codes"
    coders = len(ratings[0].index) if ratings else 0
    pairable = ratings[0].pairable if ratings else np.zeros(0, np.bool_)
    units = int(pairable.sum())
    codes = [_Disagreement(each.counts[pairable], 1.0 - np.eye(len(each.categories))) for each in ratings] * bool(units)
    defined = [code for code in codes if code(np.ones(units))[1] > ROUNDING]
    if not defined:
        return undefined(name, units, coders, "Not defined: there is no code on which coders could disagree.")
    whole = [code(np.ones(units)) for code in defined]
    together = np.unique(group_index(groups, ratings[0].units)[pairable], return_inverse=True)[1]
    drawn = [[code(weight) for code in defined] for weight in draws(together, resamples, seed)]
    error = spread(np.array([_mean_of(each) for each in drawn]))
    lost = len(ratings) - len(defined)
    note = f"{lost} of {len(ratings)} codes have no alpha and are left out." if lost else ""
    observed, expected = np.mean(whole, axis=0).tolist()
    said = " ".join(filter(None, (note, error[3])))
    return Agreement(name, _mean_of(whole), observed, expected, *error[:3], units, coders, said)


def _mean_of(disagreements: Sequence[tuple[float, float]]) -> float:
    """Mean of alphas from observed and expected disagreement; nan where one is not defined."""
    return float(np.mean([1 - o / e if e > ROUNDING else nan for o, e in disagreements]))
