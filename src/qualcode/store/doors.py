"""The doors through which bytes of others come in, and how much goes through each.

Every file that somebody else may have made is read through one of these; a test walks the list. Beyond size, each kind
has limits where it is understood: archives in `readers/archive` (unpacked bytes, marks and depth of XML, passwords),
sheets in `readers/workbook` (cells), YAML in `text/yaml_parse` (depth, rereads), front matter in `readers/txt`, and
patterns in `rules/terms` (size, seconds, memory).
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from qualcode.model.finding import StoreError, store_errors

_STRETCH = 1 << 20


@dataclass(frozen=True)
class Door:
    """One kind of file that is read whole."""

    name: str
    """Name."""
    reads: str
    """What comes in through it."""
    most_bytes: int
    """Size from which a file is refused before it is read."""


DOORS = {
    door.name: door
    for door in (
        Door("settings", "settings, codebooks and what they include", 50_000_000),
        Door("words", "lists of words of a study", 50_000_000),
        Door("attributes", "respondents.csv and the file of --meta", 200_000_000),
        Door("revision", "codebooks as git kept them (diff --rev)", 50_000_000),
        Door("sheet", "sheets of codings", 200_000_000),
        Door("project", "projects of other programs (qdpx, qdc)", 500_000_000),
        Door("table", "exported tables that are verified", 2_000_000_000),
        Door("lines", "people's codings, samples, memos; those of a copy that is merged", 500_000_000),
        Door("template", "templates of Word (report --template)", 50_000_000),
        Door("source", "transcripts as received", 2_000_000_000),
    )
}
"""Name -> the door."""


_noted: set[Path] | None = None


@contextmanager
def noting_paths() -> Iterator[set[Path]]:
    """Inside the block, the paths of all files that are read or written whole; not those of other processes."""
    global _noted
    before, _noted = _noted, set()
    try:
        yield _noted
    finally:
        _noted = before


def note_path(path: Path) -> None:
    """Note a path for those who want to know what was read."""
    if _noted is not None:
        _noted.add(path)


def read_through(door: str, path: Path) -> bytes:
    """The bytes of a file that may be anybody's: never more than go through this door, from a pipe or device either.

    Raises:
        StoreError: there are more, or the file cannot be read.
    """
    note_path(path)
    most = DOORS[door].most_bytes
    with store_errors(path, "read"), path.open("rb") as file:
        about = os.fstat(file.fileno())
        if stat.S_ISREG(about.st_mode) and about.st_size <= most:
            return file.read()
        data = bytearray()
        while not stat.S_ISREG(about.st_mode) and len(data) <= most and (more := file.read(_STRETCH)):
            data += more
        if not stat.S_ISREG(about.st_mode) and len(data) <= most:
            return bytes(data)
    raise StoreError(path, f"has more than {most // 1_000_000:,} MB, and {DOORS[door].reads} have less")
