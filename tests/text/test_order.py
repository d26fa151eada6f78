"""Natural order: numbers by their value, wherever they stand in a name."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.visible import natural


@pytest.mark.parametrize(
    "ordered",
    [
        ["1", "2", "10"],
        ["-1,5", "0", "1.25", "1,5", "9", "10", "none"],
        ["Informan 1", "Informan 2", "Informan 10"],
        ["desa/P2", "desa/P10", "kota/P1"],
        ["a", "a1", "a2", "a10b", "a10c"],
        ["18-29", "30-44", "45+", "<18"],
        ["x" + "9" * 5000, "x1" + "0" * 5000],
    ],
)
def test_names_stand_in_the_order_in_which_people_count(ordered):
    shuffled = [*ordered[1:], ordered[0]]
    assert sorted(shuffled, key=natural) == ordered


@given(st.lists(st.text(max_size=8)))
def test_any_names_can_be_ordered_and_only_equal_ones_are_equal(names):
    ordered = sorted(set(names), key=natural)
    assert all(natural(one) < natural(other) for one, other in pairwise(ordered))


@given(st.integers(), st.integers())
def test_whole_numbers_stand_by_their_value(one, other):
    assert (natural(str(one)) < natural(str(other))) == (one < other) or abs(one) > 2**53 or abs(other) > 2**53
