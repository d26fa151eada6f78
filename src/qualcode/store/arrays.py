"""Folders of arrays that can always be rebuilt: written whole, mapped into memory when read.

An array lies in `<name>.npy`. A list of texts lies in two: the UTF-8 bytes of all texts after each other, and the
byte offset at which each begins. `manifest.json`, written last, says what belongs to the folder, how large each file is
and what it sums up to: whatever is cut off, damaged, missing or foreign makes `load` give None, and the caller builds
the folder again.
"""

import os
import shutil
from collections.abc import Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

from qualcode.model.texts import Texts
from qualcode.store.atomic import new_folder_beside, replace_folder, sync_folder
from qualcode.store.errors import store_error
from qualcode.store.hashing import sha256_bytes

FORMAT = 3
"""Format of such a folder; a folder of another one is built again."""
Values = npt.NDArray[Any] | Sequence[str]
"""One array, or a list of texts."""
_MANIFEST = "manifest.json"
_CHECKED = 8 << 20
"""Files up to this size are read whole to compare their sum; a larger one is mapped, and only its size compared."""


class _Manifest(msgspec.Struct):
    format: int
    arrays: list[str]
    texts: list[str]
    sizes: dict[str, int]
    sums: dict[str, int]
    checksum: str


def save(folder: Path, arrays: Mapping[str, Values]) -> None:
    """Write arrays and lists of texts as a folder, in the place of what is there; names are Python identifiers."""
    fresh = new_folder_beside(folder)
    try:
        for name, values in arrays.items():
            for file, array in _files(name, values).items():
                _write(fresh / file, array)
        _write_manifest(fresh, arrays)
        sync_folder(fresh)
    except OSError as error:
        raise store_error(folder, "written", error) from error
    else:
        replace_folder(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def load(folder: Path) -> dict[str, npt.NDArray[Any] | Texts] | None:
    """Arrays of a folder, mapped read-only, and its lists of texts; None when the folder is not whole."""
    try:
        manifest = _read_manifest(folder)
        if manifest is None:
            return None
        found: dict[str, npt.NDArray[Any] | Texts] = {name: _load(folder, name) for name in manifest.arrays}
        found |= {name: _texts(folder, name) for name in manifest.texts}
        return found
    except Exception:  # damaged bytes make numpy raise whatever they lead it to; the cure is always the same
        return None


def remove(folder: Path) -> None:
    """Remove such a folder; it can be rebuilt."""
    shutil.rmtree(folder, ignore_errors=True)


def _files(name: str, values: Values) -> dict[str, npt.NDArray[Any]]:
    if not name.isidentifier():
        raise ValueError(f"{name!r} cannot name an array")
    if isinstance(values, np.ndarray):
        return {f"{name}.npy": values}
    joined = "".join(values)
    sizes = map(len, values) if joined.isascii() else (len(text.encode()) for text in values)
    offsets = np.fromiter(accumulate(sizes, initial=0), np.int64, len(values) + 1)
    return {f"{name}.utf8.npy": np.frombuffer(joined.encode(), np.uint8), f"{name}.offsets.npy": offsets}


def _write(path: Path, array: npt.NDArray[Any]) -> None:
    with path.open("xb") as file:
        np.save(SimpleNamespace(write=file.write), array, allow_pickle=False)  # numpy's own writing hides a full disk
        file.flush()
        os.fsync(file.fileno())  # the size alone would not tell zeros left by a power cut


def _write_manifest(folder: Path, arrays: Mapping[str, Values]) -> None:
    texts = sorted(name for name, values in arrays.items() if not isinstance(values, np.ndarray))
    sizes = {file.name: file.stat().st_size for file in sorted(folder.iterdir())}
    sums = {name: crc32((folder / name).read_bytes()) for name, size in sizes.items() if size <= _CHECKED}
    manifest = _Manifest(FORMAT, sorted(arrays.keys() - set(texts)), texts, sizes, sums, _checksum(sizes, sums))
    with (folder / _MANIFEST).open("xb") as file:
        file.write(msgspec.json.encode(manifest))
        file.flush()
        os.fsync(file.fileno())


def _read_manifest(folder: Path) -> _Manifest | None:
    manifest = msgspec.json.decode((folder / _MANIFEST).read_bytes(), type=_Manifest)
    whole = (
        manifest.format == FORMAT
        and manifest.checksum == _checksum(manifest.sizes, manifest.sums)
        and all((folder / name).stat().st_size == size for name, size in manifest.sizes.items())
        and all(crc32((folder / name).read_bytes()) == found for name, found in manifest.sums.items())
    )
    return manifest if whole else None


def _checksum(sizes: Mapping[str, int], sums: Mapping[str, int]) -> str:
    lines = [f"{name} {sizes[name]} {sums.get(name, '')}" for name in sorted(sizes)]
    return sha256_bytes("\n".join(lines).encode())


def _load(folder: Path, name: str) -> npt.NDArray[Any]:
    mapped: npt.NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r", allow_pickle=False)
    return mapped.view(np.ndarray)  # every slice of the subclass `memmap` costs twice as much


def _texts(folder: Path, name: str) -> Texts:
    data, offsets = _load(folder, f"{name}.utf8"), _load(folder, f"{name}.offsets")
    steps = np.diff(offsets)
    if offsets[0] != 0 or offsets[-1] != len(data) or (steps < 0).any():
        raise ValueError(f"{name} is damaged")
    return Texts(data, offsets)
