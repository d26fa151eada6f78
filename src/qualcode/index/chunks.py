"""Arrow arrays by their buffers: pyarrow's own ways import pandas, a third of a second, where that is installed.

The store has a file of its own (`store/arrow`): neither room may import the other.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, chain

import numpy as np
import pyarrow as pa

from qualcode.index.arrays import Flags, Ints, ranges
from qualcode.text.tokens import fold, token_spans


def arrow_strings(texts: list[str]) -> pa.Array:
    """Texts as an Arrow array."""
    encoded = [text.encode() for text in texts]
    offsets = np.fromiter(accumulate(map(len, encoded), initial=0), np.int32, len(encoded) + 1)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def ints(array: pa.Array) -> Ints:
    """Numbers of an Arrow array of 32 bits; any number where one is missing."""
    return np.frombuffer(array.buffers()[1], np.int32)[array.offset : array.offset + len(array)]


def arrow_flags(array: pa.Array) -> Flags:
    """Yes or no per item of an Arrow array without gaps."""
    bits = np.unpackbits(np.frombuffer(array.buffers()[1], np.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].view(np.bool_)


def booleans(values: Flags) -> pa.Array:
    """Yes or no per item as an Arrow array."""
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(np.packbits(values, bitorder="little"))])


def keep_texts(kept: Flags, texts: pa.Array) -> pa.Array:
    """Texts, those that are not kept missing; an array that is no part of another."""
    buffers = [pa.py_buffer(np.packbits(kept, bitorder="little")), *texts.buffers()[1:]]
    return pa.Array.from_buffers(pa.string(), len(texts), buffers)


_OWN_KEY = "^[0-9a-z]+(?:['-][0-9a-z]+)*$"
"""A blanked piece that is one token and its own key: what `split_exactly` would find out slowly."""
Exactly = Callable[[str], tuple[tuple[str, ...], tuple[int, ...]]]
"""Gives names and first bytes of the tokens of one piece."""


@dataclass(frozen=True)
class TokenChunks:
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


def split(distinct: pa.Array, exactly: Exactly) -> TokenChunks:
    """Tokens of each distinct piece, by the exact tokeniser where the piece is not plain."""
    from pyarrow import compute  # only building an index needs it

    trimmed = compute.ascii_rtrim_whitespace(distinct)
    odd = ~arrow_flags(compute.ascii_is_alnum(trimmed))  # ASCII letters and digits: one token, already its own key
    own = compute.match_substring_regex(trimmed.filter(booleans(odd)), _OWN_KEY)
    odd[np.flatnonzero(odd)[arrow_flags(own)]] = False
    return _with_odd(trimmed, odd, [exactly(piece) for piece in trimmed.filter(booleans(odd)).to_pylist()])


def _with_odd(trimmed: pa.Array, odd: Flags, exact: list[tuple[tuple[str, ...], tuple[int, ...]]]) -> TokenChunks:
    """The pieces with the tokens of the odd ones among them."""
    n = len(trimmed)
    counts, first = np.ones(n, np.int32), np.arange(n, dtype=np.int32)
    counts[odd] = [len(names) for names, _ in exact]
    first[odd] = n + np.cumsum(counts[odd]) - counts[odd]
    names = pa.concat_arrays([keep_texts(~odd, trimmed), arrow_strings([name for names, _ in exact for name in names])])
    offsets = np.fromiter(chain.from_iterable(offsets for _, offsets in exact), np.int32)
    return TokenChunks(odd, counts, first, names, offsets)


def split_exactly(piece: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Names and first bytes of the tokens of one piece."""
    names, offsets = [], []
    at = size = 0
    for start, end in token_spans(piece):
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


def expand(ids: Ints, starts: Ints, pieces: TokenChunks) -> tuple[Ints, Ints]:
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


class TypeIds:
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
