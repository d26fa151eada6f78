"""The fingerprint of this qualcode: what is derived by another one is derived anew."""

import os
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

_PACKAGE = str(Path(__file__).resolve().parent.parent)
_ENDINGS = (".py", ".txt")


@cache
def fingerprint() -> str:
    """Hash of the package's code and word lists; a version number alone stays the same while its code is edited."""
    found = sha256()
    for path in _files(_PACKAGE):
        found.update(f"{path.removeprefix(_PACKAGE).replace(os.sep, '/')}\n".encode())
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # a Path for each costs as much as reading it
            found.update(file.read())
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
