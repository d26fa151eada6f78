"""Every way in which a command can end: one exit code, and never a traceback on the screen."""

import os
import signal
import subprocess

import pytest

from study import CODEBOOK, QUALCODE, TXT, Folder, coded, environment, small

SECRET = "Jaringannya"


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    return coded(tmp_path_factory.mktemp("study"))


class TestBugs:
    def test_one_is_one_line_with_a_file_and_nobodys_words(self, study, monkeypatch):
        def fail(*_: object) -> None:
            raise ValueError(f"{SECRET} kurang")

        monkeypatch.setattr("qualcode.api.status.status", fail)
        ended = study.run("status")
        assert (ended.code, ended.out) == (3, "")
        assert len(ended.err.splitlines()) == 1
        name = ended.err.rsplit(" ", 1)[1].strip()
        assert "ValueError" in study.read(name)
        assert SECRET not in ended.err + study.read(name)

    def test_one_is_said_where_nothing_can_be_written(self, study, monkeypatch):
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("secret")

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("qualcode.api.status.status", fail)
        monkeypatch.setattr("pathlib.Path.mkdir", refuse)
        ended = study.run("status")
        assert (ended.code, len(ended.err.splitlines())) == (3, 1)


def test_ctrl_c_ends_with_130_and_a_line(study, monkeypatch):
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("qualcode.api.status.status", stop)
    ended = study.run("status")
    assert (ended.code, len(ended.err.splitlines())) == (130, 1)


def test_ctrl_c_in_a_process_too(tmp_path):
    folder = small(tmp_path)
    hold = "import sys, time; from pathlib import Path; from qualcode.store.guard import guard\n"
    hold += "with guard(Path('.qualcode/guard')): print('held', flush=True); sys.stdin.read()"
    holder = subprocess.Popen(
        [QUALCODE[0], "-c", hold], cwd=tmp_path, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert holder.stdout is not None
    holder.stdout.readline()
    waiting = subprocess.Popen([*QUALCODE, "ingest", "interviews"], cwd=tmp_path, env=environment(), stderr=-1)
    assert waiting.stderr is not None
    assert b"another qualcode" in waiting.stderr.readline()  # it says that it waits for the guard
    waiting.send_signal(signal.SIGINT)
    _, err = waiting.communicate(timeout=60)
    holder.communicate(timeout=60)
    assert (waiting.returncode, b"Traceback" in err) == (130, False)
    folder.done("ingest", "interviews")


@pytest.mark.parametrize("command", [["export", "segments", "-o", "-"], ["code", "-b", "clinic.yaml"], ["status"]])
def test_a_reader_who_has_seen_enough_is_no_failure(study, command):
    process = subprocess.Popen([*QUALCODE, *command], cwd=study.path, env=environment(), stdout=-1, stderr=-1)
    assert process.stdout is not None
    process.stdout.close()
    err = process.stderr.read() if process.stderr else b""
    assert (process.wait(), b"Traceback" in err, b"ignored" in err) == (0, False, False)


class TestUsersMistakes:
    @pytest.mark.parametrize(
        ("command", "hint"),
        [
            ("export barrierss", "barriers"),
            ("export barriers --to csvv", "csv"),
            ("export barriers -o table.pptx", "xlsx"),
            ("export barriers --by citty", "attribute"),
            ("export codes --kind barier", "`barrier`"),
            ("export barriers --coder reader", "rules"),
            ("export barriers -b no.yaml", "no.yaml"),
            ("export barriers --outpt x", "--output"),
            ("exprt barriers", "export"),
            ("ingest interviews --segment sentense", "sentence"),
            ("ingest interviews --each rows", "row"),
            ("ingest interviews --columns who=a", "speaker"),
            ("ingest interviews --columns speaker", "speaker=NAME"),
            ("ingest interviews --meta no.csv", "no.csv"),
            ("code -b no.yaml", "no.yaml"),
            ("code -b interviews", "folder"),
            ("verify clinic.yaml", ".csv"),
            ("-C nowhere status", "nowhere"),
            ("--corpus other status", "default"),
            ("run", "qualcode.yaml"),
        ],
    )
    def test_each_is_refused_with_what_to_write_instead(self, study, command, hint):
        before = study.tree()
        ended = study.run(*command.split())
        assert (ended.code, ended.out) == (2, "")
        assert hint in ended.err
        assert "Traceback" not in ended.err
        assert study.tree().keys() == before.keys()

    @pytest.mark.parametrize(
        ("text", "place"),
        [
            (CODEBOOK.replace("near:", "naer:"), "clinic.yaml:16:9: "),
            (CODEBOOK.replace("@net", "@nett"), "clinic.yaml:17:16: "),
            (CODEBOOK + "codes: []\n", "clinic.yaml:26:1: "),
            ("format: 1\ncodes: [\n", "clinic.yaml:"),
            ("format: 99\n", "clinic.yaml:1:9: "),
            ("", "clinic.yaml"),
        ],
    )
    def test_a_broken_codebook_has_a_line_with_its_place(self, tmp_path, text, place):
        folder = coded(tmp_path)
        folder.write("clinic.yaml", text)
        ended = folder.run("code", "-b", "clinic.yaml")
        assert ended.code == 2
        assert all(line.startswith(("error: clinic.yaml", "warning: clinic.yaml")) for line in ended.err.splitlines())
        assert f"error: {place}" in ended.err

    @pytest.mark.parametrize("name", ["qualcode.yaml", "corpora/default/corpus.yaml"])
    def test_so_has_a_broken_setting(self, tmp_path, name):
        folder = small(tmp_path, {"a.txt": TXT})
        folder.write(name, "format: 1\ntitel: x\n")
        ended = folder.run("ingest", "interviews")
        what = "a study" if name == "qualcode.yaml" else "a corpus"
        assert (ended.code, ended.err) == (
            2,
            f"error: {name}:2:1: {what} has no field `titel`; did you mean `title`?\n",
        )

    def test_a_place_that_cannot_be_written_is_said(self, study):
        ended = study.run("export", "barriers", "-o", "clinic.yaml/x.csv")
        assert (ended.code, len(ended.err.splitlines())) == (2, 1)
        assert study.run("export", "barriers", "--to", "csv", "-o", "interviews").code == 2


READERS_GONE = {
    "--help": 0,
    "export --help": 0,
    "--version": 0,
    "status": 0,
    "schema codebook": 0,
    "export segments -o -": 0,
    "export nosuch": 2,
    "export --nosuch": 2,
    "--json export --nosuch": 2,
}


@pytest.mark.parametrize("command", READERS_GONE)
def test_nobody_reads_either_and_the_exit_code_is_true(study, command):
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb", closefd=True) as gone:
        process = subprocess.Popen(
            [*QUALCODE, *command.split()], cwd=study.path, env=environment(), stdout=gone, stderr=gone
        )
    assert process.wait() == READERS_GONE[command]


@pytest.mark.skipif(os.name == "nt", reason="streams are closed otherwise there")
@pytest.mark.parametrize(("command", "code"), [("status", 0), ("export nosuch", 2)])
@pytest.mark.parametrize("closed", [">&- 2>&-", "<&-"])
def test_closed_streams_are_no_bug(study, command, code, closed):
    closing = ["sh", "-c", f'exec "$@" {closed}', "sh", *QUALCODE, *command.split()]
    assert subprocess.run(closing, cwd=study.path, env=environment(), check=False).returncode == code


def test_letters_that_a_stream_cannot_write_are_told_by_their_numbers(tmp_path):
    folder = Folder(tmp_path)
    folder.write("ŵ.txt", "Pewawancara: Apa?\nInforman: Sinyal kurang.\n")
    narrow = environment(PYTHONIOENCODING="ascii", QUALCODE_LANG="en")
    ended = subprocess.run([*QUALCODE, "ingest", "ŵ.txt"], cwd=tmp_path, env=narrow, capture_output=True, check=False)
    assert (ended.returncode, b"\\u0175" in ended.stdout) == (0, True)
