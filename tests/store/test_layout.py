"""The layout knows where things lie and what is there."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from qualcode.store.layout import StudyLayout, find_root


def test_the_nearest_study_upward_is_the_root(tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "qualcode.yaml").touch()
    assert find_root(inner) == tmp_path.resolve()
    (inner.parent / "qualcode.yaml").touch()
    assert find_root(inner) == inner.parent.resolve()


def test_without_a_study_the_start_is_the_root(tmp_path):
    assert find_root(tmp_path) == tmp_path.resolve()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20))
def test_everything_named_lies_inside_the_study(name):
    layout = StudyLayout(Path("/study"))
    for path in (layout.transcript(name, name), layout.codings(name, name), layout.coding_file(name, name, name)):
        assert ".." not in path.parts
        assert path.is_relative_to(layout.root)


def test_what_is_there_is_listed_sorted(tmp_path):
    layout = StudyLayout(tmp_path)
    ids = ["b", "a/c?", "CON", "a"]
    for id_ in ids:
        for file in (layout.transcript("kota", id_), layout.coding_file("kota", "reader-1", id_)):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch()
    assert layout.transcript_ids("kota") == layout.coded_ids("kota", "reader-1") == sorted(ids)
    assert layout.coder_names("kota") == ["reader-1"]
    assert layout.corpus_names() == ["kota"]


def test_in_an_empty_folder_nothing_is_there(tmp_path):
    layout = StudyLayout(tmp_path)
    assert layout.corpus_names() == layout.transcript_ids("x") == layout.coder_names("x") == []


def test_paths_are_shown_from_the_study_where_they_lie_inside(tmp_path):
    layout = StudyLayout(tmp_path / "study")
    assert layout.relative(layout.study_file) == "qualcode.yaml"
    assert layout.relative(layout.root / "a" / ".." / "b") == "b"
    outside = layout.root / ".." / "elsewhere"
    assert layout.relative(outside) == (tmp_path / "elsewhere").resolve().as_posix()
