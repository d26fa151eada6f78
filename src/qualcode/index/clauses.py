"""Clauses: the tokens before which punctuation ends one."""

from collections.abc import Iterator

import numpy as np

from qualcode.index.arrays import Bytes, Ints
from qualcode.text.blocks import BLOCK

_ENDS = bytes(byte in b',;:.!?()\n"' or byte == 0xE2 for byte in range(256))
"""One where a byte ends a clause or begins a character that may."""
_GENERAL_PUNCTUATION = 0xE2
"""First byte of the dashes and the ellipsis in UTF-8; the second is 0x80."""
_DASHES_AND_ELLIPSIS = (0x93, 0x94, 0xA6)
"""Third bytes of en dash, em dash and ellipsis."""


def clause_breaks(text: Bytes, starts: Ints) -> Iterator[Ints]:
    """Tokens before which a comma, stop, bracket, quotation mark, dash, ellipsis or line end stands; by block."""
    edges = np.searchsorted(starts, np.arange(0, len(text) + BLOCK, BLOCK).astype(starts.dtype)).tolist()
    yield np.empty(0, np.int32)
    last = -1
    for block, low in enumerate(range(0, len(text), BLOCK)):
        own = starts[edges[block] : edges[block + 1]]
        ends = _ends(text, low).astype(starts.dtype)
        tokens = np.searchsorted(own, ends).astype(np.int32) + np.int32(edges[block])
        tokens = tokens[np.diff(tokens, prepend=last) > 0]
        yield tokens
        last = int(tokens[-1]) if len(tokens) else last


def _ends(text: Bytes, low: int) -> Ints:
    """Bytes of the block that begins at a byte where a clause ends."""
    marked = np.frombuffer(text[low : low + BLOCK].tobytes().translate(_ENDS), np.bool_)
    ends = np.flatnonzero(marked) + low
    wide = np.flatnonzero(text[ends] == _GENERAL_PUNCTUATION)
    if not len(wide):
        return ends
    first = ends[wide]
    following = text[np.minimum(first[:, None] + [1, 2], len(text) - 1)]
    ends_clause = (following[:, 0] == 0x80) & np.isin(following[:, 1], _DASHES_AND_ELLIPSIS) & (first < len(text) - 2)
    return np.delete(ends, wide[~ends_clause])
