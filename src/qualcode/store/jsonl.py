"""Transcript files: a header line, then one line a turn."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import TypeVar

import msgspec

from qualcode.model import Finding, Header, Lines, Transcript, Turn
from qualcode.store.errors import store_error

FORMAT = 1
"""Newest format of a transcript file that this version reads and writes."""


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
    each: bool = False


class _TurnLine(msgspec.Struct, omit_defaults=True, gc=False):
    # Mirrors `Turn`; a dataclass of a million turns cannot leave out its empty fields, this can.
    turn: int
    speaker: str
    text: str
    start_s: float | None = None
    end_s: float | None = None
    place: str = ""
    continues: int | None = None
    attributes: dict[str, str] | None = None


_ENCODER = msgspec.json.Encoder()
_FORMAT_DECODER = msgspec.json.Decoder(_Format)
_HEADER_DECODER = msgspec.json.Decoder(Header)
_TURN_DECODER = msgspec.json.Decoder(Turn)
_COLUMN_DECODER = msgspec.json.Decoder(_TurnLine)
_AnyTurn = TypeVar("_AnyTurn", Turn, _TurnLine)


def write(header: Header, turns: Iterable[Turn]) -> bytes:
    """Bytes of a transcript file: one JSON object a line, UTF-8, LF; empty fields are left out."""
    lines: list[msgspec.Struct] = [_header_line(header)]
    lines.extend(_each_line(turns) if isinstance(turns, Lines) else map(_turn_line, turns))
    return _ENCODER.encode_lines(lines)


def read(data: bytes, name: str) -> Transcript | Finding:
    """The transcript in a file's bytes, or what is wrong with it; `name` is the file as findings call it."""
    found = _read(data, name, _TURN_DECODER)
    return found if isinstance(found, Finding) else Transcript(found[0], tuple(found[1]))


def _read(data: bytes, name: str, decoder: "msgspec.json.Decoder[_AnyTurn]") -> tuple[Header, list[_AnyTurn]] | Finding:
    """Header and turns as the decoder makes them, or what is wrong."""
    end = data.find(b"\n")
    end = len(data) if end < 0 else end
    header = _header(data[:end], name)
    if isinstance(header, Finding):
        return header
    rest = memoryview(data)[end + 1 :]
    try:
        turns: list[_AnyTurn] = decoder.decode_lines(rest)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return _first_bad_line(bytes(rest), name)
    return _misnumbered(turns, name) or (header, turns)


@dataclass(frozen=True)
class Columns:
    """The turns of a transcript, one list a field: for what goes on with arrays a million records would be in vain."""

    speaker: list[str]
    """Label of each turn."""
    text: list[str]
    """Text of each turn."""
    start_s: list[float | None]
    """Start in seconds of each turn."""
    end_s: list[float | None]
    """End in seconds of each turn."""
    continues: dict[int, int]
    """Number of a turn -> number of the turn that it resumes."""
    attributes: list[dict[str, str] | None]
    """Attributes of each turn's respondent."""


def read_columns(data: bytes, name: str) -> Columns | Finding:
    """The turns in a transcript file's bytes as columns, or what is wrong with the file; turns count from 1."""
    lines = _read(data, name, _COLUMN_DECODER)
    if isinstance(lines, Finding):
        return lines
    _, turns = lines
    return Columns(
        [turn.speaker for turn in turns],
        [turn.text for turn in turns],
        [turn.start_s for turn in turns],
        [turn.end_s for turn in turns],
        {turn.turn: turn.continues for turn in turns if turn.continues is not None},
        [turn.attributes for turn in turns],
    )


def read_header(path: Path, name: str) -> Header | Finding:
    """The header of a transcript file, without reading the rest."""
    try:
        with path.open("rb") as file:
            return _header(file.readline(), name)
    except OSError as error:
        raise store_error(path, "read", error) from error


def _header(line: bytes, name: str) -> Header | Finding:
    try:
        version = _FORMAT_DECODER.decode(line).format
        if version > FORMAT:
            message = f"this transcript has format {version}; this qualcode reads formats up to {FORMAT}"
            return Finding("error", "newer-format", message, name, 1, hint="update qualcode")
        return _HEADER_DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        message = "the first line is not the header of a transcript"
        return Finding("error", "bad-transcript", message, name, 1, hint="ingest the source again")


def _first_bad_line(rest: bytes, name: str) -> Finding:
    for number, line in enumerate(rest.split(b"\n"), start=2):
        try:
            if line.strip():
                _TURN_DECODER.decode(line)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return _bad_turn(name, number, "this line is not a whole turn")
    return _bad_turn(name, 2, "the turns cannot be read")


def _misnumbered(turns: Sequence[Turn | _TurnLine], name: str) -> Finding | None:
    for number, turn in enumerate(turns, start=1):
        if turn.turn != number:
            return _bad_turn(name, number + 1, f"turn {turn.turn} stands where turn {number} belongs")
        if turn.continues is not None and not 0 < turn.continues < number:
            return _bad_turn(name, number + 1, f"turn {number} continues no turn before it")
    return None


def _bad_turn(name: str, line: int, message: str) -> Finding:
    return Finding("error", "bad-transcript", message, name, line, hint="ingest the source again")


def _header_line(header: Header) -> _HeaderLine:
    return _HeaderLine(
        header.format,
        header.transcript,
        header.source,
        header.sha256,
        header.reader,
        header.reader_version,
        dict(header.options),
        dict(header.attributes),
        dict(header.meta),
        header.interviewers,
        header.each,
    )


def _each_line(turns: Lines) -> Iterable[_TurnLine]:
    """The same as `_turn_line` for each turn, without making the turn: a survey has a million."""
    numbers = range(1, len(turns) + 1)
    places = [f"line {number}" for number in turns.numbers]
    return map(_TurnLine, numbers, map(str, turns.numbers), turns.texts, repeat(None), repeat(None), places)


def _turn_line(turn: Turn) -> _TurnLine:
    attributes = None if turn.attributes is None else dict(turn.attributes)
    return _TurnLine(
        turn.turn, turn.speaker, turn.text, turn.start_s, turn.end_s, turn.place, turn.continues, attributes
    )
