"""Samples: the chance of a unit is what is said, so that weighted counts are right on average."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qualcode.api.sample import draw

HAS = arrays(np.bool_, st.tuples(st.integers(0, 30), st.integers(1, 4)))
SIZE = st.integers(0, 8)


@given(HAS, SIZE, SIZE, st.integers(0, 9))
def test_strata_are_full_and_units_are_drawn_once(has, per_code, uncoded, seed):
    drawn = draw(has, per_code, uncoded, seed)
    assert len(set(drawn.units.tolist())) == len(drawn.units)
    chosen = has[drawn.units]
    for code in range(has.shape[1]):
        assert chosen[:, code].sum() >= min(per_code, has[:, code].sum())
    assert (~chosen.any(axis=1)).sum() == min(uncoded, (~has.any(axis=1)).sum())
    assert ((drawn.chance > 0) & (drawn.chance <= 1)).all()


@given(HAS, SIZE, SIZE)
def test_the_seed_makes_the_sample(has, per_code, uncoded):
    one, same = (draw(has, per_code, uncoded, 3) for _ in range(2))
    assert one.units.tolist() == same.units.tolist()


def test_chances_counted_by_hand():
    """Code 0 on units 0-3, code 1 on units 3-4, five without: two, one and one are drawn."""
    has = np.zeros((10, 2), bool)
    has[:4, 0] = has[3:5, 1] = True
    drawn = draw(has, 1, 1, seed=1)
    chance = {0: 1 / 4, 3: 1 - (3 / 4) * (1 / 2), 4: 1 / 2, 7: 1 / 5}
    for unit, own in zip(drawn.units.tolist(), drawn.chance.tolist(), strict=True):
        alike = 0 if unit < 3 else unit if unit < 5 else 7
        assert own == pytest.approx(chance[alike])


def test_every_unit_is_drawn_as_often_as_its_chance_says():
    has = np.zeros((10, 2), bool)
    has[:4, 0] = has[3:5, 1] = True
    often, draws = np.zeros(10), 4000
    for seed in range(draws):
        often[draw(has, 1, 1, seed).units] += 1
    expected = [1 / 4, 1 / 4, 1 / 4, 5 / 8, 1 / 2, *[1 / 5] * 5]
    np.testing.assert_allclose(often / draws, expected, atol=0.03)


def test_rows_are_not_in_the_order_of_the_corpus():
    units = draw(np.zeros((50, 1), bool), 0, 50, seed=1).units.tolist()
    assert sorted(units) == list(range(50))
    assert units != sorted(units)
