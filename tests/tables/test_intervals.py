import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from qualcode.tables.statistics import wilson


def test_the_published_examples():
    # Newcombe (1998), Statistics in Medicine 17:857-872, table I: Wilson score without continuity correction
    assert wilson(81, 263) == (25.5, 36.6)
    assert wilson(15, 148) == (6.2, 16.0)
    assert wilson(0, 20) == (0.0, 16.1)
    assert wilson(1, 29) == (0.6, 17.2)


def test_nobody_has_no_interval():
    assert wilson(0, 0) == (None, None)


@given(st.integers(1, 500), st.data())
def test_it_is_the_wilson_interval_of_scipy(whole, data):
    part = data.draw(st.integers(0, whole))
    expected = binomtest(part, whole).proportion_ci(0.95, method="wilson")
    low, high = wilson(part, whole)
    assert (low, high) == pytest.approx((100 * expected.low, 100 * expected.high), abs=0.051)
    assert 0 <= low <= 100 * part / whole + 0.05
    assert 100 * part / whole - 0.05 <= high <= 100
