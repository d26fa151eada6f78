"""Numbers for the distinct pieces of a stretch of text, so that each is cut into tokens once and not once per use."""

from dataclasses import dataclass
from functools import lru_cache

import pyarrow as pa

from qualcode.index.arrays import Ints
from qualcode.index.arrow import ints
from qualcode.index.pieces import expand, split, split_exactly

_REMEMBERED = 1 << 16
"""Odd pieces whose tokens are remembered from stretch to stretch."""


@dataclass(frozen=True)
class Numbered:
    """The tokens of a stretch of text."""

    slots: Ints
    """Slot of each token: its place among the tokens of the distinct pieces of this stretch."""
    starts: Ints
    """First byte of each token in the stretch."""
    names: pa.Array
    """Name of the token in each slot; none in a slot that nothing uses."""


class Numbering:
    """Numbers stretch after stretch on its own: a table of its few distinct pieces stays in the processor's cache."""

    def __init__(self) -> None:
        """Begin with nothing remembered."""
        self._exactly = lru_cache(_REMEMBERED)(split_exactly)

    def add(self, blanked: bytes, starts: Ints) -> Numbered:
        """Number the pieces of a stretch; a piece carries the blanks after it: the text itself is the Arrow array."""
        buffers = [None, pa.py_buffer(starts), pa.py_buffer(blanked)]
        encoded = pa.Array.from_buffers(pa.string(), len(starts) - 1, buffers).dictionary_encode()
        pieces = split(encoded.dictionary, self._exactly)
        return Numbered(*expand(ints(encoded.indices), starts[:-1], pieces), pieces.names)
