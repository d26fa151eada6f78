"""Sources seen: a bad file stops no other, an early end says what it did not reach, and nobody takes a part for all."""

import os
import shutil
import subprocess
import sys

import pytest

from qualcode.api import ingest as ingest_module
from qualcode.model.finding import StoreError
from study import CODEBOOK, TXT, Folder, environment

LONG = "e" * 250
"""A name that a file may have and its transcript may not."""


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path)
    for name in ("a", LONG, "m", "z"):
        made.write(f"in/{name}.txt", TXT.replace("Senin", name[:3]))
    made.write("clinic.yaml", CODEBOOK)
    return made


@pytest.mark.skipif(os.name == "nt", reason="names have other limits there")
def test_a_file_whose_name_is_too_long_stops_no_other(folder):
    ended = folder.run("ingest", "in")
    assert (ended.code, "3 new, 1 failed" in ended.err) == (1, True)
    assert f"{LONG}.txt: its transcript cannot be written (file name too long); give it a shorter name" in ended.err


@pytest.mark.skipif(os.name == "nt", reason="names have other limits there")
def test_a_partial_study_says_so_wherever_it_is_looked_at(folder):
    folder.run("ingest", "in")
    coded = folder.done("code", "-b", "clinic.yaml")
    assert "1 source was seen and is in no transcript" in coded.err
    verified = folder.run("verify")
    assert verified.code == 1
    assert "source was seen and is in no transcript: its transcript" in verified.err or LONG in verified.err
    assert "1 check failed" in verified.err
    assert f"unread    in/{LONG}.txt: " in folder.done("status").out


def test_what_a_person_accepts_is_said_no_more(tmp_path):
    folder = Folder(tmp_path)
    folder.write("in/a.txt", TXT)
    folder.write("in/b.txt", "")
    assert folder.run("ingest", "in").code == 1
    assert folder.run("verify").code == 1
    reason = "accepted:\n  - {finding: source-unread, of: in/b.txt, because: the tape was empty}\n"
    folder.write("corpora/default/corpus.yaml", f"format: 1\n{reason}")
    assert "all hold" in folder.done("verify").err
    assert "the tape was empty" in folder.done("verify", "-v").err
    assert "unread" not in folder.done("status").out


def test_an_accepted_warning_is_a_note(tmp_path):
    folder = Folder(tmp_path)
    for name in "ab":
        folder.write(f"in/{name}.txt", TXT.replace("Senin", name))
    folder.done("ingest", "in")
    (tmp_path / "in/a.txt").unlink()
    assert "is gone" in folder.done("ingest", "in").err
    reason = "accepted: [{finding: source-missing, of: a, because: lost}]\n"
    folder.write("corpora/default/corpus.yaml", f"format: 1\n{reason}")
    assert "is gone" not in folder.done("ingest", "in", "--strict").err


def test_an_acceptance_without_a_reason_is_refused(tmp_path):
    folder = Folder(tmp_path)
    folder.write("in/a.txt", TXT)
    folder.write("corpora/default/corpus.yaml", "format: 1\naccepted: [{finding: source-missing, of: a}]\n")
    ended = folder.run("ingest", "in")
    assert ended.code == 2
    assert "because: " in ended.err


def full(real):
    def ingest_part(study, task, *more):
        if task.source.id == "m":
            raise StoreError(task.source.path, "cannot be written (no space left on device)", everywhere=True)
        return real(study, task, *more)

    return ingest_part


def test_an_early_end_says_how_many_were_not_reached_and_they_stay_on_the_list(folder, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(ingest_module, "ingest_part", full(ingest_module.ingest_part))
        ended = folder.run("ingest", "in")
    assert (ended.code, "2 of 4 sources were not reached" in ended.err) == (2, True)
    status = folder.run("status").out
    assert "unread    in/m.txt: it was not reached" in status
    assert "unread    in/z.txt: it was not reached" in status
    assert "next      qualcode ingest in" in status


KILL = """
import os, signal, sys
number = int(sys.argv.pop(1))
from qualcode.api import ingest
from qualcode.cli.main import main
real = ingest.ingest_part
def at(study, task, *more):
    if task.source.id == "m":
        os.kill(os.getpid(), number)
    return real(study, task, *more)
ingest.ingest_part = at
main()
"""


@pytest.mark.skipif(os.name == "nt", reason="signals are other ones there")
@pytest.mark.parametrize(("number", "code"), [(15, 143), (1, 129), (9, -9)], ids=["SIGTERM", "SIGHUP", "SIGKILL"])
def test_whatever_ends_a_run_what_it_did_not_reach_is_known(folder, number, code):
    (folder.path / f"in/{LONG}.txt").unlink()
    command = [sys.executable, "-c", KILL, str(number), "ingest", "in"]
    ended = subprocess.run(command, cwd=folder.path, env=environment(), capture_output=True, text=True, check=False)
    assert ended.returncode == code
    if code != -9:
        assert "stopped; 2 of 3 sources were not reached; files are intact" in ended.stderr
    assert folder.run("verify").err.count("it was not reached") == 2
    folder.done("ingest", "in")
    assert "all hold" in folder.done("verify").err


def test_a_transcript_that_disappears_is_missed(tmp_path):
    folder = Folder(tmp_path)
    for name in "ab":
        folder.write(f"in/{name}.txt", TXT.replace("Senin", name))
    folder.done("ingest", "in")
    (tmp_path / "corpora/default/transcripts/a.jsonl").unlink()
    assert "in/a.txt" in folder.run("verify").err


def test_a_source_that_is_gone_and_was_never_read_is_forgotten(tmp_path):
    folder = Folder(tmp_path)
    folder.write("in/a.txt", TXT)
    empty = folder.write("in/b.txt", "")
    folder.run("ingest", "in")
    empty.unlink()
    assert "all hold" in folder.done("verify").err
    folder.done("ingest", "in")
    assert "b.txt" not in folder.read("corpora/default/sources-seen.jsonl")


def test_two_sources_of_one_id_are_missed_too(tmp_path):
    folder = Folder(tmp_path)
    for name in ("a.txt", "b.txt", "b.md"):
        folder.write(f"in/{name}", TXT.replace("Senin", name))
    folder.run("ingest", "in")
    assert "in/b" in folder.run("verify").err


@pytest.mark.skipif(sys.platform != "linux", reason="limits of open files")
def test_too_few_open_files_are_said_as_that(folder):
    (folder.path / f"in/{LONG}.txt").unlink()
    folder.done("ingest", "in")
    shutil.rmtree(folder.path / ".qualcode/index")  # to be written again
    script = (
        "import os, resource, sys; from qualcode.cli.main import run_command_line as run; import qualcode.api.status; "
        "import qualcode.cli.commands.status; from qualcode.corpus import build; import pyarrow; "
        "most = os.dup(0) + 1; os.close(most - 1); "
        "resource.setrlimit(resource.RLIMIT_NOFILE, (most + 1, most + 1)); sys.exit(run(['code', '-b', 'clinic.yaml']))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script], cwd=folder.path, env=environment(), capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2, ended.stderr
    assert "ulimit -n 1024" in ended.stderr
    assert "check the disk" not in ended.stderr
