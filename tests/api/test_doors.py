"""Every door has a limit: what is too large is refused at once, in one line, and nothing of the study changes."""

import os
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from qualcode.store.doors import DOORS, read_through
from study import CODEBOOK, Folder, coded, keep_coding

HOSTILE = {
    "settings": [("clinic.yaml", ["code", "-b", "clinic.yaml"]), ("qualcode.yaml", ["status"])],
    "words": [("words/id/colloquial.txt", ["status"])],
    "attributes": [("meta.csv", ["ingest", "interviews", "--meta", "meta.csv"])],
    "revision": [],
    "sheet": [("sheet.xlsx", ["import", "codings", "sheet.xlsx", "--coder", "budi"])],
    "project": [("a.qdpx", ["import", "project", "a.qdpx"]), ("b.qdpx", ["merge", "b.qdpx", "--yes"])],
    "table": [("segments.csv", ["verify", "segments.csv"])],
    "lines": [("corpora/default/coding/reader-1/a.jsonl", ["export", "codes", "--coder", "reader-1"])],
    "template": [("faculty.dotx", ["report", "--to", "docx", "--template", "faculty.dotx"])],
    "source": [("interviews/big.txt", ["ingest", "interviews"])],
}
"""Door -> files that come in through it, and the command that reads each."""
CASES = [(door, *case) for door, cases in HOSTILE.items() for case in cases]


def huge(path: Path, size: int) -> None:
    """A file of zeros that takes no room on the disk."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)


def test_the_list_is_walked():
    assert set(HOSTILE) == set(DOORS)


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = coded(tmp_path)
    keep_coding(made, "a", 2, "Jaringannya")
    return made


@pytest.mark.skipif(os.name == "nt", reason="such files take room there")
@pytest.mark.parametrize(("door", "name", "command"), CASES, ids=[f"{door} {name}" for door, name, _ in CASES])
def test_a_file_that_is_too_large_is_refused_at_once(folder, door, name, command):
    huge(folder.path / name, DOORS[door].most_bytes + 1)
    began = time.process_time()
    ended = folder.run(*command)
    assert time.process_time() - began < 10
    assert ended.code in (1, 2)
    assert "more than" in ended.err
    assert len(ended.err) < 2000


@pytest.mark.skipif(shutil.which("git") is None or os.name == "nt", reason="needs git")
def test_a_revision_that_is_too_large_is_refused(folder, monkeypatch):
    from dataclasses import replace

    monkeypatch.setitem(DOORS, "revision", replace(DOORS["revision"], most_bytes=100))
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    for command in (["init", "-q"], ["add", "clinic.yaml"], [*who, "commit", "-qm", "start"]):
        subprocess.run(["git", "-C", str(folder.path), *command], check=True)
    ended = folder.run("diff", "--rev", "HEAD", "clinic.yaml")
    assert (ended.code, "too large" in ended.err) == (2, True)


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_device_without_an_end_gives_no_more_than_goes_through(monkeypatch):
    from dataclasses import replace

    from qualcode.model.finding import StoreError

    monkeypatch.setitem(DOORS, "words", replace(DOORS["words"], most_bytes=3_000_000))
    with pytest.raises(StoreError, match="more than 3 MB"):
        read_through("words", Path("/dev/zero"))
    assert read_through("words", Path(os.devnull)) == b""


BOMBS = {
    "repeats": r"((a{1000}){1000}){1000}",
    "one repeat": r"a{100000000}",
    "in a class": r"([a)(]{9}{9}|(b{999}){999}){99}",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_an_expression_that_would_fill_the_memory_is_refused(folder, bomb):
    folder.write("clinic.yaml", CODEBOOK.replace("terms: [perawat, nurse]", f"terms: [{{regex: '{BOMBS[bomb]}'}}]"))
    ended = folder.run("code", "-b", "clinic.yaml")
    assert ended.code == 2
    assert "write out to over" in ended.err or "not a regular expression" in ended.err


def test_honest_expressions_are_not_large():
    from qualcode.rules.terms.regex import problem

    for text in (
        r"\b\w{1,30}\s\w{1,30}\s\w{1,30}\s\w{1,30}\s\w{1,30}\b",
        r"(kata|desa){1,50}",
        r"(\d{4}-){3}x",
        r"\{99999999\}",
    ):
        assert problem(text) is None


def test_a_quote_of_another_length_is_not_looked_for(folder):
    import xlsxwriter

    with xlsxwriter.Workbook(folder.path / "quotes.xlsx") as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([["transcript", "quote", "codes"], *[["a", "a " * 15_000, "staff"]] * 300]):
            for column, text in enumerate(row):
                sheet.write_string(number, column, text)
    began = time.process_time()
    assert folder.run("import", "codings", "quotes.xlsx", "--coder", "budi").code == 2
    assert time.process_time() - began < 4  # 20 ms a row were spent on the pattern alone
