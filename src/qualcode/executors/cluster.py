"""Many computers: a Dask cluster that somebody has started, whose workers see the study under the same path."""

import logging
import pickle
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any

from qualcode.executors import ItemT, Reply, ResultT, lost, reply_to
from qualcode.model.finding import study_error
from qualcode.store.hashing import fingerprint

_AHEAD = 4
"""Parts a worker that are given away before the first one that is still waited for."""
_PATIENCE_S = 10
"""Seconds in which a scheduler must answer, also where the connection broke."""
_ONE = Lock()
"""Workers with several threads do one part at a time: what a codebook is compiled to serves one at a time."""


@contextmanager
def dask(scheduler: str) -> "Iterator[Dask]":
    """The cluster behind an address; the only connection is to it.

    Raises:
        StudyError: Dask is not installed, no address is named, or nobody answers there.
    """
    try:
        from distributed import Client
    except ImportError:
        message, hint = "`--executor dask` needs Dask", "pip install 'qualcode[dask]'"
        raise study_error("no-dask", message, hint) from None
    if not scheduler:
        message, hint = "no scheduler is named", "write `--scheduler tcp://HOST:8786`, where `dask scheduler` runs"
        raise study_error("no-scheduler", message, hint)
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what is wrong is said below, in one line
    try:
        client: Any = Client(scheduler, timeout=_PATIENCE_S, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError):
        message, hint = f"no Dask scheduler answers at {scheduler}", "start one with `dask scheduler`, and workers"
        raise study_error("no-scheduler", message, hint) from None
    try:
        yield Dask(client)
    finally:
        with suppress(Exception):  # a scheduler that is lost cannot be left politely
            client.close(timeout=1)


class Dask:
    """Does the parts on the workers of a cluster."""

    asked = True

    def __init__(self, client: Any) -> None:
        """Take a connected client."""
        self._client = client

    @property
    def workers(self) -> int:
        """Workers that are there now; one at least, for which the work waits."""
        return max(len(self._client.ncores()), 1)

    def map(self, function: Callable[[ItemT], ResultT], items: Sequence[ItemT]) -> Generator[ResultT, None, None]:
        """The results, as `Executor.map` says; what a worker had not done when it was lost, another one does."""
        from distributed import KilledWorker

        submit = self._client.submit
        shared = submit(_unpacked, pickle.dumps(function), fingerprint(), pure=False)  # a task can be done again
        running, rest, ahead = deque[Any](), iter(items), _AHEAD * self.workers
        try:
            for item in rest:
                running.append(submit(_alone, shared, item, pure=False))
                if len(running) >= ahead:
                    yield _value(running)
            while running:
                yield _value(running)
        except KilledWorker:
            message = "workers of the cluster ended again and again before their work was done"
            raise lost(message, "where memory is short, give each worker more") from None
        finally:
            if self._client.status == "running":
                self._client.cancel([*running, shared])


def _value(running: "deque[Any]") -> Any:
    from concurrent.futures import CancelledError

    try:
        said: Reply[Any] = running[0].result()
    except (CancelledError, OSError, TimeoutError):
        message = "the Dask scheduler was lost before the work was done; the study is as it was"
        raise lost(message, "start it again, then the same command goes on") from None
    running.popleft()
    return said.value()


def _unpacked(function: bytes, made_by: str) -> Any:
    if made_by != fingerprint():
        message = "a worker of the cluster has another version of qualcode, or other plug-ins"
        raise study_error("other-version", message, "install the same on all computers")
    return pickle.loads(function)


def _alone(function: Callable[[ItemT], ResultT], item: ItemT) -> Reply[ResultT]:
    with _ONE:
        return reply_to(function, item)
