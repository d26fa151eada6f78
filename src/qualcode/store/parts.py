"""Parts: columns that one process hands to another in a file; whoever gets them removes it.

The file lives as long as the two processes, so it need not survive a power cut, and is not told whole from torn.
"""

import mmap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from qualcode.store.errors import store_error

Parts = Mapping[str, Sequence[npt.NDArray[Any]]]
"""Columns, each in pieces."""
Form = list[tuple[str, str, list[int]]]
"""What lies in such a file: name, type, and the length of each piece, one column after the other."""


def write_parts(path: Path, parts: Parts) -> Form:
    """Write columns, and say what is needed to read them; the pieces of a column have one type.

    Raises:
        StoreError: the disk is full, or the file cannot be written for another reason.
    """
    try:
        with path.open("xb") as file:
            for pieces in parts.values():
                for piece in pieces:
                    file.write(np.ascontiguousarray(piece).data)
    except OSError as error:
        raise store_error(path, "written", error) from error
    return [(name, pieces[0].dtype.str, [len(piece) for piece in pieces]) for name, pieces in parts.items()]


def read_parts(path: Path, form: Form) -> Parts:
    """The columns of a file, mapped; the file may be removed at once where a mapped file outlives its name."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) if path.stat().st_size else b""
    except OSError as error:
        raise store_error(path, "read", error) from error
    found: dict[str, list[npt.NDArray[Any]]] = {}
    at = 0
    for name, kind, lengths in form:
        found[name] = []
        for length in lengths:
            found[name].append(np.frombuffer(data, kind, length, at))
            at += found[name][-1].nbytes
    return found
