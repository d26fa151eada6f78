"""Agreement beyond chance: values of the literature, other programs, and a second way to count."""

from itertools import combinations
from math import isnan, nan

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from agreement.published import FOUR, counted, crossed, patients
from qualcode.agreement.chance import (
    agreement_weights,
    brennan_prediger,
    cohen,
    conger,
    fleiss,
    gwet,
    mean_coefficient,
    percent_agreement,
    scott,
)
from qualcode.agreement.ratings import rated

ALL = (percent_agreement, cohen, scott, fleiss, conger, brennan_prediger, gwet)
MANY = (percent_agreement, fleiss, conger, brennan_prediger, gwet)
SCALES = ("nominal", "ordinal", "linear", "interval", "radical", "ratio")


@st.composite
def tables(draw, most=4, missing=True):
    """Tables of 2 coders and more, and 1 to 10 units, with the values 1 to 4."""
    value = st.integers(1, 4)
    cell = st.none() | value if missing else value
    number, units = draw(st.integers(2, most)), draw(st.integers(1, 10))
    row = st.lists(cell, min_size=units, max_size=units)
    return draw(st.lists(row, min_size=number, max_size=number))


# Values of the literature


@pytest.mark.parametrize(
    ("coefficient", "weights", "value", "se"),
    [
        (percent_agreement, "nominal", 0.8181818, 0.12561),
        (gwet, "nominal", 0.77544, 0.14295),
        (fleiss, "nominal", 0.76117, 0.15302),
        (conger, "nominal", 0.76282, 0.14917),
        (brennan_prediger, "nominal", 0.77273, 0.14472),
        (percent_agreement, "quadratic", 0.9753788, 0.09062),
        (gwet, "quadratic", 0.91400, 0.10396),
        (fleiss, "quadratic", 0.86494, 0.14603),
        (conger, "quadratic", 0.85771, 0.14367),
        (brennan_prediger, "quadratic", 0.90152, 0.11089),
    ],
)
def test_four_raters_of_gwet(coefficient, weights, value, se):
    """Gwet (2014), table 2.10, as computed by its author's R package irrCAC (vignettes "overview" and "weighting")."""
    own = coefficient(FOUR, weights=weights)
    assert own.value == pytest.approx(value, abs=6e-6)
    assert own.se == pytest.approx(se, abs=6e-6)
    assert (own.units, own.coders) == (11, 4)


@pytest.mark.parametrize(
    ("coefficient", "weights", "value", "se", "low", "high"),
    [
        (gwet, "nominal", 0.4448007, 0.08418757, 0.264, 0.625),
        (fleiss, "nominal", 0.4139265, 0.08119291, 0.240, 0.588),
        (brennan_prediger, "nominal", 0.4388889, 0.08312142, 0.261, 0.617),
        (gwet, "quadratic", 0.4837438, 0.1058227, 0.257, 0.711),
        (fleiss, "quadratic", 0.2511909, 0.1457381, -0.061, 0.564),
        (brennan_prediger, "quadratic", 0.4177778, 0.1067493, 0.189, 0.647),
    ],
)
def test_six_psychiatrists_of_gwet(coefficient, weights, value, se, low, high):
    """The first fifteen patients of Fleiss (1971), as computed by irrCAC (vignettes "overview" and "weighting")."""
    own = coefficient(patients(15), weights=weights)
    assert (own.value, own.se) == (pytest.approx(value, abs=6e-8), pytest.approx(se, abs=6e-8))
    assert (own.low, own.high) == (pytest.approx(low, abs=6e-4), pytest.approx(high, abs=6e-4))


PREGNANCIES = crossed([[13, 0, 0], [0, 20, 7], [0, 4, 56]])


@pytest.mark.parametrize(
    ("coefficient", "weights", "value", "large_se"),
    [
        (cohen, "nominal", 0.7964094, 0.05891072),
        (scott, "nominal", 0.7962397, 0.05905473),
        (gwet, "nominal", 0.8493305, 0.04321747),
        (brennan_prediger, "nominal", 0.835, 0.04693346),
        (percent_agreement, "nominal", 0.89, 0.03128898),
        (cohen, "quadratic", 0.8921569, 0.03535151),
        (scott, "quadratic", 0.8921093, 0.03539506),
        (gwet, "quadratic", 0.9402369, 0.01792019),
        (brennan_prediger, "quadratic", 0.9175, 0.02346673),
        (percent_agreement, "quadratic", 0.9725, 0.007822244),
    ],
)
def test_two_abstractors_of_gwet(coefficient, weights, value, large_se):
    """Gwet (2014), 100 pregnancies, as computed by irrCAC; its formulas for two raters divide by n, not n - 1."""
    own = coefficient(PREGNANCIES, weights=weights)
    assert own.value == pytest.approx(value, abs=6e-8)
    assert own.se * (1 if coefficient is cohen else 0.99**0.5) == pytest.approx(large_se, abs=6e-8)


def test_weighted_kappa_of_cohen():
    """Cohen (1968): 200 cases, kappa .492, weighted by disagreements of 1, 3 and 6 it is .348."""
    table = crossed([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    weights = 1 - np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]]) / 6
    assert cohen(table).value == pytest.approx(0.492, abs=5e-4)
    assert cohen(table, weights=weights).value == pytest.approx(0.348, abs=5e-4)


def test_kappa_of_fleiss():
    """Fleiss (1971): kappa .430 over thirty patients."""
    own = fleiss(patients())
    assert own.value == pytest.approx(0.430, abs=5e-4)
    assert (own.observed, own.expected) == (pytest.approx(0.5556, abs=5e-4), pytest.approx(0.2201, abs=5e-4))


def test_three_coefficients_of_artstein_and_poesio():
    """Artstein and Poesio (2008), Computational Linguistics 34(4), section 2: S .4, pi .341, kappa .348."""
    table = crossed([[20, 20], [10, 50]])
    assert brennan_prediger(table).value == pytest.approx(0.4)
    assert scott(table).value == pytest.approx(0.341, abs=5e-4)
    assert cohen(table).value == pytest.approx(0.348, abs=5e-4)


# Other programs


@given(tables(most=2, missing=False), st.sampled_from([None, "linear", "quadratic"]))
def test_cohen_agrees_with_scikit_learn(table, weights):
    from sklearn.metrics import cohen_kappa_score

    assume(len(set(table[0]) | set(table[1])) > 1)
    own = cohen(table, weights=weights or "nominal", categories=(1, 2, 3, 4)).value
    assert own == pytest.approx(cohen_kappa_score(*table, labels=[1, 2, 3, 4], weights=weights))


@given(tables(most=2, missing=False), st.sampled_from([None, "linear", "quadratic"]))
def test_cohen_and_its_interval_agree_with_statsmodels(table, weights):
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    often = np.zeros((4, 4))
    np.add.at(often, (np.array(table[0]) - 1, np.array(table[1]) - 1), 1)
    own = cohen(table, weights=weights or "nominal", categories=(1, 2, 3, 4))
    assume(not isnan(own.se))
    other = inter_rater.cohens_kappa(often, wt=weights)
    assert own.value == pytest.approx(other.kappa)
    assert own.se == pytest.approx(other.std_kappa, abs=1e-9)
    assert (own.low, own.high) == pytest.approx((max(-1, other.kappa_low), min(1, other.kappa_upp)), abs=1e-9)


@given(tables(missing=False))
def test_fleiss_agrees_with_statsmodels(table):
    inter_rater = pytest.importorskip("statsmodels.stats.inter_rater")
    own = fleiss(table).value
    assume(not isnan(own))
    assert own == pytest.approx(inter_rater.fleiss_kappa(rated(table).counts))


# A second way to count


def pairwise(table, weight):
    """Observed agreement: pair after pair of coders, unit after unit."""
    units = []
    for unit in zip(*table, strict=True):
        pairs = [(a, b) for a, b in combinations(unit, 2) if a is not None and b is not None]
        units += [sum(weight(a, b) for a, b in pairs) / len(pairs)] if pairs else []
    return sum(units) / len(units)


def shares(values, kinds):
    values = [value for value in values if value is not None]
    return {kind: values.count(kind) / len(values) for kind in kinds}


def mean_shares(table, kinds):
    units = [shares(unit, kinds) for unit in zip(*table, strict=True) if any(value is not None for value in unit)]
    return {kind: sum(unit[kind] for unit in units) / len(units) for kind in kinds}


def meeting(one, other, weight):
    return sum(p * q * weight(a, b) for a, p in one.items() for b, q in other.items())


def expected_by_chance(name, table, kinds, weight):
    """Expected agreement, each coefficient from its definition."""
    even = {kind: 1 / len(kinds) for kind in kinds}
    if name == "percent_agreement":
        return 0
    if name == "brennan_prediger":
        return meeting(even, even, weight)
    if name == "fleiss":
        return meeting(mean_shares(table, kinds), mean_shares(table, kinds), weight)
    if name == "conger":
        coders = [shares(row, kinds) for row in table if any(value is not None for value in row)]
        pairs = [meeting(one, other, weight) for one, other in combinations(coders, 2)]
        return sum(pairs) / len(pairs)
    hard = sum(p * (1 - p) for p in mean_shares(table, kinds).values()) / (1 - 1 / len(kinds))
    return hard * meeting(even, even, weight)


@given(tables(), st.sampled_from(SCALES), st.sampled_from(MANY))
def test_coefficients_agree_with_their_definitions(table, scale, coefficient):
    kinds = (1, 2, 3, 4)
    matrix = agreement_weights(rated(table, kinds), scale)
    own = coefficient(table, weights=scale, categories=kinds)
    if not own.units:
        assert isnan(own.value)
        return
    weight = {(a, b): matrix[a - 1, b - 1] for a in kinds for b in kinds}
    observed = pairwise(table, lambda a, b: weight[a, b])
    expected = expected_by_chance(coefficient.__name__, table, kinds, lambda a, b: weight[a, b])
    assert own.observed == pytest.approx(observed)
    assert own.expected == pytest.approx(expected)
    if expected < 1 - 1e-9:
        assert own.value == pytest.approx((observed - expected) / (1 - expected))


@given(tables(most=2, missing=False), st.sampled_from(SCALES))
def test_conger_of_two_coders_is_cohen(table, scale):
    one, other = cohen(table, weights=scale), conger(table, weights=scale)
    assert one.value == pytest.approx(other.value, nan_ok=True)


@given(tables(most=2))
def test_scott_is_fleiss_over_the_units_of_both(table):
    both = [list(row) for row in zip(*[unit for unit in zip(*table, strict=True) if None not in unit], strict=True)]
    assert scott(table).value == pytest.approx(fleiss(both).value, nan_ok=True)
    assert cohen(table).value == pytest.approx(cohen(both or [[], []]).value, nan_ok=True)


@pytest.mark.slow
@pytest.mark.parametrize("coefficient", MANY)
@pytest.mark.parametrize("scale", SCALES)
def test_standard_errors_are_those_of_the_infinitesimal_jackknife(coefficient, scale):
    """Each unit's effect on the coefficient by a small change of its weight: units copied 1,000 times, one 1,001."""
    table = patients(12)
    kinds, copies = (1, 2, 3, 4, 5), 1000
    units = list(zip(*table, strict=True))

    def value(extra):
        copied = [unit for at, unit in enumerate(units) for _ in range(copies + (at == extra))]
        return coefficient(list(zip(*copied, strict=True)), weights=scale, categories=kinds).value

    base = value(None)
    effects = np.array([(value(at) - base) * len(units) * copies for at in range(len(units))])
    expected = np.sqrt((effects**2).sum() / (len(units) * (len(units) - 1)))
    assert coefficient(table, weights=scale, categories=kinds).se == pytest.approx(expected, rel=2e-3)


# Weights of units, and means over codes


@given(tables(), st.sampled_from(ALL), st.sampled_from(SCALES), st.data())
def test_a_unit_of_weight_3_is_three_units_of_one_respondent(table, coefficient, scale, data):
    units = len(table[0])
    times = data.draw(st.lists(st.integers(1, 3), min_size=units, max_size=units))
    copied = [[value for value, often in zip(row, times, strict=True) for _ in range(often)] for row in table]
    groups = [at for at, often in enumerate(times) for _ in range(often)]
    how = {"weights": scale, "categories": (1, 2, 3, 4)}
    own, other = coefficient(table, unit_weights=times, **how), coefficient(copied, groups=groups, **how)
    assert (own.value, own.expected) == pytest.approx((other.value, other.expected), nan_ok=True)
    if own.units > 1:
        assert (own.se, own.low, own.high) == pytest.approx((other.se, other.low, other.high), nan_ok=True, abs=1e-9)


NAMES = {
    "percent": percent_agreement, "cohen": cohen, "scott": scott, "fleiss": fleiss, "conger": conger,
    "brennan_prediger": brennan_prediger, "gwet": gwet,
}  # fmt: skip


@given(st.lists(tables(most=2, missing=False).filter(lambda table: len(table[0]) > 2), min_size=1, max_size=3),
       st.sampled_from(sorted(NAMES)))  # fmt: skip
def test_a_mean_over_codes_is_the_mean_and_its_error_that_of_its_effects(tables_of_codes, name):
    """Each unit's effect by a small change of its weight, which is no formula of the coefficient."""
    units = min(len(table[0]) for table in tables_of_codes)
    codes = [[row[:units] for row in table] for table in tables_of_codes]
    kinds = (1, 2, 3, 4)
    values = [NAMES[name](table, categories=kinds).value for table in codes]
    own = mean_coefficient(name, codes, categories=kinds)
    defined = [value for value in values if not isnan(value)]
    assert own.value == (pytest.approx(np.mean(defined)) if defined else pytest.approx(nan, nan_ok=True))
    assume(not isnan(own.se))
    step = 1e-6

    def moved(at):
        weights = [1 + step * (each == at) for each in range(units)]
        return mean_coefficient(name, codes, categories=kinds, unit_weights=weights).value

    effects = np.array([(moved(at) - own.value) / step for at in range(units)])
    scale = 1 if name == "cohen" else units / (units - 1)
    assert own.se == pytest.approx(np.sqrt(scale * (effects**2).sum()), rel=1e-3, abs=1e-6)


def test_codes_that_go_together_make_the_error_of_their_mean_no_smaller():
    code = patients(15)
    assert mean_coefficient("fleiss", [code, code, code]).se == pytest.approx(fleiss(code).se)


def test_codes_without_a_coefficient_are_left_out_and_said():
    own = mean_coefficient("cohen", [[[1, 1, 1], [1, 1, 1]], [[1, 2, 1], [1, 2, 2]]])
    assert own.value == cohen([[1, 2, 1], [1, 2, 2]]).value
    assert own.note.startswith("1 of 2 codes have none.")
    assert mean_coefficient("cohen", [[[1, 1], [1, 1]]]).note == "Not defined for any code."


# What must always hold


@given(tables(), st.sampled_from(ALL), st.sampled_from(SCALES), st.randoms())
def test_order_of_coders_and_units_changes_nothing(table, coefficient, scale, random):
    own = coefficient(table, weights=scale)
    units = list(zip(*table, strict=True))
    random.shuffle(units)
    turned = [list(row) for row in zip(*units, strict=True)][::-1]
    other = coefficient(turned, weights=scale)
    assert other.value == pytest.approx(own.value, nan_ok=True)
    assert other.se == pytest.approx(own.se, nan_ok=True)


@given(tables(), st.sampled_from(ALL))
def test_each_unit_its_own_group_is_no_group(table, coefficient):
    own = coefficient(table)
    grouped = coefficient(table, groups=list(range(len(table[0]))))
    assert grouped.se == pytest.approx(own.se, nan_ok=True)


def test_units_of_one_respondent_tell_less():
    """Every unit twice, by the same respondents: the interval is that of the units once."""
    once = fleiss(patients())
    twice = fleiss([row + row for row in patients()], groups=[*range(30), *range(30)])
    assert twice.se == pytest.approx(once.se)
    assert (twice.low, twice.high) == (pytest.approx(once.low), pytest.approx(once.high))


def test_words_are_categories_and_orders_are_named():
    table = [["low", "mid", "high", None], ["low", "high", "high", "mid"]]
    assert cohen(table).value == pytest.approx(cohen([[1, 2, 3, nan], [1, 3, 3, 2]]).value)
    ordered = cohen(table, weights="linear", categories=("low", "mid", "high"))
    assert ordered.value == pytest.approx(cohen([[1, 2, 3, nan], [1, 3, 3, 2]], weights="linear").value)
    with pytest.raises(ValueError, match="from the lowest"):
        cohen(table, weights="linear")
    with pytest.raises(ValueError, match="none of the categories"):
        cohen(table, categories=("low", "high"))


def test_an_unused_category_counts_where_chance_counts_categories():
    table = crossed([[20, 20], [10, 50]])
    assert brennan_prediger(table, categories=(1, 2, 3)).expected == pytest.approx(1 / 3)
    assert gwet(table, categories=(1, 2, 3)).expected < gwet(table).expected
    assert scott(table, categories=(1, 2, 3)).value == pytest.approx(scott(table).value)


@pytest.mark.parametrize("coefficient", ALL)
@pytest.mark.parametrize("table", [[], [[], []], [[1, None], [None, 2]], [[nan, nan], [nan, nan]]])
def test_without_a_unit_of_two_coders_nothing_is_defined(coefficient, table):
    own = coefficient(table)
    assert isnan(own.value)
    assert own.units == 0
    assert own.note.startswith("Not defined: ")


@pytest.mark.parametrize("coefficient", [cohen, scott, fleiss, conger, brennan_prediger, gwet])
def test_one_value_alone_is_no_agreement_beyond_chance(coefficient):
    own = coefficient([[1, 1, 1], [1, 1, 1]])
    assert isnan(own.value)
    assert own.observed == 1
    assert "one value" in own.note


@pytest.mark.parametrize("coefficient", ALL)
def test_one_unit_has_a_value_and_no_interval(coefficient):
    own = coefficient([[1, None], [2, None]])
    assert own.units == 1
    assert own.value <= 0
    assert isnan(own.se)
    assert "two units" in own.note


def test_full_agreement_has_no_interval():
    own = cohen([[1, 2, 1], [1, 2, 1]])
    assert own.value == 1
    assert isnan(own.se)
    assert isnan(own.low)
    assert own.note.startswith("No interval: ")


@pytest.mark.parametrize("coefficient", [cohen, scott])
def test_coefficients_of_two_coders_take_two(coefficient):
    assert "compares two coders, not 4" in coefficient(FOUR).note


def test_wrong_weights_are_refused():
    table = counted([[1, 1], [2, 0]])
    for weights in ([[1, 0]], [[1, 0.5], [0, 1]], [[0, 1], [1, 0]]):
        with pytest.raises(ValueError, match="symmetric 2 x 2"):
            fleiss(table, weights=weights)
    with pytest.raises(ValueError, match="below 0"):
        fleiss([[-1, 1], [1, 1]], weights="ratio")
    with pytest.raises(ValueError, match="one entry a unit"):
        fleiss([[1, 2], [1]])
    with pytest.raises(ValueError, match="3 groups for 2 units"):
        fleiss([[1, 2], [1, 1]], groups=[1, 2, 3])
