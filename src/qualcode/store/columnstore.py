"""Folders of bundles that can always be rebuilt: a bundle is one file of columns, named for what it was made of.

A column whose values are all the same is written as one value.

`manifest.json` says which bundles belong together, what lies in each, how large it is and what it sums up to. It is
replaced in one step when all bundles are on the disk: whoever looks sees the old ones or the new ones. A bundle that
stays is not written again, and those that the manifest no longer names are removed last. Whoever finds a bundle gone
or damaged makes it again.
"""

import mmap
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zlib import crc32

import msgspec
import numpy as np
import numpy.typing as npt

from qualcode.model.finding import refuse_too_many_open
from qualcode.store.arrays import MANIFEST, Manifest
from qualcode.store.atomic import write_bytes, write_chunks

COLUMNSTORE_FORMAT = 3
"""Format of such a folder; a folder of another one is made again."""
ArraysByName = Mapping[str, npt.NDArray[Any]]
"""Flat arrays by name."""
_CHECKED = 1 << 20
"""Bundles up to this size are summed up when they are read; of a larger one only the size is compared."""


class StoredBundle(msgspec.Struct, frozen=True):
    """What the manifest says of a bundle."""

    size: int
    """Bytes of its file."""
    sum: int
    """CRC-32 of its bytes; 0 for a large one."""
    columns: list[tuple[str, str, int, int]]
    """Name, type and length of each column, one after the other, and how many of its values are written."""


class _BundlesManifest(Manifest, kw_only=True):
    said: dict[str, list[str]]
    bundles: dict[str, StoredBundle]


@dataclass(frozen=True)
class StoredColumns:
    """A folder as its manifest describes it; bundles are read, and looked through, one by one."""

    folder: Path
    """Where it lies."""
    said: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """What was said of all bundles together."""
    bundles: Mapping[str, StoredBundle] = field(default_factory=dict)
    """Name of the file of each bundle -> what lies in it."""

    def read(self, name: str) -> ArraysByName | None:
        """The columns of a bundle, mapped read-only; None when there is none, or it is not whole."""
        try:
            bundle = self.bundles[name]
            data = _mapped(self.folder / name)
            whole = len(data) == bundle.size and (bundle.size > _CHECKED or crc32(data) == bundle.sum)
            return dict(_columns(data, bundle)) if whole else None
        except Exception as error:  # damaged bytes make numpy raise whatever they lead it to; the cure is the same
            refuse_too_many_open(self.folder / name, error)
            return None


def open_columnstore(folder: Path) -> StoredColumns:
    """A folder of bundles; one without any, where there is none or its manifest is damaged."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=_BundlesManifest)
    except (OSError, ValueError, msgspec.MsgspecError) as error:
        refuse_too_many_open(folder, error)
        return StoredColumns(folder)
    if manifest.format != COLUMNSTORE_FORMAT or manifest.checksum != manifest.summed():
        return StoredColumns(folder)
    return StoredColumns(folder, manifest.said, manifest.bundles)


def save_columnstore(
    folder: Path, said: Mapping[str, Sequence[str]], fresh: Mapping[str, ArraysByName], stay: Mapping[str, StoredBundle]
) -> None:
    """Write the fresh bundles, let those that stay lie as they are, and make all others disappear."""
    written = {name: _write(folder / name, columns) for name, columns in fresh.items()}
    listed = {name: list(texts) for name, texts in said.items()}
    manifest = _BundlesManifest(format=COLUMNSTORE_FORMAT, said=listed, bundles={**stay, **written})
    write_bytes(folder / MANIFEST, manifest.sealed())
    clear(StoredColumns(folder, manifest.said, manifest.bundles))


def clear(kept: StoredColumns) -> None:
    """Make files disappear that the manifest no longer names, also those that a killed process left lying."""
    for old in [file for file in kept.folder.iterdir() if file.name not in {MANIFEST, *kept.bundles}]:
        with suppress(OSError):  # some systems remove no file that somebody has mapped: the next time
            old.unlink()


def _write(path: Path, columns: ArraysByName) -> StoredBundle:
    """Write the columns of a bundle, the widest type first, so that each lies where its type wants it."""
    ordered = sorted(columns.items(), key=lambda column: -column[1].itemsize)
    written = [values[:1] if (values[:1] == values).all() else values for _, values in ordered]
    parts = [np.ascontiguousarray(values).view(np.uint8).data for values in written]
    size, checksum = sum(map(len, parts)), 0
    if size <= _CHECKED:
        for part in parts:
            checksum = crc32(part, checksum)
    write_chunks(path, parts, named=False)
    lengths = [len(values) for values in written]
    about = [(name, values.dtype.str, len(values), n) for (name, values), n in zip(ordered, lengths, strict=True)]
    return StoredBundle(size, checksum, about)


def _mapped(path: Path) -> mmap.mmap | bytes:
    with path.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if os.fstat(file.fileno()).st_size else b""


def _columns(data: mmap.mmap | bytes, bundle: StoredBundle) -> Iterator[tuple[str, npt.NDArray[Any]]]:
    at = 0
    for name, kind, length, written in bundle.columns:
        values = np.frombuffer(data, kind, written, at)
        at += values.nbytes
        yield name, values if written == length else np.broadcast_to(values, length)
