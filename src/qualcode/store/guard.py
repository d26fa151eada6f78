"""One writing process at a time on a study."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from qualcode.store.errors import StoreError, store_error

_PAUSE_S = 0.05
_held: ContextVar[frozenset[Path]] = ContextVar("held", default=frozenset())


class GuardBusy(StoreError):
    """Another process is writing to the study, and waiting took longer than allowed."""


@contextmanager
def guard(
    path: Path,
    waiting: Callable[[], None] | None = None,
    timeout_s: float | None = None,
    *,
    reading: bool = False,
) -> Iterator[None]:
    """Hold the guard file of a study; other processes wait until the block ends.

    `waiting` is called once when another process holds it; after `timeout_s` seconds `GuardBusy` is raised (None:
    wait for ever). The system lets go when a process dies, so a leftover file blocks nobody. A block inside a block of
    the same thread does not wait: a step may call another step. Who only reads (`reading`) goes on without the guard
    where it cannot be opened, on a disk that cannot be written.
    """
    whole = path.resolve()
    if whole in _held.get() or (reading and not _may_open(path)):
        yield
        return
    handle = _open(path)
    try:
        _wait(path, handle, waiting, timeout_s)
        token = _held.set(_held.get() | {whole})
        try:
            yield
        finally:
            _held.reset(token)
    finally:
        os.close(handle)  # closing lets go


def _may_open(path: Path) -> bool:
    return os.access(path if path.exists() else _existing(path.parent), os.W_OK)


def _existing(folder: Path) -> Path:
    """The nearest folder upward that is there."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise store_error(path, "opened", error) from error


def _wait(path: Path, handle: int, waiting: Callable[[], None] | None, timeout_s: float | None) -> None:
    give_up = None if timeout_s is None else time.monotonic() + timeout_s
    told = False
    while not _taken(path, handle):
        if give_up is not None and time.monotonic() >= give_up:
            raise GuardBusy(path, "is held by another qualcode process")
        if waiting and not told:
            waiting()
            told = True
        time.sleep(_PAUSE_S)


if sys.platform == "win32":
    import msvcrt

    def _taken(path: Path, handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(path: Path, handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError as error:  # a file system without locks
            raise store_error(path, "locked", error) from error
        return True
