"""Places in a large text where something holds, such as line ends, found block by block."""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

BLOCK = 1 << 20
"""Bytes looked at in one go: a block that fits the processor's cache is several times faster than the whole text."""


def places(
    text: npt.NDArray[np.integer], holds: Callable[[npt.NDArray[np.integer]], npt.NDArray[np.bool_]]
) -> npt.NDArray[np.integer]:
    """Bytes of a text for which something holds."""
    found = [np.flatnonzero(holds(text[low : low + BLOCK])) + low for low in range(0, len(text), BLOCK)]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def line_starts(text: bytes) -> npt.NDArray[np.int64]:
    """First byte of each line of a text whose last line ends with LF, and the length of the text at the end."""
    ends = places(np.frombuffer(text, np.uint8), lambda block: block == ord("\n"))
    return np.concatenate([np.zeros(1, np.int64), ends + 1])
