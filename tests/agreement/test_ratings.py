"""Ratings: what is missing, the order of categories, and resamples."""

from math import isnan, nan

import numpy as np
import pytest

from qualcode.agreement.ratings import draws, group_index, rated, spread


def test_missing_values_and_categories():
    ratings = rated(np.array([[2.0, nan, 10.0], [1.0, 2.0, nan]]))
    assert ratings.categories == (1, 2, 10)
    assert ratings.index.tolist() == [[1, -1, 2], [0, 1, -1]]
    assert ratings.counts.tolist() == [[1, 1, 0], [0, 1, 0], [0, 0, 1]]
    assert ratings.pairable.tolist() == [True, False, False]
    assert ratings.points.tolist() == [1, 2, 10]


def test_words_stand_as_first_met_or_as_named():
    assert rated([["b", "a"], [None, "c"]]).categories == ("b", "a", "c")
    named = rated([["b", "a"], [None, "c"]], ["a", "b", "c", "d"])
    assert named.points.tolist() == [1, 2, 3, 4]


def test_draws_take_whole_groups_and_repeat_with_the_seed():
    groups = group_index(["x", "y", "x", "z"], 4)
    first, second = (np.array(list(draws(groups, 200, seed=7))) for _ in range(2))
    assert (first == second).all()
    assert (first[:, 0] == first[:, 2]).all()
    assert (first[:, [0, 1, 3]].sum(axis=1) == 3).all()
    assert len({tuple(row) for row in first}) == 10
    assert (np.array(list(draws(groups, 200, seed=8))) != first).any()


def test_spread_is_that_of_the_defined_resamples():
    values = np.arange(1001) / 1000
    error, low, high, note = spread(np.append(values, nan))
    assert (low, high) == (pytest.approx(0.025), pytest.approx(0.975))
    assert error == pytest.approx(values.std(ddof=1))
    assert note == "The figure is not defined in 1 of 1002 resamples, which are left out."


@pytest.mark.parametrize("values", [[], [nan, nan], [1.0, 1.0, 1.0], [0.5]])
def test_resamples_that_do_not_move_give_no_interval(values):
    error, low, high, note = spread(np.array(values))
    assert isnan(error)
    assert isnan(low)
    assert isnan(high)
    assert note.startswith("No interval: ")
