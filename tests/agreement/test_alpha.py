"""Krippendorff's alpha: values of the literature, another program, and pairs counted one by one."""

from math import isnan, nan

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from agreement.published import FOUR, crossed, news, patients
from qualcode.agreement.alpha import krippendorff_alpha, multilabel_alpha

SCALES = ("nominal", "ordinal", "interval", "ratio")
ROWS = st.integers(1, 8).flatmap(
    lambda units: st.lists(
        st.lists(st.none() | st.integers(0, 4), min_size=units, max_size=units), min_size=2, max_size=4
    )
)
SETS = st.integers(1, 6).flatmap(
    lambda units: st.lists(
        st.lists(st.none() | st.frozensets(st.sampled_from("abc")), min_size=units, max_size=units),
        min_size=2,
        max_size=3,
    )
)


# Values of the literature


@pytest.mark.parametrize(
    ("scale", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_four_observers_of_krippendorff(scale, value):
    """Krippendorff (2011), sections C and E: four observers, twelve units, missing values."""
    own = krippendorff_alpha(FOUR, scale)
    assert own.value == pytest.approx(value, abs=5e-4)
    assert (own.units, own.coders) == (11, 4)


def test_two_observers_of_krippendorff():
    """Krippendorff (2011), sections A and B: .095 for ten units with two values, .692 for twelve with five."""
    one, other = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert krippendorff_alpha([one, other]).value == pytest.approx(0.095, abs=5e-4)
    assert krippendorff_alpha(["aabbdcccedda", "babbbccceddd"]).value == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(("scale", "value"), [("nominal", 0.4765), ("ordinal", 0.7598), ("interval", 0.7574)])
def test_five_observers_of_hayes_and_krippendorff(scale, value):
    """Hayes and Krippendorff (2007), Communication Methods and Measures 1(1): .7598 for ordinal values."""
    assert krippendorff_alpha(news(), scale, resamples=0).value == pytest.approx(value, abs=5e-5)


def test_alpha_of_tables_of_gwet():
    """As computed by irrCAC (vignettes "overview" and "weighting"); its quadratic weights are the interval scale."""
    assert krippendorff_alpha(FOUR).value == pytest.approx(0.74342, abs=6e-6)
    assert krippendorff_alpha(FOUR, "interval").value == pytest.approx(0.84911, abs=6e-6)
    assert krippendorff_alpha(patients(15)).value == pytest.approx(0.4204384, abs=6e-8)
    assert krippendorff_alpha(patients(15), "interval").value == pytest.approx(0.259511, abs=6e-7)
    pregnancies = crossed([[13, 0, 0], [0, 20, 7], [0, 4, 56]])
    assert krippendorff_alpha(pregnancies).value == pytest.approx(0.7972585, abs=6e-8)
    assert krippendorff_alpha(pregnancies, "interval").value == pytest.approx(0.8926487, abs=6e-8)


def test_standard_error_is_near_the_analytic_one_of_gwet():
    """irrCAC, from each unit's first-order effect: .08243 for the first fifteen patients of Fleiss."""
    assert krippendorff_alpha(patients(15), resamples=4000).se == pytest.approx(0.0824, rel=0.15)


# Another program, and a second way to count


@given(ROWS, st.sampled_from(SCALES))
def test_alpha_agrees_with_the_krippendorff_package(table, scale):
    package = pytest.importorskip("krippendorff")
    own = krippendorff_alpha(table, scale, resamples=0).value
    assume(not isnan(own))
    values = np.array([[nan if value is None else value for value in row] for row in table])
    assert own == pytest.approx(package.alpha(values, level_of_measurement=scale))


def by_pairs(table, apart):
    """Observed and expected disagreement, pair after pair of values."""
    units = [[value for value in unit if value is not None] for unit in zip(*table, strict=True)]
    units = [unit for unit in units if len(unit) > 1]
    values = [value for unit in units for value in unit]
    within = [
        apart(unit[i], unit[j], values) / (len(unit) - 1)
        for unit in units
        for i in range(len(unit))
        for j in range(len(unit))
        if i != j
    ]
    across = [apart(a, b, values) for i, a in enumerate(values) for j, b in enumerate(values) if i != j]
    return (sum(within) / len(values), sum(across) / len(across)) if values else (nan, nan)


def ranks(one, other, values):
    low, high = sorted((one, other))
    between = sum(low <= value <= high for value in values)
    return (between - (values.count(low) + values.count(high)) / 2) ** 2 if low != high else 0


APART = {
    "nominal": lambda a, b, values: float(a != b),
    "ordinal": ranks,
    "interval": lambda a, b, values: (a - b) ** 2,
    "ratio": lambda a, b, values: ((a - b) / (a + b)) ** 2 if a != b else 0,
    "jaccard": lambda a, b, values: 1 - len(a & b) / len(a | b) if a | b else 0,
    "masi": lambda a, b, values: 1 - masi(a, b),
}


def masi(one, other):
    if one == other:
        return 1
    monotonic = 2 / 3 if one < other or other < one else 1 / 3
    return monotonic * len(one & other) / len(one | other)


@given(ROWS, st.sampled_from(SCALES))
def test_alpha_agrees_with_pairs_counted_one_by_one(table, scale):
    observed, expected = by_pairs(table, APART[scale])
    own = krippendorff_alpha(table, scale, resamples=0)
    assert own.observed == pytest.approx(observed, nan_ok=True)
    assert own.expected == pytest.approx(expected, nan_ok=True)
    assert own.value == pytest.approx(1 - observed / expected if expected else nan, nan_ok=True)


@given(SETS, st.sampled_from(["jaccard", "masi"]))
def test_alpha_of_sets_agrees_with_pairs_counted_one_by_one(table, distance):
    observed, expected = by_pairs(table, APART[distance])
    own = multilabel_alpha(table, distance, resamples=0)
    assert own.value == pytest.approx(1 - observed / expected if expected else nan, nan_ok=True)


def test_distances_of_sets():
    """Passonneau (2006), section 3: equal 1, one holds the other 2/3, both have their own 1/3, disjoint 0."""
    cases = [
        ({1}, {1}, 0, 0),
        ({1}, {1, 2}, 1 / 2, 2 / 3),
        ({1, 2}, {2, 3}, 2 / 3, 8 / 9),
        ({1}, {2}, 1, 1),
        ({1}, set(), 1, 1),
    ]
    for one, other, jaccard, masi_distance in cases:
        assert multilabel_alpha([[one], [other]], "jaccard").observed == pytest.approx(jaccard)
        assert multilabel_alpha([[one], [other]], "masi").observed == pytest.approx(masi_distance)


def test_sets_of_one_code_are_nominal_values():
    sets = [[None if value is None else {value} for value in row] for row in FOUR]
    for distance in ("jaccard", "masi"):
        assert multilabel_alpha(sets, distance).value == pytest.approx(krippendorff_alpha(FOUR).value)


# The interval


@settings(max_examples=25)
@given(ROWS, st.sampled_from(SCALES), st.integers(0, 3))
def test_the_bootstrap_is_alpha_of_tables_with_units_drawn_again(table, scale, seed):
    """Every resample written out as a table of its own."""
    own = krippendorff_alpha(table, scale, resamples=20, seed=seed)
    units = [unit for unit in zip(*table, strict=True) if sum(value is not None for value in unit) > 1]
    assume(len(units) > 1 and not isnan(own.se))
    random = np.random.default_rng(seed)
    drawn = [[units[at] for at in random.integers(len(units), size=len(units))] for _ in range(20)]
    values = np.array([krippendorff_alpha(list(zip(*each, strict=True)), scale, resamples=0).value for each in drawn])
    assert own.se == pytest.approx(np.nanstd(values, ddof=1))
    assert (own.low, own.high) == pytest.approx(tuple(np.nanquantile(values, (0.025, 0.975))))


def test_the_same_seed_gives_the_same_interval():
    assert krippendorff_alpha(FOUR, seed=5) == krippendorff_alpha(FOUR, seed=5)
    assert krippendorff_alpha(FOUR, seed=5).se != krippendorff_alpha(FOUR, seed=6).se


def test_groups_are_drawn_together():
    """Every unit ten times, by the same respondent: as wide as the units once."""
    once = krippendorff_alpha(news(), resamples=3000)
    ten = krippendorff_alpha([row * 10 for row in news()], groups=list(range(40)) * 10, resamples=3000)
    alone = krippendorff_alpha([row * 10 for row in news()], resamples=3000)
    assert ten.se == pytest.approx(once.se, rel=0.1)
    assert alone.se < once.se / 2


# Degenerate tables


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("table", [[], [[], []], [[1, None], [None, 2]], [[nan], [nan]], [[1, 2]]])
def test_without_a_unit_of_two_coders_alpha_is_not_defined(table, scale):
    own = krippendorff_alpha(table, scale)
    assert isnan(own.value)
    assert own.units == 0
    assert own.note == "Not defined: no unit was rated by two coders."


@pytest.mark.parametrize("scale", SCALES)
def test_one_value_alone_leaves_alpha_not_defined(scale):
    own = krippendorff_alpha([[3, 3], [3, 3]], scale)
    assert isnan(own.value)
    assert own.observed == 0
    assert "only one value" in own.note


def test_one_unit_or_full_agreement_has_no_interval():
    for table, value in (([[1], [2]], 0), ([[1, 2, 3], [1, 2, 3]], 1)):
        own = krippendorff_alpha(table)
        assert own.value == value
        assert isnan(own.low)
        assert own.note.startswith("No interval: ")


def test_scales_refuse_what_has_no_place_on_them():
    with pytest.raises(ValueError, match="from the lowest"):
        krippendorff_alpha([["low"], ["high"]], "ordinal")
    with pytest.raises(ValueError, match="below 0"):
        krippendorff_alpha([[-1], [1]], "ratio")
    assert krippendorff_alpha([["low"], ["high"]], "ordinal", categories=("low", "high")).value == 0
