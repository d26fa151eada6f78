"""Ratings: what is missing, the order of categories, and resamples."""

from math import isnan, nan

import numpy as np
import pytest

from qualcode.agreement.ratings import draws, mass_of_units, rated, spread


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


def test_draws_take_as_many_groups_as_there_are_and_repeat_with_the_seed():
    first, second = (np.concatenate([*draws(3, 200, seed=7)]) for _ in range(2))
    assert (first == second).all()
    assert first.shape == (200, 3)
    assert (first.sum(axis=1) == 3).all()
    assert len({tuple(row) for row in first}) == 10
    assert (np.concatenate([*draws(3, 200, seed=8)]) != first).any()


def test_blocks_do_not_change_what_is_drawn():
    whole, parts = [*draws(5, 50, seed=3)], [*draws(5, 50, seed=3, at_once=400_000)]
    assert (len(whole), len(parts)) == (1, 5)
    assert (np.concatenate(parts) == whole[0]).all()


@pytest.mark.parametrize("weights", [[1], [1, 0], [1, nan], [1, -2]])
def test_weights_are_above_0_and_one_a_unit(weights):
    with pytest.raises(ValueError, match="2 units need 2 weights above 0"):
        mass_of_units(weights, 2)


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
