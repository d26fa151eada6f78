"""Together: several files of people change all or none, and their old state is kept.

Before the first file is written, the old bytes of all are copied into a folder with a list of what is to come. Who
is killed between two files leaves that list open, and the next process puts the old bytes back.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path

from qualcode.store.atomic import read_bytes, sweep, write_bytes
from qualcode.store.errors import StoreError
from qualcode.store.hashing import sha256_bytes

_LIST, _DONE = "changes.json", "done"


def change_together(root: Path, kept: Path, title: str, files: Mapping[Path, bytes]) -> Path:
    """Write several existing files of a study, all or none; call it while holding the guard.

    Args:
        root: folder of the study, which holds all the files.
        kept: folder that keeps the old states, one folder a change.
        title: what the change is, for the name of its folder.
        files: path and new bytes of each file.

    Returns:
        The folder in which the old files lie, with their paths in the study.

    Raises:
        StoreError: a file could not be written; those written before are as they were.
    """
    folder = kept / f"{_next_number(kept):04}-{title}"
    old = {path: read_bytes(path) for path in files}
    for path, data in old.items():
        write_bytes(folder / path.relative_to(root), data)
    hashes = {path.relative_to(root).as_posix(): sha256_bytes(data) for path, data in files.items()}
    write_bytes(folder / _LIST, json.dumps(hashes, ensure_ascii=False, indent=2).encode())
    try:
        for path, data in files.items():
            write_bytes(path, data)
    except BaseException:  # Ctrl-C too
        for path, data in old.items():
            write_bytes(path, data)
        write_bytes(folder / _DONE, b"taken back\n")
        raise
    write_bytes(folder / _DONE, b"done\n")
    return folder


def take_back_unfinished(root: Path, kept: Path) -> list[Path]:
    """Put back what a killed process changed in part; the folders of such changes. Call it while holding the guard.

    Only files that are what that process wrote are put back: what was changed since is somebody's work.
    """
    unfinished = [folder for folder in _changes(kept) if (folder / _LIST).is_file() and not (folder / _DONE).exists()]
    for folder in unfinished:
        for name, written in _list(folder).items():
            path = root / name
            sweep(path.parent, below=False)
            if path.is_file() and sha256_bytes(read_bytes(path)) == written:
                write_bytes(path, read_bytes(folder / name))
        write_bytes(folder / _DONE, b"taken back\n")
    return unfinished


def _changes(kept: Path) -> list[Path]:
    return sorted(folder for folder in kept.iterdir() if folder.is_dir()) if kept.is_dir() else []


def _list(folder: Path) -> dict[str, str]:
    try:
        return dict(json.loads(read_bytes(folder / _LIST)))
    except ValueError as error:
        raise StoreError(folder / _LIST, "is not what qualcode wrote; look at this folder by hand") from error


def _next_number(kept: Path) -> int:
    numbers = (re.match(r"\d+", folder.name) for folder in _changes(kept))
    return max((int(number[0]) for number in numbers if number), default=0) + 1
