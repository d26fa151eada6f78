"""Hashes that tell whether a file is still the same."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from qualcode.model.finding import store_errors
from qualcode.model.registry import plugins

_PACKAGE = str(Path(__file__).resolve().parent.parent)
_ENDINGS = (".py", ".txt")


@cache
def fingerprint() -> str:
    """Hash of the package's code and word lists, and of the versions of plug-ins: what derived files depend on.

    Our own version number alone would stay the same while the code is edited.
    """
    found = sha256()
    for path in _files(_PACKAGE):
        found.update(f"{path.removeprefix(_PACKAGE).replace(os.sep, '/')}\n".encode())
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # a Path for each costs as much as reading it
            found.update(file.read())
    for package, version in plugins().items():
        found.update(f"{package} {version}\n".encode())
    return found.hexdigest()


def _files(folder: str) -> Iterator[str]:
    """Files below a folder in one order; every command asks, and `pathlib` would take twice as long."""
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir():
            yield from _files(entry.path)
        elif entry.name.endswith(_ENDINGS):
            yield entry.path


def sha256_bytes(data: bytes) -> str:
    """Hash of bytes: 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


class Hashed:
    """Pieces of a file on their way, and the hash of those that went by."""

    def __init__(self, pieces: Iterable[bytes]) -> None:
        """Take the pieces."""
        self._pieces, self._found = pieces, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._found.update(piece)
            yield piece

    @property
    def sha256(self) -> str:
        """Hash of what went by: of the whole file, when all did."""
        return self._found.hexdigest()


def sha256_file(path: Path) -> str:
    """Hash of a file's bytes, read piece by piece; a file that cannot be read is a `StoreError`."""
    with store_errors(path, "read"), path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
