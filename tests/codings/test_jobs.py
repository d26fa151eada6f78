"""Shards coded side by side give the bytes that one process gives, and a process that dies leaves nothing half done."""

import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codings import apply
from qualcode.corpus import shards
from qualcode.model.finding import StoreError
from qualcode.store.atomic import LEFTOVER
from study import SOURCES, TXT, small

pytestmark = pytest.mark.skipif(not apply.can_fork(), reason="processes cannot be forked here")


@pytest.fixture(autouse=True)
def many_small_shards(monkeypatch):
    monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 500)
    monkeypatch.setattr(apply, "WORTH", 0)


@pytest.fixture
def folder(tmp_path):
    study = small(tmp_path, {**SOURCES, **{f"x{number}.txt": TXT * (number % 3 + 1) for number in range(9)}})
    study.done("ingest", "interviews")
    return study


def derived(study):
    """What coding makes; what was understood of the codebook is another matter."""
    made = study.tree().items()
    return {
        name: data
        for name, data in made
        if name.startswith(".qualcode/") and "manifest" not in name and ".qualcode/codebooks/" not in name
    }


@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["2", "3", "40"])
def test_any_number_of_processes_gives_the_same_bytes(folder, tmp_path_factory, jobs):
    alone = small(tmp_path_factory.mktemp("alone"), {})
    for name, data in folder.tree().items():
        alone.write(name, data)
    alone.done("code", "-b", "clinic.yaml")
    said = folder.done("code", "-b", "clinic.yaml", "--jobs", jobs)
    assert "Found" in said.err
    assert len(list((folder.path / ".qualcode/index/default").iterdir())) > 8
    assert derived(folder) == derived(alone)


def test_words_that_a_child_learns_are_kept(folder):
    folder.done("code", "-b", "clinic.yaml", "--jobs", "3")
    assert (folder.path / ".qualcode/stems/light").is_dir()


def disturbed(folder, monkeypatch, happens):
    """Code with two processes, of which the child meets something; what was there before and is there after."""
    folder.done("code", "-b", "clinic.yaml")
    folder.replace("clinic.yaml", "nurse]", "nurse, bu]")
    parent, before = os.getpid(), derived(folder)
    working = apply._Search.shard
    monkeypatch.setattr(
        apply._Search, "shard", lambda self, number: happens(parent) or working(self, number), raising=True
    )
    return folder.run("code", "-b", "clinic.yaml", "--jobs", "2"), before


def test_a_child_that_is_killed_is_one_clear_line_and_changes_nothing(folder, monkeypatch):
    ended, before = disturbed(
        folder, monkeypatch, lambda parent: os.getpid() == parent or os.kill(os.getpid(), signal.SIGKILL)
    )
    (line,) = ended.err.splitlines()
    assert (ended.code, "exit code -9" in line, "fewer `--jobs`" in line) == (2, True, True)
    assert derived(folder) == before
    assert not [name for name in folder.tree() if LEFTOVER in name]


def test_a_disk_that_is_full_in_a_child_is_told_once(folder, monkeypatch):
    def full(parent):
        if os.getpid() != parent:
            raise StoreError(folder.path, "cannot be written (no space left on device)")

    ended, before = disturbed(folder, monkeypatch, full)
    (line,) = ended.err.splitlines()
    assert (ended.code, "no space left on device" in line) == (2, True)
    assert derived(folder) == before


def test_a_bug_in_a_child_says_nothing_of_the_text(folder, monkeypatch):
    def bug(parent):
        if os.getpid() != parent:
            raise ValueError("Jaringannya kurang sekali")

    ended, before = disturbed(folder, monkeypatch, bug)
    assert (ended.code, "Jaringan" in ended.err) == (3, False)
    assert {name: data for name, data in derived(folder).items() if "tracebacks" not in name} == before


@pytest.mark.slow
def test_ctrl_c_ends_the_children_too(folder, monkeypatch):
    children = []
    begun = apply._Child.__init__

    def begin(self, *arguments):
        begun(self, *arguments)
        children.append(self._process.pid)

    def stopped(parent):
        if os.getpid() == parent:
            raise KeyboardInterrupt
        signal.pause()

    monkeypatch.setattr(apply._Child, "__init__", begin)
    ended, before = disturbed(folder, monkeypatch, stopped)
    assert (ended.code, len(ended.err.splitlines()), len(children)) == (130, 1, 1)
    with pytest.raises(ProcessLookupError):
        os.kill(children[0], 0)
    assert derived(folder) == before


@pytest.mark.slow
@pytest.mark.parametrize("why", ["little work", "one shard", "an expression"])
def test_no_process_is_started(folder, monkeypatch, why):
    monkeypatch.setattr(apply, "_Child", None)
    if why == "little work":
        monkeypatch.undo()
        monkeypatch.setattr(apply, "_Child", None)
        monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 500)
    elif why == "one shard":
        monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 1 << 20)
    else:
        folder.replace("clinic.yaml", "nurse]", "nurse, {regex: 'p\\w+t'}]")
    folder.done("code", "-b", "clinic.yaml", "--jobs", "2")


@pytest.mark.slow
def test_each_save_that_is_watched_is_shared_too(folder, monkeypatch):
    started, begun = [], apply._Child.__init__

    def begin(self, *arguments):
        started.append(arguments)
        begun(self, *arguments)

    monkeypatch.setattr(apply._Child, "__init__", begin)
    pauses = iter([lambda: folder.replace("clinic.yaml", "nurse]", "nurse, bidan, bu]")])

    def pause(_):
        change = next(pauses, None)
        if change is None:
            raise KeyboardInterrupt
        change()

    monkeypatch.setattr("qualcode.cli.commands.code.time.sleep", pause)
    ended = folder.done("code", "-b", "clinic.yaml", "--watch", "--jobs", "2")
    assert len(started) == 2
    assert ended.err.count("Waiting for the next save") == 2
    monkeypatch.setattr(apply, "_Child", None)
    watched = derived(folder)
    folder.done("code", "-b", "clinic.yaml")
    assert derived(folder) == watched


@given(st.lists(st.integers(0, 99), min_size=1), st.integers(1, 9))
def test_shares_hold_every_shard_once_in_order_and_none_is_much_too_large(sizes, jobs):
    divided = apply.shares(sizes, jobs)
    assert [number for share in divided for number in share] == list(range(len(sizes)))
    assert len(divided) <= jobs
    assert max(sum(sizes[number] for number in share) for share in divided) <= sum(sizes) / jobs + max(sizes)
