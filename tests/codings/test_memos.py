"""Memos in force: the newest line holds, whatever the order of the lines."""

import json
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.memo import Memo, MemoPlace
from qualcode.store.layout import StudyLayout
from qualcode.store.memos import add_memos, fold_memos, read_memos

FIRST = Memo("ana", "a", "Long queue.", "code", MemoPlace(code="queue"), "2026-01-01T00:00:00Z", "Queue")
EDIT = Memo("budi", "b", "Short queue.", time="2026-01-02T00:00:00Z", of="a")


def test_an_edit_says_what_holds_and_leaves_the_rest_as_it_was():
    (memo,) = fold_memos([EDIT, FIRST]).memos
    assert memo == replace(FIRST, text="Short queue.", time=EDIT.time)


def test_an_edit_of_an_edit_belongs_to_the_first_line():
    again = Memo("ana", "c", "No queue.", time="2026-01-03T00:00:00Z", of="b")
    (memo,) = fold_memos([again, EDIT, FIRST]).memos
    assert (memo.id, memo.text) == ("a", "No queue.")


def test_an_edit_without_a_text_takes_the_memo_back():
    assert fold_memos([FIRST, replace(EDIT, text="")]).memos == ()


def test_an_edit_of_nothing_or_in_a_circle_is_not_applied():
    lost = replace(EDIT, of="nowhere")
    circle = replace(EDIT, id="x", of="y"), replace(EDIT, id="y", of="x")
    found = fold_memos([FIRST, lost, *circle])
    assert found.memos == (FIRST,)
    assert set(found.unknown) == {lost, *circle}


LINES = st.lists(
    st.builds(
        Memo, st.sampled_from("ab"), st.sampled_from("12345"), st.sampled_from(["", "x", "y"]), st.just("study"),
        time=st.sampled_from(["1", "2"]), of=st.sampled_from(["", "1", "2"]),
    ),
    max_size=6, unique_by=lambda memo: memo.id,
)  # fmt: skip


@given(LINES, st.randoms())
def test_neither_order_nor_repetition_of_lines_means_anything(lines, random):
    shuffled = [*lines, *lines]
    random.shuffle(shuffled)
    assert fold_memos(shuffled) == fold_memos(lines)


def test_lines_are_added_once_and_never_changed(tmp_path):
    layout = StudyLayout(tmp_path)
    assert add_memos(layout, "c", [FIRST, EDIT, FIRST]) == 2
    before = layout.memo_file("c", "ana").read_bytes()
    assert add_memos(layout, "c", [FIRST, replace(FIRST, id="n")]) == 1
    assert layout.memo_file("c", "ana").read_bytes().startswith(before)
    memos, findings = read_memos(layout, "c")
    assert (sorted(memo.id for memo in memos), findings) == (["a", "b", "n"], [])
    assert FIRST in memos


def test_what_is_no_memo_is_told_with_its_line(tmp_path):
    layout = StudyLayout(tmp_path)
    file = layout.memo_file("c", "ana")
    file.parent.mkdir(parents=True)
    lines = [
        {"format": 1},
        {"id": "a", "text": "x", "kind": "cdoe"},
        {"text": "x"},
        {"id": "b", "text": "y", "kind": "study"},
    ]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines) + '{"id": "c"', encoding="utf-8")
    memos, findings = read_memos(layout, "c")
    assert [memo.id for memo in memos] == ["b"]
    assert sorted((each.line, each.code) for each in findings) == [(2, "bad-memo"), (3, "bad-memo"), (5, "torn-line")]
    assert "code" in next(each.hint for each in findings if each.line == 2)
    assert all(each.file == "corpora/c/memos/ana.jsonl" for each in findings)


def test_memos_of_a_newer_version_are_not_guessed_at(tmp_path):
    layout = StudyLayout(tmp_path)
    file = layout.memo_file("c", "ana")
    file.parent.mkdir(parents=True)
    file.write_text('{"format": 2}\n', encoding="utf-8")
    assert [each.code for each in read_memos(layout, "c")[1]] == ["newer-format"]
