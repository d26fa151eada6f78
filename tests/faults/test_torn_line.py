"""A line that was torn in a file that only grows is set aside, said, and written again by the next run."""

import pytest

from faults.tasks import TASKS
from study import Folder

LOOKED_AT = "corpora/default/samples/first.looked-at.jsonl"


@pytest.fixture
def study(tmp_path) -> Folder:
    TASKS["people"][0](tmp_path)
    folder = Folder(tmp_path)
    folder.done(*TASKS["people"][1])
    whole = folder.read(LOOKED_AT)
    first = whole.replace('"units":[', '"units":["first-1"],"rest":[')
    folder.write(LOOKED_AT, first + whole[: len(whole) // 2])
    return folder


def test_comparing_says_so(study):
    ended = study.run("evaluate", "--against", "ani", "--sample", "first")
    assert f"{LOOKED_AT}:2: the last line was not written to its end and is set aside" in ended.err


def test_the_next_import_writes_what_it_held(study):
    study.done(*TASKS["people"][1])
    lines = study.read(LOOKED_AT).splitlines()
    assert [line.endswith("}") for line in lines] == [True, False, True]
    assert "first-2" in lines[2]
