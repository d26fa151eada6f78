"""What is kept of words: the memo that few words are looked up in, and families of words that share a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codebook import Term
from qualcode.rules.lookup import Analyser, KeyMemo, Lookup, group, word_of_key, words_of_term

KEYS = st.lists(st.lists(st.sampled_from(["en:b", "id:a", "id:b", "id:c"]), unique=True).map(tuple), max_size=12)


@given(KEYS)
def test_a_family_has_the_other_types_that_have_its_key_in_order(level_keys):
    words = ["abc"[number % 3] for number in range(len(level_keys))]
    others = [{key for key in own if word_of_key(key) != word} for word, own in zip(words, level_keys, strict=True)]
    families = group(words, level_keys)
    assert list(families.keys) == sorted(set().union(*others))
    for key in ("en:b", "id:a", "id:b", "id:c"):
        assert families.of(key) == [number for number, own in enumerate(others) if key in own]


class Unread(list):
    """Words that are looked up, and never read from one end to the other."""

    def __iter__(self):
        raise AssertionError("the whole memo was read")


def known(number):
    return KeyMemo.made_of({f"kata{at:03}": (f"id:k{at}", f"en:k{at}") for at in range(number)})


def test_few_words_are_looked_up_without_reading_the_memo():
    memo = known(100)
    analyser = Analyser({"light": KeyMemo(Unread(memo.words), Unread(memo.keys))})
    assert analyser.keys("light", ["kata007", "kata099"]) == [("id:k7", "en:k7"), ("id:k99", "en:k99")]
    assert not analyser.grown


@pytest.mark.parametrize("asked", [["dipercaya"], ["dipercaya", *(f"kata{at:03}" for at in range(100))]])
def test_what_is_learnt_stands_in_the_memo_beside_what_was_known(asked):
    analyser = Analyser({"light": known(100)})
    assert analyser.keys("light", asked)[0] == ("id:percaya", "en:dipercaya")
    assert analyser.grown == {"light"}
    memo = analyser.memo("light")
    assert list(memo.words) == sorted(memo.words)
    assert memo.all() == known(100).all() | {"dipercaya": ("id:percaya", "en:dipercaya")}


def test_a_name_loses_no_letters_and_keeps_its_clitics():
    words = ["code", "coding", "dicoding", "dicoding's", "dicoding-nya", "dicodingku", "dicodings"]
    lookup = Lookup(words)
    (name,), (word,) = words_of_term(Term("Dicoding")), words_of_term(Term("dicoding"))
    assert [words[at] for at in lookup.types(name)] == ["dicoding", "dicoding's", "dicoding-nya", "dicodingku"]
    assert "coding" in [words[at] for at in lookup.types(word)]


@pytest.mark.parametrize("written", ["Dipercaya", "Aplikasinya", "Servernya", "Sari", "Sarinya", "dicoding", "Mobil"])
def test_a_known_word_with_a_capital_is_inflected_as_ever(written):
    assert not Analyser().is_name(*words_of_term(Term(written)))
