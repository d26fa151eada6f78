"""Transcripts come back as they were written, and a broken file says where."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.finding import Finding
from qualcode.model.transcript import Header, Transcript, Turn
from qualcode.store.jsonl import parse_transcript, read_header, write

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
MAPS = st.dictionaries(TEXT, TEXT, max_size=3)
SECONDS = st.none() | st.floats(0, 1e6)
HEADERS = st.builds(
    Header,
    *(TEXT, TEXT, TEXT, TEXT, st.integers(1, 9), MAPS, MAPS, MAPS),
    *(st.lists(TEXT).map(tuple), st.lists(TEXT).map(tuple), st.booleans()),
)
HEADER = Header("a", "sources/a.txt", "0" * 64, "txt", 1)


@st.composite
def turns(draw):
    numbers = range(1, draw(st.integers(0, 5)) + 1)
    return tuple(
        Turn(
            number,
            draw(TEXT),
            draw(TEXT),
            draw(SECONDS),
            draw(SECONDS),
            draw(TEXT),
            draw(st.none() | st.integers(1, number - 1)) if number > 1 else None,
            draw(st.none() | MAPS),
        )
        for number in numbers
    )


@given(HEADERS, turns())
def test_transcripts_come_back(header, said):
    assert parse_transcript(write(header, said), "a.jsonl") == Transcript(header, said)


@given(HEADERS, turns())
def test_one_json_object_a_line(header, said):
    data = write(header, said)
    lines = data.removesuffix(b"\n").split(b"\n")
    assert len(lines) == 1 + len(said)
    assert [json.loads(line)["text"] for line in lines[1:]] == [turn.text for turn in said]


def test_empty_fields_are_left_out():
    data = write(HEADER, [Turn(1, "Ani", "Ya.")])
    assert data.decode().splitlines() == [
        '{"format":1,"transcript":"a","source":"sources/a.txt","sha256":"' + "0" * 64 + '","reader":"txt",'
        '"reader_version":1}',
        '{"turn":1,"speaker":"Ani","text":"Ya."}',
    ]


def test_the_header_is_read_without_the_turns(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_bytes(write(HEADER, []) + b"not a turn\n")
    assert read_header(path, "a.jsonl") == HEADER


def test_a_newer_format_is_refused_whatever_else_it_holds():
    found = parse_transcript(b'{"format":2,"anything":[]}\n', "a.jsonl")
    assert isinstance(found, Finding)
    assert (found.code, found.place) == ("newer-format", "a.jsonl:1")


@pytest.mark.parametrize(
    ("line", "number"),
    [
        (b'{"turn":1,"speaker":"A","te', 2),
        (b'{"turn":1,"speaker":"A"}\n', 2),
        (b'{"turn":1,"speaker":"A","text":"x"}\n<<<<<<< HEAD\n', 3),
        (b'{"turn":1,"speaker":"A","text":"\xff"}\n', 2),
        (b'{"turn":2,"speaker":"A","text":"x"}\n', 2),
        (b'{"turn":1,"speaker":"A","text":"x","continues":1}\n', 2),
    ],
)
def test_a_broken_line_is_named(line, number):
    found = parse_transcript(write(HEADER, []) + line, "a.jsonl")
    assert isinstance(found, Finding)
    assert (found.level, found.code, found.line) == ("error", "bad-transcript", number)


@pytest.mark.parametrize("data", [b"", b"\n", b"[]\n", b'{"format":1}\n', b'{"format":"1"}\n', b"\xff\xfe"])
def test_a_file_without_header_is_no_transcript(data):
    found = parse_transcript(data, "a.jsonl")
    assert isinstance(found, Finding)
    assert (found.code, found.line) == ("bad-transcript", 1)


@given(HEADERS, turns(), st.data())
def test_a_cut_file_never_raises(header, said, data):
    whole = write(header, said)
    cut = data.draw(st.integers(0, len(whole)))
    found = parse_transcript(whole[:cut], "a.jsonl")
    assert isinstance(found, Finding) or found.turns == said[: len(found.turns)]
