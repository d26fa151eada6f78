"""Hashes that tell whether a file is still the same."""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from qualcode.store.errors import store_error


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
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise store_error(path, "read", error) from error
