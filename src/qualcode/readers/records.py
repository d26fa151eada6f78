"""Records of a sheet whose quotes do not pair: no quote may swallow the rows below it."""

import csv
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_MOST_LINES = 100
"""Lines over which a quoted cell may run in a sheet with broken quotes."""


class Record(NamedTuple):
    """One row as it stands in the file."""

    at: int
    """Line of the file on which it begins, from 1."""
    cells: list[str]
    whole: bool
    """False where its quotes do not pair; then a quote is a character like others, or belongs to its cell."""


def records(text: str, delimiter: str) -> Iterator[Record]:
    """Divide a text into rows; a line whose quote does not close before the next record is read without quoting."""
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        cells, used = _quoted(lines, place, delimiter)
        whole = cells is not None
        yield Record(place + 1, cells if cells is not None else _loosely(lines[place], delimiter), whole)
        place += used


def _quoted(lines: Sequence[str], place: int, delimiter: str) -> tuple[list[str] | None, int]:
    """Give the cells of the record that begins here and its number of lines; no cells when its quotes do not pair."""
    quotes = 0
    for end in range(place, min(place + _MOST_LINES, len(lines))):
        quotes += lines[end].count('"')
        if quotes % 2 == 0:
            try:
                found = list(csv.reader(["\n".join(lines[place : end + 1])], delimiter=delimiter, strict=True))
            except csv.Error:
                return None, 1
            return (found[0] if found else []), end + 1 - place
    return None, 1


def _loosely(line: str, delimiter: str) -> list[str]:
    """Give the cells of one line: by its quotes as far as they pair, else as if there were none."""
    if line.count('"') % 2 == 0:
        found = list(csv.reader([line], delimiter=delimiter))
        return found[0] if found else []
    return line.split(delimiter)
