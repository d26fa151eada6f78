"""The terminal speaks one language: that of who reads it, in headings, messages, errors and help of every command."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.api.language import terminal_language
from qualcode.cli.commands import COMMAND_NAMES
from study import CODEBOOK, TXT, Folder, configured, environment

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = re.compile(r"\b(the|of|is|are|and|to|not|was|were|with|for|by|this|that|has|have|from|or|there|which|who)\b")
NAMES = re.compile(r"`[^`]*`|\"[^\"]*\"|[\w-]*[./-][\w./-]*|--\S+|\b[a-z]+_[a-z_]+\b")
"""What is no sentence: code, quotes, files, options, names with a dash or underscore."""
SCREENS = (
    "run",
    "status",
    "ingest",
    "ingest -n",
    "ingest --explain corpora/interviews/sources/a.txt",
    "ingest nowhere",
    "code",
    "code -n",
    "check",
    "check -v",
    "check --list",
    "check --explain QC104",
    "check --explain QC9",
    "explain a:2",
    "words jaringan",
    "words zzzz",
    "export barriers -n",
    "export barriers",
    "export codes --to nothing",
    "export nothing --by nothing",
    "verify",
    "lock",
    "lock --check",
    "codes list",
    "codes show staff",
    "codes rename staff nurses",
    "show a",
    "memos",
    "suggest staff",
    "sample --per-code 1 -o out/sheet.csv",
    "evaluate --against nobody",
    "agreement nowhere.csv",
    "report --no-quotes",
    "merge .",
    "codings move a b",
    "diff nowhere.yaml nowhere.yaml",
    "init other",
    "share -n",
    "withdraw nobody",
    "withdraw a/1 -n",
    "pseudonymise",
    "review --coder /",
    "review --apply nowhere.jsonl --coder ani",
    "import codings nowhere.csv --coder ani",
    "import project nowhere.qdpx",
    "import project corpora/interviews/sources/a.txt",
    "import translations nowhere.csv",
    "merge nowhere",
    "topics",
    "topics --k x",
    "propose",
    "propose next",
    "sql select",
    "identifiers",
    "identifiers --decide nowhere.csv",
    "pseudonymise --to other",
    "withdraw a/1",
    "nothing",
    "export --nothing",
    "code --jobs x",
    "code --jobs -1",
    "help",
)
FIRST = ("run", "status", "ingest", "code", "check", "explain a:2", "verify", "codes list", "help", "--help")


def left_english(text: str) -> list[str]:
    """Lines in which words of English sentences are left."""
    return [line for line in text.splitlines() if ENGLISH.search(NAMES.sub("", line))]


@pytest.fixture(scope="module")
def study(tmp_path_factory) -> Folder:
    folder = configured(tmp_path_factory.mktemp("study"), {"a.txt": TXT})
    folder.done("run")
    return folder


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> Folder:
    """The study of the project, coded."""
    path = tmp_path_factory.mktemp("shipped") / "study"
    for name in ("codebooks", "corpora"):
        shutil.copytree(ROOT / name, path / name)
    shutil.copy(ROOT / "qualcode.yaml", path)
    folder = Folder(path)
    folder.done("code", "-q")
    return folder


@pytest.fixture
def indonesian(monkeypatch) -> None:
    monkeypatch.setenv("QUALCODE_LANG", "id")


@pytest.mark.parametrize("command", SCREENS)
def test_no_english_sentence_is_left(study, indonesian, command):
    ended = study.run(*command.split())
    assert ended.out + ended.err
    assert left_english(ended.out + ended.err) == []


def test_words_of_ours_in_cells_and_titles_are_told_too(tmp_path, indonesian):
    study = configured(tmp_path, {"a.txt": TXT, "b.txt": "Peneliti: Apa kabar?\nInforman: Cuacanya cerah.\n"})
    study.done("run")
    sheet = study.done("sample", "--uncoded", "1", "-o", "out/two.csv").out
    assert "(tanpa kode)" in sheet
    assert "(no code)" not in sheet
    words = study.done("explain", "Da teu percaya.").out
    assert "keduanya" in words
    assert "both" not in words
    study.write("older.yaml", CODEBOOK.replace("jaringan", "sinyal"))
    changes = study.run("diff", "older.yaml", "codebooks/barriers.yaml").out
    assert "Kode menurut kedua buku kode: korpus" in changes


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    ["topics --no-quotes", "propose", "propose next", "sql", "identifiers", "share", "evaluate", "explain", "project"],
)
def test_no_english_sentence_is_left_of_a_whole_study(shipped, indonesian, command):
    more = {
        "sql": ["select code, respondents from codes limit 3"], "identifiers": ["--top", "0"], "share": ["-n"],
        "explain": ["camat-senior:2"],
    }  # fmt: skip
    words = ["export", "project", "-n"] if command == "project" else command.split()
    ended = shipped.run(*words, *more.get(command, []))
    assert ended.out + ended.err
    assert left_english(ended.out + ended.err) == []


def test_the_walk_would_see_an_english_sentence(study):
    said = [study.run(*command.split()) for command in ("run", "ingest nowhere", "check --list", "code --jobs x")]
    assert all(left_english(each.out + each.err) for each in said)


@pytest.mark.parametrize("name", ["", *COMMAND_NAMES])
def test_help_is_in_one_language_and_fits_a_terminal(tmp_path, indonesian, monkeypatch, name):
    monkeypatch.setenv("COLUMNS", "80")
    out = Folder(tmp_path).done(*name.split(), "--help").out
    said = out.split("\n  Contoh:\n")[0]  # examples are typed as they are
    assert left_english(re.sub(r"\b[A-Z]+\b", "", said)) == []
    assert out.startswith("Cara pakai: qualcode")
    assert max(map(len, out.splitlines())) <= 80


@pytest.mark.parametrize("command", ["check --json", "check --format github", "status --json", "export codes -o -"])
def test_what_programs_read_is_the_same_in_any_language(study, monkeypatch, command):
    said = []
    for language in ("id", "en"):
        monkeypatch.setenv("QUALCODE_LANG", language)
        said.append(study.run(*command.split()).data)
    assert said[0] == said[1]


@pytest.mark.parametrize(
    ("asked", "given", "languages", "locale", "spoken"),
    [
        ("id", "en", "en", "en_US.UTF-8", "id"),
        ("", "id", "en", "en_US.UTF-8", "id"),
        ("", "", "id", "en_US.UTF-8", "id"),
        ("", "", "en", "id_ID.UTF-8", "en"),
        ("", "", "[jv, id]", "C.UTF-8", "id"),
        ("", "", "", "id_ID.UTF-8", "id"),
        ("xx", "xx", "", "C.UTF-8", "en"),
    ],
)
def test_the_first_language_with_a_catalogue_is_spoken(tmp_path, monkeypatch, asked, given, languages, locale, spoken):
    monkeypatch.setenv("QUALCODE_LANG", given)
    monkeypatch.setenv("LC_ALL", locale)
    if languages:
        Folder(tmp_path).write("qualcode.yaml", f"format: 1\nlanguages: {languages}   # of tables\ncorpus: [\n")
    assert terminal_language(asked, tmp_path) == spoken


def test_after_reading_the_thing_that_helps_comes_next(study, tmp_path):
    folder = configured(tmp_path, {"a.txt": TXT})
    assert "Next: `qualcode code`." in folder.done("ingest").err
    folder.write("codebooks/barriers.yaml", re.sub(r"    (rules|terms):.*\n(      .*\n)*", "", CODEBOOK))
    assert "Next: `qualcode review` to code by hand; `qualcode propose next`" in folder.done("ingest").err


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs a terminal")
@pytest.mark.parametrize("language", ["en", "id"])
def test_first_screens_fit_a_terminal_of_80_columns(study, language):
    import pty

    program = "import sys; from qualcode.cli.main import run_command_line as run\n" + "".join(
        f"run({screen.split()!r})\n" for screen in FIRST
    )
    main, other = pty.openpty()
    given = environment(QUALCODE_LANG=language, COLUMNS="80", TERM="xterm", NO_COLOR="1")
    with subprocess.Popen([sys.executable, "-c", program], cwd=study.path, env=given, stdout=other, stderr=other):
        os.close(other)
        seen = b""
        while piece := _read(main):
            seen += piece
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen.decode()).replace("\r\n", "\n").splitlines()
    assert len(lines) > 60
    finding = re.compile(r"\S+\.yaml(:\d+)*: QC\d+ ")  # one line each, as editors and `grep` want them
    assert [line for line in lines if len(line.rstrip()) > 80 and not finding.match(line)] == []


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # its other end is closed
        return b""


LABELS = {"id": "Infrastruktur kurang memadai", "en": "Inadequate infrastructure"}


@pytest.mark.parametrize("command", ["code", "run", "export kwic --term zzzzz -n", "show camat-senior"])
@pytest.mark.parametrize("written", ["[en, id]", "[id, en]"])
@pytest.mark.parametrize("lang", ["en", "id"])
def test_labels_and_headings_on_one_screen_are_in_one_language(shipped, monkeypatch, lang, written, command):
    """Whichever language the tables of the study are written in."""
    file = shipped.path / "qualcode.yaml"
    file.write_text(re.sub(r"^languages: \[.*?\]", f"languages: {written}", file.read_text("utf-8"), flags=re.M))
    monkeypatch.setenv("QUALCODE_LANG", lang)
    ended = shipped.run(*command.split())
    screen = ended.out + ended.err
    other = LABELS["en" if lang == "id" else "id"]
    assert other not in screen
    if command in ("code", "run"):
        assert LABELS[lang] in screen
    if lang == "en":
        assert not re.search(r"\b(pengode|hambatan|giliran|informan|korpus)\b", ended.err, re.IGNORECASE)
    elif command != "show camat-senior":
        assert left_english(screen) == []


def test_what_is_written_and_json_keep_the_language_of_the_study(shipped, monkeypatch):
    file = shipped.path / "qualcode.yaml"
    file.write_text(re.sub(r"^languages: \[.*?\]", "languages: [id, en]", file.read_text("utf-8"), flags=re.M))
    monkeypatch.setenv("QUALCODE_LANG", "en")
    shipped.done("run")
    assert LABELS["id"] in (shipped.path / "out" / "barriers.csv").read_text("utf-8")
    assert LABELS["id"] in shipped.run("run", "--json").out
