"""Lemmas and stems of English words."""

import pytest

from qualcode.text import english


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("services", "service"),
        ("went", "go"),
        ("city's", "city"),
        ("media", "media"),
        ("tugas", "tugas"),
        ("don't", "don't"),
    ],
)
def test_lemma(word: str, lemma: str) -> None:
    assert english.lemma(word) == lemma


@pytest.mark.parametrize(
    ("one", "other"), [("reliability", "reliable"), ("connections", "connected"), ("resistance", "resisting")]
)
def test_a_family_shares_its_stem(one: str, other: str) -> None:
    assert english.stem(one) == english.stem(other)


@pytest.mark.parametrize(("one", "other"), [("department", "depart"), ("business", "busy"), ("university", "universe")])
def test_words_that_parted_do_not(one: str, other: str) -> None:
    assert english.stem(one) != english.stem(other)
