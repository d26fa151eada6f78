"""Arrow arrays over buffers that are there: nothing is copied, and pandas, which Arrow's own ways import, stays out.

The index has a file of its own (`index/arrow`): neither room may import the other.
"""

from typing import Any

import numpy as np

from qualcode.model.texts import Texts


def strings(data: Any, offsets: Any) -> Any:
    """Texts as an Arrow array: UTF-8 bytes, and 32-bit offsets, one more than texts."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)])


def texts_array(texts: Texts) -> Any:
    """Texts without gaps as an Arrow array."""
    return strings(texts.data, np.asarray(texts.offsets, np.int32))


def whole_numbers(values: Any) -> Any:
    """64-bit whole numbers as an Arrow array."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int64(), len(values), [None, pa.py_buffer(values)])


def flags_at(places: Any, number: int) -> Any:
    """So many flags as an Arrow array: yes at some places, no at the others."""
    import pyarrow as pa

    flags = np.zeros(number, np.bool_)
    flags[places] = True
    return pa.Array.from_buffers(pa.bool_(), number, [None, pa.py_buffer(np.packbits(flags, bitorder="little"))])
