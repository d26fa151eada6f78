"""Roots of derived Indonesian words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import derivation, lexicon


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("pergerakan", "gerak"),
        ("pelukis", "lukis"),
        ("berapi", "api"),
        ("berada", "ada"),
        ("berperan", "peran"),
        ("keterlambatan", "lambat"),
        ("pelayanan", "layan"),
        ("pengurus", "urus"),
        ("perasaan", "rasa"),
        ("sampaikan", "sampai"),
        ("berkeadilan", "adil"),
    ],
)
def test_root_of_a_derived_word(word: str, root: str) -> None:
    assert derivation.root(word) == root


@pytest.mark.parametrize("word", ["sebesar", "sejenis", "sepanjang", "secara"])
def test_words_of_relation_keep_their_se(word: str) -> None:
    assert derivation.root(word) == word


@pytest.mark.parametrize(("word", "root"), [("ketidakpercayaan", "tidak+percaya"), ("ketidakjelasan", "tidak+jelas")])
def test_what_is_denied_is_never_the_plain_root(word: str, root: str) -> None:
    assert derivation.root(word) == root


def test_a_parted_family_has_one_root() -> None:
    apart = derivation.parted_roots()
    wrong = {word: root for word, root in apart.items() if apart.get(root, root) != root}
    assert wrong == {}


@given(st.sampled_from(sorted(lexicon.roots())))
def test_a_root_stays_what_it_is_unless_a_list_says_otherwise(word: str) -> None:
    listed = word in derivation.parted_roots() or word in lexicon.own_verbs()
    assert derivation.root(word) == word or listed or word.startswith("ketidak")
