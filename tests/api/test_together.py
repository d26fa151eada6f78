"""Two processes that code one study at once: one waits, and what both leave is whole."""

import subprocess
import sys

import pytest

from study import CODEBOOK, SOURCES, coded, environment

BOOKS = {"clinic.yaml": CODEBOOK, "other/clinic.yaml": CODEBOOK.replace("perawat, nurse", "perawat, bu")}


@pytest.mark.slow
def test_both_end_well_and_leave_the_bytes_of_the_later_one(tmp_path):
    alone = []
    for number, book in enumerate(BOOKS):
        study = _study(tmp_path / f"alone{number}")
        assert _ended(_begun(study, book)) == ("", 0)
        alone.append(study.tree(".qualcode/codings"))
    assert alone[0] != alone[1]
    both = _study(tmp_path / "both")
    for _ in range(3):
        begun = [_begun(both, book) for book in BOOKS]
        assert [_ended(process) for process in begun] == [("", 0), ("", 0)]
        assert both.tree(".qualcode/codings") in alone


def _study(path):
    study = coded(path, SOURCES)
    for name, text in BOOKS.items():
        study.write(name, text)
    return study


def _begun(study, book):
    command = [sys.executable, "-m", "qualcode.cli.main", "code", "-q", "--codebook", book]
    return subprocess.Popen(command, cwd=study.path, stderr=subprocess.PIPE, text=True, env=environment())


def _ended(process):
    return process.communicate()[1], process.returncode
