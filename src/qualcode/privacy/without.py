"""Files without what they say of somebody.

Of lines of JSON all others stay byte by byte; in what people write by hand comments and layout stay as they are.
"""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from qualcode.identifiers.traces import Needles
from qualcode.privacy.leaving import Leaving
from qualcode.store.config import FilePlace, Path, sheet_places, yaml_places

_DECODER = msgspec.json.Decoder(dict[str, Any])
_ENCODER = msgspec.json.Encoder()
_Line = tuple[bytes, dict[str, Any]]


@dataclass(frozen=True)
class Left:
    """A file after something was taken out of it."""

    data: bytes
    taken: int
    """Lines that were taken out."""


def lines_without(data: bytes, leaving: Leaving, transcript: str = "") -> Left:
    """Lines without those about a person: on their turns, on them, from their sources, or with their words.

    A line that goes on with an earlier one (`of`) goes with it; what an edit or a move said last decides for both.
    `transcript` is the one that the whole file is about; empty: each line names its own.
    """
    lines = [(line, _read(line)) for line in data.split(b"\n")]
    first = _firsts([value for _, value in lines])
    said = Needles(leaving.runs)
    theirs = set(_about(lines, first, leaving, transcript))
    theirs |= {first(value) for line, value in lines if value and any(said.find(line.decode("utf-8", "replace")))}
    kept = [line for line, value in lines if not value or first(value) not in theirs]
    return Left(b"\n".join(kept), len(lines) - len(kept))


def _read(line: bytes) -> dict[str, Any]:
    """The object of a line; an empty one where there is none, such as in the line that states the format."""
    try:
        value = _DECODER.decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    return {} if set(value) <= {"format"} else value


def _firsts(values: Collection[Mapping[str, Any]]) -> Callable[[Mapping[str, Any]], object]:
    """What finds the line that a line goes on with, by name; lines without a name stand for themselves."""
    of = {str(value["id"]): str(value.get("of", "")) for value in values if "id" in value}

    def first(value: Mapping[str, Any]) -> object:
        name, seen = str(value.get("id", "")), set[str]()
        if not name:
            return id(value)
        while of.get(name) and name not in seen:
            seen.add(name)
            name = of[name]
        return name

    return first


def _about(
    lines: Collection[_Line], first: Callable[[Mapping[str, Any]], object], leaving: Leaving, transcript: str
) -> Iterator[object]:
    """First lines of what is about the person by its last place."""
    placed = [(value, place) for _, value in lines if value and _says_place(place := _place(value), value)]
    last = {first(value): (value, place) for value, place in sorted(placed, key=lambda each: str(each[0].get("time")))}
    for name, (value, place) in last.items():
        where = str(place.get("transcript") or transcript)
        turn = place.get("turn") or 0
        if (
            leaving.is_of(where, turn if isinstance(turn, int) else 0)
            or place.get("respondent") == leaving.respondent
            or value.get("source") in leaving.sources
        ):
            yield name


def _place(value: Mapping[str, Any]) -> Mapping[str, Any]:
    on = value.get("on", value)
    return on if isinstance(on, dict) else value


def _says_place(place: Mapping[str, Any], value: Mapping[str, Any]) -> bool:
    return bool(place.get("turn") or place.get("transcript") or place.get("respondent") or value.get("source"))


def sample_without(data: bytes, leaving: Leaving) -> tuple[Left, frozenset[str]]:
    """A sample without a person's units, with fewer units in its strata; and the names of these units."""
    left = lines_without(data, leaving)
    kept = set(left.data.split(b"\n"))
    gone = [_read(line) for line in data.split(b"\n") if line not in kept]
    head, _, rest = left.data.partition(b"\n")
    header = _read(head)
    if not gone or "strata" not in header:
        return left, frozenset()
    strata = {code: list(numbers) for code, numbers in header["strata"].items()}
    for unit in gone:
        for code in unit.get("codes") or [""]:
            if code in strata:
                strata[code] = [max(number - 1, 0) for number in strata[code]]
    data = _ENCODER.encode({**header, "strata": strata}) + b"\n" + rest
    return Left(data, left.taken), frozenset(str(unit.get("id")) for unit in gone)


def looks_without(data: bytes, units: frozenset[str], leaving: Leaving) -> Left:
    """What was looked at in a sample, without some of its units."""
    lines, taken = [], 0
    for line in data.split(b"\n"):
        value = _read(line)
        seen = value.get("units")
        if isinstance(seen, list) and units & {str(unit) for unit in seen}:
            taken += 1
            seen = [unit for unit in seen if str(unit) not in units]
            line = _ENCODER.encode({**value, "units": seen})
            if not seen:
                continue
        lines.append(line)
    rest = lines_without(b"\n".join(lines), leaving)
    return Left(rest.data, taken + rest.taken)


_QUOTES = "\"'"


def corpus_without(data: bytes, leaving: Leaving) -> bytes:
    """`corpus.yaml` without a person's transcripts and labels; the same bytes where it cannot be done for certain."""
    places = yaml_places(data)
    wanted: set[Path] = {("transcripts", name) for name in leaving.whole} | {
        ("speakers", label) for label in leaving.sole
    }
    wanted |= {("transcripts", name, "speakers", label) for name, own in leaving.labels.items() for label in own}
    gone = _with_empty_parents({path for path in wanted if path in places}, places)
    text = data.decode("utf-8-sig")
    for path in sorted(gone, key=lambda each: places[each], reverse=True):
        text = _cut(text, *places[path])
    edited = text.encode()
    kept = {path for path in places if not any(path[: len(each)] == each for each in gone)}
    return edited if gone and yaml_places(edited).keys() == kept else data


def _with_empty_parents(gone: set[Path], places: Mapping[Path, FilePlace]) -> set[Path]:
    """Fields that go, each with the field above it where nothing else is left there; none of them inside another."""
    for above in sorted({path[:-1] for path in gone}, key=len, reverse=True):
        below = {path for path in places if path[:-1] == above}
        if above and below <= gone:
            gone = _with_empty_parents((gone - below) | {above}, places)
    return {path for path in gone if not any(path[:size] in gone for size in range(1, len(path)))}


def _cut(text: str, line: int, column: int | None) -> str:
    """A text without the field that begins at a place, with all that belongs to it."""
    lines = text.splitlines(keepends=True)
    before = lines[line - 1][: (column or 1) - 1]
    if before.strip():
        return _cut_between_braces(text, sum(map(len, lines[: line - 1])) + len(before))
    end = line
    while end < len(lines) and _belongs(lines[end], len(before)):
        end += 1
    while end > line and not lines[end - 1].strip():
        end -= 1
    return "".join((*lines[: line - 1], *lines[end:]))


def _belongs(line: str, indent: int) -> bool:
    """Whether a line is part of a field that is so far indented."""
    return not line.strip() or len(line) - len(line.lstrip()) > indent


def _cut_between_braces(text: str, start: int) -> str:
    """The same for a field between braces, with one comma."""
    depth, quote, end = 0, "", start
    while end < len(text):
        sign = text[end]
        if quote:
            quote = "" if sign == quote else quote
        elif sign in _QUOTES:
            quote = sign
        elif depth == 0 and sign in ",}":
            break
        depth += 0 if quote else (sign in "{[") - (sign in "}]")
        end += 1
    if text[end : end + 1] == ",":
        return text[:start] + text[end + 1 :].lstrip(" ")
    head = text[:start].rstrip()
    return (head[:-1] if head.endswith(",") else text[:start]) + text[end:]


def respondents_without(data: bytes, respondent: str) -> bytes:
    """`respondents.csv` without the row of a person."""
    ends = sorted(line for line, _ in sheet_places(data, ("respondent",)).values())
    theirs = sheet_places(data, ("respondent",)).get((respondent,))
    if theirs is None:
        return data
    first = max((end for end in ends if end < theirs[0]), default=_end_of_heading(data))
    lines = data.splitlines(keepends=True)
    return b"".join((*lines[:first], *lines[theirs[0] :]))


def _end_of_heading(data: bytes) -> int:
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    next(reader, None)
    return reader.line_num


def lock_without(data: bytes, files: Iterable[str]) -> bytes:
    """`qualcode.lock` without the lines about some files, which are gone or have changed."""
    gone = set(files)
    return b"".join(line for line in data.splitlines(keepends=True) if not _is_about(line, gone))


def _is_about(line: bytes, files: set[str]) -> bool:
    _, _, rest = line.decode("utf-8", "replace").partition("  ")
    return rest.rpartition("  ")[0] in files
