"""Sources are found in a stable order, and what is passed over is said."""

import os
import sys

import pytest

from qualcode.store.discover import discover

READ = {".txt", ".docx"}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "interviews"
    folder.mkdir()
    return folder


def make(folder, *names):
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()


def ids(paths, **options):
    return [source.id for source in discover(paths, READ, **options)[0]]


def codes(paths):
    return [(finding.level, finding.code) for finding in discover(paths, READ)[1]]


def test_ids_are_relative_to_the_path_given_without_extension(folder):
    make(folder, "b.txt", "a/P1.derived.txt", "a/c.DOCX")
    assert ids([folder]) == ["a/P1.derived", "a/c", "b"]
    assert ids([folder / "a" / "c.DOCX"]) == ["c"]
    assert codes([folder]) == []


def test_hidden_files_and_the_files_of_open_documents_are_passed_over(folder):
    make(folder, ".hidden.txt", ".git/a.txt", "~$a.docx", "a.docx")
    assert ids([folder]) == ["a"]
    assert codes([folder]) == []


def test_folders_left_out_are_passed_over(folder):
    make(folder, "out/a.txt", "b.txt")
    assert ids([folder], leave_out=[folder / "out"]) == ["b"]


def test_sources_with_the_same_id_are_both_named_and_neither_is_read(folder):
    make(folder, "a.txt", "a.docx", "b.txt")
    sources, findings = discover([folder], READ)
    assert [source.id for source in sources] == ["b"]
    (finding,) = findings
    assert (finding.level, finding.code) == ("error", "id-collision")
    assert "a.docx" in str(finding)
    assert "a.txt" in str(finding)


def test_ids_that_differ_only_in_case_collide(folder):
    make(folder, "x/A.txt", "y/a.txt")
    assert codes([folder / "x", folder / "y"]) == [("error", "id-collision")]


def test_a_file_named_twice_is_one_source(folder):
    make(folder, "a.txt")
    assert ids([folder, folder / "a.txt", folder]) == ["a"]


def test_extensions_that_are_not_read_are_noted_once_each(folder):
    make(folder, "a.pdf", "b.PDF", "c.mp3", "README")
    assert codes([folder]) == [("note", "not-read")] * 3


def test_a_file_that_is_not_read_is_a_warning_when_it_was_named(folder):
    make(folder, "a.pdf")
    assert codes([folder / "a.pdf"]) == [("warning", "not-read")]


def test_a_missing_path_is_an_error_and_the_rest_goes_on(folder):
    make(folder, "a.txt")
    assert codes([folder / "none", folder]) == [("error", "no-such-file")]
    assert ids([folder / "none", folder]) == ["a"]


def test_links_that_leave_the_folder_are_reported_and_not_followed(folder, tmp_path):
    make(tmp_path, "outside/secret.txt")
    make(folder, "a.txt")
    (folder / "file.txt").symlink_to(tmp_path / "outside" / "secret.txt")
    (folder / "folder").symlink_to(tmp_path / "outside")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
    assert ids([folder]) == ["a"]
    assert codes([folder]) == [("warning", "link-outside")] * 2 + [("warning", "broken-link")]


def test_links_inside_the_folder_are_the_file_they_point_to(folder):
    make(folder, "real.txt", ".store/x.txt")
    (folder / "alias.txt").symlink_to(folder / "real.txt")
    (folder / "kept.txt").symlink_to(folder / ".store" / "x.txt")
    (folder / "loop").symlink_to(folder)
    assert ids([folder]) == ["kept", "real"]
    assert codes([folder]) == []


def test_ids_are_spelt_alike_on_all_systems(folder):
    make(folder, "Cafe\u0301.txt")
    assert ids([folder]) == ["Caf\u00e9"]


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_a_name_that_is_not_utf8_is_an_error_that_can_be_printed(folder):
    (folder / os.fsdecode(b"caf\xe9.txt")).touch()
    sources, (finding,) = discover([folder], READ)
    assert sources == []
    assert finding.code == "bad-file-name"
    str(finding).encode()


@pytest.mark.skipif(os.name == "nt", reason="rights are kept otherwise there")
def test_what_cannot_be_read_is_said(folder, monkeypatch):
    make(folder, "a.txt", "b.txt")
    access = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: path.name != "a.txt" and access(path, mode))
    assert ids([folder]) == ["b"]
    assert codes([folder]) == [("error", "unreadable")]
