"""People's codings come back as they were written; a bad line costs that line only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.coding import ASSERTIONS, Coder, PersonCoding
from qualcode.model.finding import StoreError
from qualcode.store.atomic import write_bytes
from qualcode.store.layout import StudyLayout
from qualcode.store.people import (
    declare_read,
    format_codings,
    parse_codings,
    read_coder,
    read_codings,
    write_coder,
    write_codings,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
CODING = PersonCoding("ani", "w/1", 3, "infrastructure", 4, 10, "sinyal", prefix="Dulu ")
LINE = b'{"turn":3,"code":"infrastructure","start":4,"end":10,"quote":"sinyal"'


@st.composite
def codings(draw):
    start = draw(st.integers(0, 99))
    end = start + draw(st.integers(1, 99))
    words = [draw(TEXT) for _ in range(4)]
    code, assertion = draw(TEXT.filter(bool)), draw(st.sampled_from(ASSERTIONS))
    return PersonCoding("ani", "w/1", draw(st.integers(1, 99)), code, start, end, *words, assertion, *words[:2])


@given(st.lists(codings()))
def test_codings_come_back_in_the_order_of_the_text(given_codings):
    found, findings = parse_codings("c.jsonl", format_codings(given_codings), "ani", "w/1")
    assert findings == []
    assert sorted(map(repr, found)) == sorted(map(repr, given_codings))
    assert [coding.turn for coding in found] == sorted(coding.turn for coding in given_codings)


def test_codings_lie_in_the_coders_folder(tmp_path):
    layout = StudyLayout(tmp_path)
    assert write_codings(layout, "kota", "ani", "w/1", [CODING])
    assert not write_codings(layout, "kota", "ani", "w/1", [CODING])
    assert read_codings(layout, "kota", "ani") == ([CODING], [])
    assert (tmp_path / "corpora/kota/coding/ani/w/1.jsonl").read_text() == (
        '{"format":1}\n{"turn":3,"code":"infrastructure","start":4,"end":10,"quote":"sinyal","prefix":"Dulu "}\n'
    )


def test_codings_that_are_there_are_not_lost(tmp_path):
    layout = StudyLayout(tmp_path)
    write_codings(layout, "kota", "ani", "w/1", [CODING])
    with pytest.raises(StoreError, match="would be lost"):
        write_codings(layout, "kota", "ani", "w/1", [])
    assert read_codings(layout, "kota", "ani") == ([CODING], [])
    assert write_codings(layout, "kota", "ani", "w/1", [], replace=True)


@pytest.mark.parametrize(
    ("line", "level", "code"),
    [
        (LINE, "warning", "torn-line"),
        (b"<<<<<<< HEAD\n", "warning", "bad-line"),
        (b'{"turn":0,"code":"a","start":4,"end":10,"quote":"x"}\n', "error", "bad-coding"),
        (b'{"turn":1,"code":"a","start":4,"end":4,"quote":""}\n', "error", "bad-coding"),
        (b'{"turn":1,"code":"a","start":4,"end":"x","quote":"rahasia"}\n', "error", "bad-coding"),
        (LINE + b',"assertion":"rahasia"}\n', "error", "wrong-value"),
        (LINE + b',"coder":"rahasia"}\n', "error", "wrong-name"),
    ],
)
def test_a_bad_line_is_named_and_costs_that_line_only(line, level, code):
    data = format_codings([CODING]) + line
    found, findings = parse_codings("c.jsonl", data, "ani", "w/1")
    assert found == [CODING]
    assert [(f.level, f.code, f.place) for f in findings] == [(level, code, "c.jsonl:3")]
    assert "rahasia" not in str(findings)


def test_an_unknown_field_is_a_warning_and_the_coding_is_read():
    found, findings = parse_codings("c.jsonl", LINE + b',"prefx":"Dulu "}\n', "ani", "w/1")
    assert len(found) == 1
    assert [(f.level, f.code, f.hint) for f in findings] == [("warning", "unknown-field", "did you mean `prefix`?")]


def test_codings_of_a_newer_format_are_refused():
    found, findings = parse_codings("c.jsonl", b'{"format":3}\n{"any":1}\n', "ani", "w/1")
    assert found == []
    assert [finding.code for finding in findings] == ["newer-format"]


IDS = st.text("ab 1/-_é#:'", min_size=1, max_size=6).filter(lambda text: text.strip() == text)
WHOLE = st.booleans().map(lambda whole: whole or ()) | st.lists(IDS, unique=True).map(sorted).map(tuple)


@given(TEXT, st.sampled_from(["person", "rules", "model"]), st.sampled_from(["", "inductive", "deductive"]), WHOLE)
def test_a_coder_comes_back(tmp_path_factory, method, kind, approach, whole):
    layout = StudyLayout(tmp_path_factory.mktemp("study"))
    coder = Coder("reader-1", kind, method, approach, whole)
    write_coder(layout, "kota", coder)
    assert read_coder(layout, "kota", "reader-1") == (coder, ())


def test_a_coder_without_a_file_is_a_person(tmp_path):
    assert read_coder(StudyLayout(tmp_path), "kota", "ani") == (Coder("ani"), ())


def test_a_wrong_kind_of_coder_is_said(tmp_path):
    layout = StudyLayout(tmp_path)
    write_bytes(layout.coder_file("kota", "ani"), b"kind: persn\ncoder: budi\n")
    coder, findings = read_coder(layout, "kota", "ani")
    assert coder is None
    assert [(finding.code, finding.line) for finding in findings] == [("wrong-value", 1), ("wrong-name", 2)]


@given(TEXT, WHOLE, st.lists(IDS, unique=True, min_size=1).map(sorted))
def test_what_was_read_is_declared_beside_all_else(tmp_path_factory, method, whole, read):
    layout = StudyLayout(tmp_path_factory.mktemp("study"))
    write_coder(layout, "kota", Coder("ani", "person", method, "", whole))
    declare_read(layout, "kota", "ani", read)
    assert read_coder(layout, "kota", "ani")[0] == Coder("ani", "person", method, "", tuple(read))
