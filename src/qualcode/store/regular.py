"""Regular arrays need no file: one number again and again, or numbers that count up. A survey has many of them."""

from functools import lru_cache
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

LEAST = 4096
"""Items from which on it is worth a look."""


class Regular(msgspec.Struct, frozen=True):
    """What such an array is made from."""

    dtype: str
    """Type of its items, as numpy writes it."""
    first: int
    """First item; of an array that is no whole numbers, its bits."""
    step: int
    """0: all items are the same; 1: each is one more than that before."""
    length: int
    """Number of items."""


def regular(values: npt.NDArray[Any]) -> Regular | None:
    """What a flat array is made from; None where it needs its file."""
    if values.ndim != 1 or len(values) < LEAST or values.dtype.kind not in "iuf":
        return None
    bits = values.view(_bits(values.dtype))
    if bits[1] == bits[0]:  # of numbers that are unknown (nan), only the bits are equal
        return Regular(values.dtype.str, int(bits[0]), 0, len(values)) if (bits == bits[0]).all() else None
    if values.dtype.kind == "f" or int(values[-1]) - int(values[0]) != len(values) - 1 or (np.diff(values) != 1).any():
        return None
    return Regular(values.dtype.str, int(values[0]), 1, len(values))


def array_of(made: Regular) -> npt.NDArray[Any]:
    """The array; it cannot be written to."""
    dtype = np.dtype(made.dtype)
    if not made.step:
        return np.broadcast_to(np.array([made.first], _bits(dtype)).view(dtype), made.length)
    end = made.first + made.length
    if 0 <= made.first <= made.length:
        return _counted(made.dtype, 1 << (end - 1).bit_length())[made.first : end]
    counted = np.arange(made.first, end, dtype=dtype)
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
