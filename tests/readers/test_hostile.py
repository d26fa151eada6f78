"""Files that try to break a reader: one clear line or a reading, in little time and memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from readers import hostile

READABLE = {
    "line.txt", "word.txt", "labels.txt", "brackets.txt", "stars.md", "links.md", "labels.csv", "quotes.csv",
    "cues.vtt", "digits.md", "bold.html", "deep.html", "tables.html", "attributes.html", "line.json", "bold.rtf",
    "bytes.rtf", "runs.docx", "spaces-counted.odt", "entities.html", "slashes.rtf",
}  # fmt: skip
_ALL_REFUSED = (".docx", ".odt", ".xlsx", ".pdf", ".json", ".eaf", ".rtf")
REFUSED = [
    *sorted(case for case in hostile.CASES if case.endswith(_ALL_REFUSED) and case not in READABLE),
    *("zero.txt", "bytes.txt", "bytes.csv", "cells.html", "zero.srt"),
]
LIMIT = 80
"""Effort of the dearest file that is read is about 30; what grows with the square takes thousands."""
PROGRAM = Path(hostile.__file__)
SOURCE = PROGRAM.parents[2] / "src"


def cost_of(case):
    """Read it in a process of its own, which can be killed, and whose memory can be measured."""
    command = [sys.executable, str(PROGRAM), case]
    done = subprocess.run(command, capture_output=True, timeout=60, env={"PYTHONPATH": str(SOURCE)}, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]
    return json.loads(done.stdout)


@pytest.mark.slow
@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_read_costs_one_line_with_the_name_of_the_file(case):
    cost = cost_of(case)
    assert cost["turns"] == 0
    (line,) = cost["errors"]
    assert line.startswith(case)
    assert "\n" not in line
    assert (cost["effort"] < LIMIT, cost["megabytes"] < 500) == (True, True)


@pytest.mark.slow
@pytest.mark.parametrize("case", sorted(READABLE))
def test_what_is_only_large_is_read(case):
    cost = cost_of(case)
    assert cost["errors"] == []
    assert cost["turns"] > 0
    assert (cost["effort"] < LIMIT, cost["megabytes"] < 500) == (True, True)


def test_nothing_inside_an_archive_is_written_anywhere(tmp_path, monkeypatch):
    from qualcode.readers import read

    monkeypatch.chdir(tmp_path)
    read("x.docx", hostile.zipped({"../evil.txt": b"x", "word/document.xml": b"<x/>"}))
    assert list(tmp_path.iterdir()) == []
    assert not (tmp_path.parent / "evil.txt").exists()
