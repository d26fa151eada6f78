"""Segments of a turn."""

from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.text import sentences
from qualcode.text.sentences import SegmentMode


def _cut(text: str, how: SegmentMode = "sentence") -> list[str]:
    starts = sentences.segment_boundaries(text, how)
    return [text[start:end] for start, end in pairwise([*starts, len(text)])]


TEXTS = st.text() | st.lists(
    st.sampled_from(
        ["Dia", "pergi", ".", "?", "!", "...", " ", "\n", "\n\n", "dr", "No", "5", '"', "\u2028", "😀", "A"]
    )
).map("".join)


@given(TEXTS, st.sampled_from(get_args(SegmentMode)))
def test_segments_partition_the_text(text: str, how: SegmentMode) -> None:
    starts = sentences.segment_boundaries(text, how)
    assert starts[:1] == ([0] if text else [])
    assert starts == sorted(set(starts))
    assert "".join(_cut(text, how)) == text


@given(TEXTS, st.sampled_from(get_args(SegmentMode)))
def test_white_space_belongs_to_the_segment_before(text: str, how: SegmentMode) -> None:
    assert not any(segment[0].isspace() for segment in _cut(text, how)[1:])


@pytest.mark.parametrize(
    "text",
    [
        "Sinyal susah. |Warga pulang.",
        "Saya ketemu dr. Budi di Jl. Sudirman No. 5. |Dia baik.",
        "Ada? |No. |I do not.",
        "Harga 3.5 juta.",
        "Kata B. J. Habibie begitu.",
        "Dia bilang... ya begitu. |Selesai.",
        "Masa?! |Iya.",
        '"Sudah." |Lalu pergi.',
        "“Kapan?” tanya saya.",
        "Banyak apps, e.g. Qlue, i.e. this one.",
        "KTP, KK, dll. sudah online.",
        "KTP, KK, dll. |Sudah online.",
        "terus dia pergi. |kami menunggu.",
        "1. Pertama\n2. Kedua",
        "baris yang\ndibungkus saja",
        "satu\n\n|dua",
        "Ya. [tertawa] |Begitu.",
        "Ya. (tertawa) |Begitu.",
        "satu\u2028dua",
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str) -> None:
    assert _cut(text.replace("|", "")) == text.split("|")


def test_lines_and_paragraphs() -> None:
    assert _cut("a. B\n  c\n\nd\n", "line") == ["a. B\n  ", "c\n\n", "d\n"]
    assert _cut("a. B\nc\n \nd", "paragraph") == ["a. B\nc\n \n", "d"]
    assert _cut("a. B\n\nc", "turn") == ["a. B\n\nc"]


@st.composite
def spans(draw):
    """A text and a span of it that holds something."""
    text = draw(TEXTS.filter(str.strip))
    start = draw(st.integers(0, len(text) - 1))
    return text, start, draw(st.integers(start + 1, len(text)))


@given(spans())
def test_the_sentence_around_a_span_is_never_half_of_one(span: tuple[str, int, int]) -> None:
    text, start, end = span
    low, high = sentences.sentence_around(text, start, end)
    borders = [*sentences.segment_boundaries(text), len(text)]
    assert low <= start < end <= high
    first = max(at for at in borders[:-1] if at <= low)
    after = min(at for at in borders if at >= high)
    assert not text[first:low].strip()
    assert not text[high:after].strip()
    assert not [at for at in borders if low < at <= start or end <= at < high]


RUN_ON = "kata " * 200


@pytest.mark.parametrize(
    ("text", "span", "quote"),
    [
        (f"{RUN_ON}, tapi sinyalnya hilang lagi, {RUN_ON}", "sinyalnya hilang", "tapi sinyalnya hilang lagi"),
        (f"{RUN_ON} sinyalnya hilang lagi, {RUN_ON}", "sinyalnya hilang", "sinyalnya hilang lagi"),
        (f"{RUN_ON} sinyalnya hilang {RUN_ON}", "sinyalnya hilang", "sinyalnya hilang"),
        (f"Sinyalnya hilang lagi {RUN_ON}", "hilang", "Sinyalnya hilang"),
        (f"{RUN_ON}. Lagi pula sinyalnya hilang. {RUN_ON}", "hilang", "Lagi pula sinyalnya hilang."),
    ],
)
def test_speech_without_stops_is_cut_at_commas_near_the_span(text: str, span: str, quote: str) -> None:
    start = text.index(span)
    low, high = sentences.sentence_around(text, start, start + len(span))
    assert text[low:high] == quote
