from math import inf

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats.contingency import odds_ratio

from qualcode.tables.statistics import conditional_odds


@given(st.tuples(*[st.integers(0, 30)] * 4))
@settings(max_examples=30, deadline=None)
def test_they_are_those_of_scipy(cells):
    a, b, c, d = cells
    if not (a + c and b + d and a + b and c + d):
        return
    found = odds_ratio(np.array([[a, b], [c, d]]), kind="conditional")
    expected = (found.statistic, *found.confidence_interval(0.95))
    assert conditional_odds((a, b), (a + c, b + d)) == pytest.approx(expected, rel=1e-5)


def test_where_all_of_one_group_name_it_there_is_no_upper_end():
    assert conditional_odds((3, 0), (3, 4))[::2] == (inf, inf)
    assert conditional_odds((0, 3), (4, 3))[:2] == (0.0, 0.0)


def test_large_groups_need_no_time_of_their_own():
    estimate, low, high = conditional_odds((900, 100), (5000, 5000))
    assert low < estimate < high
    assert estimate == pytest.approx((900 * 4900) / (4100 * 100), rel=0.01)
