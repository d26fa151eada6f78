"""Lock: what the results depend on, written down, and what drifted since."""

import pytest

from study import CODEBOOK, TXT, Folder, coded, configured


@pytest.fixture
def study(tmp_path) -> Folder:
    folder = configured(tmp_path, {"a.txt": TXT})
    folder.done("run")
    folder.done("lock")
    return folder


def test_a_lock_without_drift_holds_and_is_written_once(study):
    assert study.done("lock", "--check").out == ""
    before = study.stamps()["qualcode.lock"]
    study.done("lock")
    assert study.stamps()["qualcode.lock"] == before


def test_it_lists_each_thing_in_a_sorted_line(study):
    first, *lines = study.read("qualcode.lock").splitlines()
    assert first.startswith("format")
    assert lines == sorted(lines)
    assert [line.split("  ")[:2] for line in lines] == [
        ["codebook", "codebooks/barriers.yaml"],
        ["settings", "corpora/interviews/corpus.yaml"],
        ["settings", "qualcode.yaml"],
        ["transcript", "corpora/interviews/transcripts/a.jsonl"],
        ["version", "qualcode"],
    ]


@pytest.mark.parametrize("name", ["codebooks/barriers.yaml", "corpora/interviews/corpus.yaml", "qualcode.yaml"])
def test_what_changed_is_named_and_fails(study, name):
    study.write(name, study.read(name) + "# more\n")
    ended = study.run("lock", "--check")
    assert (ended.code, ended.out) == (1, f"{'codebook' if 'book' in name else 'settings'} {name} has changed\n")
    assert study.run("status", "--json").json["drift"]


def test_a_new_transcript_and_one_that_is_gone_are_drift(study):
    study.write("corpora/interviews/sources/b.txt", TXT)
    study.done("ingest")
    assert "b.jsonl is new" in study.run("lock", "--check").out
    study.done("lock")
    (study.path / "corpora/interviews/transcripts/b.jsonl").unlink()
    assert "b.jsonl is gone" in study.run("lock", "--check").out


def test_without_configuration_the_codebook_in_use_is_locked_too(tmp_path):
    folder = coded(tmp_path)
    folder.done("lock")
    folder.write("clinic.yaml", CODEBOOK + "\n")
    assert folder.run("lock", "--check").out == "codebook clinic.yaml has changed\n"
    for file in sorted((tmp_path / ".qualcode").rglob("*"), reverse=True):
        file.rmdir() if file.is_dir() else file.unlink()
    folder.write("clinic.yaml", CODEBOOK)
    folder.done("lock", "--check")


def test_a_check_without_a_lock_is_refused(study):
    (study.path / "qualcode.lock").unlink()
    ended = study.run("lock", "--check")
    assert (ended.code, "no qualcode.lock" in ended.err) == (2, True)


def test_a_lock_that_cannot_be_read_is_refused(study):
    study.write("qualcode.lock", "<<<<<<< ours\n")
    ended = study.run("lock", "--check")
    assert (ended.code, ended.err.startswith("error: qualcode.lock:1: ")) == (2, True)


def test_checking_writes_nothing(study):
    before = study.stamps()
    study.run("lock", "--check")
    assert study.stamps() == before


@pytest.mark.parametrize("dry", [(), ("-n",)])
def test_where_there_is_nothing_nothing_is_locked(tmp_path, dry):
    folder = Folder(tmp_path)
    ended = folder.run("lock", *dry)
    assert (ended.code, "qualcode ingest PATH" in ended.err) == (2, True)
    assert "qualcode.lock" not in folder.tree()
