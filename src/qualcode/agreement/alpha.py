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
import numpy.typing as npt

from qualcode.agreement.ratings import (
    BOOTSTRAP_DRAWS,
    ROUNDING,
    Agreement,
    Ratings,
    RatingTable,
    draws,
    group_index,
    mass_of_units,
    rated,
    spread,
    undefined,
)
from qualcode.corpus.frame import Floats
from qualcode.index.arrays import Longs

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
    unit_weights: npt.ArrayLike | None
    """How many units each one stands for, where they were drawn with different chances: 1 / its chance."""


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
    """Squared number of values from one category to another, both ends counted by half: the distance of their ranks.

    `given` has shape (..., categories); so have the rows of what is made of it.
    """
    middle = np.cumsum(given, axis=-1) - given / 2
    return np.asarray((middle[..., :, None] - middle[..., None, :]) ** 2)


def _alpha(
    name: str,
    ratings: Ratings,
    difference: Difference,
    *,
    groups: Sequence[Any] | None = None,
    resamples: int = BOOTSTRAP_DRAWS,
    seed: int = 0,
    unit_weights: npt.ArrayLike | None = None,
) -> Agreement:
    """Alpha of coded ratings and squared differences of their categories."""
    coders, pairable = len(ratings.index), ratings.pairable
    units = int(pairable.sum())
    if not units:
        return undefined(name, 0, coders, "Not defined: no unit was rated by two coders.")
    mass, together = _mass_and_groups(ratings, groups, unit_weights)
    measure = _Disagreement(ratings.counts[pairable], difference, mass, together)
    observed, expected = measure.whole
    if expected < ROUNDING:
        note = "Not defined: there is only one value, so there was nothing to disagree on."
        return Agreement(name, nan, observed, expected, nan, nan, nan, units, coders, note)
    error = _spread([measure], resamples, seed)
    return Agreement(name, 1 - observed / expected, observed, expected, *error[:3], units, coders, error[3])


def _mass_and_groups(
    ratings: Ratings, groups: Sequence[Any] | None, unit_weights: npt.ArrayLike | None
) -> tuple[Floats, Longs]:
    """What each unit that two coders rated weighs, 1 on average, and the number of its group."""
    pairable = ratings.pairable
    mass = mass_of_units(unit_weights, ratings.units)[pairable]
    together = np.unique(group_index(groups, ratings.units)[pairable], return_inverse=True)[1]
    return mass / (mass.mean() if len(mass) else 1), together.astype(np.int64)


def _spread(measures: "Sequence[_Disagreement]", resamples: int, seed: int) -> tuple[float, float, float, str]:
    """Standard error and interval of the mean of alphas of the same units, from resamples of their groups."""
    blocks = draws(measures[0].groups, resamples, seed, max(each.numbers for each in measures))
    drawn = [np.mean([each.alpha(times) for each in measures], axis=0) for times in blocks]
    return spread(np.concatenate(drawn) if drawn else np.zeros(0))


class _Disagreement:
    """Observed and expected disagreement of the same units, whose groups are each counted as often as asked."""

    def __init__(self, counts: Floats, difference: Difference, mass: Floats, together: Longs) -> None:
        """`counts`: how many coders gave each unit each category, two or more coders a unit.

        Units with equal counts are one pattern, of which there are few, so that thousands of resamples cost little.
        """
        from scipy.sparse import csr_array

        self.counts, pattern = np.unique(counts, axis=0, return_inverse=True)
        self.number = self.counts.sum(axis=1)
        self.groups = int(together.max(initial=-1)) + 1
        self.often = csr_array((mass, (together, pattern.reshape(-1))), shape=(self.groups, len(self.counts)))
        self.difference = difference
        self.within = None if callable(difference) else self._within(difference)
        patterns, kinds = self.counts.shape
        self.numbers = max(patterns * kinds, kinds**2) if callable(difference) else max(patterns, kinds)
        observed, expected = self(np.ones((1, self.groups)))
        self.whole = float(observed[0]), float(expected[0])

    def __call__(self, times: Floats) -> tuple[Floats, Floats]:
        """Mean squared difference of two values of one unit, and of any two; `times` has shape (resamples, groups)."""
        often = np.asarray(times @ self.often)
        given = often @ self.counts
        total = given.sum(axis=1)
        if callable(self.difference):
            apart = self.difference(given)
            observed = (often * self._within(apart)).sum(axis=1)
            expected = (np.matmul(given[:, None, :], apart)[:, 0] * given).sum(axis=1)
        else:
            observed, expected = often @ self.within, ((given @ self.difference) * given).sum(axis=1)
        return observed / total, expected / (total * (total - 1))

    def alpha(self, times: Floats) -> Floats:
        """Alpha of each resample; nan where it is not defined."""
        observed, expected = self(times)
        defined = expected > ROUNDING
        return np.where(defined, 1 - observed / np.where(defined, expected, 1), nan)

    def _within(self, apart: Floats) -> Floats:
        """Squared differences of all pairs of values of each pattern, each value counting once."""
        return np.asarray((np.matmul(self.counts, apart) * self.counts).sum(axis=-1) / (self.number - 1))


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
    unit_weights: npt.ArrayLike | None = None,
) -> Agreement:
    name = f"Krippendorff's alpha, mean of {len(ratings)} codes"
    coders = len(ratings[0].index) if ratings else 0
    units = int(ratings[0].pairable.sum()) if ratings else 0
    codes = []
    if units:
        mass, together = _mass_and_groups(ratings[0], groups, unit_weights)
        codes = [
            _Disagreement(each.counts[each.pairable], 1.0 - np.eye(len(each.categories)), mass, together)
            for each in ratings
        ]
    defined = [code for code in codes if code.whole[1] > ROUNDING]
    if not defined:
        return undefined(name, units, coders, "Not defined: there is no code on which coders could disagree.")
    error = _spread(defined, resamples, seed)
    lost = len(ratings) - len(defined)
    note = f"{lost} of {len(ratings)} codes have no alpha and are left out." if lost else ""
    observed, expected = np.mean([code.whole for code in defined], axis=0).tolist()
    value = float(np.mean([1 - o / e for o, e in (code.whole for code in defined)]))
    said = " ".join(filter(None, (note, error[3])))
    return Agreement(name, value, observed, expected, *error[:3], units, coders, said)
