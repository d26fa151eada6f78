"""Lemmas and stems of English words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.languages.en import PACK, english


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("services", "service"),
        ("went", "go"),
        ("city's", "city"),
        ("media", "media"),
        ("tugas", "tugas"),
        ("don't", "don't"),
        ("gone", "go"),
        ("left", "leave"),
        ("fixed", "fix"),
        ("cancelled", "cancel"),
        ("unpaid", "unpaid"),
        ("finding", "find"),
        ("building", "building"),
        ("thing", "thing"),
        ("housing", "housing"),
        ("calves", "calf"),
        ("sooo", "so"),
        ("goods", "goods"),
        ("news", "news"),
        ("analyses", "analysis"),
        ("earrings", "earring"),
        ("masses", "mass"),
        ("opera", "opera"),
    ],
)
def test_lemma(word: str, lemma: str) -> None:
    assert english().inflected(word) == lemma


@pytest.mark.parametrize(
    ("one", "other"), [("reliability", "reliable"), ("connections", "connected"), ("resistance", "resisting")]
)
def test_a_family_shares_its_stem(one: str, other: str) -> None:
    assert english().stem(one) == english().stem(other)


@pytest.mark.parametrize(("one", "other"), [("department", "depart"), ("business", "busy"), ("university", "universe")])
def test_words_that_parted_do_not(one: str, other: str) -> None:
    assert english().stem(one) != english().stem(other)


@pytest.mark.parametrize("noun", ["meeting", "training", "building", "finding"])
def test_a_noun_and_its_plural_share_their_lemma(noun: str) -> None:
    assert english().inflected(noun) == english().inflected(f"{noun}s")


@given(st.text("adegilnorstuy", min_size=1, max_size=10))
def test_a_lemma_is_never_unknown_where_the_word_is_known(word: str) -> None:
    lemma = english().inflected(word)
    assert lemma == word or lemma in PACK.frequencies()
