"""Places of quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.anchoring.spans import around, find_quote, trimmed

WORDS = st.lists(st.text(st.characters(categories=["L", "P"]), min_size=1, max_size=5), min_size=1, max_size=8)


@given(WORDS, WORDS, WORDS, st.sampled_from([" ", "\n", "  ", "\u00a0"]))
def test_a_quote_is_found_where_it_stands_whatever_the_white_space(before, quote, after, space):
    text = " ".join([*before, *quote, *after])
    start = len(" ".join(before)) + 1
    assert (3, start, start + len(" ".join(quote))) in find_quote(space.join(quote), [(3, text)]) or text.count(
        " ".join(quote)
    ) > 1


@pytest.mark.parametrize(("quote", "text"), [("Jum'at", "Jum’at"), ('"ya"', "“ya”"), ("a-b", "a‑b"), ("(x)*", "(x)*")])
def test_signs_that_programs_exchange_do_not_matter(quote, text):
    assert find_quote(quote, [(1, text)]) == [(1, 0, len(text))]


def test_letters_matter():
    assert find_quote("Ada", [(1, "ada")]) == []
    assert find_quote("  ", [(1, "ada")]) == []


def test_every_place_is_listed():
    assert find_quote("ya", [(1, "ya ya"), (4, "ya")]) == [(1, 0, 2), (1, 3, 5), (4, 0, 2)]


def test_anchors():
    text = "satu dua tiga "
    assert trimmed(text, 4, 14) == (5, 13)
    assert tuple(around(text, 5, 8, 4)) == ("dua", "atu ", " tig")
