"""Grams: phrases of running words."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.corpus.words import LONGEST_PHRASE, NGramWords, find_ngrams

words = st.tuples(st.integers(0, 3), st.booleans(), st.booleans())  # key, begins a segment, begins a clause


@given(st.lists(words, max_size=14), st.integers(1, LONGEST_PHRASE))
def test_phrases_are_those_that_a_reader_sees(said, length):
    segment = np.cumsum([begins for _, begins, _ in said], dtype=np.int64)
    running = NGramWords(
        np.array([key for key, *_ in said], np.int64), segment, np.array([b for *_, b in said], np.bool_)
    )
    found = find_ngrams(running, length)
    expected = [
        (at, tuple(key for key, *_ in said[at : at + length]))
        for at in range(len(said) - length + 1)
        if segment[at] == segment[at + length - 1] and not any(b for *_, b in said[at + 1 : at + length])
    ]
    assert found.first.tolist() == [at for at, _ in expected]
    names = dict(zip((keys for _, keys in expected), found.name.tolist(), strict=True))
    assert [names[keys] for _, keys in expected] == found.name.tolist()
    assert len(set(names.values())) == len(names)
