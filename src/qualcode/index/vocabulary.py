"""Words of a text: raw pieces between blanks become tokens, once per distinct piece and not once per token.

Arrow arrays are made and read by their buffers: pyarrow's own ways import pandas, a third of a second, where that is
installed. The store does so too (`store/columns`): neither room may import the other.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, chain
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from qualcode.index.arrays import Bytes, Flags, Ints, ranges
from qualcode.model.texts import TextList
from qualcode.text.tokens import BATCH_BYTES, fold, places_in_batches, token_spans

KeepTypes = Callable[[str, Iterable[Ints]], Ints]
"""Keeps a column under its name, from its parts in order (one at least), and gives the whole."""


def in_memory(_name: str, parts: Iterable[Ints]) -> Ints:
    """Join the parts."""
    first, *others = parts
    return np.concatenate([first, *others]) if others else first


class InvertedLists:
    """Tokens grouped by type, in order of text.

    Args:
        counts: tokens of each type in the whole text.
    """

    def __init__(self, counts: Ints) -> None:
        """Make room for all tokens."""
        self.starts: Ints = np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)
        self.tokens: Ints = np.empty(int(self.starts[-1]), np.int32)
        self._next, self._done = self.starts[:-1].copy(), 0

    def add(self, types: Ints) -> None:
        """Put the next tokens, given by their types, in their places."""
        counts, order = tokens_by_type(types, len(self._next))
        self.tokens[_places(self._next, counts)] = order + np.int32(self._done)
        self._next += counts
        self._done += len(types)


def _places(begins: Ints, counts: Ints) -> Ints:
    """Where tokens in order of type go, of whose types each has its next places from `begins` on."""
    own = np.flatnonzero(counts)
    counts = counts[own]
    places = np.repeat(begins[own] - (np.cumsum(counts, dtype=np.int32) - counts), counts)
    places += np.arange(len(places), dtype=np.int32)
    return places


def lists_of_some(types: Ints, wanted: Ints, n_types: int) -> tuple[Ints, Ints]:
    """Tokens of some types grouped by type, in order of text, and where those of each type begin; others have none."""
    flags = np.zeros(n_types, np.bool_)
    flags[wanted] = True
    tokens = places_in_batches(types, lambda block: flags[block])
    counts, order = tokens_by_type(types[tokens], n_types)
    return tokens[order].astype(np.int32), np.concatenate([[0], np.cumsum(counts)]).astype(np.int32)


def tokens_by_type(types: Ints, n_types: int) -> tuple[Ints, Ints]:
    """Tokens of each type, and the tokens in order of type.

    Numbers of 16 bits numpy sorts by counting them, ten times faster than longer ones: these take a turn for each half.
    """
    order = np.argsort(types.astype(np.uint16), kind="stable")  # what does not fit is cut off
    if n_types > 1 << 16:
        order = order[np.argsort((types[order] >> 16).astype(np.uint16), kind="stable")]
    return np.bincount(types, minlength=n_types).astype(np.int32), order.astype(np.int32)


_KEPT = b"'`-0123456789abcdefghijklmnopqrstuvwxyz"
_BLANKED = bytes(byte if byte >= 128 or byte in _KEPT else byte + 32 if 65 <= byte <= 90 else 32 for byte in range(256))
"""Lower-cases ASCII letters and blanks the ASCII bytes that are never part of a token, in one pass of C."""
_STRETCH = 8 << 20
"""Bytes of text whose pieces are numbered together: memory is used again, and their numbers stay in the cache."""


class Tokens(NamedTuple):
    """The tokens of a text and their types: columns of a shard."""

    keys: Sequence[str]
    """Key of each type, sorted."""
    widths: Ints
    """Length of each type in bytes."""
    types: Ints
    """Type of each token."""
    starts: Ints
    """First byte of each token."""
    postings: Ints
    """Tokens grouped by type, in order of text; empty where they were not asked for."""
    posting_starts: Ints
    """Where the tokens of each type begin in `postings`."""


def tokenise(
    text: bytes | memoryview,
    silence: Callable[[bytes], bytes] = bytes,
    keep: KeepTypes = in_memory,
    *,
    post: bool = True,
) -> Tokens:
    """All tokens of a UTF-8 text in order, with types shared by equal words.

    `silence` blanks what is no speech in some whole lines, and keeps their length. The text is gone through twice:
    first the pieces of each stretch are numbered, then, when all words are known, the tokens get their types, which are
    in order of the alphabet.
    """
    slots, names = list[Ints](), list[pa.Array]()
    starts = keep("starts", _number(text, silence, slots, names))
    keys, widths, type_of = _types(names)
    lists = InvertedLists(_counted(slots, type_of, len(keys)) if post else np.zeros(len(keys), np.int64))
    typed = _typed(slots, type_of)
    types = keep("types", _posted(typed, lists) if post else typed)
    return Tokens(keys, widths, types, starts, keep("postings", [lists.tokens]), lists.starts)


def _number(
    text: bytes | memoryview, silence: Callable[[bytes], bytes], slots: list[Ints], names: list[pa.Array]
) -> Iterator[Ints]:
    """First bytes of the tokens of each stretch; their slots, and the names of these, are put into lists."""
    for low, high in _lines_together(text):
        blanked = silence(bytes(text[low:high])).translate(_BLANKED)
        piece_starts = _piece_starts(np.frombuffer(blanked, np.uint8))
        pieces, number = _distinct_pieces(blanked, piece_starts)
        own_slots, token_starts = _expand(number, piece_starts[:-1], pieces)
        slots.append(own_slots)
        names.append(pieces.names)
        yield token_starts + np.int32(low)


def _distinct_pieces(blanked: bytes, starts: Ints) -> "tuple[TokenChunks, Ints]":
    """The distinct pieces of a stretch and the number of each of its pieces: their table stays in the cache.

    A piece carries the blanks after it: the text itself is the Arrow array.
    """
    buffers = [None, pa.py_buffer(starts), pa.py_buffer(blanked)]
    encoded = pa.Array.from_buffers(pa.string(), len(starts) - 1, buffers).dictionary_encode()
    return _split(encoded.dictionary), _ints(encoded.indices)


def _lines_together(text: bytes | memoryview) -> Iterator[tuple[int, int]]:
    """Where stretches of whole lines begin and end; one at least."""
    low = 0
    while low < len(text) or not low:
        high = _line_end(text, low + _STRETCH)
        yield low, high
        low = high or 1


def _line_end(text: bytes | memoryview, at: int) -> int:
    """The byte after the first LF from a byte on; the length of the text where there is none."""
    for low in range(at, len(text), BATCH_BYTES):
        found = bytes(text[low : low + BATCH_BYTES]).find(b"\n")
        if found >= 0:
            return low + found + 1
    return len(text)


def _counted(slots: Sequence[Ints], type_of: Sequence[Ints], n_types: int) -> Ints:
    """Tokens of each type."""
    in_slot = [np.bincount(own, minlength=len(types)) for own, types in zip(slots, type_of, strict=True)]
    counts = np.bincount(np.concatenate(type_of), weights=np.concatenate(in_slot), minlength=n_types)
    return counts.astype(np.int64)


def _typed(slots: list[Ints], type_of: Sequence[Ints]) -> Iterator[Ints]:
    """Types of the tokens of each stretch; the slots are given up one by one."""
    slots.reverse()
    for own in type_of:
        yield own[slots.pop()]


def _posted(typed: Iterable[Ints], lists: InvertedLists) -> Iterator[Ints]:
    """The same types, put into the lists on the way."""
    for types in typed:
        lists.add(types)
        yield types


def _piece_starts(blanked: Bytes) -> Ints:
    """First byte of each run without blanks, and the length of the text at the end."""
    starts = np.empty(len(blanked) // 2 + 2, np.int32)  # memory that is never touched is never taken
    n = 0
    for low in range(0, len(blanked), BATCH_BYTES):
        begin = max(low - 1, 0)
        found = _rises(blanked[begin : low + BATCH_BYTES] != 32, at_start=low == 0)
        starts[n : n + len(found)] = found + begin
        n += len(found)
    starts[n] = len(blanked)
    return starts[: n + 1]


def _rises(filled: Flags, *, at_start: bool) -> Ints:
    """Positions where a blank is followed by something; the first position too when the text begins there."""
    rises = np.flatnonzero(filled[1:] > filled[:-1]) + 1
    return np.concatenate([[0], rises]) if at_start and len(filled) and filled[0] else rises


def _types(names: Sequence[pa.Array]) -> tuple[TextList, Ints, list[Ints]]:
    """Sorted keys and widths of the distinct names, and the type of each name of each stretch."""
    from pyarrow import compute

    encoded = pa.concat_arrays(names).dictionary_encode()
    order = compute.array_sort_indices(encoded.dictionary)  # by bytes, which in UTF-8 is by code points
    distinct = encoded.dictionary.take(order)
    rank = np.zeros(len(order) + 1, np.int32)  # one more: where there is no name, any type will do
    rank[np.frombuffer(order.buffers()[1], np.uint64)] = np.arange(len(order), dtype=np.int32)
    keys, widths = _keys(distinct)
    return keys, widths, np.split(rank[_ints(encoded.indices)], np.cumsum([len(own) for own in names])[:-1])


def _keys(names: pa.Array) -> tuple[TextList, Ints]:
    """Keys and widths of distinct names; only odd ones say their width (`split_exactly`)."""
    from pyarrow import compute

    offsets = _offsets(names)
    widths = np.diff(offsets)
    match = compute.match_substring(names, "\0")
    odd = np.flatnonzero(_arrow_flags(match))
    if len(odd):
        widths[odd] = [int(name.partition("\0")[2]) for name in names.filter(match).to_pylist()]
        names = compute.replace_substring_regex(names, "\0.*", "")
        offsets = _offsets(names)
    return TextList(np.frombuffer(names.buffers()[2] or b"", np.uint8)[: offsets[-1]], offsets.astype(np.int64)), widths


def _offsets(texts: pa.Array) -> Ints:
    """First byte of each text of an Arrow array that is no part of another, and the length of all."""
    return np.frombuffer(texts.buffers()[1], np.int32)[: len(texts) + 1]


def _arrow_strings(texts: list[str]) -> pa.Array:
    """Texts as an Arrow array."""
    encoded = [text.encode() for text in texts]
    offsets = np.fromiter(accumulate(map(len, encoded), initial=0), np.int32, len(encoded) + 1)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def _ints(array: pa.Array) -> Ints:
    """Numbers of an Arrow array of 32 bits; any number where one is missing."""
    return np.frombuffer(array.buffers()[1], np.int32)[array.offset : array.offset + len(array)]


def _arrow_flags(array: pa.Array) -> Flags:
    """Yes or no per item of an Arrow array without gaps."""
    bits = np.unpackbits(np.frombuffer(array.buffers()[1], np.uint8), bitorder="little")
    return bits[array.offset : array.offset + len(array)].view(np.bool_)


def _booleans(values: Flags) -> pa.Array:
    """Yes or no per item as an Arrow array."""
    return pa.Array.from_buffers(pa.bool_(), len(values), [None, pa.py_buffer(np.packbits(values, bitorder="little"))])


_OWN_KEY = "^[0-9a-z]+(?:['-][0-9a-z]+)*$"
"""A blanked piece that is one token and its own key: what `split_exactly` would find out slowly."""


class TokenChunks(NamedTuple):
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


def _split(distinct: pa.Array) -> TokenChunks:
    """Tokens of each distinct piece, by the exact tokeniser where the piece is not plain."""
    from pyarrow import compute  # only building an index needs it

    trimmed = compute.ascii_rtrim_whitespace(distinct)
    odd = ~_arrow_flags(compute.ascii_is_alnum(trimmed))  # ASCII letters and digits: one token, already its own key
    own = compute.match_substring_regex(trimmed.filter(_booleans(odd)), _OWN_KEY)
    odd[np.flatnonzero(odd)[_arrow_flags(own)]] = False
    return _with_odd(trimmed, odd, [_tokens_of(piece) for piece in trimmed.filter(_booleans(odd)).to_pylist()])


def _with_odd(trimmed: pa.Array, odd: Flags, exact: list[tuple[tuple[str, ...], tuple[int, ...]]]) -> TokenChunks:
    """The pieces with the tokens of the odd ones among them."""
    n = len(trimmed)
    counts, first = np.ones(n, np.int32), np.arange(n, dtype=np.int32)
    counts[odd] = [len(names) for names, _ in exact]
    first[odd] = n + np.cumsum(counts[odd]) - counts[odd]
    plain = [pa.py_buffer(np.packbits(~odd, bitorder="little")), *trimmed.buffers()[1:]]
    slots = pa.Array.from_buffers(pa.string(), n, plain)  # no part of another array
    names = pa.concat_arrays([slots, _arrow_strings([name for names, _ in exact for name in names])])
    offsets = np.fromiter(chain.from_iterable(offsets for _, offsets in exact), np.int32)
    return TokenChunks(odd, counts, first, names, offsets)


def _tokens_of(piece: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """The same as `split_exactly`; of pieces of usual length it is remembered from stretch to stretch."""
    return _remembered(piece) if len(piece) <= _USUAL else split_exactly(piece)


@lru_cache(1 << 16)
def _remembered(piece: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    return split_exactly(piece)


_USUAL = 60
"""Characters of a piece beyond which it will hardly come again, and would take memory."""


def split_exactly(piece: str) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Names and first bytes of the tokens of one piece; a name is one string for a key and its width in bytes."""
    names, offsets = [], []
    at = size = 0
    for start, end in token_spans(piece):
        width = _size(piece[start:end])
        size += _size(piece[at:start])  # from token to token: a piece may be megabytes long
        key = fold(piece[start:end])  # nearly always all of the name: it sorts and hashes fastest
        names.append(key if width == _size(key) else f"{key}\0{width}")
        offsets.append(size)
        at, size = end, size + width
    return tuple(names), tuple(offsets)


def _size(text: str) -> int:
    """Length in UTF-8 bytes."""
    return len(text.encode("utf-8"))


def _expand(ids: Ints, starts: Ints, pieces: TokenChunks) -> tuple[Ints, Ints]:
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
