"""Whether bytes are UTF-8, without decoding them."""

import numpy as np


def check_utf8(text: bytes) -> None:
    """Raise `UnicodeDecodeError` where a text is not UTF-8; Arrow looks twenty times faster than decoding does."""
    import pyarrow as pa

    whole = pa.Array.from_buffers(
        pa.large_string(), 1, [None, pa.py_buffer(np.array([0, len(text)])), pa.py_buffer(text)]
    )
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        text.decode("utf-8")
