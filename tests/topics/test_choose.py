"""The number of topics: the rule that the help and the page state."""

import numpy as np
import pytest
from scipy.sparse import csr_array

from qualcode.topics.fitted import TopicOptions, Tried
from qualcode.topics.judge import USUAL_TOPIC_NUMBERS, choose_k, numbers
from qualcode.topics.terms import TermCounts


def chosen(*scores):
    return [each.k for each in choose_k([Tried(*score) for score in scores]) if each.chosen]


def test_it_ranks_best_in_both_together():
    assert chosen((4, 0.1, 0.8), (5, 0.2, 0.9), (6, 0.3, 0.1)) == [5]
    assert chosen((4, 0.1, 0.5), (5, 0.3, 0.9), (6, 0.2, 0.7)) == [5]


def test_of_equal_ones_the_steadier_then_the_smaller():
    assert chosen((4, 0.2, 0.7), (5, 0.1, 0.9)) == [5]
    assert chosen((4, 0.2, 0.7), (5, 0.2, 0.7)) == [4]


def said(units, terms):
    return TermCounts(csr_array(np.ones((units, terms), np.float32)), [str(at) for at in range(terms)], units)


@pytest.mark.parametrize(
    ("units", "terms", "among"),
    [(500, 300, list(USUAL_TOPIC_NUMBERS)), (500, 29, [4, 6, 9]), (21, 300, [4]), (17, 300, [3]), (3, 3, [2])],
)
def test_without_a_number_the_usual_ones_are_tried_as_far_as_the_text_goes(units, terms, among):
    assert list(numbers(said(units, terms), TopicOptions())) == among


def test_a_number_or_a_range_is_taken_at_its_word():
    assert list(numbers(said(500, 300), TopicOptions(k=(7, 7)))) == [7]
    assert list(numbers(said(500, 300), TopicOptions(k=(7, 9)))) == [7, 8, 9]
