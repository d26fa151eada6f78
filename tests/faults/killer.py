"""Kills commands of qualcode as `kill -9` does, and says what is not as it should be afterwards; run as a program.

python killer.py TASK SEED CALLS TIMES

TASK is worked on in copies of one study: CALLS times the process dies at a random one of its calls that change the
disk (a write at which it dies is half done), TIMES times at a random moment. Every death is a fork of this process, so
that none pays for the imports. One line of JSON: how often it died, between which calls, and what was wrong.
"""

import gc
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from faults.tasks import STAMPING, TASKS, Standing, Whole
from study import Folder

CALLS = ("replace", "rename", "mkdir", "rmdir", "unlink", "remove", "chmod", "fsync", "open", "write")
"""Functions of `os` that change what is on the disk."""


class Calls:
    """Counts calls that change the disk, and ends the process at one of them."""

    def __init__(self, last: int = 0) -> None:
        self.made, self._last = 0, last

    def here(self) -> bool:
        self.made += 1
        return self.made == self._last

    def watch(self) -> None:
        """Put a counter before every such call of this process."""
        for name in CALLS:
            setattr(os, name, self._counted(name, getattr(os, name)))
        opened = io.open
        io.open = lambda file, mode="r", *more, **named: (
            self._file(file, mode) if "b" in mode and set("wxa") & set(mode) else opened(file, mode, *more, **named)
        )

    def _counted(self, name: str, call: Callable) -> Callable:
        def counted(*given, **named):
            if self.here():
                if name == "write":
                    call(given[0], given[1][: len(given[1]) // 2])
                die()
            return call(*given, **named)

        return counted

    def _file(self, path, mode: str) -> io.BufferedWriter:
        if self.here():
            die()
        return io.BufferedWriter(_Half(path, mode.replace("b", ""), self))


class _Half(io.FileIO):
    """A file whose process dies with half of the bytes written."""

    def __init__(self, path, mode: str, calls: Calls) -> None:
        super().__init__(path, mode)
        self._calls = calls

    def write(self, data) -> int:
        if self._calls.here():
            super().write(memoryview(data)[: len(data) // 2])
            die()
        return super().write(data)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class Task:
    """One command in copies of one study, and what an undisturbed run of it makes of them."""

    def __init__(self, name: str, scratch: Path) -> None:
        prepare, self.arguments = TASKS[name]
        self.scratch, self.start = scratch, scratch / "start"
        prepare(self.start)
        before = Folder(self.start).tree()
        undisturbed = self.copy()
        begun = time.monotonic()
        ended, calls = self.fork(undisturbed, Calls()), scratch / "calls"
        self.seconds = time.monotonic() - begun
        assert ended == 0, f"the undisturbed run ended with {ended}"
        self.calls = int(calls.read_text())
        self.whole = Whole(before, Folder(undisturbed).tree(), taking=name == "withdraw")

    def copy(self) -> Path:
        folder = self.scratch / "work"  # always the same place, so that paths cannot differ
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(self.start, folder))

    def fork(self, folder: Path, calls: Calls, after_s: float = 0) -> int:
        """Run the command in a fork that dies as told; its exit code, negative when it was killed."""
        child = os.fork()
        if not child:
            calls.watch()
            code = Folder(folder).run(*self.arguments).code
            made = calls.made
            (self.scratch / "calls").write_text(str(made))
            os._exit(code)
        if after_s:
            time.sleep(after_s)
            os.kill(child, signal.SIGKILL)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def wrong(self, folder: Path) -> Iterator[str]:
        """What a death left that it should not have, and what the next run did not put right."""
        left = Folder(folder).tree()
        yield from self.whole.torn(left)
        done = not any(self.whole.differs(left))
        ended = self.fork(folder, Calls())
        if ended and not done:  # what is renamed already cannot be renamed again
            yield f"the next run ended with {ended}"
        yield from self.whole.differs(Folder(folder).tree())


def main(name: str, seed: str, calls: str, times: str) -> None:
    draw = random.Random(f"{name} {seed}")
    for module in STAMPING:
        module.datetime = Standing
    gc.freeze()  # or every fork would copy what it never touches
    memory = Path("/dev/shm")  # who is killed leaves there what would be on a disk; waiting for one shows nothing more
    with tempfile.TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else None) as scratch:
        task = Task(name, Path(scratch))
        chosen = draw.choices(range(1, task.calls + 1), k=int(calls) - min(int(calls), task.calls))
        chosen += draw.sample(range(1, task.calls + 1), k=min(int(calls), task.calls))
        deaths = [(f"call {at}", Calls(at), 0.0) for at in chosen]
        deaths += [(f"{at:.4f} s", Calls(), at) for at in (draw.uniform(0, task.seconds) for _ in range(int(times)))]
        died, wrong = 0, []
        for when, watched, after_s in deaths:
            folder = task.copy()
            died += task.fork(folder, watched, after_s) == -signal.SIGKILL
            wrong += [f"{when}: {each}" for each in task.wrong(folder)]
    print(json.dumps({"calls": task.calls, "deaths": len(deaths), "died": died, "wrong": wrong}))


if __name__ == "__main__":
    main(*sys.argv[1:])
