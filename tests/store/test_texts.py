"""Texts kept as bytes are the same list as before, made one by one."""

from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.texts import TextList


def packed(texts):
    encoded = [text.encode() for text in texts]
    return TextList(b"".join(encoded), np.array([0, *accumulate(map(len, encoded))], np.int64))


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]))))
def test_they_are_a_list(texts):
    made = packed(texts)
    assert (len(made), list(made), made) == (len(texts), texts, texts)
    assert [made[at] for at in range(-len(texts), len(texts))] == texts + texts
    assert made[1:] == texts[1:]


def test_there_is_none_behind_the_last():
    with pytest.raises(IndexError):
        packed(["a"])[1]
