"""One process writes at a time, and a dead one blocks nobody."""

import subprocess
import sys
import threading
import time

import pytest

from qualcode.model.finding import StoreError
from qualcode.store.guard import GuardBusy, guard

HOLD = """
import sys, pathlib
from qualcode.store.guard import guard
with guard(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
print("free", flush=True)
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the guard until a line is written to it."""
    command = [sys.executable, "-c", HOLD, str(tmp_path / "guard")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_held_guard_is_busy_after_the_timeout_and_waiting_is_told_once(tmp_path, holder):
    told = []
    with (
        pytest.raises(GuardBusy, match="another qualcode process"),
        guard(tmp_path / "guard", waiting=lambda: told.append(1), timeout_s=0.2),
    ):
        pass
    assert told == [1]


def test_waiting_ends_when_the_other_process_lets_go(tmp_path, holder):
    def let_go():
        holder.stdin.write("\n")
        holder.stdin.flush()

    with guard(tmp_path / "guard", waiting=let_go, timeout_s=60):
        assert holder.stdout.readline() == "free\n"


def test_a_killed_process_blocks_nobody(tmp_path, holder):
    holder.kill()
    holder.wait()
    with guard(tmp_path / "guard", timeout_s=60):
        pass


def test_a_step_inside_a_step_does_not_wait(tmp_path):
    with guard(tmp_path / "guard"), guard(tmp_path / "guard", timeout_s=0):
        pass
    with guard(tmp_path / "guard", timeout_s=0):
        pass


def test_threads_wait_for_each_other(tmp_path):
    inside = []

    def work():
        with guard(tmp_path / "guard"):
            inside.append("in")
            time.sleep(0.01)
            inside.append("out")

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert inside == ["in", "out"] * 3


def test_a_guard_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be opened"), guard(tmp_path / "file" / "guard"):
        pass


def test_a_folder_made_for_the_guard_goes_with_it_when_nothing_was_done(tmp_path):
    with guard(tmp_path / "hidden" / "guard"):
        (tmp_path / "hidden" / ".gitignore").touch()
    assert not list(tmp_path.iterdir())
    with guard(tmp_path / "hidden" / "guard"):
        (tmp_path / "hidden" / "index").mkdir()
    assert (tmp_path / "hidden" / "guard").exists()


def test_who_waits_for_a_guard_that_is_taken_away_holds_the_next_one(tmp_path):
    path, order = tmp_path / "hidden" / "guard", []

    def wait():
        with guard(path, waiting=lambda: order.append("waits")):
            order.append("holds" if path.exists() else "holds what nobody sees")

    with guard(path):
        waiting = threading.Thread(target=wait)
        waiting.start()
        while "waits" not in order:
            time.sleep(0.01)
    waiting.join()
    assert order == ["waits", "holds"]
    assert not list(tmp_path.iterdir())
