"""Pieces of text between blanks: the tokens in each distinct one, and all tokens of a text from its pieces."""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from qualcode.index.arrays import Ints, ranges
from qualcode.index.arrow import flags, strings
from qualcode.text.normalise import fold
from qualcode.text.tokens import spans

_OWN_KEY = re.compile(r"[0-9a-z]+(?:['-][0-9a-z]+)*")
"""A blanked piece that is one token and its own key: what `_split_exactly` would find out slowly."""


@dataclass(frozen=True)
class Pieces:
    """What the distinct pieces consist of: `counts[i]` tokens each, in the slots from `first[i]` on."""

    counts: Ints
    """Tokens of each piece."""
    first: Ints
    """Slot of the first token of each piece."""
    names: pa.Array
    """Name of the token in each slot; none in what `followed_by` gives, which nobody asks for names."""
    offsets: Ints
    """First byte of the token in each slot, in its piece."""

    @classmethod
    def none(cls) -> "Pieces":
        """No pieces."""
        nothing = np.empty(0, np.int32)
        return cls(nothing, nothing, strings([]), nothing)

    def followed_by(self, others: "Pieces") -> "Pieces":
        """These pieces and then others, numbered on."""
        moved = others.first + np.int32(len(self.offsets))
        pairs = (self.counts, others.counts), (self.first, moved), (self.offsets, others.offsets)
        counts, first, offsets = (np.concatenate(pair) for pair in pairs)
        return Pieces(counts, first, self.names, offsets)

    def some(self, numbers: Ints) -> "Pieces":
        """The pieces with these numbers; the slots stay as they are."""
        return Pieces(self.counts[numbers], self.first[numbers], self.names, self.offsets)


def split(distinct: pa.Array) -> Pieces:
    """Tokens of each distinct piece, by the exact tokeniser where the piece is not plain."""
    from pyarrow import compute  # only building an index needs it

    trimmed = compute.ascii_rtrim_whitespace(distinct)
    plain = compute.ascii_is_alnum(trimmed)  # ASCII letters and digits: one token, already its own key
    exact = [_split_exactly(piece) for piece in trimmed.filter(compute.invert(plain)).to_pylist()]
    is_plain = flags(plain)
    counts = np.ones(len(trimmed), np.int32)
    counts[~is_plain] = [len(names) for names, _ in exact]
    # In the lists of tokens the plain pieces stand before all others.
    place = np.concatenate([np.flatnonzero(is_plain), np.flatnonzero(~is_plain)])
    first = np.empty(len(trimmed), np.int32)
    first[place] = np.cumsum(counts[place]) - counts[place]
    n_plain = int(np.count_nonzero(is_plain))
    names = strings([name for names, _ in exact for name in names])
    offsets = [0] * n_plain + [offset for _, offsets in exact for offset in offsets]
    return Pieces(counts, first, pa.concat_arrays([trimmed.filter(plain), names]), np.array(offsets, np.int32))


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


def expand(ids: Ints, starts: Ints, pieces: Pieces) -> tuple[Ints, Ints]:
    """Slots and first bytes of all tokens, from the pieces of the text.

    Nearly every piece is one token that begins where the piece does: all are taken so, then the others are mended,
    `starts` in its place.
    """
    slots = pieces.first[ids]
    several = pieces.counts != 1
    odd = several | (_take(pieces.offsets, pieces.first) != 0)
    if not odd.any():
        return slots, starts
    at = np.flatnonzero(odd[ids])
    starts[at] += _take(pieces.offsets, pieces.first)[ids[at]]
    at = at[several[ids[at]]]
    return _replace(slots, starts, at, ids[at], pieces) if len(at) else (slots, starts)


def _take(values: Ints, places: Ints) -> Ints:
    """The value at each place; any value for a piece without tokens at the very end, which has no place."""
    return values[np.minimum(places, len(values) - 1)] if len(values) else np.zeros(len(places), np.int32)


def _replace(slots: Ints, starts: Ints, at: Ints, piece: Ints, pieces: Pieces) -> tuple[Ints, Ints]:
    """Put none or several tokens in the place of the one that stands at some places for a piece."""
    counts, first = pieces.counts[piece], pieces.first[piece]
    times = np.ones(len(slots), np.int64)
    times[at] = counts
    slots, starts = np.repeat(slots, times), np.repeat(starts, times)
    shift = np.cumsum(counts - 1) - (counts - 1)  # how far the tokens before have moved what follows
    places = ranges(at + shift, at + shift + counts)
    tokens = ranges(first, first + counts)
    slots[places] = tokens
    starts[places] += pieces.offsets[tokens] - np.repeat(_take(pieces.offsets, first), counts)
    return slots, starts
