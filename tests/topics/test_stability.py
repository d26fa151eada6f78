"""Stability: matching, overlap, and halves of the respondents."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from qualcode.topics.judge import LARGEST_SAMPLE, halves, pair_topics, shared_terms, some_respondents, stability, tops


def test_the_heaviest_terms_come_first_and_ties_by_place():
    assert tops(np.array([[0.2, 0.9, 0.2, 0.5]]), 3).tolist() == [[1, 3, 0]]


def test_the_last_digits_of_a_weight_decide_nothing():
    assert tops(np.array([[0.3, 0.1 + 0.2, 1.0]]), 3).tolist() == tops(np.array([[0.1 + 0.2, 0.3, 1.0]]), 3).tolist()


def test_topics_are_matched_for_the_greatest_sum_not_one_after_the_other():
    one, other = np.array([[0, 1, 2, 3], [2, 3, 4, 5]]), np.array([[2, 3, 4, 6], [0, 1, 9, 8]])
    agreement = shared_terms(one, other)
    assert agreement.tolist() == [[0.5, 0.5], [0.75, 0.0]]
    rows, columns = pair_topics(agreement)
    assert dict(zip(rows.tolist(), columns.tolist(), strict=True)) == {0: 1, 1: 0}


def test_halves_come_in_pairs_that_share_nobody_and_leave_nobody_out():
    who = np.array([2, 0, 1, 0, 2, 2, 3, -1])
    made = list(halves(who, 20, seed=3))
    for one, other in zip(made[::2], made[1::2], strict=True):
        assert sorted([*one.tolist(), *other.tolist()]) == list(range(len(who)))
        assert set(who[one].tolist()).isdisjoint(who[other].tolist())
        assert abs(len(set(who[one].tolist())) - len(set(who[other].tolist()))) <= 1
    assert len({tuple(one.tolist()) for one in made[::2]}) > 3


def test_halves_of_many_units_end():
    assert all(len(rows) == LARGEST_SAMPLE for rows in halves(np.arange(3 * LARGEST_SAMPLE) % 700, 2, seed=1))


def test_some_respondents_are_all_where_they_are_few_and_whole_ones_where_they_are_many():
    assert some_respondents(np.array([1, 0, 1]), 1).tolist() == [0, 1, 2]
    who = np.repeat(np.arange(60), LARGEST_SAMPLE // 20)
    chosen = some_respondents(who, 1)
    assert len(chosen) == LARGEST_SAMPLE
    assert len(set(who[chosen].tolist())) == 20
    assert chosen.tolist() != some_respondents(who, 2).tolist()


OWN = np.array([[0, 2], [1, 2]])
"""Two topics: a term of everybody's, one of the first respondent's."""


def judged(samples: int, least: float = 0.6):
    counts = csr_array(np.eye(4, dtype=np.float32)[[0, 0, 1, 1, 2, 3]])
    who = np.array([0, 1, 0, 1, 0, 1])

    def refit(rows, seed):
        present = np.asarray(counts[rows].sum(axis=0)).ravel()
        return np.array([[9, 0, present[2], 0.5], [0, 9, 0.5, 0]])

    return stability(who, OWN, refit, samples, 5, least)


def test_what_comes_back_is_stable_and_what_one_respondent_says_is_not():
    found = judged(40)
    assert found.share[1].tolist() == [1.0, 1.0]
    assert found.share[0, 0] == 1.0
    assert found.share[0, 1] == 0.5, "of each pair of halves he is in one"


def test_a_core_is_chosen_by_one_half_and_judged_by_the_other():
    found = judged(2, least=0.5)
    first = found.core[0, 1]
    assert found.core.tolist() == [[True, first], [True, True]]
    # who is in the half that chooses is not in the one that judges
    assert found.core_kept[0] == (0.5 if first else 1.0)


def test_without_a_core_there_is_no_share_of_it():
    found = stability(np.arange(6), OWN, lambda rows, seed: np.eye(4)[[3, 3]] + 0.0, 4, 1, 2.0)
    assert not found.core.any()
    assert np.isnan(found.core_kept).all()


def test_a_half_with_fewer_units_than_topics_brings_nothing_back():
    def refit(rows, seed):
        raise AssertionError("no model can be made of it")

    assert stability(np.array([0, 0, 1]), np.array([[0], [1], [2]]), refit, 4, 1, 0.6).share.tolist() == [[0.0]] * 3


def test_they_are_the_same_for_the_same_seed():
    one, same, other = ([rows.tolist() for rows in halves(np.arange(9), 3, seed)] for seed in (7, 7, 8))
    assert one == same
    assert one != other


@pytest.mark.parametrize("size", [1, 2, 5])
def test_fewer_terms_than_ten_are_compared_among_themselves(size):
    assert shared_terms(np.arange(size)[None], np.arange(size)[None]).tolist() == [[1.0]]
