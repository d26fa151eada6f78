"""Names for the numpy arrays that the index is made of."""

import numpy as np
import numpy.typing as npt

from qualcode.text.blocks import BLOCK, places

__all__ = ["BLOCK", "Bytes", "Flags", "Ints", "among", "distinct", "places", "ranges"]

Bytes = npt.NDArray[np.uint8]
"""UTF-8 code units."""
Ints = npt.NDArray[np.integer]
"""Whole numbers: positions, ids, counts."""
Flags = npt.NDArray[np.bool_]
"""Yes or no per item."""


def ranges(starts: Ints, ends: Ints) -> Ints:
    """All whole numbers of the half-open ranges `starts[i]:ends[i]`, one range after the other."""
    lengths = (ends - starts).astype(np.int64)
    total = int(lengths.sum())
    if not total:
        return np.empty(0, np.int64)
    before = np.cumsum(lengths) - lengths
    within: Ints = np.arange(total, dtype=np.int64) + np.repeat(starts - before, lengths)
    return within


def distinct(values: Ints) -> Ints:
    """The different values, in order.

    `numpy.unique` does the same for a hundred times the price where most values are different (numpy 2.3 and later
    hash them); positions are mostly in order already, which is seen in one pass.
    """
    if len(values) < 2:
        return values
    steps = values[1:] - values[:-1]
    if (steps < 0).any():
        values = np.sort(values)
        steps = values[1:] - values[:-1]
    different: Ints = values[np.concatenate([[True], steps > 0])]
    return different


def among(values: Ints, wanted: Ints) -> Flags:
    """Whether each value is one of some different ones in order; `numpy.isin` would sort or hash all values."""
    if not len(wanted):
        return np.zeros(len(values), np.bool_)
    at = np.searchsorted(wanted, values)
    found: Flags = wanted[np.minimum(at, len(wanted) - 1)] == values
    return found
