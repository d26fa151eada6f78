"""Stop words: manners of speech are out, matters of an interview stay."""

import pytest

from qualcode.topics.terms import stop_words


@pytest.mark.parametrize("word", ["yang", "pokoknya", "gitu", "the", "basically", "kayak", "tidak", "dua"])
def test_words_that_every_interview_has_are_out(word):
    assert word in stop_words()


@pytest.mark.parametrize("word", ["masalah", "tempat", "system", "jauh", "kerja", "sinyal"])
def test_matters_stay_although_newspaper_lists_have_them(word):
    assert word not in stop_words()


def test_a_study_adds_its_own_in_any_case():
    assert "sinyal" in stop_words(["Sinyal"])
