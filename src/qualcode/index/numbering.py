"""Numbers for distinct pieces of text, given stretch after stretch: only pieces that are new are cut into tokens."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from qualcode.index.arrays import Ints
from qualcode.index.arrow import flags, ints, strings
from qualcode.index.pieces import Pieces, expand, split


@dataclass(frozen=True)
class Numbered:
    """The tokens of a stretch of text."""

    slots: Ints
    """Slot of each token: its place among the tokens of all distinct pieces."""
    starts: Ints
    """First byte of each token in the stretch."""


class Numbering:
    """The distinct pieces that were seen so far."""

    def __init__(self) -> None:
        """Begin with none."""
        self._distinct = strings([])
        self._parts: list[Pieces] = []
        self._pieces = Pieces.none()

    def add(self, blanked: bytes, starts: Ints) -> Numbered:
        """Number the pieces of a stretch; a piece carries the blanks after it: the text itself is the Arrow array."""
        buffers = [None, pa.py_buffer(starts), pa.py_buffer(blanked)]
        encoded = pa.Array.from_buffers(pa.string(), len(starts) - 1, buffers).dictionary_encode()
        own = self._number(encoded.dictionary)
        return Numbered(*expand(ints(encoded.indices), starts[:-1], self._pieces.some(own)))

    def names(self) -> pa.Array:
        """Name of the token in each slot."""
        return pa.concat_arrays([part.names for part in self._parts])

    def _number(self, distinct: pa.Array) -> Ints:
        """The number of each of some distinct pieces; new ones are cut and numbered on."""
        from pyarrow import compute  # only building an index needs it

        found = compute.index_in(distinct, value_set=self._distinct)
        numbers = ints(found).copy()
        new = np.flatnonzero(flags(found.is_null()))
        numbers[new] = np.arange(len(new), dtype=np.int32) + len(self._distinct)
        fresh = distinct.filter(found.is_null()) if found.null_count < len(distinct) else distinct
        self._distinct = pa.concat_arrays([self._distinct, fresh])
        part = split(fresh)
        self._parts.append(part)
        self._pieces = self._pieces.followed_by(part)
        return numbers
