"""Ratings: what coders gave to units, and the figure that a coefficient of agreement is.

Every coefficient takes a table of coders by units and gives an `Agreement`. A figure that is not defined is nan, and
its `note` says why: a coefficient that cannot be computed is neither 0 nor 1.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import nan
from numbers import Real
from typing import Any

import numpy as np
import numpy.typing as npt

from qualcode.corpus.frame import Bools, Floats
from qualcode.index.arrays import Longs

RatingTable = npt.NDArray[Any] | Sequence[Sequence[Any]]
"""One row a coder, one column a unit; None or nan where a coder gave nothing."""
ROUNDING = 1e-12
"""What rounding leaves of a zero."""
BOOTSTRAP_DRAWS = 2000
"""How often a bootstrap draws, unless asked otherwise."""


@dataclass(frozen=True)
class Agreement:
    """How far coders agree, by one coefficient."""

    name: str
    """Name of the coefficient, as papers write it."""
    value: float
    """The coefficient; nan when it is not defined."""
    observed: float
    """Observed agreement; for the alphas observed disagreement, in the squared units of their scale."""
    expected: float
    """The agreement (for the alphas: disagreement) to expect by chance."""
    se: float
    """Standard error; nan when there is none."""
    low: float
    """Lower end of the 95 % interval."""
    high: float
    """Upper end of the 95 % interval."""
    units: int
    """Number of units that two or more coders gave a value; for spans the number of characters compared."""
    coders: int
    """Number of coders in the table."""
    note: str = ""
    """Why a figure is nan, or what was left out; empty when there is nothing to say."""


def undefined(name: str, units: int, coders: int, note: str) -> Agreement:
    """A coefficient that is not defined, and why."""
    return Agreement(name, nan, nan, nan, nan, nan, nan, units, coders, note)


@dataclass(frozen=True, eq=False)
class Ratings:
    """A table of coders by units, as indices into its categories."""

    index: Longs
    """Category of each coder and unit, shape (coders, units); -1: missing."""
    categories: tuple[Any, ...]
    """The values that can be given, in order: numbers by size, else as named, else as first met."""
    ordered: bool
    """True when the order of the categories means something: they are numbers, or were named."""

    @property
    def units(self) -> int:
        """Number of units of the table."""
        return int(self.index.shape[1])

    @property
    def rated(self) -> Bools:
        """For each unit, true when a coder rated it."""
        return np.asarray((self.index >= 0).any(axis=0))

    @property
    def pairable(self) -> Bools:
        """For each unit, true when two or more coders rated it."""
        return np.asarray((self.index >= 0).sum(axis=0) > 1)

    @property
    def counts(self) -> Floats:
        """How many coders gave each unit each category, shape (units, categories)."""
        often = np.zeros((self.units, len(self.categories)))
        for row in self.index:
            given = np.flatnonzero(row >= 0)
            often[given, row[given]] += 1
        return often

    @property
    def points(self) -> Floats:
        """Place of each category on a scale: the numbers themselves, or 1, 2, 3 ... for words in a named order."""
        if not self.ordered:
            raise ValueError("Words have no order of their own: name the categories, from the lowest to the highest.")
        if all(map(_is_number, self.categories)):
            return np.array(self.categories, float)
        return np.arange(1.0, len(self.categories) + 1)


def rated(table: RatingTable, categories: Sequence[Any] | None = None) -> Ratings:
    """A table of coders by units as indices into the values that were given.

    `categories` names all values that coders could give, in order; without it they are those found. Coefficients that
    count categories (Brennan-Prediger, Gwet) change with a category that nobody used. ValueError for rows of unequal
    length, or for a value that is no category.
    """
    rows = [list(row) for row in table]
    if len({len(row) for row in rows}) > 1:
        raise ValueError("Each coder's row needs one entry a unit.")
    found = list(dict.fromkeys(value for row in rows for value in row if not is_missing(value)))
    numbers = all(map(_is_number, found))
    kinds = tuple(categories) if categories is not None else tuple(sorted(found) if numbers else found)
    place = {kind: at for at, kind in enumerate(kinds)}
    if unknown := [value for value in found if value not in place]:
        raise ValueError(f"{unknown[0]!r} is none of the categories {list(kinds)}.")
    index = [[-1 if is_missing(value) else place[value] for value in row] for row in rows]
    width = len(rows[0]) if rows else 0
    return Ratings(np.array(index, np.int64).reshape(len(rows), width), kinds, numbers or categories is not None)


def is_missing(value: Any) -> bool:
    """True for None and nan, which stand for a unit that a coder did not rate."""
    return value is None or (isinstance(value, float | np.floating) and bool(np.isnan(value)))


def _is_number(value: Any) -> bool:
    """True for a number of any kind."""
    return isinstance(value, Real | np.number | np.bool_)


def draws(groups: int, resamples: int, seed: int, at_once: int = 1) -> Iterator[Floats]:
    """How often each group counts in each resample: as many groups as there are, drawn with replacement.

    In blocks of shape (resamples, groups); `at_once` is how many numbers a caller makes of each resample, so that a
    block of them fits into memory. The blocks do not change what is drawn.
    """
    random = np.random.default_rng(seed)
    size = max(1, _AT_ONCE // max(groups, at_once, 1))
    for begin in range(0, resamples, size):
        number = min(size, resamples - begin)
        drawn = random.integers(groups, size=(number, groups)) + groups * np.arange(number)[:, None]
        yield np.bincount(drawn.ravel(), minlength=number * groups).reshape(number, groups).astype(float)


_AT_ONCE = 4_000_000
"""Numbers of resamples that are held in memory at once."""


def mass_of_units(weights: npt.ArrayLike | None, units: int) -> Floats:
    """What each unit weighs; without weights 1. ValueError when their number is wrong, or one is not above 0."""
    if weights is None:
        return np.ones(units)
    mass = np.asarray(weights, float)
    if mass.shape != (units,) or not (np.isfinite(mass) & (mass > 0)).all():
        raise ValueError(f"{units} units need {units} weights above 0.")
    return mass


def group_index(groups: Sequence[Any] | None, units: int) -> Longs:
    """Groups as indices from 0; without groups each unit is its own. ValueError when their number is wrong."""
    if groups is None:
        return np.arange(units)
    if len(groups) != units:
        raise ValueError(f"{len(groups)} groups for {units} units.")
    place = {group: at for at, group in enumerate(dict.fromkeys(groups))}
    return np.array([place[group] for group in groups], np.int64)


def spread(values: Floats) -> tuple[float, float, float, str]:
    """Standard error, ends of the percentile interval and a note, from the values of the resamples.

    Resamples in which the coefficient is not defined are left out, and said; where no resample moves the figure there
    is no interval, for an interval of no width would promise what nobody knows.

    Source: Davison, A. C., & Hinkley, D. V. (1997). Bootstrap Methods and their Application, section 5.3.1.
    """
    known = values[~np.isnan(values)]
    if len(known) < 2 or np.ptp(known) < ROUNDING:
        return nan, nan, nan, "No interval: no resample moves the figure."
    low, high = np.quantile(known, (0.025, 0.975))
    lost = len(values) - len(known)
    note = f"The figure is not defined in {lost} of {len(values)} resamples, which are left out." if lost else ""
    return float(known.std(ddof=1)), float(low), float(high), note
