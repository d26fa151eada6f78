"""Words of a text: raw pieces between blanks become tokens, once per distinct piece and not once per token."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import pyarrow as pa

from qualcode.index.arrays import Bytes, Flags, Ints
from qualcode.text.normalise import fold
from qualcode.text.tokens import spans

_KEPT = b"'`-0123456789abcdefghijklmnopqrstuvwxyz"
_BLANKED = bytes(byte if byte >= 128 or byte in _KEPT else byte + 32 if 65 <= byte <= 90 else 32 for byte in range(256))
"""Lower-cases ASCII letters and blanks the ASCII bytes that are never part of a token, in one pass of C."""

_BLOCK = 1 << 20
"""Bytes looked at in one go: a block that fits the processor's cache is several times faster than the whole text."""


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text and their types."""

    keys: list[str]
    """Key of each type, sorted."""
    widths: Ints
    """Length of each type in bytes."""
    types: Ints
    """Type of each token."""
    starts: Ints
    """First byte of each token."""


@dataclass(frozen=True)
class _Pieces:
    """What the distinct pieces consist of: `counts[i]` tokens each, flattened."""

    counts: Ints
    names: list[str]
    offsets: Ints


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
    found = []
    for low in range(0, len(blanked), _BLOCK):
        filled = blanked[max(low - 1, 0) : low + _BLOCK] != 32
        found.append(_rises(filled, at_start=low == 0) + max(low - 1, 0))
    return np.concatenate([*found, [len(blanked)]]).astype(np.int32)


def _rises(filled: Flags, *, at_start: bool) -> Ints:
    """Positions where a blank is followed by something; the first position too when the text begins there."""
    rises = np.flatnonzero(filled[1:] > filled[:-1]) + 1
    return np.concatenate([[0], rises]) if at_start and len(filled) and filled[0] else rises


def _intern(blanked: bytes, starts: Ints) -> tuple[Ints, pa.Array]:
    """Number the distinct pieces; a piece carries the blanks after it, so that the text itself is the Arrow array."""
    buffers = [None, pa.py_buffer(starts), pa.py_buffer(blanked)]
    encoded = pa.Array.from_buffers(pa.string(), len(starts) - 1, buffers).dictionary_encode()
    return encoded.indices.to_numpy(), encoded.dictionary


def _split(distinct: pa.Array) -> _Pieces:
    """Tokens of each distinct piece, by the exact tokeniser where the piece is not plain."""
    from pyarrow import compute  # only building an index needs it

    trimmed = compute.ascii_rtrim_whitespace(distinct)
    plain = compute.ascii_is_alnum(trimmed)  # ASCII letters and digits: one token, already its own key
    names: list[str] = trimmed.to_pylist()
    counts = np.ones(len(names), np.int32)
    offsets: list[Sequence[int]] = [(0,)] * len(names)
    tokens: list[Sequence[str]] = [(name,) for name in names]
    for number in np.flatnonzero(~plain.to_numpy(zero_copy_only=False)).tolist():
        tokens[number], offsets[number] = _split_exactly(names[number])
        counts[number] = len(tokens[number])
    return _Pieces(counts, list(chain.from_iterable(tokens)), np.array(list(chain.from_iterable(offsets)), np.int32))


def _split_exactly(piece: str) -> tuple[list[str], list[int]]:
    """Names and first bytes of the tokens of one piece."""
    found = spans(piece)
    names = [_name(fold(piece[start:end]), _size(piece[start:end])) for start, end in found]
    return names, [_size(piece[:start]) for start, _ in found]


def _size(text: str) -> int:
    """Length in UTF-8 bytes."""
    return len(text.encode("utf-8"))


def _name(key: str, width: int) -> str:
    """One string for a key and its width; nearly always the key itself, which sorts and hashes fastest."""
    return key if width == _size(key) else f"{key}\0{width}"


def _types(names: list[str]) -> tuple[list[str], Ints, Ints]:
    """Sorted keys and widths of the distinct names, and the type of each name."""
    distinct = sorted(set(names))
    number = dict(zip(distinct, range(len(distinct)), strict=True))
    type_of = np.fromiter(map(number.__getitem__, names), np.int32, len(names))
    widths = _sizes(distinct)
    for at, name in enumerate(distinct):
        if "\0" in name:
            distinct[at], _, width = name.partition("\0")
            widths[at] = int(width)
    return distinct, widths, type_of


def _sizes(names: list[str]) -> Ints:
    """Length of each name in UTF-8 bytes, read off the line ends of all names joined."""
    joined = np.frombuffer("\n".join([*names, ""]).encode("utf-8"), np.uint8)
    return np.diff(np.flatnonzero(joined == ord("\n")), prepend=-1).astype(np.int32) - 1


def _expand(ids: Ints, starts: Ints, pieces: _Pieces, type_of: Ints) -> tuple[Ints, Ints]:
    """Types and first bytes of all tokens, from the pieces of the text."""
    first = (np.cumsum(pieces.counts) - pieces.counts).astype(np.int32)
    counts = pieces.counts[ids]
    token = first[ids]
    if not (counts == 1).all():
        ends = np.cumsum(counts)
        token = np.repeat(token - (ends - counts).astype(np.int32), counts) + np.arange(ends[-1], dtype=np.int32)
        starts = np.repeat(starts, counts)
    return type_of[token], starts + pieces.offsets[token]
