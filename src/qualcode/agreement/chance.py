"""Agreement beyond chance on rated units: percent_agreement, Cohen, Scott, Fleiss, Conger, Brennan-Prediger, Gwet.

All are (observed - expected) / (1 - expected) and differ in what they expect by chance. Observed is the mean, over the
units that two or more coders rated, of the share of pairs of coders that agree; weights let a near miss count in part.
A unit that one coder rated tells what is common, and so it counts in what is expected.

Standard errors are those of units drawn at random, from each unit's first-order effect on the coefficient; intervals
are those of Student's t, cut where a coefficient ends: above at 1, below at 0 (percent), at -1 (the kappas and pi), or
at the value that it has when no two coders agree and chance expects the most (Brennan-Prediger, Gwet). `groups` says
which units hang together (those of one respondent): then it is groups that were drawn. `unit_weights` says how many
units each one stands for: means over units are then weighted, and so is each unit's effect (Särndal, C.-E., Swensson,
B., & Wretman, J. (1992). Model Assisted Survey Sampling. Springer, section 5.5).

Source: Gwet, K. L. (2014). Handbook of Inter-Rater Reliability, 4th edition. Advanced Analytics, chapters 2 to 5; Gwet,
K. L. (2008). Computing inter-rater reliability and its variance in the presence of high agreement. British Journal of
Mathematical and Statistical Psychology 61(1), 29-48.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import inf, isnan, nan, sqrt
from statistics import fmean
from typing import Any, Literal, TypedDict, Unpack

import numpy as np
import numpy.typing as npt

from qualcode.agreement.ratings import (
    ROUNDING,
    Agreement,
    Ratings,
    RatingTable,
    group_index,
    mass_of_units,
    rated,
    undefined,
)
from qualcode.corpus.frame import Bools, Floats

WeightScale = Literal["nominal", "ordinal", "linear", "interval", "quadratic", "radical", "ratio"]


class How(TypedDict, total=False):
    """What every coefficient of this page can be told besides the ratings."""

    weights: WeightScale | npt.ArrayLike
    """How far two values agree: a scale, or a symmetric matrix in the order of the categories, 1 on its diagonal."""
    categories: Sequence[Any] | None
    """All values that could be given, in order; without it, those found."""
    groups: Sequence[Any] | None
    """For each unit, the group that it was drawn with; without it, each unit was drawn by itself."""
    unit_weights: npt.ArrayLike | None
    """How many units each one stands for, where they were drawn with different chances: 1 / its chance."""


def percent_agreement(table: RatingTable, **how: Unpack[How]) -> Agreement:
    """The share of pairs of coders that gave a unit the same value; nothing is taken off for chance.

    `table` has shape (coders, units), None or nan where a coder gave nothing. Standard error: Gwet (2014), chapter 5.
    """
    return _coefficient("percent", table, **how)


def cohen(table: RatingTable, **how: Unpack[How]) -> Agreement:
    """Cohen's kappa of two coders, weighted or not: by chance, each keeps to their own shares of the values.

    `table` has shape (2, units); units that one of them did not rate are left out. For more coders use `conger`, which
    has the same value for two.

    Source: Cohen, J. (1960). Educational and Psychological Measurement 20(1), 37-46; Cohen, J. (1968). Psychological
    Bulletin 70(4), 213-220. Standard error, with an interval of the normal distribution: Fleiss, J. L., Cohen, J., &
    Everitt, B. S. (1969). Psychological Bulletin 72(5), 323-327.
    """
    return _coefficient("cohen", table, **how)


def scott(table: RatingTable, **how: Unpack[How]) -> Agreement:
    """Scott's pi of two coders: by chance, both keep to the shares of the values that they have together.

    `table` has shape (2, units); units that one of them did not rate are left out. For more coders use `fleiss`.

    Source: Scott, W. A. (1955). Reliability of content analysis. Public Opinion Quarterly 19(3), 321-325.
    """
    return _coefficient("scott", table, **how)


def fleiss(table: RatingTable, **how: Unpack[How]) -> Agreement:
    """Fleiss' kappa of any number of coders: by chance, all keep to the shares that they have together.

    `table` has shape (coders, units). The standard error is that of the coefficient, not that under the hypothesis that
    nobody agrees.

    Source: Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76(5),
    378-382; Gwet (2014) for weights, missing ratings and the standard error.
    """
    return _coefficient("fleiss", table, **how)


def conger(table: RatingTable, **how: Unpack[How]) -> Agreement:
    """Conger's kappa, Cohen's for any number of coders: by chance, each keeps to their own shares of the values.

    `table` has shape (coders, units); a coder's shares are those of all units that the coder rated.

    Source: Conger, A. J. (1980). Integration and generalization of kappas for multiple raters. Psychological Bulletin
    88(2), 322-328; Gwet (2014) for weights, missing ratings and the standard error.
    """
    return _coefficient("conger", table, **how)


def brennan_prediger(table: RatingTable, **how: Unpack[How]) -> Agreement:
    """The coefficient of Brennan and Prediger: by chance, every category is as likely as any other.

    `table` has shape (coders, units). It depends on the number of categories: name them if some were never used.

    Source: Brennan, R. L., & Prediger, D. J. (1981). Coefficient kappa: some uses, misuses, and alternatives.
    Educational and Psychological Measurement 41(3), 687-699; Gwet (2014) for the rest.
    """
    return _coefficient("brennan_prediger", table, **how)


def gwet(table: RatingTable, **how: Unpack[How]) -> Agreement:
    """Gwet's AC1, and with weights AC2: by chance, coders guess where a unit is hard to rate.

    `table` has shape (coders, units). It depends on the number of categories: name them if some were never used.

    Source: Gwet (2008) for AC1; Gwet (2014), chapters 3 and 5, for AC2.
    """
    return _coefficient("gwet", table, **how)


def agreement_weights(ratings: Ratings, weights: WeightScale | npt.ArrayLike) -> Floats:
    """How far each two categories agree, from 0 to 1, shape (categories, categories).

    With d the difference and D the largest one: linear 1 - d / D, interval (or quadratic) its square, radical its root;
    ordinal takes the pairs of categories from one to the other for d, ratio the difference divided by the sum,
    squared. Errors: ValueError where categories are words without a named order or below 0 on a ratio scale, or where a
    matrix does not fit them.

    Source: Gwet (2014), section 3.5.
    """
    size = len(ratings.categories)
    if not isinstance(weights, str):
        matrix = np.asarray(weights, float)
        if matrix.shape != (size, size) or not np.allclose(matrix, matrix.T) or not np.allclose(np.diag(matrix), 1):
            raise ValueError(
                f"{size} categories need a symmetric {size} x {size} matrix of weights, 1 on its diagonal."
            )
        return np.asarray(matrix)
    apart = np.eye(size) == 0 if weights == "nominal" else _apart(ratings.points, weights)
    return np.asarray(1 - apart / max(float(apart.max()), ROUNDING))


def _apart(points: Floats, scale: str) -> Floats:
    """How far each two points of a scale are apart, in any unit."""
    difference = np.abs(points[:, None] - points)
    if scale == "ordinal":
        steps = np.abs(np.arange(len(points))[:, None] - np.arange(len(points)))
        return np.asarray(steps * (steps + 1.0))
    if scale == "ratio":
        if (points < 0).any():
            raise ValueError("A ratio scale has no values below 0.")
        together = points[:, None] + points
        return np.asarray((difference / np.where(together > 0, together, 1)) ** 2)
    return np.asarray(difference ** {"linear": 1, "radical": 0.5, "interval": 2, "quadratic": 2}[scale])


def _is_scale(weights: WeightScale | npt.ArrayLike, scale: WeightScale) -> bool:
    """True when weights are given by the name of a scale, and by this one."""
    return isinstance(weights, str) and weights == scale


@dataclass(frozen=True, eq=False)
class _Case:
    """The ratings that a coefficient is computed from, each unit rated at least once."""

    index: npt.NDArray[np.int64]
    """Category of each coder and unit, -1: missing."""
    counts: Floats
    """How many coders gave each unit each category, shape (units, categories)."""
    weights: Floats
    """How far two categories agree."""
    mass: Floats
    """What each unit weighs, 1 on average."""

    def mean(self, values: npt.NDArray[Any]) -> Floats:
        """The weighted mean over units of values of shape (units, ...)."""
        return np.asarray(np.average(values, axis=0, weights=self.mass))

    @property
    def shares(self) -> Floats:
        """Each category's share of the ratings of each unit, shape (units, categories)."""
        return np.asarray(self.counts / self.counts.sum(axis=1, keepdims=True))


Chance = Callable[[_Case], tuple[float, Floats]]
"""Agreement to expect by chance, and each unit's first-order effect on it, shape (units)."""


@dataclass(frozen=True)
class _Recipe:
    """What makes a coefficient of this page."""

    name: str
    """Its name, as papers write it."""
    chance: Chance
    """Agreement expected by chance, and each unit's first-order effect on it."""
    least: Callable[[_Case], float]
    """The least that it can be."""
    two: bool = False
    """True: of two coders only."""
    large: bool = False
    """True: standard error and interval of large samples."""


@dataclass(frozen=True, eq=False)
class _Figure:
    """A coefficient of one table, and how much of it each unit makes."""

    value: float
    """The coefficient; nan when it is not defined."""
    observed: float
    """Observed agreement."""
    expected: float
    """Agreement expected by chance."""
    effect: Floats
    """First-order effect of each unit of the table on the value; 0 for units that do not count."""
    used: Bools
    """The units that count."""
    least: float = -inf
    """The least that the coefficient can be."""
    note: str = ""
    """Why it is not defined."""


def _coefficient(
    name: str, table: RatingTable, *, weights: WeightScale | npt.ArrayLike = "nominal",
    categories: Sequence[Any] | None = None, groups: Sequence[Any] | None = None,
    unit_weights: npt.ArrayLike | None = None,
) -> Agreement:  # fmt: skip
    """Any coefficient of this page, by its name in `_RECIPES`."""
    recipe, ratings = _RECIPES[name], rated(table, categories)
    coders, pairable = len(ratings.index), int(ratings.pairable.sum())
    called = "Gwet's AC2" if name == "gwet" and not _is_scale(weights, "nominal") else recipe.name
    found = _figure(recipe, ratings, weights, mass_of_units(unit_weights, ratings.units))
    if isnan(found.value):
        return Agreement(called, nan, found.observed, found.expected, nan, nan, nan, pairable, coders, found.note)
    error = _interval([found], group_index(groups, ratings.units), pairable, large=recipe.large)
    return Agreement(called, found.value, found.observed, found.expected, *error[:3], pairable, coders, error[3])


def mean_coefficient(
    name: str, tables: Sequence[RatingTable], *, categories: Sequence[Any] | None = None,
    groups: Sequence[Any] | None = None, unit_weights: npt.ArrayLike | None = None,
) -> Agreement:  # fmt: skip
    """The mean of one coefficient over several codes, each a table of the same coders and units, with its own error.

    `name` is that which options take (`percent`, `cohen`, `gwet` ...). The set of codes is fixed: those whose
    coefficient is defined. A unit's effect on the mean is the mean of its effects on the codes, so that codes which go
    together in the same units make the error larger, and not smaller as independent ones would.
    """
    recipe, ratings = _RECIPES[name], [rated(table, categories) for table in tables]
    units, coders = (ratings[0].units, len(ratings[0].index)) if ratings else (0, 0)
    pairable, mass = int(ratings[0].pairable.sum()) if ratings else 0, mass_of_units(unit_weights, units)
    found = [_figure(recipe, each, "nominal", mass) for each in ratings]
    defined = [each for each in found if not isnan(each.value)]
    called = f"{recipe.name}, mean of {len(defined)} codes"
    if not defined:
        return undefined(called, pairable, coders, "Not defined for any code.")
    value, observed, expected = np.mean([(each.value, each.observed, each.expected) for each in defined], axis=0)
    error = _interval(defined, group_index(groups, units), pairable, large=recipe.large)
    lost = len(found) - len(defined)
    said = " ".join(filter(None, (f"{lost} of {len(found)} codes have none." if lost else "", error[3])))
    return Agreement(called, float(value), float(observed), float(expected), *error[:3], pairable, coders, said)


def _figure(recipe: _Recipe, ratings: Ratings, weights: WeightScale | npt.ArrayLike, mass: Floats) -> _Figure:
    """A coefficient of coded ratings. `weights`: how far two categories agree; `mass`: what each unit weighs."""
    coders, pairable = len(ratings.index), int(ratings.pairable.sum())
    used = ratings.pairable if recipe.two else ratings.rated
    nothing = np.zeros(ratings.units)
    if recipe.two and coders != 2:
        note = f"Not defined: {recipe.name} compares two coders, not {coders}."
        return _Figure(nan, nan, nan, nothing, used, note=note)
    if not pairable:
        return _Figure(nan, nan, nan, nothing, used, note="Not defined: no unit was rated by two coders.")
    own = mass[used] / mass[used].mean()
    case = _Case(ratings.index[:, used], ratings.counts[used], agreement_weights(ratings, weights), own)
    observed, each = _observed(case)
    expected, effect = recipe.chance(case)
    if 1 - expected < ROUNDING:
        note = "Not defined: chance explains everything, for there is only one value."
        return _Figure(nan, observed, expected, nothing, used, note=note)
    value = (observed - expected) / (1 - expected)
    linear = (each - expected * _weight_of_pairable(case) - (1 - value) * effect) / (1 - expected) - value
    nothing[used] = own * linear / len(own)
    return _Figure(value, observed, expected, nothing, used, recipe.least(case))


def _weight_of_pairable(case: _Case) -> Floats:
    """What each unit weighs in observed agreement, 1 on average: nothing where one coder rated it."""
    pairable = case.counts.sum(axis=1) > 1
    return np.asarray(pairable / case.mean(pairable))


def _observed(case: _Case) -> tuple[float, Floats]:
    """Observed agreement, and each unit's part in it (of which it is the mean)."""
    number = case.counts.sum(axis=1)
    agreeing = ((case.counts @ case.weights - 1) * case.counts).sum(axis=1)
    each = agreeing / np.maximum(number * (number - 1), 1) * _weight_of_pairable(case)
    return float(case.mean(each)), each


def _interval(
    figures: Sequence[_Figure], groups: npt.NDArray[np.int64], pairable: int, *, large: bool
) -> tuple[float, float, float, str]:
    """Standard error, ends of the 95 % interval and a note, of the mean of figures of the same units."""
    from scipy.stats import norm, t

    if pairable < 2:
        return nan, nan, nan, "No interval: it needs two units."
    used = np.any([each.used for each in figures], axis=0)
    effect, value = np.mean([each.effect for each in figures], axis=0), fmean(each.value for each in figures)
    sums = np.bincount(np.unique(groups[used], return_inverse=True)[1], weights=effect[used])
    if len(sums) < 2:
        return nan, nan, nan, "No interval: it needs two groups of units."
    scale = 1.0 if large else len(sums) / (len(sums) - 1)
    error = sqrt(scale * float((sums**2).sum()))
    if error < ROUNDING:
        return nan, nan, nan, "No interval: no unit agrees more or less than another."
    reach = error * float(norm.ppf(0.975) if large else t.ppf(0.975, len(sums) - 1))
    least = min(value, fmean(each.least for each in figures))
    return error, max(least, value - reach), min(1.0, value + reach), ""


def _nothing(case: _Case) -> tuple[float, Floats]:
    """Nothing is expected."""
    return 0.0, np.zeros(len(case.counts))


def _equal_shares(case: _Case) -> tuple[float, Floats]:
    """Every category is as likely as any other."""
    return float(case.weights.mean()), np.zeros(len(case.counts))


def _common_shares(case: _Case) -> tuple[float, Floats]:
    """All coders draw from the shares of the categories over all units."""
    shares = case.mean(case.shares)
    expected = float(shares @ case.weights @ shares)
    return expected, np.asarray(2 * (case.shares @ (case.weights @ shares) - expected))


def _own_shares(case: _Case) -> tuple[float, Floats]:
    """Each coder draws from their own shares of the categories; the mean over all pairs of coders that rated."""
    index = case.index[(case.index >= 0).any(axis=1)]
    coders, units = index.shape
    often = np.stack([(index == k) @ case.mass for k in range(len(case.weights))], axis=1)
    shares = often / often.sum(axis=1, keepdims=True)
    # How far each category agrees with what the other coders draw.
    others = (shares.sum(axis=0) - shares) @ case.weights
    pairs = coders * (coders - 1)
    mean = (shares * others).sum(axis=1)
    lift = np.where(index >= 0, np.take_along_axis(others, np.maximum(index, 0), axis=1) - mean[:, None], 0)
    effect = 2 / pairs * (lift * (units / often.sum(axis=1, keepdims=True))).sum(axis=0)
    return float(mean.sum() / pairs), np.asarray(effect)


def _guessing(case: _Case) -> tuple[float, Floats]:
    """Coders guess among all categories, on units as hard as the shares of the categories are even."""
    size = len(case.weights)
    if size < 2:
        return 1.0, np.zeros(len(case.counts))
    shares = case.mean(case.shares)
    base = float(case.weights.sum()) / (size * (size - 1))
    spread = float(shares @ shares)
    return base * (1 - spread), np.asarray(-2 * base * (case.shares @ shares - spread))


def _least_of_kappas(case: _Case) -> float:
    """-1 where every coder rated every unit; else nothing, for units that one coder rated move chance alone."""
    return -1.0 if (case.index >= 0).all() else -inf


def _least_of_guessing(case: _Case) -> float:
    """No two agree, and categories are as even as they can be: chance then expects the mean of the weights."""
    most = float(case.weights.mean())
    return -most / (1 - most)


_RECIPES: Mapping[str, _Recipe] = {
    "percent": _Recipe("Percent agreement", _nothing, lambda case: 0.0),
    "cohen": _Recipe("Cohen's kappa", _own_shares, _least_of_kappas, two=True, large=True),
    "scott": _Recipe("Scott's pi", _common_shares, _least_of_kappas, two=True),
    "fleiss": _Recipe("Fleiss' kappa", _common_shares, _least_of_kappas),
    "conger": _Recipe("Conger's kappa", _own_shares, _least_of_kappas),
    "brennan_prediger": _Recipe("Brennan-Prediger coefficient", _equal_shares, _least_of_guessing),
    "gwet": _Recipe("Gwet's AC1", _guessing, _least_of_guessing),
}
"""The coefficients by the names that options take."""
