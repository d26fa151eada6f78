"""Names for the numpy arrays that the index is made of."""

import numpy as np
import numpy.typing as npt

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
