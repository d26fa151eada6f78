"""Plain lines with one respondent a line (`--each line`)."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from qualcode.model import Finding, Reading, Turn
from qualcode.readers.failure import empty


def read(name: str, text: str, findings: tuple[Finding, ...] = ()) -> Reading:
    """Make every line that is not empty a turn of its own, untouched; its speaker is the number of the line."""
    with _without_collection():
        turns = tuple(
            Turn(turn, number, line, place=f"line {number}")
            for turn, (number, line) in enumerate(_numbered(text.split("\n")), 1)
        )
    return Reading(turns, findings=findings, each=True) if turns else empty(name, findings)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pause the search for reference cycles: a million new records have none, and looking takes half of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _numbered(lines: list[str]) -> list[tuple[str, str]]:
    """Give the lines with text, each with its number from 1."""
    return [(str(number), line) for number, line in enumerate(lines, 1) if line and not line.isspace()]
