"""Lines that a coder's decisions leave in a file of codings, read and appended one by one.

`coding/<coder>/<transcript>.jsonl` of format 2 holds one decision a line (`model.line`); a file of format 1 holds one
coding a line, and goes on as format 2 from the first decision that is appended to it. `{"format": 2}` may stand in
any line: a merge of two branches keeps the headers of both.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

import msgspec

from qualcode.model.coding import ASSERTIONS
from qualcode.model.finding import Finding
from qualcode.model.line import DEEDS, DecisionLine
from qualcode.store.hashing import sha256_bytes
from qualcode.text.records import suggest_choice

DECISIONS_FORMAT = 2
"""Newest format of these files that this version reads and writes."""
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
    time: _Text = ""


_KNOWN = frozenset(_Written.__struct_fields__)


def written(line: DecisionLine) -> dict[str, Any]:
    """A decision as one JSON object, without the fields that say nothing."""
    fields: dict[str, Any] = msgspec.to_builtins(msgspec.convert(asdict(line), _Written))
    return fields


def read_decision(value: Mapping[str, Any], place: tuple[str, int]) -> tuple[DecisionLine | None, list[Finding]]:
    """The decision of one line, if it is one, and what is wrong with it; `place` is the file and the line."""
    findings = [_unknown(field, place) for field in sorted(value.keys() - _KNOWN)]
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


def of_format_1(value: Mapping[str, Any], fields: Mapping[str, Any], blind: bool = False) -> DecisionLine:
    """A coding of format 1 as a decision: its name is a hash of what the line says.

    Args:
        value: the line's object as it stands in the file.
        fields: the same, read and complete.
        blind: whether the coder is known to have coded without suggestions.
    """
    name = sha256_bytes(msgspec.json.encode(value, order="sorted"))[:16]
    return DecisionLine("code", name, blind=blind, **fields)


def new_id() -> str:
    """A name that no other line has."""
    return secrets.token_hex(8)


def time_after(lines: Sequence[DecisionLine]) -> str:
    """Now, or a moment after the last of some lines where a clock runs behind: what is done later must count later."""
    now = datetime.now(UTC)
    last = max((moment for line in lines if (moment := _moment(line.time))), default=now)
    return stamp(max(now, last + timedelta(milliseconds=1)))


def stamp(moment: datetime) -> str:
    """A time as lines carry it: UTC to the millisecond."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def recoded(line: DecisionLine, code: str, time: str) -> DecisionLine:
    """The line by which a coding or rejection follows a code that has another name now.

    Its own name is made from what it does, so that two people who rename a code write the same line.
    """
    name = sha256_bytes(f"{line.id} {line.code} {code}".encode())[:16]
    return DecisionLine("move", name, time, of=line.id, code=code)


def moved(line: DecisionLine, place: DecisionLine, time: str) -> DecisionLine:
    """The line by which a coding follows its words to another place, which `place` gives."""
    return replace(place, do="move", id=new_id(), time=time, of=line.id, code="", assertion="", memo="", rules=())


def _moment(time: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:  # a person's own note of the day; such lines come first
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _unknown(field: str, place: tuple[str, int]) -> Finding:
    message = f"the field `{field}` is not known here"
    return Finding("warning", "unknown-field", message, *place, hint=suggest_choice(field, _KNOWN))


def _not_one(why: str, place: tuple[str, int]) -> Finding:
    return Finding("error", "bad-coding", f"this is no decision: {why}", *place)
