"""Words of a text: raw pieces between blanks become tokens, once per distinct piece and not once per token."""

from dataclasses import dataclass

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


def _intern(blanked: bytes, starts: Ints) -> tuple[Ints, list[bytes]]:
    """Number the distinct pieces; a piece carries the blanks after it, so that the text itself is the Arrow array."""
    buffers = [None, pa.py_buffer(starts), pa.py_buffer(blanked)]
    encoded = pa.Array.from_buffers(pa.binary(), len(starts) - 1, buffers).dictionary_encode()
    return encoded.indices.to_numpy(), encoded.dictionary.to_pylist()


def _split(distinct: list[bytes]) -> _Pieces:
    """Tokens of each distinct piece, by the exact tokeniser where the piece is not plain."""
    counts = np.ones(len(distinct), np.int32)
    names: list[str] = []
    offsets: list[int] = []
    for number, raw in enumerate(distinct):
        piece = raw.rstrip(b" ")
        if piece.isalnum():  # bytes.isalnum is true for ASCII letters and digits only: one token, already its own key
            names.append(piece.decode("ascii"))
            offsets.append(0)
        else:
            counts[number] = _split_exactly(piece.decode("utf-8"), names, offsets)
    return _Pieces(counts, names, np.array(offsets, np.int32))


def _split_exactly(piece: str, names: list[str], offsets: list[int]) -> int:
    """Append the tokens of one piece and say how many there are."""
    found = spans(piece)
    for start, end in found:
        names.append(_name(fold(piece[start:end]), _size(piece[start:end])))
        offsets.append(_size(piece[:start]))
    return len(found)


def _size(text: str) -> int:
    """Length in UTF-8 bytes."""
    return len(text.encode("utf-8"))


def _name(key: str, width: int) -> str:
    """One string for a key and its width; nearly always the key itself, which sorts and hashes fastest."""
    return key if width == _size(key) else f"{key}\0{width}"


def _key_and_width(name: str) -> tuple[str, int]:
    """The key and the width that a name stands for."""
    key, _, width = name.partition("\0")
    return key, int(width) if width else _size(key)


def _types(names: list[str]) -> tuple[list[str], Ints, Ints]:
    """Sorted keys and widths of the distinct names, and the type of each name."""
    distinct = sorted(set(names))
    number = dict(zip(distinct, range(len(distinct)), strict=True))
    type_of = np.fromiter(map(number.__getitem__, names), np.int32, len(names))
    pairs = [_key_and_width(name) for name in distinct]
    return [key for key, _ in pairs], np.array([width for _, width in pairs], np.int32), type_of


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
