"""Words of a text."""

import re
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import tokens
from qualcode.text.tokens import IGNORABLES

PLAIN = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")


def _is_plain(character: str) -> bool:
    return unicodedata.category(character)[0] != "M" and character not in IGNORABLES + "‘ʼ`‐‑"


def _cut(text: str) -> list[str]:
    return [text[start:end] for start, end in tokens.token_spans(text)]


@given(st.text(st.one_of(st.sampled_from("ab1_-'’ .\u0130é"), st.characters()).filter(_is_plain)))
def test_plain_text_has_the_words_of_the_plain_pattern(text: str) -> None:
    assert tokens.token_spans(text) == [match.span() for match in PLAIN.finditer(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Don’t di-upload kata‐kata", ["Don’t", "di-upload", "kata‐kata"]),
        ("cafe\u0301s", ["cafe\u0301s"]),
        ("sin\u00adyal\u200d", ["sin\u00adyal\u200d"]),
        ("a\u2060-\u2060b", ["a\u2060-\u2060b"]),
        ("snake_case", ["snake", "case"]),
        ("- 'kata' -", ["kata"]),
        ("Jum‘at ma`af", ["Jum‘at", "ma`af"]),
        ("👩‍💻 kerja", ["kerja"]),
        ("हिन्दी", ["हिन्दी"]),
    ],
)
def test_what_belongs_to_a_word(text: str, words: list[str]) -> None:
    assert _cut(text) == words


@given(st.text(st.sampled_from("ab_-'’ \u0301\u200d\u00ad‐😀")))
def test_words_stand_in_order_and_begin_with_a_letter(text: str) -> None:
    spans = tokens.token_spans(text)
    assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    assert all(text[start].isalnum() and "_" not in text[start:end] for start, end in spans)


def test_no_text_makes_it_backtrack() -> None:
    assert len(tokens.token_spans("a\u0301" * 100_000 + "-" * 100_000)) == 1


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_plain_text_is_folded_as_its_words_are(text: str) -> None:
    assert tokens.keys(text) == [tokens.fold(word) for word in tokens.words_as_written(text)]


@given(st.text(st.one_of(st.sampled_from("ab1_-'` ."), st.characters(max_codepoint=0x7F))))
def test_words_in_ascii_are_the_same_beside_other_letters(text: str) -> None:
    assert [*tokens.words_as_written(text), "é"] == tokens.words_as_written(f"{text} é")
