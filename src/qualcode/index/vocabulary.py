"""Words of a text: raw pieces between blanks become tokens, once per distinct piece and not once per token."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from qualcode.index.arrays import BLOCK as _BLOCK
from qualcode.index.arrays import Bytes, Flags, Ints, ranges
from qualcode.text.normalise import fold
from qualcode.text.tokens import spans

_KEPT = b"'`-0123456789abcdefghijklmnopqrstuvwxyz"
_BLANKED = bytes(byte if byte >= 128 or byte in _KEPT else byte + 32 if 65 <= byte <= 90 else 32 for byte in range(256))
"""Lower-cases ASCII letters and blanks the ASCII bytes that are never part of a token, in one pass of C."""

_OWN_KEY = re.compile(r"[0-9a-z]+(?:['-][0-9a-z]+)*")
"""A blanked piece that is one token and its own key: what `_split_exactly` would find out slowly."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text and their types."""

    keys: Sequence[str]
    """Key of each type, sorted."""
    widths: Ints
    """Length of each type in bytes."""
    types: Ints
    """Type of each token."""
    starts: Ints
    """First byte of each token."""


@dataclass(frozen=True)
class _Pieces:
    """What the distinct pieces consist of: `counts[i]` tokens each, flattened from `first[i]` on."""

    counts: Ints
    """Tokens of each piece."""
    first: Ints
    """Place of the first token of each piece in the two lists below."""
    names: pa.Array
    """Name of each token."""
    offsets: Ints
    """First byte of each token in its piece."""


def tokenise(text: bytes) -> Tokens:
    """All tokens of a UTF-8 text in order, with types shared by equal words."""
    blanked = text.translate(_BLANKED)
    starts = _piece_starts(np.frombuffer(blanked, np.uint8))
    ids, distinct = _intern(blanked, starts)
    pieces = _split(distinct)
    keys, widths, type_of = _types(pieces.names)
    return Tokens(keys, widths, *_expand(ids, starts[:-1], pieces, type_of))


def _piece_starts(blanked: Bytes) -> Ints:
    """First byte of each run without blanks, and the length of the text at the end."""
    starts = np.empty(len(blanked) // 2 + 2, np.int32)  # memory that is never touched is never taken
    n = 0
    for low in range(0, len(blanked), _BLOCK):
        begin = max(low - 1, 0)
        found = _rises(blanked[begin : low + _BLOCK] != 32, at_start=low == 0)
        starts[n : n + len(found)] = found + begin
        n += len(found)
    starts[n] = len(blanked)
    return starts[: n + 1]


def _rises(filled: Flags, *, at_start: bool) -> Ints:
    """Positions where a blank is followed by something; the first position too when the text begins there."""
    rises = np.flatnonzero(filled[1:] > filled[:-1]) + 1
    return np.concatenate([[0], rises]) if at_start and len(filled) and filled[0] else rises


def _intern(blanked: bytes, starts: Ints) -> tuple[Ints, pa.Array]:
    """Number the distinct pieces; a piece carries the blanks after it, so that the text itself is the Arrow array."""
    buffers = [None, pa.py_buffer(starts), pa.py_buffer(blanked)]
    encoded = pa.Array.from_buffers(pa.string(), len(starts) - 1, buffers).dictionary_encode()
    return _view(encoded.indices, np.int32), encoded.dictionary


# `to_numpy` and `pyarrow.array` import pandas where it is installed, which takes a fifth of a second: hence these two.


def _view(numbers: pa.Array, kind: type[np.generic]) -> Ints:
    """Whole numbers of an Arrow array."""
    found: Ints = np.frombuffer(numbers.buffers()[1], kind)[numbers.offset : numbers.offset + len(numbers)]
    return found


def _texts(names: Sequence[str]) -> pa.Array:
    """An Arrow array of texts."""
    data = [name.encode("utf-8") for name in names]
    offsets = np.cumsum([0, *map(len, data)], dtype=np.int32)
    return pa.Array.from_buffers(pa.string(), len(data), [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(data))])


def _split(distinct: pa.Array) -> _Pieces:
    """Tokens of each distinct piece, by the exact tokeniser where the piece is not plain."""
    from pyarrow import compute  # only building an index needs it

    trimmed = compute.ascii_rtrim_whitespace(distinct)
    plain = compute.ascii_is_alnum(trimmed)  # ASCII letters and digits: one token, already its own key
    exact = [_split_exactly(piece) for piece in trimmed.filter(compute.invert(plain)).to_pylist()]
    is_plain = _view(plain.cast(pa.uint8()), np.uint8).astype(np.bool_)
    counts = np.ones(len(trimmed), np.int32)
    counts[~is_plain] = [len(names) for names, _ in exact]
    # In the lists of tokens the plain pieces stand before all others.
    place = np.concatenate([np.flatnonzero(is_plain), np.flatnonzero(~is_plain)])
    first = np.empty(len(trimmed), np.int32)
    first[place] = np.cumsum(counts[place]) - counts[place]
    n_plain = int(np.count_nonzero(is_plain))
    names = _texts([name for names, _ in exact for name in names])
    offsets = [0] * n_plain + [offset for _, offsets in exact for offset in offsets]
    return _Pieces(counts, first, pa.concat_arrays([trimmed.filter(plain), names]), np.array(offsets, np.int32))


def _split_exactly(piece: str) -> tuple[list[str], list[int]]:
    """Names and first bytes of the tokens of one piece."""
    if _OWN_KEY.fullmatch(piece):
        return [piece], [0]
    names, offsets = [], []
    at = size = 0
    for start, end in spans(piece):
        width = _size(piece[start:end])
        size += _size(piece[at:start])  # from token to token: a piece may be megabytes long
        names.append(_name(fold(piece[start:end]), width))
        offsets.append(size)
        at, size = end, size + width
    return names, offsets


def _size(text: str) -> int:
    """Length in UTF-8 bytes."""
    return len(text.encode("utf-8"))


def _name(key: str, width: int) -> str:
    """One string for a key and its width; nearly always the key itself, which sorts and hashes fastest."""
    return key if width == _size(key) else f"{key}\0{width}"


def _types(names: pa.Array) -> tuple[list[str], Ints, Ints]:
    """Sorted keys and widths of the distinct names, and the type of each name."""
    from pyarrow import compute

    encoded = names.dictionary_encode()
    order = compute.array_sort_indices(encoded.dictionary)  # by bytes, which in UTF-8 is by code points
    distinct = encoded.dictionary.take(order)
    rank = np.empty(len(order), np.int32)
    rank[_view(order, np.uint64)] = np.arange(len(order), dtype=np.int32)
    keys: list[str] = distinct.to_pylist()
    widths = np.diff(np.frombuffer(distinct.buffers()[1], np.int32)[: len(distinct) + 1])
    for at in np.flatnonzero(_view(compute.match_substring(distinct, "\0").cast(pa.uint8()), np.uint8)).tolist():
        keys[at], _, width = keys[at].partition("\0")
        widths[at] = int(width)
    return keys, widths, rank[_view(encoded.indices, np.int32)]


def _expand(ids: Ints, starts: Ints, pieces: _Pieces, type_of: Ints) -> tuple[Ints, Ints]:
    """Types and first bytes of all tokens, from the pieces of the text.

    Nearly every piece is one token that begins where the piece does: all are taken so, then the others are mended,
    `starts` in its place.
    """
    types = _take(type_of, pieces.first)[ids]
    several = pieces.counts != 1
    odd = several | (_take(pieces.offsets, pieces.first) != 0)
    if not odd.any():
        return types, starts
    at = np.flatnonzero(odd[ids])
    starts[at] += _take(pieces.offsets, pieces.first)[ids[at]]
    at = at[several[ids[at]]]
    return _replace(types, starts, at, ids[at], pieces, type_of) if len(at) else (types, starts)


def _take(values: Ints, places: Ints) -> Ints:
    """The value at each place; any value for a piece without tokens at the very end, which has no place."""
    return values[np.minimum(places, len(values) - 1)] if len(values) else np.zeros(len(places), np.int32)


def _replace(types: Ints, starts: Ints, at: Ints, piece: Ints, pieces: _Pieces, type_of: Ints) -> tuple[Ints, Ints]:
    """Put none or several tokens in the place of the one that stands at some places for a piece."""
    counts, first = pieces.counts[piece], pieces.first[piece]
    tokens = ranges(first, first + counts)
    moved = np.repeat(starts[at] - _take(pieces.offsets, first), counts) + pieces.offsets[tokens]
    places = np.repeat(at - np.arange(len(at)), counts)  # among the tokens that stay
    stay = np.ones(len(types), np.bool_)
    stay[at] = False
    return np.insert(types[stay], places, type_of[tokens]), np.insert(starts[stay], places, moved)
