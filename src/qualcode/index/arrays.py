"""Names for the numpy arrays that the index is made of."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

Bytes = npt.NDArray[np.uint8]
"""UTF-8 code units."""
Ints = npt.NDArray[np.integer]
"""Whole numbers: positions, ids, counts."""
Longs = npt.NDArray[np.int64]
"""Whole numbers of 64 bits."""
Int32s = npt.NDArray[np.int32]
"""Whole numbers of 32 bits."""
Int8s = npt.NDArray[np.int8]
"""Whole numbers of 8 bits."""
Float32s = npt.NDArray[np.float32]
"""Fractions."""
Flags = npt.NDArray[np.bool_]
"""Yes or no per item."""


def ranges(starts: Ints, ends: Ints) -> Longs:
    """All whole numbers of the half-open ranges `starts[i]:ends[i]`, one range after the other."""
    lengths = (ends - starts).astype(np.int64)
    total = int(lengths.sum())
    if not total:
        return np.empty(0, np.int64)
    before = np.cumsum(lengths) - lengths
    within: Longs = np.arange(total, dtype=np.int64) + np.repeat(starts - before, lengths)
    return within


def ranges_of(values: Ints, starts: Ints, ends: Ints) -> Ints:
    """The values of the half-open ranges `starts[i]:ends[i]`, one range after the other."""
    if len(starts) * _SHORT > int((ends - starts).sum()):
        return values[ranges(starts, ends)]
    pieces = (values[low:high] for low, high in zip(starts.tolist(), ends.tolist(), strict=True))
    return np.concatenate([values[:0], *pieces])


_SHORT = 64
"""Ranges that are shorter than so many values are faster gathered value by value than copied one by one."""


def take_runs(bounds: Ints, kept: Ints) -> tuple[Longs, Ints]:
    """Of runs of values that begin at `bounds`, keep some: where those begin among the values kept, and these values.

    Both lists of bounds end with the number of values.
    """
    if bounds[-1] == len(bounds) - 1 and (np.diff(bounds) == 1).all():  # one value each
        return np.arange(len(kept) + 1), kept
    starts = bounds[kept]
    sizes = bounds[kept + 1] - starts
    begins: Longs = np.concatenate([[0], np.cumsum(sizes)])
    at: Ints = np.repeat(starts - begins[:-1], sizes)
    at += np.arange(len(at))
    return begins, at


def distinct_values(values: Ints) -> Ints:
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


def merged(*parts: Ints) -> Ints:
    """The different values of several lists, in order."""
    if len(parts) == 1:
        return distinct_values(parts[0])
    values = np.concatenate(parts) if parts else np.empty(0, np.int32)
    values.sort()  # by vector instructions: four times as fast as merging the lists, which are in order themselves
    return distinct_values(values)


def among(values: Ints, wanted: Ints) -> Flags:
    """Whether each value is one of some different ones in order; `numpy.isin` would sort or hash all values."""
    if not len(wanted):
        return np.zeros(len(values), np.bool_)
    if wanted[0] >= 0 and wanted[-1] <= _DENSE * len(values):
        return _flagged(values, wanted)
    at = np.searchsorted(wanted, values)
    found: Flags = wanted[np.minimum(at, len(wanted) - 1)] == values
    return found


_DENSE = 64
"""A flag for each number up to so many times the values is made faster than these are searched for."""


def _flagged(values: Ints, wanted: Ints) -> Flags:
    """Whether a flag stands at each value; those on either side of the wanted ones have none."""
    beyond = int(wanted[-1]) + 1
    flags = np.zeros(beyond + 2, np.bool_)
    flags[wanted] = True
    found: Flags = flags[np.clip(values, -1, beyond)]
    return found


def order(*keys: Ints) -> Ints:
    """The order of items by the first key, then by the second one and so on; items that are equal stay as they stand.

    Keys are packed into whole numbers together with the place of each item, which sort ten times faster than
    `numpy.lexsort` sorts keys one by one.
    """
    width = len(keys[0]).bit_length()
    least, *others = _packed(keys, 63 - width)
    places = sorted_places(least, width)
    for packed in others:
        places = places[sorted_places(packed[places], width)]
    return places


def sorted_places(packed: Ints, width: int) -> Ints:
    """Places of numbers of 64 bits in their order; the numbers are lost, since long arrays are dear to make.

    A place takes `width` bits, for which the numbers must leave room.
    """
    packed <<= width
    packed |= np.arange(len(packed))
    packed.sort()
    packed &= (1 << width) - 1
    return packed


def _packed(keys: Sequence[Ints], room: int) -> Iterator[Ints]:
    """Whole numbers of up to so many bits that hold one key or several; the keys that matter least come first."""
    packed, used = None, 0
    for key in reversed(keys):
        low = int(key.min(initial=0))
        width = int(key.max(initial=0) - low).bit_length()
        if width > room:
            raise ValueError(f"a key of {width} bits does not fit")
        if packed is not None and used + width > room:
            yield packed
            packed, used = None, 0
        lifted = key.astype(np.int64)
        lifted -= low
        lifted <<= used
        packed = lifted if packed is None else np.bitwise_or(packed, lifted, out=packed)
        used += width
    if packed is not None:
        yield packed
