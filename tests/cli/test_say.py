"""The product goes to stdout, the conversation to stderr, and participants' words through both untouched."""

import json

import pytest

from study import Folder, coded, configured, keep_coding

LABEL = "Kurang [tertawa] :smile: [bold]x[/bold] [link=http://x]y[/link]"
COMMANDS = (
    "ingest",
    "ingest -n",
    "code",
    "export barriers",
    "export segments -n",
    "export segments -o -",
    "run",
    "status",
    "verify",
    "lock",
    "lock --check",
    "init other",
)
SECRET = "kerahasiaan"


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    folder = configured(tmp_path_factory.mktemp("study"))
    folder.done("run")
    return folder


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("where", ["before", "after"])
def test_json_is_all_that_stands_on_stdout(study, command, where):
    if command.startswith("init"):
        command += f"-{where}"
    words = ["--json", *command.split()] if where == "before" else [*command.split(), "--json"]
    assert isinstance(study.done(*words).json, dict)


@pytest.mark.parametrize("command", ["ingest", "code", "export barriers", "run", "verify", "lock"])
def test_quiet_says_nothing_when_nothing_is_wrong(study, command):
    ended = study.done(*command.split(), "-q")
    assert (ended.out, ended.err) == ("", "")


def test_notes_are_said_when_verbose(study):
    assert "note: " not in study.done("ingest").err
    (study.path / "corpora/interviews/transcripts/f.jsonl").unlink()
    assert "note: " in study.done("ingest", "-v").err


@pytest.mark.parametrize("command", ["status", "export barriers", "code", "verify"])
def test_a_folder_is_named_before_or_after_the_command(study, tmp_path, command):
    elsewhere = Folder(tmp_path)
    before = elsewhere.done("-C", str(study.path), *command.split())
    after = elsewhere.done(*command.split(), "-C", str(study.path))
    assert (before.out, before.err) == (after.out, after.err)
    assert elsewhere.tree() == {}


def test_a_folder_inside_a_study_is_in_the_study(study):
    inside = Folder(study.path / "corpora/interviews")
    assert inside.done("status").out == study.done("status").out


def test_labels_survive_the_terminal_as_they_are(tmp_path):
    folder = coded(tmp_path, {"[red]a[/red].txt": f"{LABEL[:20]}: Perawat kurang.\n{LABEL[:20]}: Ya.\n"})
    folder.replace("clinic.yaml", "Perawat kurang, en: Too few nurses", f'"{LABEL}"')
    assert LABEL in folder.done("code", "-b", "clinic.yaml").out
    assert "[red]a[/red]" in folder.done("ingest", "interviews").out
    assert LABEL in folder.done("export", "barriers", "-o", "-").out


def test_long_labels_are_not_folded_in_a_pipe(tmp_path):
    folder = coded(tmp_path)
    folder.replace("clinic.yaml", "Perawat kurang, en: Too few nurses", "Perawat " * 20)
    assert ("Perawat " * 20).strip() in folder.done("code", "-b", "clinic.yaml").out


def test_participants_words_leave_by_exports_only(tmp_path):
    """A word that only a participant says never shows in the conversation or in files about the study."""
    talk = f"Pewawancara: Apa?\nInforman: Perawat {SECRET} kurang.\nP: {SECRET}?\nI: {SECRET}\n"
    sources = {
        "a.txt": talk,
        "b.csv": f"speaker,words\nInforman,{SECRET}\nInforman,{SECRET},{SECRET}\n",
        "c.srt": f"1\n00:00 --> x\n{SECRET}\n",
        "d.vtt": SECRET,
        "e.docx": SECRET,
        "f.md": f"---\n{SECRET}: [\n---\n{SECRET}\n",
        "g.txt": talk.encode() + b"\x00\xff",
    }
    folder = configured(tmp_path, sources)
    said = folder.run("run", "-v").err + folder.run("ingest", "-v", "--strict").err
    keep_coding(folder, "a", 2, f"Perawat {SECRET}", "interviews")
    folder.replace("corpora/interviews/sources/a.txt", "Informan: ", "Informan: Ya. ")
    for command in ("ingest -v", "run -v", "code -v", "status -v", "verify -v", "lock", "export segments -v"):
        said += folder.run(*command.split()).err
    folder.replace("corpora/interviews/transcripts/a.jsonl", f"Perawat {SECRET}", f"{SECRET}")
    for command in ("verify -v", "status -v", "code -v", "export segments --coder reader-1 -v", "lock --check -v"):
        said += folder.run(*command.split()).err
    folder.write("corpora/interviews/transcripts/a.jsonl", f'{{"format":1}}\n{{"text":"{SECRET}"')
    folder.write("corpora/interviews/coding/reader-1/a.jsonl", f'{{"format":1}}\n{{"quote":"{SECRET}"')
    for command in ("verify -v", "status -v", "code -v", "ingest -v", "run -v"):
        said += folder.run(*command.split()).err
    assert "error: " in said
    assert SECRET not in said
    assert SECRET not in folder.read("out/run.json") + folder.read("qualcode.lock")
    assert SECRET not in folder.run("status").out + folder.run("lock", "--check").out
    findings = [folder.run(command, "--json").out for command in ("status", "verify")]
    assert SECRET not in json.dumps(findings)
