"""Two workers of Dask give the bytes of one process, also when one dies; a lost scheduler harms nothing."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest

from executors.test_parts import LINES, derived, everything, made, many_small_shards  # noqa: F401
from qualcode.api import parts
from qualcode.api.code import code
from qualcode.api.export import export
from qualcode.api.ingest import ingest
from qualcode.api.open import ExportOptions
from qualcode.executors import cluster
from qualcode.executors.cluster import dask
from qualcode.model.finding import StudyError
from qualcode.model.progress import watched
from qualcode.store.atomic import LEFTOVER
from qualcode.store.study import open_study
from study import environment

pytest.importorskip("distributed")


def begun(*command):
    return subprocess.Popen(
        [sys.executable, *command], env=environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


@contextmanager
def a_cluster(folder):
    """A scheduler and two workers, as somebody starts them; the address, and the processes."""
    file = folder / "scheduler.json"
    scheduler = begun(
        *("-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard"),
        *("--scheduler-file", str(file)),
    )
    workers = begun(
        *("-m", "distributed.cli.dask_worker", "--scheduler-file", str(file), "--nworkers", "2", "--nthreads", "1"),
        *("--no-dashboard", "--local-directory", str(folder / "scratch")),
    )
    try:
        yield address(file), scheduler
    finally:
        for process in (workers, scheduler):
            process.send_signal(signal.SIGTERM)
        for process in (workers, scheduler):
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()


def address(file):
    import json

    for _ in range(600):
        if file.is_file() and (text := file.read_text()):
            return json.loads(text)["address"]
        time.sleep(0.1)
    raise TimeoutError("no scheduler")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory):
    with a_cluster(tmp_path_factory.mktemp("cluster")) as (where, _):
        yield where


@pytest.mark.slow
def test_a_cluster_gives_the_same_bytes_and_goes_on_when_a_worker_is_killed(scheduler, tmp_path):
    here, there = made(tmp_path / "here"), made(tmp_path / "there")
    expected = everything(here, parts.Serial())
    with dask(scheduler) as two:
        two._client.wait_for_workers(2, timeout=60)
        study = open_study(there.path)
        ingest(study, [there.path / "lines.txt"], LINES, executor=two)
        ingest(study, [there.path / "interviews"], executor=two)
        pids = list(two._client.run(os.getpid).values())

        def told(what, done, every):
            if done == 2:
                os.kill(pids[0], signal.SIGKILL)

        with watched(told):
            report = code(study, "clinic.yaml", executor=two)
        assert (found_in(derived(there)), report.grouped.total) == (found_in(expected[0]), expected[1])
        tables = [export(study, ExportOptions(table, "json", "-"), two).data for table in ("codes", "segments")]
    assert len(set(pids)) == 2
    at_home = open_study(here.path)
    assert tables == [export(at_home, ExportOptions(table, "json", "-")).data for table in ("codes", "segments")]


def found_in(tree):
    """Without what a killed process left lying, which the next run sweeps away, and the memo of words, a help only."""
    return {name: data for name, data in tree.items() if LEFTOVER not in name and "/stems/" not in name}


@pytest.mark.slow
def test_a_command_names_its_cluster(scheduler, tmp_path):
    folder = made(tmp_path)
    folder.done("ingest", "interviews", "--executor", "dask", "--scheduler", scheduler)
    assert "Found" in folder.done("code", "-b", "clinic.yaml", "--scheduler", scheduler).err
    folder.done("export", "barriers", "--scheduler", scheduler, "-o", "there.csv")
    folder.done("export", "barriers", "--jobs", "1", "-o", "here.csv")
    assert folder.read("there.csv") == folder.read("here.csv")


@pytest.mark.slow
def test_a_lost_scheduler_is_one_clear_line_and_the_next_run_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE_S", 2)
    here, there = made(tmp_path / "here"), made(tmp_path / "there")
    expected = everything(here, parts.Serial())
    study = open_study(there.path)
    ingest(study, [there.path / "lines.txt"], LINES)
    with a_cluster(tmp_path) as (where, process):

        def told(what, done, every):
            if done == 2:
                process.kill()

        with pytest.raises(StudyError, match="scheduler was lost"), dask(where) as two, watched(told):
            ingest(study, [there.path / "interviews"], executor=two)
    assert there.run("status").code == 0
    ingest(study, [there.path / "interviews"])
    report = code(study, "clinic.yaml")
    assert (derived(there), report.grouped.total) == expected


def test_without_an_address_or_an_answer_nothing_is_begun(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE_S", 0.1)
    folder = made(tmp_path)
    ended = folder.run("ingest", "interviews", "--executor", "dask")
    assert (ended.code, "no scheduler is named" in ended.err) == (2, True)
    ended = folder.run("ingest", "interviews", "--scheduler", "tcp://127.0.0.1:9")
    assert (ended.code, "no Dask scheduler answers at tcp://127.0.0.1:9" in ended.err) == (2, True)


def test_without_dask_a_line_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    ended = made(tmp_path).run("ingest", "interviews", "--scheduler", "tcp://127.0.0.1:9")
    assert (ended.code, "pip install 'qualcode[dask]'" in ended.err) == (2, True)
