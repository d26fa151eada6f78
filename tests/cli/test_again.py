"""A command asked again says the same without doing it; whatever it depends on, changed alone, makes it work anew."""

import json
import os
import shutil
from pathlib import Path

import pytest

from qualcode import api
from qualcode.cli import app
from qualcode.store import answers
from study import TXT, Folder, configured

ASKED = {
    "status": ["status"],
    "export": ["export", "barriers", "-o", "-"],
    "export to a file": ["export", "segments"],
    "code": ["code", "-q"],
    "check": ["check", "-v"],
    "run": ["run"],
    "json": ["status", "--json"],
}


@pytest.fixture
def works(monkeypatch):
    """How often a command was repeated; files count as settled as soon as they are written."""
    repeated = []
    repeat = app.repeat
    monkeypatch.setattr(answers, "_SETTLED_NS", 0)
    monkeypatch.setattr(app, "repeat", lambda *given: (repeated.append(1), repeat(*given)))
    return repeated


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = configured(tmp_path_factory.mktemp("again"), {"a.txt": TXT})
    folder.done("run", "-q")
    return folder.path


@pytest.fixture
def study(made):
    """Makes a copy of a study that was run."""
    return lambda path: Folder(Path(shutil.copytree(made, path, dirs_exist_ok=True)))


def ask_until_kept(folder: Folder, *command: str) -> None:
    """Ask until nothing changes any more, so that the answer is kept."""
    for _ in range(3):
        folder.run(*command)


@pytest.mark.parametrize("command", ASKED.values(), ids=ASKED)
def test_the_same_is_said_again(tmp_path, study, works, command):
    folder = study(tmp_path)
    folder.run(*command)
    first = folder.run(*command)  # the first time files may have been written
    before = folder.tree()
    for _ in range(2):
        works.clear()
        ran = folder.run(*command)
        assert works
        assert (ran.code, ran.out, ran.err) == (first.code, first.out, first.err)
    assert {**folder.tree(), "out/run.json": ""} == {**before, "out/run.json": ""}


def test_a_run_writes_its_time_also_where_it_changes_nothing(tmp_path, study, works, monkeypatch):
    folder = study(tmp_path)
    ask_until_kept(folder, "run")
    record = folder.path / "out" / "run.json"
    before = json.loads(record.read_text())
    record.write_text(record.read_text().replace(before["time"], "2020-01-01T00:00:00+00:00"))
    works.clear()
    folder.run("run")
    assert works
    now = json.loads(record.read_text())
    assert now["time"] >= before["time"]
    assert {**now, "time": ""} == {**before, "time": ""}
    record.unlink()
    folder.run("run", "-q")
    assert record.is_file()


def append(path: Path, text: str = "\n") -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


def same_size_and_time(path: Path) -> None:
    """Other bytes, as many of them, and the time of before."""
    about, data = path.stat(), path.read_bytes()
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def first(folder: Folder, pattern: str) -> Path:
    return sorted(folder.path.glob(pattern))[0]


EDITS = {
    "settings": lambda folder: append(folder.path / "qualcode.yaml", "# more\n"),
    "codebook": lambda folder: append(first(folder, "codebooks/*.yaml"), "# more\n"),
    "transcript": lambda folder: append(first(folder, "corpora/*/transcripts/**/*.jsonl")),
    "source": lambda folder: append(first(folder, "corpora/*/sources/**/*.txt")),
    "source of the same size and time": lambda folder: same_size_and_time(first(folder, "corpora/*/sources/**/*.txt")),
    "new source": lambda folder: (first(folder, "corpora/*/sources") / "new.txt").write_text("A: ya\n"),
    "corpus": lambda folder: append(first(folder, "corpora/*/corpus.yaml"), "# more\n"),
    "respondents": lambda folder: (first(folder, "corpora/*") / "respondents.csv").write_text("respondent,age\n"),
    "a person's line": lambda folder: folder.write("corpora/interviews/coding/ani/coder.yaml", "kind: person\n"),
    "words": lambda folder: folder.write("words/id/negators.txt", "ndak\n"),
    "table": lambda folder: folder.write("out/mine.csv", "a\n"),
    "codings": lambda folder: first(folder, ".qualcode/codings/**/manifest.json").unlink(),
    "index": lambda folder: first(folder, ".qualcode/index/*/manifest.json").unlink(),
    "mode": lambda folder: (folder.path / "corpora").chmod(0o711),
    "gitignore": lambda folder: folder.write(".gitignore", "out\n"),
    "lock": lambda folder: folder.write("qualcode.lock", "format  qualcode.lock  2\n"),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_change_of_one_file_is_seen(tmp_path, study, works, edit):
    folder = study(tmp_path)
    ask_until_kept(folder, "status")
    works.clear()
    folder.run("status")
    assert works
    edit(folder)
    works.clear()
    folder.run("status")
    assert not works


@pytest.mark.parametrize("variable", ["NO_COLOR", "LC_ALL", "GIT_DIR", "TZ"])
def test_a_change_of_the_environment_is_seen(tmp_path, study, works, monkeypatch, variable):
    folder = study(tmp_path)
    ask_until_kept(folder, "status")
    works.clear()
    monkeypatch.setenv(variable, "1")
    folder.run("status")
    assert not works


def test_another_version_and_another_question_are_others(tmp_path, study, works, monkeypatch):
    folder = study(tmp_path)
    ask_until_kept(folder, "export", "barriers", "-o", "-")
    works.clear()
    for other in (["codes", "-o", "-"], ["barriers", "-o", "-", "--lang", "id"], ["barriers", "-o", "-", "--json"]):
        folder.run("export", *other)
    monkeypatch.setattr(answers, "fingerprint", lambda: "another")
    folder.run("export", "barriers", "-o", "-")
    assert not works


def test_what_was_just_written_is_not_trusted(tmp_path, study, works, monkeypatch):
    monkeypatch.setattr(answers, "_SETTLED_NS", 60_000_000_000)
    folder = study(tmp_path)
    ask_until_kept(folder, "status")
    assert not works
    assert not (folder.path / ".qualcode" / "answers").exists()


def test_a_damaged_answer_is_made_again(tmp_path, study, works):
    folder = study(tmp_path)
    ask_until_kept(folder, "status")
    said = folder.run("status").out
    for file in (folder.path / ".qualcode" / "answers").iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    works.clear()
    assert folder.run("status").out == said
    assert not works


def test_what_lies_outside_of_the_study_is_not_answered_for(tmp_path, study, works):
    folder = study(tmp_path / "study")
    file = tmp_path / "table.csv"
    ask_until_kept(folder, "export", "barriers", "-o", str(file))
    file.unlink()
    folder.run("export", "barriers", "-o", str(file))
    assert file.is_file()
    assert not works


def test_a_failure_is_not_kept(tmp_path, study, works):
    folder = study(tmp_path)
    ask_until_kept(folder, "export", "no-such-table")
    assert not works


def test_no_more_than_the_latest_answers_are_kept(tmp_path, study, works, monkeypatch):
    monkeypatch.setattr(answers, "_MOST_ANSWERS", 2)
    folder = study(tmp_path)
    for name in ("barriers", "codes", "matrix", "segments"):
        folder.run("export", name, "-o", "-")
    assert len(list((folder.path / ".qualcode" / "answers").iterdir())) == 2


def test_a_linked_folder_may_lead_anywhere(tmp_path, study, works):
    folder = study(tmp_path / "study")
    (tmp_path / "elsewhere").mkdir()
    (folder.path / "linked").symlink_to(tmp_path / "elsewhere")
    ask_until_kept(folder, "status")
    assert not works


def test_answers_are_for_the_owner_only(tmp_path, study, works):
    folder = study(tmp_path)
    ask_until_kept(folder, "status")
    (file,) = (folder.path / ".qualcode" / "answers").iterdir()
    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_a_run_renews_nothing_while_another_changes_the_study(tmp_path, study, works, monkeypatch):
    folder = study(tmp_path)
    ask_until_kept(folder, "run", "-q")
    question = api.again.StudyQuestion(folder.path, "x", is_run=True)
    append(folder.path / "qualcode.yaml", "# more\n")
    record = (folder.path / "out" / "run.json").read_bytes()
    assert question._renewed(folder.path / "out" / "run.json") is False
    assert (folder.path / "out" / "run.json").read_bytes() == record


def test_a_dry_run_keeps_no_answer(tmp_path, study, works):
    folder = study(tmp_path)
    before = folder.tree()
    ask_until_kept(folder, "run", "--dry-run")
    ask_until_kept(folder, "export", "segments", "--dry-run")
    assert folder.tree() == before
    assert not works
