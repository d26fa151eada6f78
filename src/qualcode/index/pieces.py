"""Pieces of text between blanks: the tokens in each distinct one, and all tokens of a text from its pieces."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa

from qualcode.index.arrays import Flags, Ints, ranges
from qualcode.index.arrow import booleans, flags, only, strings
from qualcode.text.normalise import fold
from qualcode.text.tokens import spans

_OWN_KEY = "^[0-9a-z]+(?:['-][0-9a-z]+)*$"
"""A blanked piece that is one token and its own key: what `split_exactly` would find out slowly."""
Exactly = Callable[[str], tuple[tuple[str, ...], tuple[int, ...]]]
"""Gives names and first bytes of the tokens of one piece."""


@dataclass(frozen=True)
class Pieces:
    """What the distinct pieces consist of: `counts[i]` tokens each, in the slots from `first[i]` on.

    Nearly every piece is one token that begins where the piece does: its number is its slot.
    """

    odd: Flags
    """Whether a piece is anything else."""
    counts: Ints
    """Tokens of each piece."""
    first: Ints
    """Slot of the first token of each piece."""
    names: pa.Array
    """Name of the token in each slot; none in the slot of an odd piece, whose tokens stand behind all pieces."""
    offsets: Ints
    """First byte in its piece of the token in each slot behind all pieces."""


def split(distinct: pa.Array, exactly: Exactly) -> Pieces:
    """Tokens of each distinct piece, by the exact tokeniser where the piece is not plain."""
    from pyarrow import compute  # only building an index needs it

    trimmed = compute.ascii_rtrim_whitespace(distinct)
    odd = ~flags(compute.ascii_is_alnum(trimmed))  # ASCII letters and digits: one token, already its own key
    own = compute.match_substring_regex(trimmed.filter(booleans(odd)), _OWN_KEY)
    odd[np.flatnonzero(odd)[flags(own)]] = False
    return _with_odd(trimmed, odd, [exactly(piece) for piece in trimmed.filter(booleans(odd)).to_pylist()])


def _with_odd(trimmed: pa.Array, odd: Flags, exact: list[tuple[tuple[str, ...], tuple[int, ...]]]) -> Pieces:
    """The pieces with the tokens of the odd ones among them."""
    n = len(trimmed)
    counts, first = np.ones(n, np.int32), np.arange(n, dtype=np.int32)
    counts[odd] = [len(names) for names, _ in exact]
    first[odd] = n + np.cumsum(counts[odd]) - counts[odd]
    names = pa.concat_arrays([only(~odd, trimmed), strings([name for names, _ in exact for name in names])])
    offsets = np.fromiter(chain.from_iterable(offsets for _, offsets in exact), np.int32)
    return Pieces(odd, counts, first, names, offsets)


def split_exactly(piece: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Names and first bytes of the tokens of one piece."""
    names, offsets = [], []
    at = size = 0
    for start, end in spans(piece):
        width = _size(piece[start:end])
        size += _size(piece[at:start])  # from token to token: a piece may be megabytes long
        names.append(_name(fold(piece[start:end]), width))
        offsets.append(size)
        at, size = end, size + width
    return tuple(names), tuple(offsets)


def _size(text: str) -> int:
    """Length in UTF-8 bytes."""
    return len(text.encode("utf-8"))


def _name(key: str, width: int) -> str:
    """One string for a key and its width; nearly always the key itself, which sorts and hashes fastest."""
    return key if width == _size(key) else f"{key}\0{width}"


def expand(ids: Ints, starts: Ints, pieces: Pieces) -> tuple[Ints, Ints]:
    """Slots and first bytes of all tokens, from the pieces of the text: those of odd pieces are put in their places."""
    if not pieces.odd.any():
        return ids, starts
    at = np.flatnonzero(pieces.odd[ids])
    counts, first = pieces.counts[ids[at]], pieces.first[ids[at]]
    times = np.ones(len(ids), np.int64)
    times[at] = counts
    slots, starts = np.repeat(ids, times), np.repeat(starts, times)
    shift = np.cumsum(counts - 1) - (counts - 1)  # how far the tokens before have moved what follows
    places = ranges(at + shift, at + shift + counts)
    tokens = ranges(first, first + counts)
    slots[places] = tokens
    starts[places] += pieces.offsets[tokens - len(pieces.odd)]
    return slots, starts
