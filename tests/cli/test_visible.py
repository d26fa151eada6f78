"""What acts on a terminal is made visible wherever text leaves for the screen, and data stay exact."""

import json
import os
import re

import pytest

from qualcode.text.visible import escaped_json, shown
from study import CODEBOOK, Folder

BAD = "\x1b[31mmerah\x07\x00\x9b2J\u202eterbalik\u2066\x7f"
ACTING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Folder:
    made = Folder(tmp_path_factory.mktemp("bad"))
    said = f"Pewawancara: Apa kendala?\nInforman: Perawat {BAD} kurang.\nPewawancara: Lalu?\nInforman: Sudah.\n"
    made.write("in/a\x1b[2J\u202e.txt", said.replace("\x00", ""))
    made.write("in/b\x07.txt", b"")
    made.write("clinic.yaml", CODEBOOK.replace("label: {id: Perawat kurang, en", 'label: {id: "=cmd|\\e\\u202e", en'))
    return made


COMMANDS = [
    ["ingest", "in"],
    ["ingest", "in", "--explain"],
    ["ingest", "in", "--json"],
    ["code", "-b", "clinic.yaml"],
    ["status"],
    ["show", "b\x07"],
    ["status", "--json"],
    ["verify"],
    ["explain", "a\x1b[2J\u202e", "-b", "clinic.yaml"],
    ["codes", "list"],
    ["codes", "show", "staff"],
    ["check", "clinic.yaml", "--format", "text"],
    ["words", "perawat\x1b[2J"],
    ["export", "segments", "--to", "md", "-o", "-"],
    ["export", "nosuch\x1b\u202e"],
    ["nosuch\x1b\u202e"],
    ["ingest", "no\x1b[2Jsuch"],
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: " ".join(command).encode("unicode_escape").decode())
def test_no_command_puts_what_acts_on_the_screen(folder, command):
    folder.run("ingest", "in", "-q")
    folder.run("code", "-b", "clinic.yaml", "-q")
    ended = folder.run(*command)
    assert ended.code in (0, 1, 2)
    assert not ACTING.search(ended.out.replace("\r\n", "\n") + ended.err)


def test_json_says_the_same_values(folder):
    folder.run("ingest", "in", "-q")
    assert "a\x1b[2J\u202e" in {each["transcript"] for each in folder.run("ingest", "in", "--json").json["speakers"]}
    assert json.loads(escaped_json(json.dumps(BAD, ensure_ascii=False))) == BAD


def test_csv_is_exact_in_a_pipe_and_visible_on_a_terminal(folder, monkeypatch):
    folder.run("ingest", "in", "-q")
    folder.run("code", "-b", "clinic.yaml", "-q")
    exact = folder.run("export", "segments", "-o", "-").data
    assert b"\x1b[31mmerah" in exact
    if os.name != "nt":
        import pty
        import subprocess

        from study import QUALCODE, environment

        main, other = pty.openpty()
        process = subprocess.Popen(
            [*QUALCODE, "export", "segments", "-o", "-"], cwd=folder.path, env=environment(), stdout=other, stderr=other
        )
        os.close(other)
        seen = b""
        while True:
            try:
                piece = os.read(main, 65536)
            except OSError:
                break
            if not piece:
                break
            seen += piece
        assert process.wait() == 0
        assert "␛[31mmerah" in seen.decode()
        assert not ACTING.search(seen.decode().replace("\r\n", "\n"))


def test_what_is_shown_keeps_words_lines_and_tabs():
    assert shown("a\tb\nc\r\nd – é 😀 \u200f") == "a\tb\nc\nd – é 😀 \u200f"
    assert shown("\x1b\u202ex\r") == "␛<U+202E>x␍"


def test_one_file_prints():
    """Nothing in the command line prints but `output`; what Typer prints of itself is ours."""
    from pathlib import Path

    import qualcode.cli as cli

    allowed = {"output.py": 99, "main.py": 2, "app.py": 1, "failure.py": 0}
    for file in Path(cli.__file__).parent.rglob("*.py"):
        found = len(
            re.findall(r"(?<![.\w])print\(|typer\.echo|stdout\.write|stderr\.write|Console\(", file.read_text())
        )
        assert found <= allowed.get(file.name, 0), file


def test_a_spreadsheet_runs_nothing_where_that_is_asked_for(folder):
    folder.run("ingest", "in", "-q")
    folder.run("code", "-b", "clinic.yaml", "-q")
    folder.done("export", "codes", "-o", "exact.csv")
    folder.done("export", "codes", "--spreadsheet-safe", "-o", "safe.csv")
    assert [row["label"][:4] for row in folder.rows("exact.csv") if row["code"] == "staff"] == ["=cmd"]
    assert [row["label"][:5] for row in folder.rows("safe.csv") if row["code"] == "staff"] == ["'=cmd"]
    numbers = [name for name in folder.rows("safe.csv")[0] if name.startswith(("respondents", "mentions"))]
    assert all(not row[name].startswith("'") for row in folder.rows("safe.csv") for name in numbers)
    refused = folder.run("export", "codes", "--spreadsheet-safe", "--to", "xlsx")
    assert (refused.code, "is for csv and tsv" in refused.err) == (2, True)


@pytest.mark.parametrize("sign", "=+-@\t\r＝")
def test_every_sign_of_a_formula_is_known(sign):
    from qualcode.export.delimited import spreadsheet_safe, to_csv
    from qualcode.model.table import Column, Table

    table = Table("t", "T", (Column("a", "string", "A."), Column("n", "integer", "N.")), {"a": [f"{sign}1"], "n": [-1]})
    assert spreadsheet_safe(table).data["a"] == [f"'{sign}1"]
    assert ",-1" in to_csv(spreadsheet_safe(table)).decode()


def test_a_safe_table_of_segments_still_verifies(tmp_path):
    from study import coded

    folder = coded(tmp_path, {"a.txt": "Pewawancara: Apa?\nBudi: -perawat kurang.\nPewawancara: Lalu?\nBudi: Ya.\n"})
    folder.done("export", "segments", "--spreadsheet-safe", "-o", "safe.csv")
    folder.done("verify", "safe.csv")
