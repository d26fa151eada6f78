"""Files of participants' words are made for their owner only; what is there keeps its mode."""

import os
import stat

import pytest

from qualcode.store.modes import FILE_MODE, FOLDER_MODE, open_to_others
from study import TXT, Folder, configured, keep_coding, small

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there are no such modes")


def mode(path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def wide(folder: Folder) -> list[str]:
    """Files and folders of participants' words that others could open."""
    found = []
    for top in (".qualcode", "out", *(f"corpora/default/{name}" for name in ("transcripts", "coding", "samples"))):
        for path in (folder.path / top, *(folder.path / top).rglob("*")):
            if path.exists() and mode(path) != (FOLDER_MODE if path.is_dir() else FILE_MODE):
                found.append(path.relative_to(folder.path).as_posix())
    return found


@pytest.fixture(autouse=True)
def usual_umask():
    before = os.umask(0o022)
    yield
    os.umask(before)


def test_whatever_commands_make_of_words_is_for_the_owner_only(tmp_path):
    folder = small(tmp_path)
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "clinic.yaml")
    folder.done("export", "segments")
    folder.done("sample", "-o", "out/sheet.csv", "--per-code", "1")
    assert wide(folder) == [], wide(folder)
    assert (tmp_path / "out/segments.csv").is_file()
    assert mode(tmp_path / "corpora/default") == 0o755
    folder.done("export", "barriers", "-o", "tables/b.csv")
    assert mode(tmp_path / "tables/b.csv") == 0o644


def test_init_makes_a_folder_of_sources_that_others_cannot_open(tmp_path):
    configured(tmp_path / "s")
    assert mode(tmp_path / "s/corpora/interviews/sources") == FOLDER_MODE
    assert mode(tmp_path / "s/qualcode.yaml") == 0o644


def test_what_names_sources_is_for_the_owner_only(tmp_path):
    folder = configured(tmp_path / "s", {"Siti Aminah.txt": TXT})
    folder.done("ingest", "--opaque-ids")
    files = [folder.path / f"corpora/interviews/{name}.jsonl" for name in ("opaque-ids", "sources-seen")]
    assert [mode(file) for file in files] == [FILE_MODE, FILE_MODE]
    files[0].chmod(0o644)
    assert open_to_others(folder.path) == files[:1]


def test_a_study_can_leave_it_to_the_umask(tmp_path):
    folder = small(tmp_path)
    folder.write("qualcode.yaml", "private: false\ncorpus: default\n")
    folder.done("ingest", "interviews")
    assert mode(tmp_path / "corpora/default/transcripts") == 0o755
    assert mode(tmp_path / "corpora/default/transcripts/a.jsonl") == 0o644
    assert mode(tmp_path / ".qualcode") == 0o755


def test_modes_that_are_there_stay(tmp_path):
    folder = small(tmp_path)
    folder.done("ingest", "interviews")
    transcript = tmp_path / "corpora/default/transcripts/a.jsonl"
    transcript.chmod(0o640)
    transcript.parent.chmod(0o750)
    folder.write("interviews/a.txt", "Pewawancara: Apa?\nInforman: Lain sekali.\n")
    folder.done("ingest", "interviews")
    assert "Lain sekali" in folder.read("corpora/default/transcripts/a.jsonl")
    assert mode(transcript) == 0o640
    assert open_to_others(tmp_path) == [transcript.parent]


def test_check_tells_which_folders_others_may_open(tmp_path):
    folder = small(tmp_path)
    folder.done("ingest", "interviews")
    keep_coding(folder, "a", 4, "Perawat")  # by hand, with the umask of the user
    (tmp_path / ".qualcode").chmod(0o755)
    said = [each for each in folder.run("check", "--json").json["findings"] if each["check"] == "QC210"]
    assert len(said) == 1
    assert ".qualcode, corpora/default/coding" in said[0]["message"]
    assert said[0]["level"] == "note"
    folder.write("qualcode.yaml", "private: false\ncorpus: default\n")
    assert "QC210" not in {each["check"] for each in folder.run("check", "--json").json["findings"]}
