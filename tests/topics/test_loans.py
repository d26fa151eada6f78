"""Loanwords: one word in two spellings."""

import pytest

from qualcode.topics.tables.topic_pairs import same_word, settled


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("aplikasi", "application"),
        ("sistem", "system"),
        ("korupsi", "corruption"),
        ("transparansi", "transparency"),
        ("universitas", "university"),
        ("kualitas", "quality"),
        ("elektronik", "electronic"),
        ("telepon", "telephone"),
        ("komputer", "computer"),
        ("teknologi", "technology"),
        ("data", "data"),
        ("staf", "staff"),
    ],
)
def test_a_loan_is_its_word(here, there):
    assert same_word(here, there)
    assert same_word(there, here)


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("kantor", "actor"),
        ("jalan", "talent"),
        ("pajak", "package"),
        ("data", "date"),
        ("air", "hair"),
        ("server", "servis"),
    ],
)
def test_words_that_look_alike_are_not(here, there):
    assert not same_word(here, there)


def test_settling_twice_changes_nothing_more():
    for word in ("application", "quality", "system", "percaya", "komputer"):
        assert settled(settled(word)) == settled(word)
