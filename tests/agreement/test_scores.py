"""Scores: values counted by hand, scikit-learn as a second implementation, resamples that are what they say."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from agreement.small import made
from qualcode.agreement.units import interval, resampled, scores, tally

UNITS, CODES = 12, 3
CODED = arrays(np.bool_, (UNITS, CODES))


def test_scores_counted_by_hand():
    there = np.array([[1, 0], [1, 0], [1, 1], [0, 0], [0, 0]], bool)
    found = np.array([[1, 0], [0, 0], [1, 0], [1, 0], [0, 0]], bool)
    got = scores(tally(made([0, 0, 0, 1, 1]), there, found))
    assert got.precision[0, 0] == pytest.approx(2 / 3)
    assert np.isnan(got.precision[0, 1])  # never found
    assert got.recall[0].tolist() == pytest.approx([2 / 3, 0])
    assert got.f1[0].tolist() == pytest.approx([2 / 3, 0])
    assert got.micro[0].tolist() == pytest.approx([2 / 3, 2 / 4, 4 / 7])
    assert got.macro[0].tolist() == pytest.approx([2 / 3, 1 / 3, 1 / 3])
    assert got.false_alarms[0] == pytest.approx(1 / 2)


@given(CODED, CODED)
def test_they_agree_with_scikit_learn(there, found):
    from sklearn.metrics import precision_recall_fscore_support as oracle

    got = scores(tally(made([0] * UNITS), there, found))
    for own, theirs in zip(
        (got.precision, got.recall, got.f1), oracle(there, found, zero_division=np.nan), strict=False
    ):
        np.testing.assert_allclose(own[0], theirs)
    micro = oracle(there, found, average="micro", zero_division=np.nan)[:3]
    np.testing.assert_allclose(got.micro[0], np.array(micro, float))


@given(CODED, CODED, st.lists(st.integers(1, 4), min_size=UNITS, max_size=UNITS))
def test_a_weight_is_as_good_as_so_many_units(there, found, weights):
    weighted = scores(tally(made([0] * UNITS, weights), there, found))
    repeated = (np.repeat(each, weights, axis=0) for each in (there, found))
    plain = scores(tally(made([0] * sum(weights)), *repeated))
    for one, other in zip(weighted, plain, strict=True):
        np.testing.assert_allclose(one, other)


@given(CODED, CODED, st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_a_resample_is_the_transcripts_so_often(there, found, times):
    transcript = np.arange(UNITS) % 3
    got = scores(tally(made(transcript), there, found), np.array([times]))
    rows = np.repeat(np.arange(UNITS), np.array(times)[transcript])
    plain = scores(tally(made(transcript[rows]), there[rows], found[rows]))
    for name in ("precision", "recall", "f1", "micro", "false_alarms"):
        np.testing.assert_allclose(getattr(got, name), getattr(plain, name))


@given(CODED, CODED, st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_macro_is_over_the_same_codes_in_every_draw(there, found, times):
    """A code of which the draw holds no unit keeps its score of all units; one that never has any stays out."""
    people = np.arange(UNITS) % 3
    counted = tally(made(people), there, found)
    got, whole = scores(counted, np.array([times])), scores(counted)
    for at, name in enumerate(("precision", "recall", "f1")):
        drawn, own = getattr(got, name)[0].tolist(), getattr(whole, name)[0].tolist()
        kept = [each if np.isnan(one) else one for one, each in zip(drawn, own, strict=True) if not np.isnan(each)]
        np.testing.assert_allclose(got.macro[0, at], np.mean(kept) if kept else np.nan)


def test_a_code_that_one_person_names_does_not_leave_the_macro_mean():
    """Precision 1 and 0: draws without the one who names the second code would have a mean of 1."""
    there = np.array([[1, 0], [1, 0], [1, 0], [0, 0]], bool)
    found = np.array([[1, 0], [1, 0], [1, 0], [0, 1]], bool)
    drawn = resampled(tally(made([0, 1, 2, 3]), there, found), 1)
    assert set(drawn.macro[:, 0].tolist()) <= {0.5}


def test_the_seed_makes_the_intervals():
    random = np.random.default_rng(0)
    there, found = random.random((2, 40, CODES)) < 0.4
    counted = tally(made(np.arange(40) // 5), there, found)
    one, same, other = (resampled(counted, seed) for seed in (1, 1, 2))
    assert np.array_equal(one.micro, same.micro)
    assert not np.array_equal(one.micro, other.micro)
    low, high = interval(one.micro[:, 2])
    assert low < scores(counted).micro[0, 2] < high


def test_one_person_has_no_interval():
    there = np.ones((2, 1), bool)
    assert resampled(tally(made([4, 4]), there, there), 1) is None
    assert interval(np.array([np.nan, np.nan])) is None
