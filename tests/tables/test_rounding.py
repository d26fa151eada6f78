from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from qualcode.tables.statistics import mean_per_1000, per_1000, percent, ratio
from tables.oracle import half_up

NATURAL = st.integers(0, 10**7)
POSITIVE = st.integers(1, 10**7)


def test_halves_go_up_as_by_hand():
    assert percent(1, 16) == 6.3
    assert per_1000(1, 160) == 6.25
    assert percent(1, 3) == 33.3


def test_nothing_to_divide_by_is_missing():
    assert percent(0, 0) is None
    assert per_1000(3, 0) is None


@given(NATURAL, POSITIVE, st.integers(0, 3))
def test_a_ratio_is_the_exact_one_rounded_half_up(part, whole, decimals):
    assert ratio(part, whole, 100, decimals) == half_up(Fraction(100 * part, whole), decimals)


@given(NATURAL, POSITIVE, NATURAL, POSITIVE)
def test_a_mean_is_the_exact_one_rounded_half_up(a, b, c, d):
    mean = (Fraction(1000 * a, b) + Fraction(1000 * c, d)) / 2
    assert mean_per_1000((a, b), (c, d)) == half_up(mean, 2)
