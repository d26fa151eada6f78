"""Completion at Tab, as shells ask for it: names of the installation and the study, never words, never a traceback."""

import os
import shutil
import subprocess

import pytest

from qualcode.cli.commands import COMMAND_NAMES
from qualcode.tables import TABLES
from qualcode.topics.tables import TOPIC_TABLES
from study import MD, QUALCODE, TXT, Folder, coded, environment


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    folder = coded(tmp_path_factory.mktemp("study"), {"a.txt": TXT, "b.md": MD})
    folder.write("qualcode.yaml", "format: 1\ncorpus: default\ncodebook: clinic.yaml\nlanguages: [en, id]\n")
    folder.write("corpora/default/coding/ani/coder.yaml", "format: 1\nkind: person\n")
    folder.write(
        "corpora/default/corpus.yaml",
        "format: 1\nattributes: {age: respondent}\ntranscripts: {a: {attributes: {office: Loket}}}\n",
    )
    return folder


def asked(folder: Folder, line: str, shell: str = "bash", **more: str) -> subprocess.CompletedProcess[str]:
    """What a shell is told for a line with the cursor at its end."""
    words = line.split(" ")
    told = {"_QUALCODE_COMPLETE": f"complete_{shell}", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
    if shell != "bash":
        told = {"_QUALCODE_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_ARGS": line, **more}
    return subprocess.run(
        QUALCODE, cwd=folder.path, env={**environment(), **told}, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("qualcode ex", ["explain", "export"]),
        ("qualcode code", ["code", "codes"]),
        ("qualcode export barr", ["barriers"]),
        ("qualcode export me", ["methods", "memos"]),
        ("qualcode export codes --code ", ["access", "network", "staff", "health_app"]),
        ("qualcode suggest ne", ["network"]),
        ("qualcode show ", ["a", "b"]),
        ("qualcode codes show st", ["staff"]),
        ("qualcode export barriers --coder ", ["rules", "ani"]),
        ("qualcode evaluate --against a", ["ani"]),
        ("qualcode export barriers --by ", ["age", "city", "office"]),
        ("qualcode export barriers --to x", ["xlsx"]),
        ("qualcode export barriers --reda", ["--redact"]),
        ("qualcode ingest --segment p", ["paragraph"]),
        ("qualcode help exit", ["exit-codes"]),
        ("qualcode suggest nosuch", []),
    ],
)
def test_names_are_completed(study, line, words):
    done = asked(study, line)
    assert (done.returncode, done.stderr, done.stdout.split()) == (0, "", words)


def test_the_folder_named_with_c_is_asked(study, tmp_path):
    done = asked(Folder(tmp_path), f"qualcode -C {study.path} suggest ne")
    assert done.stdout.split() == ["network"]


def test_every_command_and_every_table_is_offered(study):
    assert asked(study, "qualcode ").stdout.split() == list(COMMAND_NAMES)
    tables = asked(study, "qualcode export ").stdout.split()
    assert {*TABLES, *TOPIC_TABLES} <= {*tables}


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_the_same(study, shell):
    done = asked(study, "qualcode export barr", shell, _TYPER_COMPLETE_FISH_ACTION="get-args")
    assert (done.returncode, done.stderr) == (0, "")
    assert "barriers" in done.stdout
    assert "segments" not in done.stdout


class TestTrouble:
    @pytest.mark.parametrize("name", ["qualcode.yaml", "clinic.yaml", "corpora/default/corpus.yaml"])
    @pytest.mark.parametrize("option", ["--code", "--coder", "--by"])
    def test_a_broken_study_is_silence_or_what_can_be_read(self, study, tmp_path, name, option):
        broken = Folder(tmp_path / "broken")
        shutil.copytree(study.path, broken.path)
        broken.write(name, "format: [\n\x00 {")
        done = asked(broken, f"qualcode export codes {option} ")
        assert (done.returncode, done.stderr) == (0, "")

    @pytest.mark.parametrize("line", ["", "qualcode", "qualcode export 'barr", "qualcode nosuch x", "qualcode -C x "])
    def test_an_odd_line_is_no_traceback(self, study, line):
        done = asked(study, line)
        assert (done.returncode, done.stderr) == (0, "")

    def test_a_transcript_that_cannot_be_read_is_passed_over(self, study, tmp_path):
        broken = Folder(tmp_path / "broken")
        shutil.copytree(study.path, broken.path)
        next((broken.path / "corpora/default/transcripts").rglob("*.jsonl")).write_bytes(b"\xff{")
        done = asked(broken, "qualcode export codes --by ")
        assert (done.returncode, done.stderr) == (0, "")

    def test_names_that_a_shell_would_run_are_left_out(self, study, tmp_path):
        broken = Folder(tmp_path / "broken")
        shutil.copytree(study.path, broken.path)
        broken.write("corpora/default/coding/$(touch x)/coder.yaml", "format: 1\nkind: person\n")
        assert asked(broken, "qualcode export codes --coder ").stdout.split() == ["rules", "ani"]


def test_no_words_and_labels_of_participants_are_offered(study):
    lines = ["export barriers --by ", "export barriers --code ", "export barriers --coder ", "export ", ""]
    shown = "".join(asked(study, f"qualcode {line}").stdout for line in lines)
    assert not [word for word in ("Informan", "Jaringannya", "Perawat datang", "Loket", "Kota Contoh") if word in shown]


@pytest.mark.parametrize("line", ["export ba", "export barriers --by ", "export codes --code ", "ex"])
def test_nothing_heavy_is_loaded(study, line):
    heavy = ("numpy", "pyarrow", "scipy", "spacy", "sklearn", "simplemma", "wordfreq", "rich.table", "docx")
    program = f"""
import sys
from qualcode.cli.main import run_command_line
try:
    run_command_line([])
finally:
    print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""
    told = {"_QUALCODE_COMPLETE": "complete_bash", "COMP_WORDS": f"qualcode {line}"}
    told["COMP_CWORD"] = str(len(line.split(" ")))
    done = subprocess.run(
        [QUALCODE[0], "-c", program], cwd=study.path, env={**environment(), **told}, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_names_our_variable(tmp_path, shell):
    out = Folder(tmp_path).done("completion", shell).out
    assert "_QUALCODE_COMPLETE" in out
    if shutil.which(shell):
        assert not subprocess.run([shell, "-n"], input=out, text=True, capture_output=True, check=False).stderr


def test_bash_itself_completes(study):
    if not shutil.which("bash"):
        pytest.skip("there is no bash here")
    bin_ = study.path / "bin"
    bin_.mkdir(exist_ok=True)
    (bin_ / "qualcode").write_text(f'#!/bin/sh\nexec {" ".join(QUALCODE)} "$@"\n')
    (bin_ / "qualcode").chmod(0o755)
    asking = 'eval "$(qualcode completion bash)"; COMP_WORDS=(qualcode export barr); COMP_CWORD=2; '
    asking += '_qualcode_completion qualcode; echo "${COMPREPLY[@]}"'
    env = {**environment(), "PATH": f"{bin_}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(["bash", "-c", asking], cwd=study.path, env=env, capture_output=True, text=True, check=True)
    assert (done.stdout.strip(), done.stderr) == ("barriers", "")


def test_another_shell_is_refused(tmp_path):
    ended = Folder(tmp_path).run("completion", "bsh")
    assert (ended.code, "did you mean `bash`?" in ended.err) == (2, True)
