"""The number of topics: the rule that the help and the page state."""

from qualcode.topics.choose import choose_k
from qualcode.topics.fitted import Tried


def chosen(*scores):
    return [each.k for each in choose_k([Tried(*score) for score in scores]) if each.chosen]


def test_it_ranks_best_in_both_together():
    assert chosen((4, 0.1, 0.8), (5, 0.2, 0.9), (6, 0.3, 0.1)) == [5]
    assert chosen((4, 0.1, 0.5), (5, 0.3, 0.9), (6, 0.2, 0.7)) == [5]


def test_of_equal_ones_the_steadier_then_the_smaller():
    assert chosen((4, 0.2, 0.7), (5, 0.1, 0.9)) == [5]
    assert chosen((4, 0.2, 0.7), (5, 0.2, 0.7)) == [4]
