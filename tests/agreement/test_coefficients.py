"""Coefficients: values from the literature, a second way to count, and what must always hold."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement.units import alpha, kappa

VALUES = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=30)


def test_kappa_of_a_table_counted_by_hand():
    """20 both yes, 5 and 10 differ, 15 both no: observed .7, expected .5."""
    one = np.array([1] * 25 + [0] * 25)
    other = np.array([1] * 20 + [0] * 5 + [1] * 10 + [0] * 15)
    assert kappa(one, other) == pytest.approx(0.4)


def test_alpha_of_krippendorffs_binary_example():
    """Krippendorff (2011), section A: two observers, ten units, alpha = .095."""
    one, other = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert alpha(np.array([one, other]).T) == pytest.approx(0.095, abs=5e-4)


FOUR_OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, -1, -1, -1],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, -1, 3],
        [-1, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, -1],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, -1],
    ]
).T


def test_alpha_of_krippendorffs_example_with_missing_values():
    """Krippendorff (2011), section C: four observers, twelve units, nominal alpha = .743."""
    assert alpha(FOUR_OBSERVERS) == pytest.approx(0.743, abs=5e-4)


def test_alpha_agrees_with_the_krippendorff_package():
    package = pytest.importorskip("krippendorff")
    values = np.where(FOUR_OBSERVERS < 0, np.nan, FOUR_OBSERVERS).T
    assert alpha(FOUR_OBSERVERS) == pytest.approx(package.alpha(values, level_of_measurement="nominal"))


@given(VALUES)
def test_kappa_agrees_with_scikit_learn(pairs):
    from sklearn.metrics import cohen_kappa_score

    one, other = np.array(pairs).T
    own = kappa(one, other)
    if own is None:
        assert len(set(one) | set(other)) == 1
    else:
        assert own == pytest.approx(cohen_kappa_score(one, other))


@given(st.lists(st.lists(st.integers(-1, 2), min_size=3, max_size=3), min_size=1, max_size=12))
def test_alpha_agrees_with_counting_every_pair(units):
    assert alpha(np.array(units)) == (None if _alpha_by_pairs(units) is None else pytest.approx(_alpha_by_pairs(units)))


def _alpha_by_pairs(units):
    """Observed and expected disagreement over all ordered pairs of values, as the definition has it."""
    pairable = [[value for value in unit if value >= 0] for unit in units]
    pairable = [values for values in pairable if len(values) > 1]
    everything = [value for values in pairable for value in values]
    if len(set(everything)) < 2:
        return None
    observed = sum(sum(a != b for a, b in permutations(values, 2)) / (len(values) - 1) for values in pairable)
    expected = sum(a != b for a, b in permutations(everything, 2)) / (len(everything) - 1)
    return 1 - observed / expected


@given(VALUES)
def test_equal_weights_change_nothing(pairs):
    values = np.array(pairs)
    seven = np.full(len(values), 7.0)
    assert kappa(*values.T, seven) == (pytest.approx(kappa(*values.T)) if kappa(*values.T) is not None else None)
    assert alpha(values, seven) == (pytest.approx(alpha(values)) if alpha(values) is not None else None)


def test_perfect_agreement_is_1_and_a_single_value_is_not_defined():
    values = np.array([[0, 0], [1, 1], [1, 1]])
    assert (kappa(*values.T), alpha(values)) == (1, 1)
    same = np.zeros((3, 2), int)
    assert (kappa(*same.T), alpha(same)) == (None, None)
    assert (kappa(np.array([]), np.array([])), alpha(np.zeros((0, 2), int))) == (None, None)
