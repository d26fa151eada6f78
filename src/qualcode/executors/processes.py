"""Several processes of this computer, each of which takes the next part when it is done with one."""

import multiprocessing
import pickle
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any

from qualcode.executors import ItemT, Reply, ResultT, lost, reply_to

START_METHOD = "fork" if sys.platform == "linux" else "spawn"
"""How processes begin: on macOS, system libraries cannot be used after a fork, and Windows has none."""
_AHEAD = 4
"""Parts a process that may be done before the first one that is still waited for: so many results wait in memory."""


class Processes:
    """Does the parts in so many processes, which end with the work."""

    def __init__(self, workers: int, *, asked: bool = True) -> None:
        """Start nothing yet."""
        self.workers, self.asked = workers, asked

    def map(self, function: Callable[[ItemT], ResultT], items: Sequence[ItemT]) -> Generator[ResultT, None, None]:
        """The results, as `Executor.map` says."""
        packed = pickle.dumps(function)
        crew = list[_Worker]()
        try:
            for _ in range(min(self.workers, len(items))):
                crew.append(_Worker(packed))
            yield from _in_order(crew, items)
        finally:  # Ctrl-C too: nobody goes on for nothing
            for worker in crew:
                worker.stop()


def _in_order(crew: "Sequence[_Worker]", items: Sequence[ItemT]) -> Iterator[Any]:
    given, done = 0, dict[int, Any]()
    for wanted in range(len(items)):
        while wanted not in done:
            for worker in crew:
                if worker.at is None and given < min(len(items), wanted + _AHEAD * len(crew)):
                    worker.give(given, items[given])
                    given += 1
            busy = {worker.pipe: worker for worker in crew if worker.at is not None}
            for pipe in wait(list(busy)):
                at, said = busy[pipe].answer()
                done[at] = said.value()
        yield done.pop(wanted)


class _Worker:
    """A process that does one part at a time."""

    def __init__(self, function: bytes) -> None:
        context: Any = multiprocessing.get_context(START_METHOD)
        self.pipe, theirs = context.Pipe()
        self.at: int | None = None
        """Number of the item that it works on."""
        self._process = context.Process(target=work, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        self._send(function)

    def give(self, at: int, item: object) -> None:
        """Let it work on an item."""
        self.at = at
        self._send(pickle.dumps(item))

    def _send(self, data: bytes) -> None:
        with suppress(OSError):  # it is gone, which `answer` says
            self.pipe.send_bytes(data)

    def answer(self) -> tuple[int, Reply[Any]]:
        """Number of its item, and what it says."""
        try:
            said = self.pipe.recv()
        except (EOFError, OSError):  # nothing came, or a part
            self._process.join()
            message = f"a process of `--jobs` ended before its work was done (exit code {self._process.exitcode})"
            raise lost(message, "where memory is short, run it with fewer `--jobs`") from None
        at, self.at = self.at, None
        if at is None:
            raise AssertionError("only who works on something is listened to")
        return at, said

    def stop(self) -> None:
        """End the process, if it still works."""
        self._process.kill()
        self._process.join()
        self.pipe.close()


def work(pipe: Connection) -> None:
    """What such a process does: it prints nothing, and leaves Ctrl-C to its parent, which ends it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)  # what the parent does then is not for a child to say
    try:
        function = pickle.loads(pipe.recv_bytes())
        while True:
            pipe.send(reply_to(function, pickle.loads(pipe.recv_bytes())))
    except (EOFError, OSError):  # the parent is gone
        return
