"""The turns of a transcript as columns: work on arrays needs no million records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from qualcode.model.texts import TextList
from qualcode.model.transcript import LineTurns, Turn


def arrow_from_offsets(data: Any, offsets: Any) -> Any:
    """Texts as an Arrow array: UTF-8 bytes, and 32-bit offsets, one more than texts."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.string(), len(offsets) - 1, [None, pa.py_buffer(offsets), pa.py_buffer(data)])


def texts_array(texts: TextList) -> Any:
    """Texts without gaps as an Arrow array."""
    return arrow_from_offsets(texts.data, np.asarray(texts.offsets, np.int32))


def whole_numbers(values: Any) -> Any:
    """64-bit whole numbers as an Arrow array."""
    import pyarrow as pa

    return pa.Array.from_buffers(pa.int64(), len(values), [None, pa.py_buffer(values)])


def flags_at(places: Any, number: int) -> Any:
    """So many flags as an Arrow array: yes at some places, no at the others."""
    import pyarrow as pa

    flags = np.zeros(number, np.bool_)
    flags[places] = True
    return pa.Array.from_buffers(pa.bool_(), number, [None, pa.py_buffer(np.packbits(flags, bitorder="little"))])


Numbers = npt.NDArray[Any]
"""One number a turn."""
_TOGETHER = 8192
"""Turns taken together."""


class TurnLine(msgspec.Struct, omit_defaults=True, gc=False):
    """A turn as a line of a file has it: `Turn`, whose dataclass cannot leave out its empty fields, a million times."""

    turn: int
    speaker: str
    text: str
    start_s: float | None = None
    end_s: float | None = None
    place: str = ""
    continues: int | None = None
    attributes: dict[str, str] | None = None


@dataclass(frozen=True)
class TurnColumns:
    """The turns of a transcript, or of several one after the other."""

    text: bytes | memoryview
    """UTF-8 of all turns, each followed by LF."""
    starts: Numbers
    """First byte of each turn, and the length of the text at the end."""
    labels: Sequence[str]
    """Distinct labels of speakers, in order of first speech."""
    label: Numbers
    """Index into `labels` of each turn."""
    start_s: Numbers
    """Start in seconds of each turn; nan: unknown."""
    end_s: Numbers
    """End in seconds of each turn; nan: unknown."""
    continues: Mapping[int, int]
    """Number of a turn -> number of the turn that it resumes; both count from 1."""
    attributes: Sequence[Mapping[str, str] | None]
    """Attributes of each turn's respondent; empty: no turn has any."""

    @property
    def texts(self) -> TextList:
        """Text of each turn."""
        return TextList(self.text, self.starts, gap=1)


def columns(turns: Sequence[Turn]) -> TurnColumns:
    """The columns of turns at hand; those of lines are there already."""
    if isinstance(turns, LineTurns):
        return _of_lines(turns)
    gathered = GatheredColumns()
    for low in range(0, len(turns), _TOGETHER):
        gathered.add(turns[low : low + _TOGETHER])
    return gathered.columns()


def _of_lines(lines: LineTurns) -> TurnColumns:
    """Each line is a turn, and its number the label of a speaker of its own."""
    number, unknown = len(lines), np.full(len(lines), np.nan)
    starts = np.asarray(lines.texts.offsets, np.int64)
    labels = numerals(lines.numbers)
    return TurnColumns(lines.texts.data, starts, labels, np.arange(number, dtype=np.int32), unknown, unknown, {}, ())


def numerals(numbers: Sequence[int]) -> TextList:
    """Whole numbers as people write them."""
    from pyarrow import compute

    written = compute.cast(whole_numbers(_int64(numbers)), "string")
    offsets = np.frombuffer(written.buffers()[1], np.int32)[: len(numbers) + 1].astype(np.int64)
    return TextList(written.buffers()[2] or b"", offsets)


def as_arrays(turns: TurnColumns) -> dict[str, Any]:
    """Columns as a folder of arrays keeps them."""
    stated = [msgspec.json.encode(row).decode() for row in turns.attributes]
    continues = np.array([*turns.continues.items()], np.int64).ravel()
    columns = {name: getattr(turns, name) for name in ("starts", "labels", "label", "start_s", "end_s")}
    return {"text": np.frombuffer(turns.text, np.uint8), **columns, "continues": continues, "attributes": stated}


def from_arrays(kept: Mapping[str, Any], low: int, high: int) -> TurnColumns:
    """The turns from one place to another; turns of a part go on with none before."""
    starts, own = np.asarray(kept["starts"][low : high + 1]), slice(low, high)
    labels, label = _own_labels(kept["labels"], kept["label"][own])
    rows = [msgspec.json.decode(row) for row in kept["attributes"][own]] if len(kept["attributes"]) else ()
    pairs = kept["continues"].reshape(-1, 2).tolist() if high - low == len(kept["label"]) else ()
    text = kept["text"][starts[0] : starts[-1]].data  # no copy: a part may be a hundred megabytes
    return TurnColumns(
        text, starts - starts[0], labels, label, kept["start_s"][own], kept["end_s"][own], dict(pairs), rows
    )


def _own_labels(labels: TextList, label: Numbers) -> tuple[Sequence[str], Numbers]:
    """The labels of some turns in order of first speech, and the index of each turn."""
    low = int(label[0]) if len(label) else 0
    if np.array_equal(label, np.arange(low, low + len(label))):  # one a turn
        offsets = np.asarray(labels.offsets[low : low + len(label) + 1])
        return TextList(labels.data[offsets[0] : offsets[-1]], offsets - offsets[0]), label - np.int32(low)
    place: dict[int, int] = {}
    numbers = np.array([place.setdefault(each, len(place)) for each in label.tolist()], np.int32)
    return [labels[each] for each in place], numbers


def _int64(numbers: Sequence[int]) -> Numbers:
    if isinstance(numbers, range):
        return np.arange(numbers.start, numbers.stop, numbers.step, dtype=np.int64)
    return np.asarray(numbers, np.int64)


class GatheredColumns:
    """Turns become columns, some at a time: the records of those before are gone by then."""

    def __init__(self) -> None:
        """Begin without turns."""
        self._text: list[bytes] = []
        self._sizes: list[Numbers] = []
        self._labels: dict[str, int] = {}
        self._label: list[Numbers] = []
        self._start_s: list[Numbers] = []
        self._end_s: list[Numbers] = []
        self._continues: dict[int, int] = {}
        self._attributes: list[Mapping[str, str] | None] = []

    def add(self, turns: Sequence[Turn | TurnLine]) -> None:
        """Take the next turns."""
        texts, number, labels = [turn.text for turn in turns], len(turns), self._labels
        joined = "\n".join([*texts, ""])
        sizes = map(len, texts) if joined.isascii() else (len(text.encode()) for text in texts)
        self._text.append(joined.encode())
        self._sizes.append(np.fromiter(sizes, np.int64, number) + 1)
        label = (labels.setdefault(turn.speaker, len(labels)) for turn in turns)
        self._label.append(np.fromiter(label, np.int32, number))
        self._start_s.append(np.array([turn.start_s for turn in turns], np.float64))  # None becomes nan
        self._end_s.append(np.array([turn.end_s for turn in turns], np.float64))
        self._continues |= {turn.turn: turn.continues for turn in turns if turn.continues is not None}
        self._attributes.extend(turn.attributes for turn in turns)

    def columns(self) -> TurnColumns:
        """All turns that were taken."""
        empty = np.empty(0)
        sizes = np.concatenate([np.zeros(1, np.int64), *self._sizes])
        return TurnColumns(
            b"".join(self._text),
            np.cumsum(sizes, dtype=np.int64),
            list(self._labels),
            np.concatenate([np.empty(0, np.int32), *self._label]),
            np.concatenate([empty, *self._start_s]),
            np.concatenate([empty, *self._end_s]),
            self._continues,
            self._attributes if any(self._attributes) else (),
        )


def join_turns(parts: Sequence[TurnColumns]) -> TurnColumns:
    """The turns of several transcripts, one after the other; `continues` counts on through all of them."""
    if len(parts) == 1:
        return parts[0]
    labels: dict[str, int] = {}
    label = [_renumbered(part, labels) for part in parts]
    turns = [0, *accumulate(len(part.label) for part in parts)]
    sizes = [np.zeros(1, np.int64), *(np.diff(part.starts) for part in parts)]
    continues = {
        turn + base: resumed + base
        for part, base in zip(parts, turns, strict=False)
        for turn, resumed in part.continues.items()
    }
    stated = any(part.attributes for part in parts)
    attributes = [row for part in parts for row in part.attributes or [None] * len(part.label)] if stated else ()
    return TurnColumns(
        b"".join(part.text for part in parts),
        np.cumsum(np.concatenate(sizes), dtype=np.int64),
        list(labels),
        np.concatenate(label),
        np.concatenate([part.start_s for part in parts]),
        np.concatenate([part.end_s for part in parts]),
        continues,
        attributes,
    )


def _renumbered(part: TurnColumns, labels: dict[str, int]) -> Numbers:
    """Labels of a part's turns, numbered among those of all parts before."""
    places = [labels.setdefault(label, len(labels)) for label in part.labels]
    return np.array(places, np.int32)[part.label]
