"""Colours that a copier and colour-blind readers tell apart."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.figures.sheet import COLOUR, GREY, lightness, nice_axis

BOTH = pytest.mark.parametrize("ink", [COLOUR, GREY], ids=["colour", "grey"])


@pytest.mark.parametrize(
    ("colour", "known"),
    [
        ("#000000", 0),
        ("#ffffff", 100),
        ("#0072b2", 46),
        ("#e69f00", 71),
        ("#56b4e9", 70),
        ("#d55e00", 54),
        ("#009e73", 58),
    ],
)
def test_lightness_is_that_of_cielab(colour, known):
    assert round(lightness(colour)) == known


@BOTH
def test_two_series_are_twenty_apart_on_a_copier(ink):
    assert abs(lightness(ink.strong) - lightness(ink.second)) >= 20
    assert lightness(ink.second) - lightness(ink.strong) >= 20  # the stronger one is darker


@BOTH
def test_neighbours_among_several_are_apart_or_have_their_own_level(ink):
    near = [pair for pair in pairwise(ink.tones) if abs(lightness(pair[0]) - lightness(pair[1])) < 20]
    assert len(set(ink.tones)) == len(ink.tones) == 7
    assert len(near) <= (3 if ink is COLOUR else 0)


def test_greys_are_grey():
    for colour in (GREY.strong, GREY.second, *GREY.tones, *GREY.shades, GREY.line):
        assert len({colour[1:3], colour[3:5], colour[5:7]}) == 1


@BOTH
@given(low=st.floats(0, 1), high=st.floats(0, 1))
def test_more_is_darker(ink, low, high):
    low, high = sorted((low, high))
    assert lightness(ink.shade(high)) <= lightness(ink.shade(low)) + 0.3
    assert lightness(ink.shade(0)) - lightness(ink.shade(1)) > 45


@given(st.floats(0.01, 1e6))
def test_axes_end_beyond_what_they_show(most):
    end, step = nice_axis(most)
    assert end >= most
    assert 1 <= round(end / step) <= 10
    assert abs(end / step - round(end / step)) < 1e-6
