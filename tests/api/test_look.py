"""Looking at sources: how they are read, and nothing kept."""

from pathlib import Path

import pytest

from qualcode.api.look import FIRST, look
from qualcode.corpus.source import IngestOptions
from qualcode.model.finding import StudyError
from study import TXT, small


def test_a_look_says_format_encoding_labels_and_what_was_left_out(tmp_path):
    folder = small(tmp_path, {"a.txt": TXT.replace("Apa kendala", "[00:00:05] Apa kendala").encode("utf-16")})
    (found,), findings = look([folder.path / "interviews/a.txt"])
    assert (found.reader, found.encoding, found.labels) == ("txt", "utf-16-le", "a name and a colon (4)")
    assert found.skipped == {"times in the text": 1}
    assert (found.turns, len(found.first), findings) == (4, 4, ())


def test_speakers_have_their_words_and_the_role_that_the_source_suggests(tmp_path):
    folder = small(tmp_path, {"a.txt": "Dan: Apa kabar?\nBudi: [tertawa] Baik.\nDan: Oke.\nBudi: Ya.\n"})
    (found,), _ = look([folder.path], IngestOptions(interviewers=("Dan",)))
    assert [(it.speaker, it.turns, it.words, it.role) for it in found.voices] == [
        ("Dan", 2, 3, "interviewer"), ("Budi", 2, 2, "participant"),
    ]  # fmt: skip


def test_only_the_first_turns_are_shown_and_nothing_is_written(tmp_path):
    folder = small(tmp_path, {"a.txt": "P: a\nI: b\n" * 20, "b.csv": "id,teks\n1,a b\n2,c d\n"})
    before = folder.tree()
    looks, _ = look([folder.path / "interviews"], IngestOptions())
    assert [len(each.first) for each in looks] == [FIRST, 1]
    assert folder.tree() == before


def test_a_file_that_cannot_be_read_is_a_finding_of_its_look(tmp_path):
    folder = small(tmp_path, {"a.pdf": b"hello", "b.txt": TXT})
    looks, _ = look([folder.path / "interviews"])
    assert [(each.turns, [finding.code for finding in each.findings]) for each in looks] == [
        (0, ["pdf-broken"]), (4, []),
    ]  # fmt: skip


def test_nothing_to_look_at_is_refused(tmp_path):
    for paths in ([], [Path(tmp_path)]):
        with pytest.raises(StudyError):
            look(paths)
