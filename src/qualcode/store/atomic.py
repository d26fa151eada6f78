"""Writing whole files: whoever looks sees the old file or the new one, never a half."""

import errno
import json
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO

from qualcode.model.finding import StoreError, store_error, store_errors
from qualcode.store.doors import note_path
from qualcode.store.hashing import sha256_bytes
from qualcode.store.modes import folder_mode, narrow

LEFTOVER = ".qctmp"
"""Ending of files that a killed process leaves behind; `sweep` removes them."""
_STRETCH = 1 << 20
"""Bytes written in one go: a file written in one call of hundreds of megabytes costs five times more to sync."""


def read_bytes(path: Path) -> bytes:
    """A file's bytes; a file that cannot be read is a `StoreError`."""
    note_path(path)
    with store_errors(path, "read"):
        return path.read_bytes()


_TOGETHER = 8 << 20
"""Bytes read together, to the end of a line."""


def lines_together(path: Path) -> Iterator[bytes]:
    """A file's bytes, some whole lines at a time; a file that cannot be read is a `StoreError`."""
    note_path(path)
    with store_errors(path, "read"), path.open("rb") as file:
        while piece := file.read(_TOGETHER):
            yield piece + file.readline()


def size(path: Path) -> int:
    """A file's size in bytes; a file that cannot be read is a `StoreError`."""
    with store_errors(path, "read"):
        return path.stat().st_size


def write_bytes(path: Path, data: bytes) -> bool:
    """Write a whole file and its folders; True when it changed, False when the same bytes were there already."""
    note_path(path)
    target = Path(os.path.realpath(path))  # a symbolic link keeps pointing: the file behind it is replaced
    with store_errors(path, "written"):
        if target.is_dir():
            raise StoreError(path, "is a folder, not a file")
        if target.exists() and not target.is_file():
            target.write_bytes(data)  # a device or pipe, such as /dev/null, must not be replaced by a file
            return True
        if _holds(target, data):
            return False
        make_folders(target.parent)
        return _replace(target, [data])


def write_chunks(path: Path, pieces: Iterable[bytes | memoryview], *, named: bool = True) -> bool:
    """Write a whole file from its pieces, one after the other in memory; True when it changed, as `write_bytes`.

    Unless it is to be `named` at once, its name outlives a power cut only when the next file of its folder does.
    """
    note_path(path)
    target = Path(os.path.realpath(path))
    with store_errors(path, "written"):
        if target.exists() and not target.is_file():
            return write_bytes(path, b"".join(pieces))
        make_folders(target.parent)
        return _replace(target, pieces, named=named)


def chunks_of_bytes(data: bytes | memoryview) -> Iterator[memoryview]:
    """Bytes cut into stretches that are cheap to write."""
    view = memoryview(data)
    return (view[low : low + _STRETCH] for low in range(0, len(view), _STRETCH))


def remove_file(path: Path) -> bool:
    """Remove a file for good; True when it was there."""
    try:
        path.unlink()
        sync_folder(path.parent)
    except FileNotFoundError:
        return False
    except OSError as error:
        raise store_error(path, "removed", error) from error
    return True


def move_file(whole: Path, path: Path) -> None:
    """Put a file that was written elsewhere in a place: at once on the same disk, else by a copy."""
    target = Path(os.path.realpath(path))
    with store_errors(path, "written"):
        make_folders(target.parent)
        if target.exists():
            shutil.copymode(target, whole)
        try:
            whole.replace(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            with whole.open("rb") as file:
                _replace(target, _blocks(file))
        sync_folder(target.parent)


def make_folders(folder: Path) -> None:
    """Make a folder and those above it, so that all survive a power cut; those that are there stay."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir(folder_mode(each), exist_ok=True)
        sync_folder(each.parent)


def new_folder_beside(folder: Path) -> Path:
    """Make an empty hidden folder beside `folder`, to be filled and handed to `replace_folder`."""
    fresh = _beside(folder)
    with store_errors(fresh, "made"):
        make_folders(fresh.parent)
        fresh.mkdir(folder_mode(fresh))
    return fresh


def replace_folder(filled: Path, folder: Path) -> None:
    """Put a filled folder in the place of `folder`; for what can be rebuilt.

    A folder cannot be replaced in one step: killed between the two, a reader finds none and builds it again. Of several
    that replace it at once, the last stays.
    """
    old = _beside(folder)
    try:
        make_folders(folder.parent)
        while not _replaced(filled, folder, old):  # another filled the place meanwhile
            shutil.rmtree(old, ignore_errors=True)
        sync_folder(folder.parent)
    except OSError as error:
        if old.exists() and not folder.exists():
            old.rename(folder)
        raise store_error(folder, "replaced", error) from error
    finally:
        shutil.rmtree(filled, ignore_errors=True)
    shutil.rmtree(old, ignore_errors=True)


def _replaced(filled: Path, folder: Path, old: Path) -> bool:
    """Move a folder aside and a filled one into its place; False where the place was taken between the two."""
    with suppress(FileNotFoundError):  # there was none, or another moves it aside just now
        folder.rename(old)
    try:
        filled.rename(folder)
    except OSError as error:
        if error.errno in (errno.ENOTEMPTY, errno.EEXIST) and filled.exists():
            return False
        raise
    return True


def remove_leftovers(folder: Path, *, below: bool = True) -> None:
    """Remove what killed processes left in a folder, and `below` it too; call it while holding the guard."""
    for left in list((folder.rglob if below else folder.glob)(f".*{LEFTOVER}")):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Make names that were just written in a folder survive a power cut."""
    if os.name == "nt":
        return  # folders cannot be opened there
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _holds(path: Path, data: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(data) and path.read_bytes() == data


def _replace(target: Path, pieces: Iterable[bytes | memoryview], *, named: bool = True) -> bool:
    """Write pieces beside a file, and put the new file in its place unless it holds the same; True when it did."""
    temporary = _beside(target)
    try:
        with temporary.open("xb") as file:
            narrow(temporary, target)
            for piece in pieces:
                for stretch in chunks_of_bytes(piece):
                    file.write(stretch)
            file.flush()
            if target.exists() and _same(target, temporary):
                temporary.unlink()
                return False
            os.fsync(file.fileno())
        if target.exists():
            shutil.copymode(target, temporary)
        temporary.replace(target)
    except BaseException:  # Ctrl-C too leaves nothing behind
        temporary.unlink(missing_ok=True)
        raise
    if named:
        sync_folder(target.parent)
    return True


def _same(one: Path, other: Path) -> bool:
    """Whether two files hold the same bytes."""
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        return all(a == b for a, b in zip(_blocks(first), _blocks(second), strict=True))


def _blocks(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(_STRETCH), b"")


def _beside(path: Path) -> Path:
    # Short, so that a name near the system's limit stays writable.
    return path.parent / f".{secrets.token_hex(6)}{LEFTOVER}"


_LIST, _DONE = "changes.json", "done"


def change_in_transaction(root: Path, kept: Path, title: str, files: Mapping[Path, bytes]) -> Path:
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
            remove_leftovers(path.parent, below=False)
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
