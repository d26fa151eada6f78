"""Work that is shared gives the bytes that one process gives, and a process that dies leaves nothing half done."""

import os
import pickle
import signal
import sys
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.codings import apply
from qualcode.corpus import shards
from qualcode.executors import SERIAL, cores, executor_named, processes, worthwhile
from qualcode.executors import shares as runs_of
from qualcode.executors.processes import Processes
from qualcode.model.finding import Finding, StoreError, StudyError
from qualcode.store.atomic import LEFTOVER
from study import SOURCES, TXT, small

forked = pytest.mark.skipif(sys.platform != "linux", reason="processes cannot be forked here")


@pytest.fixture(autouse=True)
def many_small_shards(monkeypatch):
    monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 500)
    monkeypatch.setattr(shards, "SURVEY_PART_BYTES", 400)


@pytest.fixture
def folder(tmp_path):
    lines = "".join(f"Sinyal nomor {number} kurang sekali.\n" for number in range(40))
    more = {f"x{number}.txt": TXT * (number % 3 + 1) for number in range(9)}
    study = small(tmp_path, {**SOURCES, **more})
    study.write("lines.txt", lines)
    return study


def derived(study):
    """What reading and coding make; what was understood of the codebook, and what was said, is another matter."""
    beside = (".qualcode/answers/", ".qualcode/codebooks/")
    made = {name: data for name, data in study.tree().items() if name.startswith((".qualcode/", "corpora/"))}
    return {name: data for name, data in made.items() if not ("manifest" in name or name.startswith(beside))}


def everything(study, *how):
    study.done("ingest", "lines.txt", "--each", "line", *how)
    study.done("ingest", "interviews", *how)
    study.done("code", "-b", "clinic.yaml", *how)
    return derived(study)


@forked
@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["2", "3", "40"])
def test_any_number_of_processes_gives_the_same_bytes(folder, tmp_path_factory, jobs):
    alone = small(tmp_path_factory.mktemp("alone"), {})
    for name, data in folder.tree().items():
        alone.write(name, data)
    assert everything(folder, "--jobs", jobs) == everything(alone, "--executor", "serial")
    assert len(list((folder.path / ".qualcode/index/default").iterdir())) > 12


@forked
@pytest.mark.slow
def test_words_that_a_worker_learns_are_kept(folder):
    everything(folder, "--jobs", "3")
    assert (folder.path / ".qualcode/stems/light").is_dir()


def pid(_):
    return os.getpid()


def test_processes_that_are_spawned_work_too(monkeypatch):
    monkeypatch.setattr(processes, "START_METHOD", "spawn")
    with closing(Processes(2).map(divmod_by(7), list(range(9)))) as found:
        assert list(found) == [divmod(number, 7) for number in range(9)]


class divmod_by:  # pickled by its name
    def __init__(self, by):
        self.by = by

    def __call__(self, number):
        return divmod(number, self.by)


@forked
def test_several_processes_work_none_of_them_this_one():
    with closing(Processes(3).map(slowly, list(range(9)))) as found:
        pids = set(found)
    assert len(pids) == 3
    assert os.getpid() not in pids


def slowly(number):
    import time

    time.sleep(0.01)
    return os.getpid()


@forked
def test_a_closed_iterator_ends_its_processes():
    found = Processes(2).map(slowly, list(range(9)))
    first = next(found)
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def disturbed(folder, monkeypatch, happens):
    """Code with two processes, of which one meets something; what was there before and is there after."""
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "clinic.yaml")
    folder.replace("clinic.yaml", "nurse]", "nurse, bu]")
    before, working = derived(folder), apply.code_part
    parent = os.getpid()

    def part(plan, shard):
        return (os.getpid() != parent and happens()) or working(plan, shard)

    monkeypatch.setattr(apply, "code_part", part)
    part.__module__, part.__qualname__ = apply.__name__, "code_part"  # pickled by its name
    return folder.run("code", "-b", "clinic.yaml", "--jobs", "2"), before


@forked
def test_a_worker_that_is_killed_is_one_clear_line_and_changes_nothing(folder, monkeypatch):
    ended, before = disturbed(folder, monkeypatch, lambda: os.kill(os.getpid(), signal.SIGKILL))
    (line,) = ended.err.splitlines()
    assert (ended.code, "exit code -9" in line, "fewer `--jobs`" in line) == (2, True, True)
    assert derived(folder) == before
    assert not [name for name in folder.tree() if LEFTOVER in name]
    monkeypatch.undo()
    folder.done("code", "-b", "clinic.yaml")


def full():
    raise StoreError(os.curdir, "cannot be written (no space left on device)")


def bug():
    raise ValueError("Jaringannya kurang sekali")


@forked
@pytest.mark.slow
def test_a_disk_that_is_full_in_a_worker_is_told_once(folder, monkeypatch):
    ended, before = disturbed(folder, monkeypatch, full)
    (line,) = ended.err.splitlines()
    assert (ended.code, "no space left on device" in line) == (2, True)
    assert derived(folder) == before


@forked
@pytest.mark.slow
def test_a_bug_in_a_worker_says_nothing_of_the_text(folder, monkeypatch):
    ended, before = disturbed(folder, monkeypatch, bug)
    assert (ended.code, "Jaringan" in ended.err) == (3, False)
    assert {name: data for name, data in derived(folder).items() if "tracebacks" not in name} == before


@forked
def test_a_worker_that_is_killed_while_sources_are_read_leaves_a_study_that_goes_on(folder, monkeypatch):
    from qualcode.api import ingest

    reading, parent = ingest.ingest_part, os.getpid()

    def part(study, task, *more):
        if os.getpid() != parent and task.source.id == "x7":
            os.kill(os.getpid(), signal.SIGKILL)
        return reading(study, task, *more)

    monkeypatch.setattr(ingest, "ingest_part", part)
    ended = folder.run("ingest", "interviews", "--jobs", "2")
    assert (ended.code, "exit code -9" in ended.err) == (2, True)
    assert not [name for name in folder.tree() if LEFTOVER in name]
    monkeypatch.undo()
    folder.done("ingest", "interviews", "--jobs", "2")
    assert "all hold" in folder.done("verify").err


@forked
@pytest.mark.slow
def test_ctrl_c_ends_the_processes_too(folder, monkeypatch):
    children, begun = [], processes._Worker.__init__

    def begin(self, *arguments):
        begun(self, *arguments)
        children.append(self._process.pid)

    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(processes._Worker, "__init__", begin)
    monkeypatch.setattr(processes, "wait", interrupted)
    ended, before = disturbed(folder, monkeypatch, signal.pause)
    assert (ended.code, len(ended.err.splitlines()), len(children)) == (130, 1, 2)
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
    assert derived(folder) == before


@pytest.mark.slow
@pytest.mark.parametrize("why", ["little work", "one shard"])
def test_no_process_is_started(folder, monkeypatch, why):
    monkeypatch.setattr(processes, "_Worker", None)
    monkeypatch.setattr("qualcode.executors.cores", lambda: 4)
    if why == "one shard":
        monkeypatch.setattr(shards, "SHARD_FILE_BYTES", 1 << 20)
        monkeypatch.setattr(apply, "WORTH_TOKENS", 0)
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "clinic.yaml", *(["--jobs", "2"] if why == "one shard" else []))


def test_work_is_not_shared_where_the_cues_are_kept(folder, monkeypatch):
    shared = []

    def share(_, function, items):
        shared.append(len(items))
        return SERIAL.map(function, items)

    folder.done("ingest", "interviews")
    monkeypatch.setattr("qualcode.executors.cores", lambda: 4)
    monkeypatch.setattr(processes.Processes, "map", share)
    monkeypatch.setattr(apply, "WORTH_TOKENS", 100)
    folder.done("code", "-b", "clinic.yaml")
    assert len(shared) == 1
    folder.replace("clinic.yaml", "nurse]", "nurse, bidan]")
    folder.done("code", "-b", "clinic.yaml")
    assert len(shared) == 1


@forked
@pytest.mark.slow
def test_each_save_that_is_watched_is_shared_too(folder, monkeypatch):
    started, begun = [], processes._Worker.__init__

    def begin(self, *arguments):
        started.append(arguments)
        begun(self, *arguments)

    folder.done("ingest", "interviews")
    monkeypatch.setattr(processes._Worker, "__init__", begin)
    pauses = iter([lambda: folder.replace("clinic.yaml", "nurse]", "nurse, bidan, bu]")])

    def pause(_):
        change = next(pauses, None)
        if change is None:
            raise KeyboardInterrupt
        change()

    monkeypatch.setattr("qualcode.cli.commands.code.time.sleep", pause)
    ended = folder.done("code", "-b", "clinic.yaml", "--watch", "--jobs", "2")
    assert len(started) == 4
    assert ended.err.count("Waiting for the next save") == 2
    watched = derived(folder)
    folder.done("code", "-b", "clinic.yaml", "--executor", "serial")
    assert derived(folder) == watched


def test_an_executor_that_nobody_knows_is_refused(folder):
    ended = folder.run("code", "-b", "clinic.yaml", "--executor", "dusk")
    assert (ended.code, "did you mean `dask`?" in ended.err) == (2, True)


def test_little_work_is_shared_only_where_somebody_asks():
    alone, asked = Processes(3, asked=False), Processes(3)
    assert worthwhile(alone, 9, worth=False) is worthwhile(asked, 1, worth=True) is SERIAL
    assert worthwhile(alone, 9, worth=True) is alone
    assert worthwhile(asked, 9, worth=False) is asked
    with executor_named("serial", 7) as chosen:
        assert chosen is SERIAL
    assert cores() >= 1


def test_a_refusal_crosses_to_another_process_as_it_is():
    error = StudyError(Finding("error", "code", "message", "file", hint="hint"))
    assert pickle.loads(pickle.dumps(error)).findings == error.findings


@given(st.lists(st.integers(0, 99), min_size=1), st.integers(1, 9))
def test_runs_hold_every_item_once_in_order(sizes, workers):
    runs = runs_of(sizes, Processes(workers))
    assert [at for run in runs for at in range(len(sizes))[run]] == list(range(len(sizes)))
    assert all(range(len(sizes))[run] for run in runs)
