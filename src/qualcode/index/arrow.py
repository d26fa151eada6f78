"""Arrow arrays by their buffers: pyarrow's own ways import pandas, a third of a second, where that is installed.

The store has a file of its own (`store/arrow`): neither room may import the other.
"""

from itertools import accumulate

import numpy as np
import pyarrow as pa

from qualcode.index.arrays import Flags, Ints


def strings(texts: list[str]) -> pa.Array:
    """Texts as an Arrow array."""
    encoded = [text.encode() for text in texts]
    offsets = np.fromiter(accumulate(map(len, encoded), initial=0), np.int32, len(encoded) + 1)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def ints(array: pa.Array) -> Ints:
    """Numbers of an Arrow array of 32 bits; any number where one is missing."""
    return np.frombuffer(array.buffers()[1], np.int32)[array.offset : array.offset + len(array)]


def flags(array: pa.Array) -> Flags:
    """Yes or no per item of an Arrow array without gaps."""
    bits = np.unpackbits(np.frombuffer(array.buffers()[1], np.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].view(np.bool_)


def booleans(values: Flags) -> pa.Array:
    """Yes or no per item as an Arrow array."""
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(np.packbits(values, bitorder="little"))])


def only(kept: Flags, texts: pa.Array) -> pa.Array:
    """Texts, those that are not kept missing; an array that is no part of another."""
    buffers = [pa.py_buffer(np.packbits(kept, bitorder="little")), *texts.buffers()[1:]]
    return pa.Array.from_buffers(pa.string(), len(texts), buffers)
