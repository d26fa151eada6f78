"""What was appended is there, and a torn line costs that line only."""

import errno
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.finding import StoreError
from qualcode.store.append import append, parse_lines, read_lines

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
OBJECTS = st.lists(st.dictionaries(TEXT, TEXT | st.integers(-(2**53), 2**53), min_size=1), min_size=1, max_size=5)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "coding" / "decisions.jsonl"


@given(OBJECTS)
def test_objects_come_back_with_their_lines(tmp_path_factory, objects):
    path = tmp_path_factory.mktemp("append") / "a.jsonl"
    for each in objects:
        append(path, each)
    assert read_lines(path) == (list(enumerate(objects, start=1)), [])


@given(OBJECTS, st.data())
def test_a_file_cut_anywhere_keeps_its_whole_lines_and_goes_on(tmp_path_factory, objects, data):
    path = tmp_path_factory.mktemp("append") / "a.jsonl"
    for each in objects:
        append(path, each)
    whole = path.read_bytes()
    cut = data.draw(st.integers(0, len(whole)))
    path.write_bytes(whole[:cut])
    kept, findings = read_lines(path)
    assert [value for _, value in kept] == objects[: len(kept)]
    assert len(kept) >= whole[:cut].count(b"\n")
    assert [finding.code for finding in findings] in ([], ["torn-line"])

    append(path, {"next": 1})
    assert path.read_bytes().startswith(whole[:cut])
    after, still = read_lines(path)
    assert [value for _, value in after] == [*(value for _, value in kept), {"next": 1}]
    assert len(still) == len(findings)


def test_a_torn_line_is_reported_with_its_place():
    objects, findings = parse_lines("d.jsonl", b'{"a":1}\n{"b":')
    assert objects == [(1, {"a": 1})]
    assert [(f.level, f.code, f.place) for f in findings] == [("warning", "torn-line", "d.jsonl:2")]


@pytest.mark.parametrize("line", [b"<<<<<<< HEAD", b"[1]", b'{"a": "\xff"}', b'{"a":1}{"b":2}'])
def test_a_line_that_is_no_object_is_set_aside(line):
    objects, findings = parse_lines("d.jsonl", line + b'\n{"b":2}\n')
    assert objects == [(2, {"b": 2})]
    assert [(f.code, f.line) for f in findings] == [("bad-line", 1)]


def test_a_missing_file_has_no_lines(path):
    assert read_lines(path) == ([], [])


def test_a_full_disk_is_said(path, monkeypatch):
    def full_disk(*_args):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", full_disk)
    with pytest.raises(StoreError, match="no space left on device"):
        append(path, {"a": 1})


def test_a_line_written_in_part_is_taken_back_and_said(path, monkeypatch):
    append(path, {"a": 1})
    before, write = path.read_bytes(), os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, data[:3]))
    with pytest.raises(StoreError, match="no space left on device"):
        append(path, {"a": 2})
    assert path.read_bytes() == before
