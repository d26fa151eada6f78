"""Keys of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text.tokens import fold


@pytest.mark.parametrize(
    ("token", "key"),
    [
        ("Jum’at", "jum'at"),
        ("ma`af", "ma'af"),
        ("di‑UPLOAD", "di-upload"),
        ("kata‐kata", "kata-kata"),
        ("cafe\u0301", "café"),
        ("sin\u00adyal", "sinyal"),
        ("e\u200d\u0301", "é"),
        ("İ", "i̇"),
    ],
)
def test_spellings_of_one_word_share_a_key(token: str, key: str) -> None:
    assert fold(token) == key


def test_accents_stay() -> None:
    assert fold("café") != fold("cafe")


@given(st.text())
def test_a_key_is_its_own_key(token: str) -> None:
    assert fold(fold(token)) == fold(token)
