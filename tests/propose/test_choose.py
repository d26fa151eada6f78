"""Choosing: rare codes first, a fifth at random, and a random order that needs no memory."""

from dataclasses import replace

import numpy as np

from propose.taught import material, subjects
from qualcode.propose.choose import choose_next, random_order, read_at_random
from qualcode.propose.judge import estimate_remaining
from qualcode.propose.learner import make_features, score_turns
from qualcode.rules.lookup import Analyser

PLACES = [(f"t{at // 12}", at % 12 + 1) for at in range(72)]
TRUE = subjects()


def chosen(made, number, chances=None):
    scores = score_turns(made, make_features(made, Analyser()))
    unknown = np.full(made.has.shape, np.nan)
    return choose_next(made, scores, unknown if chances is None else chances, random_order(PLACES), number)


def test_every_fifth_turn_is_drawn_at_random_and_none_was_looked_at():
    made = material(taught="ab")
    found = chosen(made, 10)
    assert [each.code < 0 for each in found] == [False] * 4 + [True] + [False] * 4 + [True]
    assert not made.looked[[each.turn for each in found]].any()
    assert len({each.turn for each in found}) == 10


def test_the_code_with_fewest_turns_comes_first():
    made = material(taught="ab")
    has = made.has.copy()
    has[:, 2] = False
    assert [each.code for each in chosen(replace(made, has=has), 4)] == [2, 2, 2, 2]


def test_a_code_that_is_expected_nowhere_waits():
    made = material(taught="ab")
    has = made.has.copy()
    has[:, 2] = False
    chances = np.tile([0.5, 0.5, 0.01], (72, 1))
    assert {each.code for each in chosen(replace(made, has=has), 4, chances)} == {0, 1}
    chances[:] = 0.01
    assert {each.code for each in chosen(replace(made, has=has), 4, chances)} == {-1}


def test_random_turns_are_the_next_of_the_random_order():
    made = material(taught="ab")
    order = random_order(PLACES)
    first = next(turn for turn in order.tolist() if not made.looked[turn])
    assert chosen(made, 5)[4].turn == first


def test_all_that_is_left_is_given_once():
    made = material(taught="abcde")
    assert sorted(each.turn for each in chosen(made, 500)) == np.flatnonzero(~made.looked).tolist()


def test_the_random_order_is_of_names_not_of_places_in_the_corpus():
    order = [PLACES[at] for at in random_order(PLACES)]
    assert order == [PLACES[::-1][at] for at in random_order(PLACES[::-1])]
    assert sorted(order) == sorted(PLACES)
    assert order != PLACES
    more = [*PLACES, ("new", 1), ("new", 2)]
    assert [more[at] for at in random_order(more) if more[at][0] != "new"] == order


def test_the_fair_sample_ends_at_the_first_turn_that_nobody_read():
    looked = np.array([True, True, False, True])
    assert read_at_random(np.array([1, 0, 2, 3]), looked).tolist() == [True, True, False, False]
    assert read_at_random(np.array([2, 0, 1, 3]), looked).sum() == 0
    assert read_at_random(np.arange(2), np.array([True, True])).all()


def test_what_is_left_is_estimated_from_the_fair_sample_only():
    made = material(taught="")
    at_random = np.zeros(72, np.bool_)
    at_random[random_order(PLACES)[:24]] = True
    known = np.repeat(at_random[:, None], 3, axis=1)
    made = replace(made, known=known, has=TRUE & known)
    (first, *_) = estimate_remaining(made, at_random)
    share = (TRUE & known)[:, 0].sum() / 24
    assert first.found == (TRUE & known)[:, 0].sum()
    assert first.left == round(share * 72) - first.found
    assert first.low <= TRUE[~at_random, 0].sum() <= first.high
    assert first.high <= 48
    proposed = replace(made, known=np.ones_like(known), has=TRUE)  # all the rest was read, too
    assert [each.left for each in estimate_remaining(proposed, at_random)] == [0, 0, 0]


def test_ten_turns_at_least_make_an_estimate():
    made = material(taught="a")
    assert estimate_remaining(made, np.arange(72) < 9) is None
    assert estimate_remaining(made, np.arange(72) < 10) is not None


def test_turns_of_one_person_count_for_less():
    """Whole people say a code or do not: the interval must be wider than of as many strangers."""
    made = material(taught="abcdef")
    has = np.zeros_like(made.has)
    has[made.people < 2, 0] = True
    together = replace(made, has=has)
    apart = replace(together, people=np.arange(72))
    half = np.arange(72) % 2 == 0
    known = np.repeat(half[:, None], 3, axis=1)
    one, other = (
        estimate_remaining(replace(each, known=known, has=has & known), half)[0] for each in (together, apart)
    )
    assert one.high - one.low > other.high - other.low
