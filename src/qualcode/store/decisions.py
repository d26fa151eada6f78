"""Lines that a coder's decisions leave in a file of codings, read and appended one by one.

`coding/<coder>/<transcript>.jsonl` of format 2 holds one decision a line (`model.line`); a file of format 1 holds one
coding a line, and goes on as format 2 from the first decision that is appended to it. `{"format": 2}` may stand in
any line: a merge of two branches keeps the headers of both.
"""

import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from qualcode.model.coding import ASSERTIONS, PersonCoding
from qualcode.model.finding import Finding
from qualcode.model.line import DEEDS, DecisionLine
from qualcode.model.memo import Memo
from qualcode.model.translation import Translation
from qualcode.store.append import append, parse_lines
from qualcode.store.atomic import read_bytes
from qualcode.store.doors import read_through
from qualcode.store.fold import OF_FORMAT_1, InForce, fold_lines
from qualcode.store.hashing import sha256_bytes
from qualcode.store.layout import StudyLayout
from qualcode.text.records import suggest_choice

DECISIONS_FORMAT = 2
"""Newest format of these files that this version reads and writes."""
_HEADER = {"format": DECISIONS_FORMAT}
_ON_A_PASSAGE = frozenset({"code", "accept", "reject"})
_ABOUT_A_LINE = frozenset({"change", "move", "remove", "memo", "undo"})
_Text = Annotated[str, msgspec.Meta(max_length=100_000)]
_Natural = Annotated[int, msgspec.Meta(ge=0)]


class _Written(msgspec.Struct, omit_defaults=True):
    # Mirrors `DecisionLine`, in the order in which a line is written.
    do: Literal[DEEDS]  # type: ignore[valid-type]
    id: Annotated[str, msgspec.Meta(min_length=1, max_length=64)]
    of: _Text = ""
    turn: _Natural = 0
    code: _Text = ""
    start: _Natural = 0
    end: _Natural = 0
    quote: str = ""
    prefix: _Text = ""
    suffix: _Text = ""
    turn_sha256: _Text = ""
    assertion: _Text = ""
    rules: tuple[_Text, ...] = ()
    codebook_sha256: _Text = ""
    blind: bool = False
    memo: str = ""
    by: _Text = ""
    between: tuple[_Text, ...] = ()
    time: _Text = ""


_IN_BOTH = [each.name for each in fields(PersonCoding) if each.name in _Written.__struct_fields__]
"""Fields that a coding shares with the line that made it."""
_KNOWN = frozenset(_Written.__struct_fields__)


class CodingOfFormat1(msgspec.Struct, omit_defaults=True):
    """One line of format 1; the path already says coder and transcript."""

    # Mirrors `PersonCoding`.
    turn: Annotated[int, msgspec.Meta(ge=1)]
    code: Annotated[str, msgspec.Meta(min_length=1)]
    start: _Natural
    end: _Natural
    quote: str
    prefix: str = ""
    suffix: str = ""
    turn_sha256: str = ""
    assertion: str = "affirmed"
    time: str = ""
    memo: str = ""


_KNOWN_IN_FORMAT_1 = frozenset(field.name for field in fields(PersonCoding))


def decision_object(line: DecisionLine) -> dict[str, Any]:
    """A decision as one JSON object, without the fields that say nothing."""
    fields: dict[str, Any] = msgspec.to_builtins(msgspec.convert(asdict(line), _Written))
    return fields


def read_decision(value: Mapping[str, Any], place: tuple[str, int]) -> tuple[DecisionLine | None, list[Finding]]:
    """The decision of one line, if it is one, and what is wrong with it; `place` is the file and the line."""
    findings = [_unknown(field, _KNOWN, place) for field in sorted(value.keys() - _KNOWN)]
    try:
        line = DecisionLine(**msgspec.structs.asdict(msgspec.convert(dict(value), _Written)))
    except msgspec.ValidationError as error:
        return None, [*findings, _not_one(str(error), place)]
    lack = missing_in(line)
    return (None, [*findings, _not_one(lack, place)]) if lack else (line, findings)


def missing_in(line: DecisionLine) -> str:
    """What a decision of its kind must say and this one does not; empty when it is whole."""
    if line.do in _ON_A_PASSAGE and not (line.turn and line.code):
        return f"`{line.do}` needs `turn` and `code`"
    if (line.do in _ON_A_PASSAGE or line.end) and line.end <= line.start:
        return "`end` must be greater than `start`"
    if line.do in _ABOUT_A_LINE and not line.of:
        return f"`{line.do}` needs `of`, the id of the line that it is about"
    if line.do == "looked" and not line.turn:
        return "`looked` needs `turn`"
    if line.assertion and line.assertion not in ASSERTIONS:
        return f"the assertion must be one of {', '.join(ASSERTIONS)}"
    return ""


def of_format_1(value: Mapping[str, Any], fields: Mapping[str, Any]) -> DecisionLine:
    """A coding of format 1 as a decision: its name is a hash of what the line says.

    Args:
        value: the line's object as it stands in the file.
        fields: the same, read and complete.
    """
    name = OF_FORMAT_1 + sha256_bytes(msgspec.json.encode(value, order="sorted"))[:16]
    return DecisionLine("code", name, **fields)


def parse_decisions(name: str, data: bytes, coder: str, transcript: str) -> tuple[list[DecisionLine], list[Finding]]:
    """All lines of a file's bytes in its order, codings of format 1 among them, and the lines that are none."""
    lines, findings = parse_numbered_decisions(name, data, coder, transcript)
    return [line for _, line in lines], findings


def parse_numbered_decisions(
    name: str, data: bytes, coder: str, transcript: str
) -> tuple[list[tuple[int, DecisionLine]], list[Finding]]:
    """The same with the number of each line in the file, from 1."""
    objects, findings = parse_lines(name, data)
    lines = []
    for number, value in objects:
        if "format" in value:
            if wrong := _wrong_format(value["format"], name, number):
                return [], [wrong]
            continue
        read = (
            read_decision(value, (name, number)) if "do" in value else _coding(value, coder, transcript, (name, number))
        )
        lines += [(number, read[0])] if read[0] else []
        findings += read[1]
    return lines, sorted(findings, key=lambda finding: finding.line or 0)


def holds_decisions(data: bytes) -> bool:
    """Whether a file has lines of format 2, which are folded; codings of format 1 stand as they are."""
    return b'"do"' in data and any("do" in value for _, value in parse_lines("", data)[0])


def read_decisions(
    layout: StudyLayout, corpus: str, coder: str, transcript: str
) -> tuple[list[DecisionLine], list[Finding]]:
    """All lines of a coder on one transcript, and those that are none; no lines where there is no file."""
    read = _read(layout, corpus, coder, transcript)
    return list(read.lines), list(read.findings)


def read_force(layout: StudyLayout, corpus: str, coder: str, transcript: str) -> InForce:
    """A coder's decisions in force on one transcript."""
    return _read(layout, corpus, coder, transcript).force


@dataclass(frozen=True)
class _ReadFile:
    # A file that is asked for again and again, as it was read last.
    state: tuple[int, int, int]
    """Number, time and size of the file, which say whether it changed."""
    lines: tuple[DecisionLine, ...]
    findings: tuple[Finding, ...]
    force: InForce
    states_format: bool


_NO_FILE = _ReadFile((0, 0, 0), (), (), InForce(), False)
_READ: dict[tuple[Path, str, str], _ReadFile] = {}
_MOST_READ = 2048


def _read(layout: StudyLayout, corpus: str, coder: str, transcript: str) -> _ReadFile:
    file = layout.coding_file(corpus, coder, transcript)
    state, kept = _state(file), _READ.get((file, coder, transcript))
    if state is None:
        return _NO_FILE
    if kept is None or kept.state != state:
        data = read_through("lines", file)
        lines, findings = parse_decisions(layout.relative(file), data, coder, transcript)
        kept = _ReadFile(state, tuple(lines), tuple(findings), fold_lines(lines), _states_format(data))
        _keep_read((file, coder, transcript), kept)
    return kept


def _state(file: Path) -> tuple[int, int, int] | None:
    try:
        state = file.stat()
    except FileNotFoundError:
        return None
    return state.st_ino, state.st_mtime_ns, state.st_size


def _keep_read(about: tuple[Path, str, str], read: _ReadFile) -> None:
    _READ.pop(about, None)
    if len(_READ) >= _MOST_READ:
        _READ.pop(next(iter(_READ)))
    _READ[about] = read


def append_decisions(
    layout: StudyLayout, corpus: str, coder: str, transcript: str, lines: Sequence[DecisionLine]
) -> None:
    """Add decisions at the end of a coder's file on one transcript; when this returns, they survive a power cut.

    What was read of the file stays read: only the new lines are, so that a key costs the same in a long file.
    """
    file = layout.coding_file(corpus, coder, transcript)
    kept = _READ.get((file, coder, transcript))
    if kept is None or kept.findings or kept.state != _state(file):
        append(file, *_with_header(read_bytes(file) if file.exists() else b"", lines))
        return
    objects = [*([] if kept.states_format else [_HEADER]), *map(decision_object, lines)]
    size = kept.state[2] + append(file, *objects)
    state = _state(file)
    if state and (state[0], state[2]) == (kept.state[0], size):  # nobody else wrote meanwhile
        new = [line for value in objects[-len(lines) :] if (line := read_decision(value, ("", 0))[0])]
        together = (*kept.lines, *new)
        _keep_read((file, coder, transcript), _ReadFile(state, together, (), fold_lines(together), states_format=True))


def with_decisions(data: bytes, lines: Sequence[DecisionLine]) -> bytes:
    """The bytes of a file with decisions added at its end."""
    end = b"" if not data or data.endswith(b"\n") else b"\n"
    return data + end + msgspec.json.Encoder().encode_lines(_with_header(data, lines))


def _with_header(data: bytes, lines: Sequence[DecisionLine]) -> list[dict[str, Any]]:
    """Lines as they are written, the format before them where the file does not state it yet."""
    return [*([] if _states_format(data) else [_HEADER]), *map(decision_object, lines)]


def _states_format(data: bytes) -> bool:
    return b'"format"' in data and any(value.get("format") == DECISIONS_FORMAT for _, value in parse_lines("", data)[0])


def as_coding(line: DecisionLine, coder: str, transcript: str) -> PersonCoding:
    """A decision in force as the coding that tables count."""
    stated = {name: getattr(line, name) for name in _IN_BOTH} | {"assertion": line.assertion or "affirmed"}
    return PersonCoding(coder=coder, transcript=transcript, **stated)


def lines_to_reach(
    lines: Sequence[DecisionLine], coder: str, transcript: str, codings: Iterable[PersonCoding]
) -> list[DecisionLine]:
    """The decisions after which just these codings of a coder are in force on a transcript.

    A coding of the same code, time and memo as one that goes is that one, which has moved.
    """
    wanted = list(codings)
    gone = []
    for line in fold_lines(lines).codings:
        coding = as_coding(line, coder, transcript)
        if coding in wanted:
            wanted.remove(coding)
        else:
            gone.append(line)
    time, more = time_after(lines), []
    for coding in wanted:
        alike = next((line for line in gone if _is_moved(as_coding(line, coder, transcript), coding)), None)
        more.append(placed(coding, alike, time))
        gone = [line for line in gone if line is not alike]
    return [*more, *(DecisionLine("remove", new_id(), time, of=line.id) for line in gone)]


def _is_moved(one: PersonCoding, other: PersonCoding) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in ("code", "assertion", "time", "memo"))


def placed(coding: PersonCoding, line: DecisionLine | None, time: str) -> DecisionLine:
    """The line that makes a coding, or that moves one there."""
    place = DecisionLine(
        "move" if line else "code",
        new_id(),
        time,
        of=line.id if line else "",
        turn=coding.turn,
        start=coding.start,
        end=coding.end,
        quote=coding.quote,
        prefix=coding.prefix,
        suffix=coding.suffix,
        turn_sha256=coding.turn_sha256,
    )
    return place if line else replace(place, code=coding.code, assertion=coding.assertion, memo=coding.memo)


def recoded(lines: Sequence[DecisionLine], old: str, new: str) -> list[DecisionLine]:
    """The lines by which codings and rejections follow a code that has another name now."""
    force = fold_lines(lines)
    time = time_after(lines)
    own = [line for line in (*force.codings, *force.rejected) if line.code == old]
    return [DecisionLine("move", new_id(), time, of=line.id, code=new) for line in own]


def new_id() -> str:
    """A name that no other line has."""
    return secrets.token_hex(8)


def time_after(lines: Iterable[DecisionLine | Memo | Translation]) -> str:
    """Now, or a moment after the last of some lines where a clock runs behind: what is done later must count later."""
    now = datetime.now(UTC)
    last = max((moment for line in lines if (moment := _moment(line.time))), default=now)
    return stamp(max(now, last + timedelta(milliseconds=1)))


def stamp(moment: datetime) -> str:
    """A time as lines carry it: UTC to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def _moment(time: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:  # a person's own note of the day; such lines come first
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _unknown(field: str, known: Collection[str], place: tuple[str, int]) -> Finding:
    message = f"the field `{field}` is not known here"
    return Finding("warning", "unknown-field", message, *place, hint=suggest_choice(field, known))


def _not_one(why: str, place: tuple[str, int]) -> Finding:
    return Finding("error", "bad-coding", f"this is not a decision: {why}", *place)


def _wrong_format(stated: Any, name: str, line: int) -> Finding | None:
    if not isinstance(stated, int) or isinstance(stated, bool) or stated < 1:
        return Finding("error", "bad-format", "the format must be a whole number from 1", name, line)
    if stated > DECISIONS_FORMAT:
        message = f"these codings have format {stated}; this qualcode reads formats up to {DECISIONS_FORMAT}"
        return Finding("error", "newer-format", message, name, line, hint="update qualcode")
    return None


def _coding(
    line: dict[str, Any], coder: str, transcript: str, place: tuple[str, int]
) -> tuple[DecisionLine | None, list[Finding]]:
    """The coding of one line of format 1, if it is one, and what is wrong with it."""
    findings = [_unknown(field, _KNOWN_IN_FORMAT_1, place) for field in sorted(line.keys() - _KNOWN_IN_FORMAT_1)]
    try:
        read = msgspec.convert(line, CodingOfFormat1)
    except msgspec.ValidationError as error:
        return None, [*findings, Finding("error", "bad-coding", f"this is not a coding: {error}", *place)]
    if wrong := _wrong(line, read, coder, transcript, place):
        return None, [*findings, wrong]
    return of_format_1(line, msgspec.structs.asdict(read)), findings


def _wrong(
    line: dict[str, Any], read: CodingOfFormat1, coder: str, transcript: str, place: tuple[str, int]
) -> Finding | None:
    for field, expected in (("coder", coder), ("transcript", transcript)):
        if line.get(field, expected) != expected:
            return Finding("error", "wrong-name", f"the {field} is not `{expected}`, as the file's path says", *place)
    if read.end <= read.start:
        return Finding("error", "bad-coding", "this is not a coding: `end` must be greater than `start`", *place)
    if read.assertion not in ASSERTIONS:
        hint = suggest_choice(read.assertion, ASSERTIONS)
        return Finding("error", "wrong-value", "the assertion is not known", *place, hint=hint)
    return None
