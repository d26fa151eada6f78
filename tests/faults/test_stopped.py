"""Ctrl-C and SIGTERM in the middle of work: one line, the exit code, whole files, and the next run puts all right."""

import os
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from qualcode.store.atomic import LEFTOVER
from study import SOURCES, Folder, coded, environment, mixed
from topics.talk import talked

STOP = """
import os, signal, sys
from qualcode.cli.main import main
number, at, made, sync = int(sys.argv.pop(1)), int(sys.argv.pop(1)), 0, os.fsync
def synced(handle):
    global made
    made += 1
    if made == at:
        os.kill(os.getpid(), number)
    sync(handle)
os.fsync = synced
signal.signal(signal.SIGINT, signal.default_int_handler)  # also where the tests run in the background
main()
"""
"""The command line as a process that is stopped when it writes for the n-th time: the new file is not yet in place."""
WORK = {
    "ingest": (mixed, ["ingest", "interviews"]),
    "code": (lambda path: coded(path, SOURCES), ["code", "-b", "clinic.yaml"]),
    "export": (lambda path: coded(path, SOURCES), ["export", "segments"]),
    "topics": (talked, ["topics", "--k", "3"]),
}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="signals are other ones there")


def kept(folder: Folder) -> dict[str, bytes]:
    """What is there but for times of files and what only people asked for last."""
    return {name: data for name, data in folder.tree().items() if not name.endswith("manifest.json")}


@pytest.fixture(scope="module", params=WORK)
def work(request, tmp_path_factory) -> tuple[Path, list[str], dict[str, bytes]]:
    """A study before a command, the command, and what it makes undisturbed."""
    prepare, command = WORK[request.param]
    start, done = tmp_path_factory.mktemp("start") / "study", tmp_path_factory.mktemp("done") / "study"
    prepare(start)
    if request.param == "code":
        Folder(start).replace("clinic.yaml", "nurse]", "nurse, bidan]")
    after = Folder(Path(shutil.copytree(start, done)))
    after.done(*command)
    return start, command, kept(after)


@pytest.mark.slow
@pytest.mark.parametrize("at", [1, 3])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_command_that_is_stopped_says_so_and_leaves_whole_files(work, tmp_path, number, code, at):
    start, command, whole = work
    folder = Folder(Path(shutil.copytree(start, tmp_path / "study")))
    before = folder.tree()
    stopping = [sys.executable, "-c", STOP, str(int(number)), str(at), *command]
    ended = subprocess.run(stopping, cwd=folder.path, env=environment(), capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (code, "")
    said = re.sub(r" \d of 8 sources were not reached;", "", ended.stderr)
    assert said == "stopped; files are intact, and the same command continues where this one stopped\n"
    left = kept(folder)
    assert not [name for name in left if LEFTOVER in name]
    assert all(data in (before.get(name), whole.get(name)) for name, data in left.items())
    folder.done(*command)
    assert kept(folder) == whole


def test_a_second_ctrl_c_disturbs_nobody(tmp_path):
    twice = STOP.replace(
        "        os.kill(os.getpid(), number)",
        "        try: os.kill(os.getpid(), number)\n        finally: os.kill(os.getpid(), number)",
    )
    folder = mixed(tmp_path)
    command = [sys.executable, "-c", twice, str(int(signal.SIGINT)), "1", "ingest", "interviews"]
    ended = subprocess.run(command, cwd=folder.path, env=environment(), capture_output=True, text=True, check=False)
    assert (ended.returncode, len(ended.stderr.splitlines())) == (130, 1)
    assert not [name for name in folder.tree() if LEFTOVER in name]
