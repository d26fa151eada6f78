"""Stability: matching, overlap, and samples that are drawn by respondent."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from qualcode.topics.stability import LONGEST, draws, match, shared, stability, tops


def test_the_heaviest_terms_come_first_and_ties_by_place():
    assert tops(np.array([[0.2, 0.9, 0.2, 0.5]]), 3).tolist() == [[1, 3, 0]]


def test_the_last_digits_of_a_weight_decide_nothing():
    assert tops(np.array([[0.3, 0.1 + 0.2, 1.0]]), 3).tolist() == tops(np.array([[0.1 + 0.2, 0.3, 1.0]]), 3).tolist()


def test_topics_are_matched_for_the_greatest_sum_not_one_after_the_other():
    one, other = np.array([[0, 1, 2, 3], [2, 3, 4, 5]]), np.array([[2, 3, 4, 6], [0, 1, 9, 8]])
    agreement = shared(one, other)
    assert agreement.tolist() == [[0.5, 0.5], [0.75, 0.0]]
    rows, columns = match(agreement)
    assert dict(zip(rows.tolist(), columns.tolist(), strict=True)) == {0: 1, 1: 0}


def test_a_sample_has_whole_respondents_as_many_as_there_are():
    who = np.array([2, 0, 1, 0, 2, 2])
    for rows in draws(who, 20, seed=3):
        own = who[rows]
        times = [np.count_nonzero(own == each) / np.count_nonzero(who == each) for each in (0, 1, 2)]
        assert all(each == int(each) for each in times)
        assert sum(times) == 3


def test_samples_of_many_units_end():
    assert all(len(rows) == LONGEST for rows in draws(np.arange(LONGEST + 500) % 700, 2, seed=1))


def test_what_comes_back_is_stable_and_what_one_respondent_says_is_not():
    counts = csr_array(np.eye(4, dtype=np.float32)[[0, 0, 1, 1, 2, 3]])
    who = np.array([0, 1, 0, 1, 0, 1])

    def refit(rows, seed):
        present = np.asarray(counts[rows].sum(axis=0)).ravel()
        return np.array([[9, 0, present[2], 0.5], [0, 9, 0.5, 0]])

    own = np.array([[0, 2], [1, 2]])
    found = stability(who, own, refit, samples=40, seed=5)
    assert found[1].tolist() == [1.0, 1.0]
    assert found[0, 0] == 1.0
    assert 0 < found[0, 1] < 1


def test_it_is_the_same_for_the_same_seed():
    assert [rows.tolist() for rows in draws(np.arange(9), 3, 7)] == [
        rows.tolist() for rows in draws(np.arange(9), 3, 7)
    ]
    assert [rows.tolist() for rows in draws(np.arange(9), 3, 7)] != [
        rows.tolist() for rows in draws(np.arange(9), 3, 8)
    ]


@pytest.mark.parametrize("size", [1, 2, 5])
def test_fewer_terms_than_ten_are_compared_among_themselves(size):
    assert shared(np.arange(size)[None], np.arange(size)[None]).tolist() == [[1.0]]
