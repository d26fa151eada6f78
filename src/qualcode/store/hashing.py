"""Hashes that tell whether a file is still the same."""

import hashlib
from pathlib import Path

from qualcode.store.errors import store_error


def sha256_bytes(data: bytes) -> str:
    """Hash of bytes: 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def sha256_file(path: Path) -> str:
    """Hash of a file's bytes, read piece by piece; a file that cannot be read is a `StoreError`."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise store_error(path, "read", error) from error
