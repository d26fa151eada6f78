"""Words of a text: raw pieces between blanks become tokens, once per distinct piece and not once per token."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from qualcode.index.arrays import Bytes, Flags, Ints, ranges
from qualcode.index.chunks import TypeIds, arrow_flags, ints
from qualcode.model.texts import TextList
from qualcode.text.tokens import BATCH_BYTES

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
        self._next = self.starts[:-1].copy()
        self._done = 0

    def add(self, types: Ints) -> None:
        """Put the next tokens, given by their types, in their places."""
        counts, order = tokens_by_type(types, len(self._next))
        self.tokens[_places(self._next, counts)] = order + np.int32(self._done)
        self._next += counts
        self._done += len(types)


def _places(begins: Ints, counts: Ints) -> Ints:
    own = np.flatnonzero(counts)
    return ranges(begins[own], begins[own] + counts[own])


def tokens_by_type(types: Ints, n_types: int) -> tuple[Ints, Ints]:
    """Tokens of each type, and the tokens in order of type: a counting sort, as a sparse matrix is turned."""
    from scipy.sparse import csr_array  # a quarter of a second to import, and an index on disk needs none of it

    one, row = np.ones(len(types), np.int8), np.arange(len(types) + 1, dtype=np.int32)
    columns = csr_array((one, types, row), shape=(len(types), n_types)).tocsc()
    return np.diff(columns.indptr), columns.indices


_KEPT = b"'`-0123456789abcdefghijklmnopqrstuvwxyz"
_BLANKED = bytes(byte if byte >= 128 or byte in _KEPT else byte + 32 if 65 <= byte <= 90 else 32 for byte in range(256))
"""Lower-cases ASCII letters and blanks the ASCII bytes that are never part of a token, in one pass of C."""
_STRETCH = 8 << 20
"""Bytes of text whose pieces are numbered together: memory is used again, and their numbers stay in the cache."""


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
    postings: Ints
    """Tokens grouped by type, in order of text."""
    posting_starts: Ints
    """Where the tokens of each type begin in `postings`."""


def tokenise(text: bytes, silence: Callable[[bytes], bytes] = bytes, keep: KeepTypes = in_memory) -> Tokens:
    """All tokens of a UTF-8 text in order, with types shared by equal words.

    `silence` blanks what is no speech in some whole lines, and keeps their length. The text is gone through twice:
    first the pieces of each stretch are numbered, then, when all words are known, the tokens get their types, which are
    in order of the alphabet.
    """
    slots, names = list[Ints](), list[pa.Array]()
    starts = keep("starts", _number(text, silence, slots, names))
    keys, widths, type_of = _types(names)
    postings = InvertedLists(_counted(slots, type_of, len(keys)))
    types = keep("types", _typed(slots, type_of, postings))
    return Tokens(keys, widths, types, starts, keep("postings", [postings.tokens]), postings.starts)


def _number(text: bytes, silence: Callable[[bytes], bytes], slots: list[Ints], names: list[pa.Array]) -> Iterator[Ints]:
    """First bytes of the tokens of each stretch; their slots, and the names of these, are put into lists."""
    numbering = TypeIds()
    for low, high in _lines_together(text):
        blanked = silence(text[low:high]).translate(_BLANKED)
        numbered = numbering.add(blanked, _piece_starts(np.frombuffer(blanked, np.uint8)))
        slots.append(numbered.slots)
        names.append(numbered.names)
        yield numbered.starts + np.int32(low)


def _lines_together(text: bytes) -> Iterator[tuple[int, int]]:
    """Where stretches of whole lines begin and end; one at least."""
    low = 0
    while low < len(text) or not low:
        high = text.find(b"\n", low + _STRETCH) + 1 or len(text)
        yield low, high
        low = high or 1


def _counted(slots: Sequence[Ints], type_of: Sequence[Ints], n_types: int) -> Ints:
    """Tokens of each type."""
    in_slot = [np.bincount(own, minlength=len(types)) for own, types in zip(slots, type_of, strict=True)]
    counts = np.bincount(np.concatenate(type_of), weights=np.concatenate(in_slot), minlength=n_types)
    return counts.astype(np.int64)


def _typed(slots: list[Ints], type_of: Sequence[Ints], postings: InvertedLists) -> Iterator[Ints]:
    """Types of the tokens of each stretch, which are posted on the way; the slots are given up one by one."""
    slots.reverse()
    for own in type_of:
        types = own[slots.pop()]
        postings.add(types)
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
    return keys, widths, np.split(rank[ints(encoded.indices)], np.cumsum([len(own) for own in names])[:-1])


def _keys(names: pa.Array) -> tuple[TextList, Ints]:
    """Keys and widths of distinct names; only odd ones say their width (`pieces`)."""
    from pyarrow import compute

    offsets = _offsets(names)
    widths = np.diff(offsets)
    match = compute.match_substring(names, "\0")
    odd = np.flatnonzero(arrow_flags(match))
    if len(odd):
        widths[odd] = [int(name.partition("\0")[2]) for name in names.filter(match).to_pylist()]
        names = compute.replace_substring_regex(names, "\0.*", "")
        offsets = _offsets(names)
    return TextList(np.frombuffer(names.buffers()[2] or b"", np.uint8)[: offsets[-1]], offsets.astype(np.int64)), widths


def _offsets(texts: pa.Array) -> Ints:
    """First byte of each text of an Arrow array that is no part of another, and the length of all."""
    return np.frombuffer(texts.buffers()[1], np.int32)[: len(texts) + 1]
