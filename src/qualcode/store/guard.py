"""One writing process at a time on a study."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from pathlib import Path

from qualcode.model.finding import StoreError, store_error
from qualcode.store.modes import file_mode, folder_mode

_PAUSE_S = 0.05
_OWN = ".gitignore"
"""What may lie beside the guard in a folder in which nothing was done."""
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
    the same thread does not wait: a step may call another step. Readers (`reading`) proceed unlocked if the guard
    cannot be opened, as on a read-only disk. A folder that was made for the guard goes with it when
    nothing else came to lie in it: a block that is refused leaves no trace.
    """
    whole = path.resolve()
    if whole in _held.get() or (reading and not _may_open(path)):
        yield
        return
    handle, fresh = _hold(path, waiting, timeout_s)
    token = _held.set(_held.get() | {whole})
    try:
        yield
    finally:
        _held.reset(token)
        _let_go(path, handle, fresh=fresh)


def _may_open(path: Path) -> bool:
    return os.access(path if path.exists() else _existing(path.parent), os.W_OK)


def _existing(folder: Path) -> Path:
    """The nearest folder upward that is there."""
    return next(each for each in (folder, *folder.parents) if each.exists())


def _hold(path: Path, waiting: Callable[[], None] | None, timeout_s: float | None) -> tuple[int, bool]:
    """Open the guard and wait for it, and say whether its folder is fresh.

    A guard that was taken away meanwhile guards nothing: then the next one is held.
    """
    while True:
        fresh = not path.parent.exists()
        handle = _open(path)
        try:
            _wait(path, handle, waiting, timeout_s)
            if _is_there(path, handle):
                return handle, fresh
        except BaseException:
            os.close(handle)
            raise
        os.close(handle)


def _open(path: Path) -> int:
    while True:
        try:
            path.parent.mkdir(folder_mode(path.parent), parents=True, exist_ok=True)
            return os.open(path, os.O_RDWR | os.O_CREAT, file_mode(path))
        except FileNotFoundError as error:
            if path.parent.exists():  # else who held it before took the folder away just now
                raise store_error(path, "opened", error) from error
        except OSError as error:
            raise store_error(path, "opened", error) from error


def _is_there(path: Path, handle: int) -> bool:
    """Whether the file that is held is the one that others find."""
    try:
        return os.path.samestat(os.fstat(handle), path.stat())
    except FileNotFoundError:
        return False


def _let_go(path: Path, handle: int, *, fresh: bool) -> None:
    """Close the guard, which lets go of it; a `fresh` folder in which nothing else lies is taken away."""
    if os.name == "nt":
        os.close(handle)  # an open file cannot be removed there
    if fresh:
        _take_away(path)
    if os.name != "nt":
        os.close(handle)  # only now: who waits must find that this guard is gone


def _take_away(path: Path) -> None:
    with suppress(OSError):  # whoever came meanwhile keeps it
        if {each.name for each in path.parent.iterdir()} <= {path.name, _OWN}:
            (path.parent / _OWN).unlink(missing_ok=True)
            path.unlink(missing_ok=True)
            path.parent.rmdir()


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
