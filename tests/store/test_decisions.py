"""Files of decisions: read as what is in force, and written by adding lines only."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.coding import PersonCoding
from qualcode.model.finding import StoreError
from qualcode.model.line import DecisionLine
from qualcode.store import decisions
from qualcode.store.append import append as real_append
from qualcode.store.decisions import (
    append_decisions,
    holds_decisions,
    parse_decisions,
    read_decisions,
    read_force,
    with_decisions,
)
from qualcode.store.fold import fold_lines
from qualcode.store.layout import StudyLayout
from qualcode.store.people import parse_codings, recode, write_codings

OLD = b'{"format":1}\n{"turn":1,"code":"roads","start":0,"end":4,"quote":"road","time":"2026-11-24"}\n'
CODED = DecisionLine("code", "k1", "2026-12-01T08:00:00.000Z", turn=2, code="health", start=0, end=3, quote="ill")
OTHER = PersonCoding("ani", "t", 3, "roads", 1, 4, "oad", time="2026-11-24")


def codings(data):
    found, findings = parse_codings("t.jsonl", data, "ani", "t")
    assert not findings
    return [(each.turn, each.code, each.start, each.end, each.assertion) for each in found]


def test_a_file_of_format_1_goes_on_as_format_2(tmp_path):
    layout = StudyLayout(tmp_path)
    file = layout.coding_file("c", "ani", "t")
    file.parent.mkdir(parents=True)
    file.write_bytes(OLD)
    append_decisions(layout, "c", "ani", "t", [CODED])
    assert file.read_bytes().startswith(OLD)
    assert codings(file.read_bytes()) == [(1, "roads", 0, 4, "affirmed"), (2, "health", 0, 3, "affirmed")]
    assert [line.do for line in read_decisions(layout, "c", "ani", "t")[0]] == ["code", "code"]


def test_a_coding_of_format_1_can_be_taken_out_by_the_hash_of_its_line(tmp_path):
    layout = StudyLayout(tmp_path)
    file = layout.coding_file("c", "ani", "t")
    file.parent.mkdir(parents=True)
    file.write_bytes(OLD)
    (line,), _ = read_decisions(layout, "c", "ani", "t")
    append_decisions(layout, "c", "ani", "t", [DecisionLine("remove", "r1", "2026-12-01T08:00:00.000Z", of=line.id)])
    assert codings(file.read_bytes()) == []


def whole_reads(monkeypatch):
    """Files that are parsed as a whole from now on."""
    parsed = []
    parse = decisions.parse_decisions
    monkeypatch.setattr(decisions, "parse_decisions", lambda name, *about: parsed.append(name) or parse(name, *about))
    return parsed


def test_what_was_read_stays_read_when_lines_are_added(tmp_path, monkeypatch):
    layout = StudyLayout(tmp_path)
    append_decisions(layout, "c", "ani", "t", [CODED])
    read_decisions(layout, "c", "ani", "t")
    parsed = whole_reads(monkeypatch)
    for number in range(3):
        append_decisions(layout, "c", "ani", "t", [replace(CODED, id=f"n{number}", start=number, rules=("r",))])
        lines, force = read_decisions(layout, "c", "ani", "t")[0], read_force(layout, "c", "ani", "t")
    data = layout.coding_file("c", "ani", "t").read_bytes()
    assert parsed == []
    assert (lines, force) == (parse_decisions("t", data, "ani", "t")[0], fold_lines(lines))
    assert (len(lines), data.count(b'"format"')) == (4, 1)


@pytest.mark.parametrize("others", [b'{"do":"undo","id":"u","of":"k1"}\n', b"{torn"])
def test_lines_of_another_process_are_read(tmp_path, monkeypatch, others):
    layout = StudyLayout(tmp_path)
    append_decisions(layout, "c", "ani", "t", [CODED])
    read_decisions(layout, "c", "ani", "t")
    file = layout.coding_file("c", "ani", "t")
    file.write_bytes(file.read_bytes() + others)
    append_decisions(layout, "c", "ani", "t", [replace(CODED, id="k2", turn=3)])
    expected = parse_decisions("corpora/c/coding/ani/t.jsonl", file.read_bytes(), "ani", "t")
    assert read_decisions(layout, "c", "ani", "t") == expected
    monkeypatch.setattr(decisions, "append", both_write(others))
    append_decisions(layout, "c", "ani", "t", [replace(CODED, id="k3", turn=4)])
    expected = parse_decisions("corpora/c/coding/ani/t.jsonl", file.read_bytes(), "ani", "t")
    assert read_decisions(layout, "c", "ani", "t") == expected


def both_write(others):
    """Adding lines while another process adds some, too."""

    def append(path, *values):
        written = real_append(path, *values)
        path.write_bytes(path.read_bytes() + others)
        return written

    return append


def test_headers_of_two_branches_and_equal_lines_are_read_once():
    data = with_decisions(b"", [CODED])
    assert codings(data + data) == [(2, "health", 0, 3, "affirmed")]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (b'{"do":"cod","id":"x"}', "cod"),
        (b'{"do":"undo","id":"x"}', "needs `of`"),
        (b'{"do":"code","id":"x","turn":1,"code":"a","start":4,"end":4}', "greater than `start`"),
        (b'{"do":"looked","id":"x"}', "needs `turn`"),
        (b'{"do":"code","id":"x","turn":1,"code":"a","end":4,"assertion":"maybe"}', "the assertion must be one of"),
    ],
)
def test_a_line_that_is_no_decision_costs_that_line_only(line, why):
    found, (finding,) = parse_codings("t.jsonl", with_decisions(b"", [CODED]) + line, "ani", "t")
    assert (len(found), finding.line) == (1, 3)
    assert why in finding.message


def test_a_whole_file_is_not_written_over_decisions(tmp_path):
    layout = StudyLayout(tmp_path)
    append_decisions(layout, "c", "ani", "t", [CODED])
    with pytest.raises(StoreError, match="would be lost"):
        write_codings(layout, "c", "ani", "t", [OTHER])


PLACES = st.builds(
    lambda turn, code, start, memo, time: PersonCoding(
        "ani", "t", turn, code, start, start + 2, "ab", memo=memo, time=time
    ),
    st.integers(1, 3),
    st.sampled_from(["roads", "health"]),
    st.integers(0, 3),
    st.sampled_from(["", "why"]),
    st.sampled_from(["", "2026-11-24"]),
)


@given(st.lists(PLACES, unique=True, max_size=5), st.lists(PLACES, unique=True, max_size=5))
def test_replacing_codings_only_adds_lines_and_ends_there(tmp_path_factory, before, after):
    layout = StudyLayout(tmp_path_factory.mktemp("study"))
    append_decisions(layout, "c", "ani", "t", [replace(CODED, turn=9)])
    file = layout.coding_file("c", "ani", "t")
    for wanted in (before, after):
        old = file.read_bytes()
        changed = write_codings(layout, "c", "ani", "t", wanted, replace=True)
        assert file.read_bytes().startswith(old)
        assert changed == (file.read_bytes() != old)
        place = [(each.turn, each.code, each.start, each.end, "affirmed") for each in wanted]
        assert sorted(codings(file.read_bytes())) == sorted(place)


def test_a_renamed_code_is_renamed_by_added_lines_in_rejections_too(tmp_path):
    rejected = replace(CODED, do="reject", id="q1", turn=4)
    data = with_decisions(b"", [CODED, rejected])
    again, count = recode(tmp_path / "t.jsonl", data, "health", "care")
    assert (count, again.startswith(data), codings(again)) == (2, True, [(2, "care", 0, 3, "affirmed")])
    assert recode(tmp_path / "t.jsonl", again, "health", "care") == (again, 0)


def test_a_file_of_codings_is_none_of_decisions_whatever_its_words_are():
    assert not holds_decisions(OLD.replace(b"road", b'\\"do\\"'))
