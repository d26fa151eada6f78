"""Folders of arrays that can always be rebuilt: written whole, mapped into memory when read.

An array lies in `<name>.npy`, unless it is regular (`regular_form`) or the same as another one of the folder. A list
of texts lies in two: the UTF-8 bytes of all texts after each other, and the byte offset at which each begins.
`manifest.json`, written last, says what belongs to the folder, how large each file is and what it sums up to: whatever
is cut off, damaged, missing or foreign makes `load` give None, and the caller builds the folder again.
"""

import mmap as maps
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from io import BytesIO
from itertools import accumulate
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

from qualcode.model.finding import StoreError, refuse_too_many_open, store_error
from qualcode.model.texts import TextList
from qualcode.store.atomic import chunks_of_bytes, new_folder_beside, replace_folder, sync_folder
from qualcode.store.hashing import sha256_bytes
from qualcode.store.modes import narrow

LEAST_ITEMS = 4096
"""Items from which on it is worth a look."""


class RegularArray(msgspec.Struct, frozen=True):
    """What such an array is made from."""

    dtype: str
    """Type of its items, as numpy writes it."""
    first: int
    """First item; of an array that is no whole numbers, its bits."""
    step: int
    """0: all items are the same; 1: each is one more than that before."""
    length: int
    """Number of items."""


def regular_form(values: npt.NDArray[Any]) -> RegularArray | None:
    """What a flat array is made from; None where it needs its file."""
    if values.ndim != 1 or len(values) < LEAST_ITEMS or values.dtype.kind not in "iuf":
        return None
    bits = values.view(_bits(values.dtype))
    if bits[1] == bits[0]:  # of numbers that are unknown (nan), only the bits are equal
        return RegularArray(values.dtype.str, int(bits[0]), 0, len(values)) if (bits == bits[0]).all() else None
    if values.dtype.kind == "f" or int(values[-1]) - int(values[0]) != len(values) - 1 or (np.diff(values) != 1).any():
        return None
    return RegularArray(values.dtype.str, int(values[0]), 1, len(values))


def array_of(form: RegularArray) -> npt.NDArray[Any]:
    """The array; it cannot be written to."""
    dtype = np.dtype(form.dtype)
    if not form.step:
        return np.broadcast_to(np.array([form.first], _bits(dtype)).view(dtype), form.length)
    end = form.first + form.length
    if 0 <= form.first <= form.length:
        return _counted(form.dtype, 1 << (end - 1).bit_length())[form.first : end]
    counted = np.arange(form.first, end, dtype=dtype)
    counted.flags.writeable = False
    return counted


@lru_cache(maxsize=8)
def _counted(kind: str, size: int) -> npt.NDArray[Any]:
    """The numbers from 0, once for all columns that count up: an index of ten surveys has fifty of them."""
    counted = np.arange(size, dtype=kind)
    counted.flags.writeable = False
    return counted


def _bits(dtype: np.dtype[Any]) -> str:
    return f"u{dtype.itemsize}"


ARRAYS_FORMAT = 5
"""Format of such a folder; a folder of another one is built again."""
StoredValues = npt.NDArray[Any] | Sequence[str]
"""One array, or a list of texts."""
MANIFEST = "manifest.json"
_CHECKED = 1 << 20
"""Files up to this size are compared by their sum; of a larger one only the size."""
_MAPPED = 1 << 16
"""Files from this size on are mapped; to read a smaller one costs less than to map it."""


class Manifest(msgspec.Struct, kw_only=True):
    """What a folder that can be rebuilt says of itself, in the file that is written last."""

    format: int
    """Format of the folder; one of another format is built again."""
    checksum: str = ""
    """Hash of all the rest."""

    def sealed(self) -> bytes:
        """Its bytes, with the checksum set."""
        self.checksum = self.summed()
        return msgspec.json.encode(self, order="sorted")

    def summed(self) -> str:
        """The hash of all the rest."""
        return sha256_bytes(msgspec.json.encode(msgspec.structs.replace(self, checksum=""), order="sorted"))


class _ArraysManifest(Manifest, kw_only=True):
    arrays: list[str] = []
    texts: list[str] = []
    regular: dict[str, RegularArray] = {}
    same: dict[str, str] = {}
    sizes: dict[str, int] = {}
    sums: dict[str, int] = {}


def save_arrays(folder: Path, arrays: Mapping[str, StoredValues]) -> None:
    """Write arrays and lists of texts as a folder, in the place of what is there; names are Python identifiers."""
    with writing(folder) as writer:
        for name, values in arrays.items():
            writer.add(name, values)


@contextmanager
def writing(folder: Path) -> Iterator["Writer"]:
    """Write a folder array by array; it replaces the old one only once it is complete.

    What `keep` gave must be let go before the end: some systems rename no folder of which a file is mapped.
    """
    fresh = new_folder_beside(folder)
    try:
        writer = Writer(fresh)
        yield writer
        writer.finish()
        sync_folder(fresh)
    except OSError as error:
        raise store_error(folder, "written", error) from error
    else:
        replace_folder(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


class Writer:
    """Takes the arrays of a folder."""

    def __init__(self, folder: Path) -> None:
        """Begin an empty folder."""
        self._folder, self._manifest = folder, _ArraysManifest(format=ARRAYS_FORMAT)
        self._seen: dict[str, npt.NDArray[Any]] = {}

    def has(self, name: str) -> bool:
        """Whether an array of this name was written."""
        return name in self._manifest.arrays

    def add(self, name: str, values: StoredValues) -> None:
        """Write an array or a list of texts."""
        if isinstance(values, np.ndarray):
            self._add_array(_checked(name), values)
            return
        self._manifest.texts.append(_checked(name))
        for part, array in _of_texts(values).items():
            _write(self._folder / f"{name}.{part}.npy", [array])

    def _add_array(self, name: str, values: npt.NDArray[Any]) -> None:
        """Write an array, if it needs a file of its own."""
        if form := regular_form(values):
            self._manifest.regular[name] = form
        elif other := next((seen for seen, array in self._seen.items() if _same(array, values)), None):
            self._manifest.same[name] = other
        else:
            self._seen[name] = values
            self.keep(name, [values])

    def keep(self, name: str, parts: Iterable[npt.NDArray[Any]]) -> npt.NDArray[Any]:
        """Write a flat array from its parts, one at least, each at once, and give the whole, mapped."""
        self._manifest.arrays.append(_checked(name))
        _write(self._folder / f"{name}.npy", parts)
        return _array_in(_bytes_of(self._folder / f"{name}.npy"))

    def finish(self) -> None:
        """Write the manifest, and let go of all arrays."""
        files = sorted(self._folder.iterdir())
        sizes = {file.name: file.stat().st_size for file in files}
        sums = {name: crc32((self._folder / name).read_bytes()) for name, size in sizes.items() if size <= _CHECKED}
        manifest = msgspec.structs.replace(self._manifest, sizes=sizes, sums=sums)
        with (self._folder / MANIFEST).open("xb") as file:
            narrow(self._folder / MANIFEST)
            file.write(manifest.sealed())
            file.flush()
            os.fsync(file.fileno())
        self._seen.clear()


def load_arrays(folder: Path) -> dict[str, npt.NDArray[Any] | TextList] | None:
    """Arrays of a folder, mapped read-only, and its lists of texts; None when the folder is not whole."""
    try:
        manifest = _read_manifest(folder)
        if manifest is None:
            return None
        columns: dict[str, npt.NDArray[Any] | TextList] = {
            name: _load(folder, name, manifest) for name in manifest.arrays
        }
        columns |= {name: columns[other] for name, other in manifest.same.items()}
        columns |= {name: array_of(form) for name, form in manifest.regular.items()}
        columns |= {name: _texts(folder, name, manifest) for name in manifest.texts}
        return columns
    except Exception as error:  # damaged bytes make numpy raise whatever they lead it to; the cure is always the same
        refuse_too_many_open(folder, error)
        return None


def release_columns(columns: Iterable[npt.NDArray[Any] | TextList]) -> None:
    """Give back the memory that mapped columns take; they stay as they are, and are read again where they are used."""
    for base in _buffers(columns):
        while isinstance(base, np.ndarray | memoryview):  # numpy holds what is mapped by a view of its own
            base = base.base if isinstance(base, np.ndarray) else base.obj
        if isinstance(base, maps.mmap) and hasattr(base, "madvise"):  # not on Windows
            base.madvise(maps.MADV_DONTNEED)


def _buffers(columns: Iterable[npt.NDArray[Any] | TextList]) -> Iterator[Any]:
    for column in columns:
        yield from (column.data, column.offsets) if isinstance(column, TextList) else (column,)


def remove_arrays(folder: Path) -> None:
    """Remove such a folder; it can be rebuilt."""
    shutil.rmtree(folder, ignore_errors=True)


def load_or_make(folder: Path, make: Callable[[], Mapping[str, StoredValues]]) -> Mapping[str, Any]:
    """The arrays of a folder; those that `make` gives, then kept there, where it is not whole."""
    kept = load_arrays(folder)
    if kept is not None:
        return kept
    fresh = make()
    with suppress(StoreError):  # without write access they are simply not kept
        save_arrays(folder, fresh)
    return fresh


def _checked(name: str) -> str:
    if not name.isidentifier():
        raise ValueError(f"{name!r} cannot name an array")
    return name


def _same(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> bool:
    """Whether two long arrays are the same; most that are not differ at once."""
    alike = one.dtype == other.dtype and one.shape == other.shape and len(one) >= LEAST_ITEMS
    return alike and bool((one[:64] == other[:64]).all()) and np.array_equal(one, other)


def _of_texts(values: Sequence[str]) -> dict[str, npt.NDArray[Any]]:
    if isinstance(values, TextList) and values.whole:
        return {"utf8": np.frombuffer(values.data, np.uint8), "offsets": np.asarray(values.offsets, np.int64)}
    joined = "".join(values)
    sizes = map(len, values) if joined.isascii() else (len(text.encode()) for text in values)
    offsets = np.fromiter(accumulate(sizes, initial=0), np.int64, len(values) + 1)
    return {"utf8": np.frombuffer(joined.encode(), np.uint8), "offsets": offsets}


def _write(path: Path, parts: Iterable[npt.NDArray[Any]]) -> None:
    """Write the parts of an array as one; the header, whose length does not depend on theirs, is set right last."""
    with path.open("xb") as file:
        narrow(path)
        length, form = 0, dict[str, Any]()
        for part in parts:
            if not form:
                form = np.lib.format.header_data_from_array_1_0(part)
                np.lib.format.write_array_header_1_0(file, form)
            length += len(part)
            for stretch in chunks_of_bytes(np.ascontiguousarray(part).reshape(-1).view(np.uint8).data):
                file.write(stretch)
        file.seek(0)
        np.lib.format.write_array_header_1_0(file, {**form, "shape": (length, *form["shape"][1:])})
        file.flush()
        os.fsync(file.fileno())  # the size alone would not tell zeros left by a power cut


def _read_manifest(folder: Path) -> _ArraysManifest | None:
    manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=_ArraysManifest)
    return manifest if manifest.format == ARRAYS_FORMAT and manifest.checksum == manifest.summed() else None


def _load(folder: Path, name: str, manifest: _ArraysManifest) -> npt.NDArray[Any]:
    """The array of a file that is as the manifest says; raises ValueError where it is not."""
    name = f"{name}.npy"
    data = _bytes_of(folder / name)
    if len(data) != manifest.sizes[name] or (name in manifest.sums and crc32(data) != manifest.sums[name]):
        raise ValueError(f"{name} is damaged")
    return _array_in(data)


def _bytes_of(path: Path) -> bytes | maps.mmap:
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size < _MAPPED:
            return file.read()
        return maps.mmap(file.fileno(), 0, access=maps.ACCESS_READ)


def _array_in(data: bytes | maps.mmap) -> npt.NDArray[Any]:
    """The array that a file holds, without a copy; `numpy.load` takes twenty times as long for a small one."""
    start = _PREFIX + int.from_bytes(data[_PREFIX - 2 : _PREFIX], "little")
    shape, dtype = _header(data[:start])
    return np.frombuffer(data, dtype, offset=start).reshape(shape)


_PREFIX = np.lib.format.MAGIC_LEN + 2
"""Bytes before the header, the last two of which say how long it is."""


@lru_cache(maxsize=4096)
def _header(data: bytes) -> tuple[tuple[int, ...], np.dtype[Any]]:
    file = BytesIO(data)
    if np.lib.format.read_magic(file) != (1, 0):
        raise ValueError("not written by us")
    shape, by_column, dtype = np.lib.format.read_array_header_1_0(file)
    if by_column or dtype.hasobject:
        raise ValueError("not written by us")
    return shape, dtype


def _texts(folder: Path, name: str, manifest: _ArraysManifest) -> TextList:
    data, offsets = (_load(folder, f"{name}.{part}", manifest) for part in ("utf8", "offsets"))
    if offsets[0] != 0 or offsets[-1] != len(data) or (offsets[1:] < offsets[:-1]).any():
        raise ValueError(f"{name} is damaged")
    return TextList(data, offsets)
