"""Languages of words and segments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import languages, tokens


def _language(text: str) -> str:
    keys = tokens.keys(text)
    offsets = np.array([0, len(keys)], np.int64)
    return languages.segment_language_names()[languages.segment_languages(languages.type_classes(keys), offsets)[0]]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Nggak ada sinyal di sana.", "id"),
        ("Datanya di-upload manual lewat server.", "id"),
        ("Ketidakpercayaan itu masih ada.", "id"),
        ("Honestly, people here don't trust it.", "en"),
        ("The office in Jakarta is small.", "en"),
        ("Kita sudah rapat, but nothing happened.", "mixed"),
        ("Orangnya masih old school banget.", "mixed"),
        ("Internet online, oke.", "und"),
        ("123 ...", "und"),
        ("wkwkwk hahaha", "und"),
        ("Saya feeling-nya ini cuma pencitraan.", "mixed"),
        ("Ora iso mas, jaringane elek.", "id"),
        ("Mereka punya roadmap, tapi tidak pernah dibaca.", "mixed"),
        ("Mood gue hancur gara-gara dia.", "mixed"),
        ("The water meter sends readings that nobody reads.", "en"),
        ("I was told the law would change after Ramadan.", "en"),
        ("In our kelurahan the staff still write everything by hand.", "mixed"),
    ],
)
def test_segments_have_the_language_that_a_reader_hears(text: str, language: str) -> None:
    assert _language(text) == language


@given(st.lists(st.lists(st.integers(0, 3), max_size=8), max_size=8))
def test_segments_do_not_influence_each_other(segments: list[list[int]]) -> None:
    def languages_of(parts: list[list[int]]) -> list[int]:
        classes = np.array([value for part in parts for value in part], np.int8)
        offsets = np.cumsum([0, *map(len, parts)], dtype=np.int64)
        return [int(value) for value in languages.segment_languages(classes, offsets)]

    assert languages_of(segments) == [languages_of([segment])[0] for segment in segments]


@given(st.lists(st.text(max_size=8), max_size=5))
def test_classes_belong_to_words_not_to_places(keys: list[str]) -> None:
    assert languages.type_classes(keys).tolist() == [languages.type_classes([key]).item() for key in keys]
