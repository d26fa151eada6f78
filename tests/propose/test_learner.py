"""Scores: learnt from what was looked at, from definitions, from rules and from elsewhere."""

from dataclasses import replace

import numpy as np
import pytest

from propose.taught import material, subjects
from qualcode.propose.learner import make_features, score_turns
from qualcode.propose.material import CodeTexts
from qualcode.rules.lookup import Analyser

TRUE = subjects()


def scored(made):
    return score_turns(made, make_features(made, Analyser()))


def right_in_first(scores, rows):
    """Share of a code's turns that stand first in its list, as many as there are."""
    shares = []
    for code in range(3):
        own = rows[np.argsort(-scores[rows, code], kind="stable")][: TRUE[rows, code].sum()]
        shares.append(TRUE[own, code].mean())
    return np.mean(shares)


def test_what_was_coded_is_found_in_others():
    made = material()
    scores = scored(made)
    rows = np.flatnonzero(~made.looked)
    assert right_in_first(scores.review, rows) == 1
    coded = rows[TRUE[rows].any(axis=1)]
    assert (scores.within[coded].argmax(axis=1) == TRUE[coded].argmax(axis=1)).all()


def test_definitions_alone_order_turns_before_anything_is_coded():
    made = material(taught="")
    assert right_in_first(scored(made).review, np.arange(len(TRUE))) > 0.9


def test_a_code_without_definition_and_codings_is_not_ranked():
    made = material(taught="")
    nothing = CodeTexts((), np.empty(0, np.int64), made.vectors[:0])
    assert np.isnan(scored(replace(made, definitions=nothing)).review).all()


def test_only_what_was_looked_at_teaches():
    made = material(taught="ab")
    silent = replace(made, has=made.has | (TRUE & ~made.known))  # answers that nobody gave
    one, other = scored(made), scored(silent)
    np.testing.assert_array_equal(one.within, other.within)


def test_what_people_who_taught_say_twice_gives_the_same_scores():
    made = material()
    np.testing.assert_array_equal(scored(made).review, scored(made).review)


def test_a_rule_counts_as_the_coder_bears_it_out():
    made = material()
    new = np.flatnonzero(~made.looked)
    hit = np.zeros_like(made.has)
    hit[new[0], 0] = True
    borne, wrong = hit | made.has, hit | (made.known & ~made.has)
    plain = scored(made).within[new[0], 0]
    assert scored(replace(made, rules=borne)).within[new[0], 0] > plain + 1
    assert scored(replace(made, rules=wrong)).within[new[0], 0] == pytest.approx(plain)


def test_a_model_from_elsewhere_counts_less_with_each_turn_coded_here():
    elsewhere = np.where(TRUE, 0.0, 1.0)  # says the contrary of what is true
    none, many = material(taught=""), material(taught="abcd")
    assert right_in_first(scored(replace(none, elsewhere=elsewhere)).within, np.arange(len(TRUE))) < 0.5
    rows = np.flatnonzero(~many.looked)
    assert right_in_first(scored(replace(many, elsewhere=elsewhere)).within, rows) > 0.9


def test_texts_without_a_common_word_can_be_scored():
    made = material(people="a", taught="a")
    made = replace(made, texts=[f"kata{at}" for at in range(len(made.texts))])
    assert not np.isnan(scored(made).within).any()
