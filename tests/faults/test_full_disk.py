"""A full disk, or files that may not grow: the old state stays, it is said what to free, the next run is whole."""

import contextlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.tasks import STAMPING, TASKS, Standing, Whole
from qualcode.store.atomic import LEFTOVER
from study import Ended, Folder

SMALL_MB = 8


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory) -> Iterator[Path]:
    """A disk of some megabytes in memory."""
    where = tmp_path_factory.mktemp("small")
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_MB}m", "tmpfs", str(where)]
    if os.name == "nt" or os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk can be mounted by an administrator only")
    yield where
    subprocess.run(["umount", str(where)], check=True)


def fill(folder: Path, leave: int) -> Path:
    """Fill the disk of a folder up to some bytes."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(1 << 16)):
            pass
    os.truncate(filler, max(0, filler.stat().st_size - leave))
    return filler


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    """A study to copy for each task, and what its command finds and makes where nothing disturbs it."""
    known: dict[str, tuple[Path, Whole]] = {}

    def begun(task: str) -> tuple[Path, Whole]:
        if task not in known:
            start = tmp_path_factory.mktemp(task) / "start"
            TASKS[task][0](start)
            study = Folder(shutil.copytree(start, start.parent / "study"))
            study.done(*TASKS[task][1])
            known[task] = start, Whole(Folder(start).tree(), study.tree(), taking=task == "withdraw")
        return known[task]

    return begun


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch):
    for module in STAMPING:
        monkeypatch.setattr(module, "datetime", Standing)


def disturbed(task: str, study: Folder, whole: Whole) -> Ended:
    """Run the command while something is wrong with the disk, and look at what it left."""
    ended = study.run(*TASKS[task][1])
    left = study.tree()
    assert list(whole.torn(left)) == []
    assert not [name for name in left if LEFTOVER in name]
    return ended


@pytest.mark.parametrize("leave", [0, 16_000, 80_000])
@pytest.mark.parametrize("task", TASKS)
def test_a_full_disk_changes_nothing_in_part_and_says_what_to_free(task, leave, small_disk, undisturbed):
    start, whole = undisturbed(task)
    study = Folder(shutil.copytree(start, small_disk / "study"))
    filler = fill(small_disk, leave)
    try:
        ended = disturbed(task, study, whole)
        if ended.code:
            (said,) = ended.err.splitlines()
            assert (ended.code, "no space left on device" in said, "may be deleted" in said) == (2, True, True)
        assert ended.code or leave
        filler.unlink()
        if ended.code:  # what is renamed already cannot be renamed again
            study.done(*TASKS[task][1])
        assert list(whole.differs(study.tree())) == []
    finally:
        filler.unlink(missing_ok=True)
        shutil.rmtree(study.path)


@pytest.mark.skipif(os.name == "nt", reason="no such limit here")
@pytest.mark.parametrize("most", [0, 300, 2000])
@pytest.mark.parametrize("task", TASKS)
def test_files_that_may_not_grow_are_not_written_in_part(task, most, tmp_path, undisturbed):
    import resource

    start, whole = undisturbed(task)
    study = Folder(shutil.copytree(start, tmp_path / "study"))
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, usual[1]))
    try:
        ended = disturbed(task, study, whole)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    assert (ended.code, "file too large" in ended.err) == (2, True) or (most and not ended.code)
    if ended.code:
        study.done(*TASKS[task][1])
    assert list(whole.differs(study.tree())) == []
