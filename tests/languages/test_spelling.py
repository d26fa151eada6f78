"""Standard spelling of words as people type and say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.languages.id import indonesian

WORDS = indonesian().words


@pytest.mark.parametrize(
    ("typed", "standard"),
    [
        ("lamaaa", "lama"),
        ("lngsng", "langsung"),
        ("trnyata", "ternyata"),
        ("laen", "lain"),
        ("roemah", "rumah"),
        ("rapih", "rapi"),
        ("bosenn", "bosen"),
        ("mauuu", "mau"),
    ],
)
def test_standard_spelling(typed: str, standard: str) -> None:
    assert WORDS.standard(typed) == standard


@pytest.mark.parametrize("word", ["rumah", "street", "x", "2024", "ba-ba", "zzzz", "edy", "zam", "moch"])
def test_words_that_need_none_have_none(word: str) -> None:
    assert WORDS.standard(word) == ""


@given(st.text("abdegiklmnrstu", min_size=1, max_size=9))
def test_a_standard_spelling_is_a_word(typed: str) -> None:
    standard = WORDS.standard(typed)
    known = standard in WORDS.known or standard in WORDS.roots or standard in WORDS.colloquial
    assert standard == "" or known


def test_an_abbreviation_is_no_drawn_out_word():
    assert WORDS.standard("pppk") == ""


@pytest.mark.parametrize(("other", "word", "likelier"), [("tetap", "tetep", True), ("bakar", "baker", False)])
def test_an_english_word_is_no_slip(other: str, word: str, likelier: bool) -> None:
    assert WORDS.is_likelier(other, word) is likelier
