"""How far long work is: rooms say what they are doing, and whoever watches shows it; unwatched work costs nothing.

Nothing is passed down for it: a watcher is current in its thread, as languages are.
"""

from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and of how much (-1: nobody knows); equal numbers: it is done."""

_WATCHER: ContextVar[Progress | None] = ContextVar("watcher", default=None)


@contextmanager
def watched(progress: Progress | None) -> Iterator[None]:
    """Tell somebody of long work; without one, who was told before still is."""
    if progress is None:
        yield
        return
    before = _WATCHER.set(progress)
    try:
        yield
    finally:
        _WATCHER.reset(before)


def steps(doing: str, items: Iterable[T], total: int | None = None) -> Iterator[T]:
    """Give items one after the other, and say with each how many are done.

    Args:
        doing: what is done with them, a name that whoever watches has a sentence for.
        items: what is worked on.
        total: how many there are, where the items cannot say it themselves; -1 where nobody knows.
    """
    tell = _WATCHER.get()
    if tell is None:
        yield from items
        return
    known = items if isinstance(items, Sized) else list(items) if total is None else items
    number, done = len(known) if isinstance(known, Sized) else -1 if total is None else total, 0
    for item in known:
        tell(doing, done, number)
        yield item
        done += 1
    tell(doing, done, done)


@contextmanager
def working(doing: str) -> Iterator[None]:
    """Say that something is done in one go."""
    for _ in steps(doing, range(1)):
        yield
