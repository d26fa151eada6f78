"""Likelihood: formulas against hand computation, scipy and a published example."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from qualcode.tables.statistics import chi_squared, log_likelihood, log_ratio


def g2(a, b, n, m):
    return float(log_likelihood(np.array([a]), np.array([b]), n, m)[0])


def ratio(a, b, n, m):
    return float(log_ratio(np.array([a]), np.array([b]), n, m)[0])


def test_equal_shares_have_none():
    assert g2(10, 100, 100, 1000) == 0
    assert ratio(10, 100, 100, 1000) == pytest.approx(0)


def test_log_likelihood_is_that_of_a_table_of_two_by_two():
    # 2 * sum(observed * ln(observed / expected)) over the four cells, by hand
    cells = [(30, 15.0), (10, 25.0), (60, 75.0), (140, 125.0)]
    assert g2(30, 10, 90, 150) == pytest.approx(2 * sum(o * math.log(o / e) for o, e in cells))


def test_the_example_of_the_ucrel_calculator():
    # 52 in 50,000 words against 57 in 75,000: 2.65 by two cells, and by four the same to the second decimal
    assert g2(52, 57, 50_000, 75_000) == pytest.approx(2.65, abs=0.01)


@given(st.integers(1, 50), st.integers(1, 50), st.integers(1, 500), st.integers(1, 500))
def test_it_is_the_g_test_of_scipy(a, b, more, other):
    table = [[a, b], [more, other]]
    expected = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert g2(a, b, a + more, b + other) == pytest.approx(expected, abs=1e-9)
    pearson = chi2_contingency(table, correction=False).statistic
    made = chi_squared(np.array([a]), np.array([b]), a + more, b + other)
    assert float(made[0]) == pytest.approx(pearson, abs=1e-9)


def test_chi_squared_of_nothing_is_zero():
    assert chi_squared(np.array([0, 3]), np.array([0, 0]), 10, 0).tolist() == [0, 0]


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_it_is_never_negative_and_knows_no_sides(a, b, more, other):
    assert g2(a, b, a + more, b + other) >= 0
    assert g2(a, b, a + more, b + other) == pytest.approx(g2(b, a, b + other, a + more))
    assert ratio(a, b, a + more, b + other) == pytest.approx(-ratio(b, a, b + other, a + more))


def test_the_log_ratio_counts_doublings():
    assert ratio(40, 10, 1000, 1000) == 2
    assert ratio(10, 10, 1000, 2000) == 1
    assert ratio(10, 40, 1000, 1000) == -2


def test_a_frequency_of_zero_counts_as_half():
    assert ratio(8, 0, 1000, 1000) == 4  # 8 against 0.5 is four doublings
    assert ratio(0, 0, 10, 10) == 0
