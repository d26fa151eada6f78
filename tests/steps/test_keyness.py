"""Keyness: phrases of running words, and how much they stand out."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.steps.keyness import LONGEST, Running, grams, log_likelihood, log_ratio

words = st.tuples(st.integers(0, 3), st.booleans(), st.booleans())  # key, begins a segment, begins a clause


@given(st.lists(words, max_size=14), st.integers(1, LONGEST))
def test_phrases_are_those_that_a_reader_sees(said, length):
    segment = np.cumsum([begins for _, begins, _ in said], dtype=np.int64)
    running = Running(np.array([key for key, *_ in said], np.int64), segment, np.array([b for *_, b in said], np.bool_))
    found = grams(running, length)
    expected = [
        (at, tuple(key for key, *_ in said[at : at + length]))
        for at in range(len(said) - length + 1)
        if segment[at] == segment[at + length - 1] and not any(b for *_, b in said[at + 1 : at + length])
    ]
    assert found.first.tolist() == [at for at, _ in expected]
    names = dict(zip((keys for _, keys in expected), found.name.tolist(), strict=True))
    assert [names[keys] for _, keys in expected] == found.name.tolist()
    assert len(set(names.values())) == len(names)


def g2(a, b, n, m):
    return float(log_likelihood(np.array([a]), np.array([b]), n, m)[0])


def test_log_likelihood_is_that_of_a_table_of_two_by_two():
    table = [(10, 110 * 100 / 1100), (100, 110 * 1000 / 1100)]
    assert table[0][0] == pytest.approx(table[0][1])
    assert g2(10, 100, 100, 1000) == pytest.approx(0)
    # 2 * sum(observed * ln(observed / expected)) over the four cells, by hand
    cells = [(30, 15.0), (10, 25.0), (60, 75.0), (140, 125.0)]
    assert g2(30, 10, 90, 150) == pytest.approx(2 * sum(o * math.log(o / e) for o, e in cells))


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_it_is_never_negative_and_knows_no_sides(a, b, more, other):
    assert g2(a, b, a + more, b + other) >= -1e-9
    assert g2(a, b, a + more, b + other) == pytest.approx(g2(b, a, b + other, a + more))


def test_the_log_ratio_counts_doublings():
    ratio = log_ratio(np.array([399]), np.array([99]), 1000, 1000)
    assert ratio[0] == pytest.approx(2, abs=0.02)
