"""Regular arrays need no file: one number again and again, or numbers that count up. A survey has many of them."""

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
    if made.step:
        counted = np.arange(made.first, made.first + made.length, dtype=dtype)
        counted.flags.writeable = False
        return counted
    return np.broadcast_to(np.array([made.first], _bits(dtype)).view(dtype), made.length)


def _bits(dtype: np.dtype[Any]) -> str:
    return f"u{dtype.itemsize}"
