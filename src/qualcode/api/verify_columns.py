"""Verify a table of a million quotes column by column: whether every one is the slice of its turn, byte for byte.

This says only that all hold, and of plain csv and tsv files only. Wherever anything is not so, the rows are looked at
one by one, which finds out what is wrong with which.
"""

import csv
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from qualcode.export.delimited import SAFE_MARK
from qualcode.index.arrays import Ints
from qualcode.model.texts import TextList
from qualcode.store.columns import whole_numbers

CELL_SEPARATORS = {".csv": ",", ".tsv": "\t"}
"""Ending -> what stands between two cells."""
_NAMES = ("corpus", "transcript", "quote")
_NUMBERS = ("turn", "start", "end", "quote_start", "quote_end")
_BLOCK = 1 << 20
"""Bytes that are looked at together."""
_MARK = SAFE_MARK.encode()
TextsOf = Callable[[str, str], Iterator[TextList]]
"""Corpus and transcript -> the texts of its turns in order, some at a time."""


def count_if_all_hold(file: Path, texts_of: TextsOf) -> int | None:
    """The number of quotes in an exported file of which all are in their places; None where that cannot be said."""
    import pyarrow as pa

    count = 0
    passing: dict[tuple[str, str], _Passing] = {}
    try:
        for batch in _batches(file):
            if not _hold(batch, passing, texts_of):
                return None
            count += batch.num_rows
    except (pa.ArrowInvalid, UnicodeDecodeError, ValueError, csv.Error, KeyError):
        return None
    return count


def _batches(file: Path) -> Iterator[Any]:
    """The rows, some at a time, as columns.

    Raises:
        ValueError: the first line does not name all columns, each once.
    """
    import pyarrow as pa
    from pyarrow import csv as sheets

    separator = CELL_SEPARATORS[file.suffix.lower()]
    with file.open(encoding="utf-8-sig", newline="") as lines:
        names = next(csv.reader(lines, delimiter=separator), [])
    wanted = [name for name in (*_NAMES, *_NUMBERS) if name in names]
    if len(set(names)) < len(names) or not {*_NAMES, *_NUMBERS[:3]} <= set(wanted):
        raise ValueError("not the columns of quotes")
    kinds = {name: pa.binary() if name in _NAMES else pa.int64() for name in wanted}
    yield from sheets.open_csv(
        file,
        read_options=sheets.ReadOptions(use_threads=False, block_size=_BLOCK),
        parse_options=sheets.ParseOptions(delimiter=separator, newlines_in_values=True),
        convert_options=sheets.ConvertOptions(
            include_columns=wanted, column_types=kinds, null_values=[], check_utf8=False
        ),
    )


class _Places:
    """Where each of some turns of a transcript lies in their text, and where its letters do."""

    def __init__(self, texts: TextList, first: int) -> None:
        self.text, self.starts = texts.data, np.asarray(texts.offsets, np.int64)
        self.first, self.after = first, first + len(texts)
        text = np.frombuffer(texts.data, np.uint8)
        parts = [np.flatnonzero((text[low : low + _BLOCK] & 0xC0) == 0x80) + low for low in range(0, len(text), _BLOCK)]
        self._following = np.concatenate([np.empty(0, np.int64), *parts])
        """Bytes that are not the first of their letter."""
        self._leading = self._following - np.arange(len(self._following))
        """How many letters begin before each of them."""

    def bytes_of(self, turn: Ints, letter: Ints) -> Ints:
        """First byte of the letter with a number in its turn."""
        start = self.starts[turn]
        letters = start - np.searchsorted(self._following, start) + letter
        return np.asarray(letters + np.searchsorted(self._leading, letters, side="right"))


class _Passing:
    """The turns of a transcript, of which those that a table in order of text has come to are kept: a survey is large.

    A table in another order makes them all stay.
    """

    def __init__(self, texts_of: Callable[[], Iterator[TextList]]) -> None:
        self._texts_of, self._coming = texts_of, texts_of()
        self._kept: list[_Places] = []
        self._all = False

    def around(self, turn: int) -> _Places | None:
        """The turns among which one is, counted from 0; None if there are not so many."""
        if self._kept and turn < self._kept[0].first:
            self._kept, self._all, self._coming = [], True, self._texts_of()
        while not self._kept or turn >= self._kept[-1].after:
            texts = next(self._coming, None)
            if texts is None:
                return None
            first = self._kept[-1].after if self._kept else 0
            self._kept = [*(self._kept if self._all else ()), _Places(texts, first)]
        return next(each for each in self._kept if turn < each.after)


def _hold(batch: Any, passing: dict[tuple[str, str], _Passing], texts_of: TextsOf) -> bool:
    """Whether all quotes of a batch are in their places."""
    columns = {name: batch.column(name) for name in batch.schema.names}
    numbers = {name: _values(columns[name], np.int64) for name in _NUMBERS if name in columns}
    for names, rows in _transcripts(columns["corpus"], columns["transcript"]):
        own = passing.setdefault(names, _Passing(partial(texts_of, *names)))
        while len(rows):
            turn = numbers["turn"][rows] - 1
            places = own.around(int(turn.min()))
            if places is None or not _hold_here(places, columns["quote"], numbers, rows[turn < places.after]):
                return False
            rows = rows[turn >= places.after]
    return True


def _hold_here(places: _Places, quotes: Any, numbers: dict[str, Ints], rows: Ints) -> bool:
    """Whether the quotes of some rows, which are of these turns, are in their places."""
    spans = _spans(places, {name: values[rows] for name, values in numbers.items()})
    said = quotes if len(rows) == len(quotes) else quotes.take(whole_numbers(rows))
    return spans is not None and _are_slices(places.text, *spans, said)


def _transcripts(corpus: Any, transcript: Any) -> Iterator[tuple[tuple[str, str], Ints]]:
    """Each transcript of a batch, with the rows that are of it; in most batches all rows are of one."""
    if _is_one(corpus) and _is_one(transcript):
        yield (_name(corpus[0]), _name(transcript[0])), np.arange(len(corpus))
        return
    one, other = corpus.dictionary_encode(), transcript.dictionary_encode()
    first, second = (_values(each.indices, np.int32) for each in (one, other))
    pair = first.astype(np.int64) * len(other.dictionary) + second
    for each in np.unique(pair).tolist():
        names = one.dictionary[each // len(other.dictionary)], other.dictionary[each % len(other.dictionary)]
        yield (_name(names[0]), _name(names[1])), np.flatnonzero(pair == each)


def _is_one(names: Any) -> bool:
    """Whether all names of a batch are the same: all are as long as the first, and it stands there again and again."""
    ends, data = _ends(names), names.buffers()[2]
    if data is None or not len(names):
        return False
    first = names[0].as_py()
    same = bytes(data.slice(int(ends[0]), int(ends[-1] - ends[0]))) == first * len(names)
    return same and bool((np.diff(ends) == len(first)).all())


def _name(name: Any) -> str:
    text: str = name.as_py().decode("utf-8")
    return text


def _ends(texts: Any) -> Ints:
    """First byte of each text of an Arrow array, and the byte after the last one."""
    return np.frombuffer(texts.buffers()[1], np.int32)[texts.offset : texts.offset + len(texts) + 1]


def _values(column: Any, kind: type[np.integer[Any]]) -> Ints:
    """Numbers of an Arrow array without gaps, by their buffer: `to_numpy` imports pandas where that is installed."""
    return np.frombuffer(column.buffers()[1], kind)[column.offset : column.offset + len(column)]


def _spans(places: _Places, numbers: dict[str, Ints]) -> tuple[Ints, Ints] | None:
    """First byte of each quote and the byte after it; None where one of them is in no turn."""
    turn, start, end = numbers["turn"] - 1 - places.first, numbers["start"], numbers["end"]
    low, high = numbers.get("quote_start", start), numbers.get("quote_end", end)
    ordered = (low >= 0) & (low <= start) & (start <= end) & (end <= high)
    if not (ordered & (turn >= 0) & (turn < len(places.starts) - 1)).all():
        return None
    first, last = places.bytes_of(turn, low), places.bytes_of(turn, high)
    return (first, last) if (last < places.starts[turn + 1]).all() else None


def _are_slices(text: bytes, first: Ints, last: Ints, quotes: Any) -> bool:
    """Whether each quote is what stands in its place; a mark for spreadsheets may stand before it.

    Most tables have no mark: there one look at all bytes tells, where the lengths are right.
    """
    import pyarrow as pa

    ends = _ends(quotes)
    slices = [text[low:high] for low, high in zip(first.tolist(), last.tolist(), strict=True)]
    if np.array_equal(np.diff(ends), last - first) and ends[-1] > ends[0]:
        said = quotes.buffers()[2].slice(int(ends[0]), int(ends[-1] - ends[0]))
        return bool(said.equals(pa.py_buffer(b"".join(slices))))
    return all(
        own == quote or (quote[: len(_MARK)] == _MARK and own == quote[len(_MARK) :])
        for own, quote in zip(slices, quotes.to_pylist(), strict=True)
    )
