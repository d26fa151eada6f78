"""Helpers over arrays, beside the plain way to say the same."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.index.arrays import among, distinct_values, merged, order, ranges, ranges_of, take_runs

NUMBERS = st.lists(st.integers(-50, 50), max_size=30)
PAIRS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 90)), max_size=12)
KINDS = st.sampled_from([np.int8, np.int32, np.int64])


def bounds(pairs, kind=np.int64):
    return [np.array([pair[at] for pair in pairs], kind) for at in (0, 1)]


@given(PAIRS, KINDS)
def test_ranges_stand_one_after_the_other(pairs, kind):
    pairs = [(low, low + size) for low, size in pairs if low + size < 127]
    found = ranges(*bounds(pairs, kind))
    assert found.dtype == np.int64
    assert found.tolist() == [number for low, high in pairs for number in range(low, high)]


@given(PAIRS)
def test_runs_are_the_values_of_ranges(pairs):
    values = np.arange(1000, 1200, dtype=np.int32)
    pairs = [(low, low + size) for low, size in pairs]
    found = ranges_of(values, *bounds(pairs))
    assert found.dtype == values.dtype
    assert found.tolist() == [value for low, high in pairs for value in values[low:high].tolist()]


@given(st.lists(st.integers(0, 4), min_size=1, max_size=12), st.data())
def test_runs_that_are_kept_stand_one_after_the_other(sizes, data):
    starts = np.cumsum([0, *sizes])
    kept = data.draw(st.lists(st.integers(0, len(sizes) - 1), max_size=12))
    begins, at = take_runs(starts, np.array(kept, np.int64))
    assert begins.tolist() == np.cumsum([0, *(sizes[one] for one in kept)]).tolist()
    assert at.tolist() == [number for one in kept for number in range(starts[one], starts[one + 1])]


@given(NUMBERS, NUMBERS)
def test_distinct_values_and_those_among_others(values, wanted):
    found = distinct_values(np.array(wanted, np.int64))
    assert found.tolist() == sorted(set(wanted))
    assert among(np.array(values, np.int64), found).tolist() == [value in wanted for value in values]


@given(st.lists(NUMBERS, max_size=4), KINDS)
def test_lists_are_merged_into_their_different_values(lists, kind):
    given = [np.array(numbers, kind) for numbers in lists]
    assert merged(*given).tolist() == sorted({number for numbers in lists for number in numbers})
    assert [each.tolist() for each in given] == lists


@given(st.lists(st.tuples(st.integers(-(2**40), 2**40), st.integers(0, 3), st.integers(-(2**40), 2**40)), max_size=30))
def test_order_is_that_of_the_keys_and_then_of_the_places(rows):
    """Keys of 41 bits each: they do not fit into one number together."""
    keys = [np.array([row[at] for row in rows], np.int64) for at in range(3)]
    given = [key.copy() for key in keys]
    assert order(*keys).tolist() == sorted(range(len(rows)), key=lambda at: rows[at])
    assert all((key == before).all() for key, before in zip(keys, given, strict=True))
