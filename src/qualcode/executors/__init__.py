"""Where the parts of a work are done: in this process, in several of this computer, or on a cluster that is named.

An executor maps a function over items and gives the results in the order of the items; what is made of them is the
same, byte for byte, whoever did the work. To add one, write a file with a class that has `map`, `workers` and `asked`,
and one line in the registry.
"""

import os
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from qualcode.model.finding import StoreError, StudyError, study_error, unknown_name

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")
EXECUTORS = ("serial", "processes", "dask")
"""What `--executor` may name."""
_MEMORY_OF_ONE = 1 << 30
"""Bytes of memory that a process may take: what a computer has decides, too, how many there are unless asked."""


class Executor(Protocol):
    """Does the parts of a work."""

    @property
    def workers(self) -> int:
        """How many parts are worked on at once."""

    @property
    def asked(self) -> bool:
        """Whether a person asked for it: then it is used however little there is to do."""

    def map(self, function: Callable[[ItemT], ResultT], items: Sequence[ItemT]) -> Generator[ResultT, None, None]:
        """The results of a function in order of the items, each as soon as it and all before it are there.

        Function, items and results are pickled where they leave the process; the function only once a worker, so that
        what all items need belongs to it. Close the iterator to stop all work.

        Raises:
            StudyError: a worker or the cluster was lost.
        """


class Serial:
    """Does one part after the other in this process."""

    workers, asked = 1, True

    def map(self, function: Callable[[ItemT], ResultT], items: Sequence[ItemT]) -> Generator[ResultT, None, None]:
        """The results, each made when it is asked for."""
        return (function(item) for item in items)


SERIAL = Serial()


def cores() -> int:
    """Processors that this process may use, no more than memory has room for."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    with suppress(AttributeError, ValueError, OSError):  # not on Windows
        usable = min(usable, os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // _MEMORY_OF_ONE)
    return max(usable, 1)


@contextmanager
def executor_named(name: str = "", jobs: int = 0, scheduler: str = "") -> Iterator[Executor]:
    """The executor with a name; without one, processes, so many as `jobs` says or the computer has cores.

    Raises:
        StudyError: there is none of this name, or no cluster at the address `scheduler`.
    """
    if name not in ("", *EXECUTORS):
        raise unknown_name("executor", name, EXECUTORS)
    if name == "dask" or scheduler:
        from qualcode.executors.cluster import dask

        with dask(scheduler) as cluster:
            yield cluster
        return
    if name == "serial" or jobs == 1 or (cores() == 1 and not jobs):
        yield SERIAL
        return
    from qualcode.executors.processes import Processes

    yield Processes(jobs or cores(), asked=bool(jobs or name))


def worthwhile(executor: Executor, parts: int, *, worth: bool) -> Executor:
    """The executor, or none beside this process: for one part, or for work that is not worth it unless asked."""
    return executor if parts > 1 and (worth or executor.asked) else SERIAL


def shares(sizes: Sequence[int], executor: Executor) -> list[slice]:
    """Runs of items of about the same size, some for each worker; alone, each item is a run."""
    if executor.workers == 1:
        return [slice(at, at + 1) for at in range(len(sizes))]
    most = sum(sizes) // (executor.workers * _RUNS) + 1
    found, low, size = list[slice](), 0, 0
    for at, own in enumerate(sizes):
        if at > low and size + own > most:
            found.append(slice(low, at))
            low, size = at, 0
        size += own
    return [*found, slice(low, len(sizes))] if sizes else []


_RUNS = 16
"""Runs of items for each worker: the last ones end at about the same time."""


@dataclass(frozen=True)
class Reply(Generic[ResultT]):
    """What a worker says of one item."""

    result: ResultT | None = None
    error: Exception | None = None

    def value(self) -> ResultT:
        """The result; what went wrong is raised here."""
        if self.error:
            raise self.error
        return self.result  # type: ignore[return-value]  # there is one, or an error


def reply_to(function: Callable[[ItemT], ResultT], item: ItemT) -> Reply[ResultT]:
    """Do one part for somebody else; the message of a bug of ours may quote a transcript, and stays here."""
    try:
        return Reply(function(item))
    except (StudyError, StoreError, OSError, MemoryError) as error:
        return Reply(error=error)
    except Exception as error:
        return Reply(error=RuntimeError(type(error).__name__))


def lost(message: str, hint: str) -> StudyError:
    """What is said where a worker ends before its work is done."""
    return study_error("worker-lost", message, hint)
