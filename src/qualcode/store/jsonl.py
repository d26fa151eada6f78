"""Transcript files: a header line, then one line a turn."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np

from qualcode.model.finding import Finding, store_errors
from qualcode.model.texts import TextList
from qualcode.model.transcript import Header, LineTurns, Transcript, Turn
from qualcode.store.columns import (
    GatheredColumns,
    Numbers,
    TurnColumns,
    TurnLine,
    arrow_from_offsets,
    flags_at,
    numerals,
    texts_array,
    whole_numbers,
)

_WRITE_BYTES = 1 << 20
"""Bytes of text put together in one go."""


def encoded(lines: LineTurns, before: int = 0) -> Iterator[bytes]:
    """The same bytes as those of the turns one by one, some lines at a time; so many turns stand before them."""
    data, starts = memoryview(lines.texts.data), np.asarray(lines.texts.offsets, np.int64)
    low = 0
    while low < len(lines):
        high = max(low + 1, int(np.searchsorted(starts, starts[low] + _WRITE_BYTES)) - 1)
        yield _together(
            data[starts[low] : starts[high]],
            starts[low : high + 1] - starts[low],
            lines.numbers[low:high],
            before + low,
        )
        low = high


def _together(data: memoryview, starts: Numbers, numbers: Any, before: int) -> bytes:
    """Some lines, of which so many stand before."""
    from pyarrow import compute

    turn = texts_array(numerals(range(before + 1, before + len(starts))))
    number = turn if isinstance(numbers, range) and numbers[0] == before + 1 else texts_array(numerals(numbers))
    parts = (
        '{"turn":',
        turn,
        ',"speaker":"',
        number,
        '","text":"',
        _texts(data, starts),
        '","place":"line ',
        number,
        '"}\n',
    )
    arrays = [texts_array(_listed([part.encode()]))[0] if isinstance(part, str) else part for part in parts]
    joined = compute.binary_join_element_wise(*arrays, texts_array(_listed([b""]))[0])
    return memoryview(joined.buffers()[2])[: np.frombuffer(joined.buffers()[1], np.int32)[len(joined)]].tobytes()


def _texts(data: memoryview, starts: Numbers) -> Any:
    """The text of each line as JSON writes it, without its quotation marks."""
    from pyarrow import compute

    edges = np.repeat(starts, 2)[1:-1].astype(np.int32)
    edges[1::2] -= 1  # texts and line ends in turn, of which the texts are taken
    both = arrow_from_offsets(data, edges)
    texts = both.take(whole_numbers(np.arange(0, len(both), 2)))
    odd = _escaped(np.frombuffer(data, np.uint8))
    if not len(odd):
        return texts
    lines = np.searchsorted(starts, odd, side="right") - 1
    lines = lines[np.diff(lines, prepend=-1) > 0]
    written = [msgspec.json.encode(str(data[starts[at] : starts[at + 1] - 1], "utf-8"))[1:-1] for at in lines.tolist()]
    return compute.replace_with_mask(texts, flags_at(lines, len(texts)), texts_array(_listed(written)))


def _escaped(text: Numbers) -> Numbers:
    """Places of the bytes that JSON writes otherwise; LF only ends lines here."""
    control = (text < ord(" ")) & (text != ord("\n"))
    return np.flatnonzero(control | (text == ord('"')) | (text == ord("\\")))


def _listed(texts: list[bytes]) -> TextList:
    return TextList(b"".join(texts), np.cumsum([0, *map(len, texts)], dtype=np.int64))


JSONL_FORMAT = 1
"""Newest format of a transcript file that this version reads and writes."""


TurnT = TypeVar("TurnT", Turn, TurnLine)


class _Format(msgspec.Struct):
    format: int


class _HeaderLine(msgspec.Struct, omit_defaults=True):
    # Mirrors `Header`; what is empty is not written.
    format: int
    transcript: str
    source: str
    sha256: str
    reader: str
    reader_version: int
    options: dict[str, str] = {}
    attributes: dict[str, str] = {}
    meta: dict[str, str] = {}
    interviewers: tuple[str, ...] = ()
    asking: tuple[str, ...] = ()
    each: bool = False
    withdrawn: int = 0


_ENCODER = msgspec.json.Encoder()
_FORMAT_DECODER = msgspec.json.Decoder(_Format)
_HEADER_DECODER = msgspec.json.Decoder(Header)
_TURN_DECODER = msgspec.json.Decoder(Turn)
_COLUMN_DECODER = msgspec.json.Decoder(TurnLine)
_TOGETHER = 4096
"""Turns written in one go."""
_READ_BYTES = 8 << 20
"""Bytes read in one go, to the end of their last line."""


def write(header: Header, turns: Sequence[Turn]) -> bytes:
    """Bytes of a transcript file: one JSON object a line, UTF-8, LF; empty fields are left out."""
    return b"".join(transcript_chunks(header, turns))


def transcript_chunks(header: Header, turns: Sequence[Turn]) -> Iterator[bytes]:
    """The bytes of a transcript file, some turns at a time."""
    yield _ENCODER.encode_lines([msgspec.convert(header, _HeaderLine, from_attributes=True)])
    if isinstance(turns, LineTurns):
        yield from encoded(turns)
        return
    for low in range(0, len(turns), _TOGETHER):
        yield _ENCODER.encode_lines(msgspec.convert(turns[low : low + _TOGETHER], list[TurnLine], from_attributes=True))


def parse_transcript(data: bytes, name: str) -> Transcript | Finding:
    """The transcript in a file's bytes, or what is wrong with it; `name` is the file as findings call it."""
    end = data.find(b"\n")
    end = len(data) if end < 0 else end
    header = _header(data[:end], name)
    if isinstance(header, Finding):
        return header
    turns = _turns(memoryview(data)[end + 1 :], name, 0, _TURN_DECODER)
    return turns if isinstance(turns, Finding) else Transcript(header, tuple(turns))


def read_columns(path: Path, name: str) -> TurnColumns | Finding:
    """The turns of a transcript file as columns, or what is wrong with it; it is read some turns at a time."""
    gathered = GatheredColumns()
    for turns in turns_together(path, name):
        if isinstance(turns, Finding):
            return turns
        gathered.add(turns)
    return gathered.columns()


def turns_together(path: Path, name: str) -> Iterator[list[TurnLine] | Finding]:
    """The turns of a transcript file, some at a time, or what is wrong with it, and then no more."""
    before = 0
    with store_errors(path, "read"), path.open("rb") as file:
        header = _header(file.readline(), name)
        if isinstance(header, Finding):
            yield header
            return
        while lines := file.readlines(_READ_BYTES):
            turns = _turns(b"".join(lines), name, before, _COLUMN_DECODER)
            yield turns
            if isinstance(turns, Finding):
                return
            before += len(turns)


def _turns(
    lines: bytes | memoryview, name: str, before: int, decoder: msgspec.json.Decoder[TurnT]
) -> list[TurnT] | Finding:
    """The turns in some lines, or what is wrong with the first wrong one; so many turns stand before them."""
    try:
        turns = decoder.decode_lines(lines)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _first_bad_line(bytes(lines), name, before)
    return _misnumbered(turns, name, before) or turns


def read_header(path: Path, name: str) -> Header | Finding:
    """The header of a transcript file, without reading the rest."""
    with store_errors(path, "read"), path.open("rb") as file:
        return _header(file.readline(), name)


def _header(line: bytes, name: str) -> Header | Finding:
    try:
        version = _FORMAT_DECODER.decode(line).format
        if version > JSONL_FORMAT:
            message = f"this transcript has format {version}; this qualcode reads formats up to {JSONL_FORMAT}"
            return Finding("error", "newer-format", message, name, 1, hint="update qualcode")
        return _HEADER_DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        message = "the first line is not the header of a transcript"
        return Finding("error", "bad-transcript", message, name, 1, hint="ingest the source again")


def _first_bad_line(rest: bytes, name: str, before: int) -> Finding:
    for number, line in enumerate(rest.split(b"\n"), start=before + 2):
        try:
            if line.strip():
                _TURN_DECODER.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return _bad_turn(name, number, "this line is not a whole turn")
    return _bad_turn(name, before + 2, "the turns cannot be read")


def _misnumbered(turns: Sequence[Turn | TurnLine], name: str, before: int) -> Finding | None:
    for number, turn in enumerate(turns, start=before + 1):
        if turn.turn != number:
            return _bad_turn(name, number + 1, f"turn {turn.turn} stands where turn {number} belongs")
        if turn.continues is not None and not 0 < turn.continues < number:
            return _bad_turn(name, number + 1, f"turn {number} continues no turn before it")
    return None


def _bad_turn(name: str, line: int, message: str) -> Finding:
    return Finding("error", "bad-transcript", message, name, line, hint="ingest the source again")
