"""What holds for every reader and every talk."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.readers import READERS, read
from qualcode.readers.reading import ReadOptions
from readers.written import FORMATS, conversations


@pytest.mark.slow
@pytest.mark.parametrize("name", FORMATS)
@settings(deadline=None)
@given(said=conversations())
def test_turns_come_back_with_their_speakers_and_texts(name, said):
    reading = read(name, FORMATS[name](said))
    assert [(turn.speaker, turn.text) for turn in reading.turns] == said
    assert [turn.turn for turn in reading.turns] == list(range(1, len(said) + 1))


@pytest.mark.parametrize("name", [name for name in FORMATS if name.endswith((".txt", ".md", ".vtt", ".srt", ".csv"))])
@settings(deadline=None)
@given(said=conversations(), encoding=st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]))
def test_the_encoding_does_not_matter(name, said, encoding):
    written = FORMATS[name](said)
    marked = written.decode("utf-8-sig").encode(encoding)
    assert read(name, marked).turns == read(name, written).turns


_WORDS = st.sampled_from(
    ["saya", "Budi", "P:", "Jadi begini:", "12:30", "http://a.id", "[tertawa]", "Catatan:", "\n", "\n\n", "*", "- x"]
)


@settings(deadline=None)
@given(st.lists(_WORDS, max_size=40), st.sampled_from(["a.txt", "a.md"]))
def test_no_word_is_lost_or_doubled_whatever_is_taken_for_a_label(words, name):
    text = " ".join(words)
    reading = read(name, text.encode())
    kept = "".join(turn.speaker + turn.text for turn in reading.turns)
    # Of labels nothing but names may go: repeated ones stand once. Everything in small letters must stay, in order.
    assert re.findall(r"saya|begini|tertawa|http", kept) == re.findall(r"saya|begini|tertawa|http", text)


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(
    data=st.binary(max_size=200)
    | st.text(st.sampled_from("AB: \n\t,;\"'-><[]()*_#|0189.é\u2028"), max_size=120).map(str.encode),
    ending=st.sampled_from([ending for reader in READERS.values() for ending in reader.endings]),
    options=st.sampled_from(
        [ReadOptions(), ReadOptions(each="row"), ReadOptions(each="line"), ReadOptions(encoding="latin-1")]
    ),
)
def test_no_bytes_make_a_reader_raise(data, ending, options):
    reading = read("x" + ending, data, options)
    errors = [finding for finding in reading.findings if finding.level == "error"]
    assert bool(errors) != bool(reading.turns)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(
    said=conversations(),
    places=st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), min_size=1, max_size=8),
)
def test_a_damaged_word_document_is_a_finding(said, places):
    data = bytearray(FORMATS["bold.docx"](said))
    for place, value in places:
        data[place % len(data)] = value
    reading = read("x.docx", bytes(data))
    assert reading.turns or reading.findings
