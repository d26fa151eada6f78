"""Sureness: chances, how learnable a code is, and where it is expected; always judged on other people."""

from dataclasses import replace

import numpy as np

from propose.taught import material, subjects
from qualcode.propose.choose import look_again
from qualcode.propose.judge import expected, judge
from qualcode.propose.learner import make_features, score_turns
from qualcode.rules.lookup import Analyser

TRUE = subjects()


def judged(made):
    features = make_features(made, Analyser())
    return judge(made, features), score_turns(made, features)


def test_chances_are_high_where_a_code_is_and_low_where_not():
    made = material()
    found, scores = judged(made)
    chances = found.chances(made, scores.within)
    rows = ~made.looked
    assert chances[rows][TRUE[rows]].mean() > 0.7
    assert chances[rows][~TRUE[rows]].mean() < 0.2
    assert found.learnable == ("well",) * 3


def test_a_code_of_which_answers_are_thrown_is_hardly_learnable():
    made = material(taught="abcdef")
    has = made.has.copy()
    has[:, 0] = np.random.default_rng(1).random(len(has)) < 0.25
    assert judged(replace(made, has=has))[0].learnable[0] == "hardly"


def test_one_person_alone_says_nothing_of_others():
    made = material(people="a", taught="a")
    found, scores = judged(made)
    assert (found.unseen, found.learnable) == (None, ("unknown",) * 3)
    assert np.isnan(found.chances(made, scores.within)).all()


def test_a_code_is_expected_in_about_as_many_turns_as_have_it():
    made = material()
    found, scores = judged(made)
    said = expected(made, found.chances(made, scores.within))
    rows = ~made.looked
    assert not said[~rows].any()
    both = (said & TRUE)[rows].sum()
    assert 2 * both / (said[rows].sum() + TRUE[rows].sum()) > 0.9


def test_wrong_answers_come_first_when_one_looks_again():
    made = material(taught="abcdef")
    wrong = [(at, code) for at, code in np.argwhere(made.has).tolist()][::7][:4]
    has = made.has.copy()
    for at, code in wrong:
        has[at, code] = False
    turned = replace(made, has=has)
    found, _ = judged(turned)
    best = look_again(turned, found.chances(turned, found.unseen.within))
    assert {(each.turn, each.code) for each in best[: len(wrong)]} == set(wrong)


def test_nothing_is_looked_at_again_that_was_not_looked_at():
    made = material()
    again = look_again(made, np.where(made.has, 0.0, 1.0))
    assert again
    assert {each.turn for each in again} <= set(np.flatnonzero(made.looked).tolist())
