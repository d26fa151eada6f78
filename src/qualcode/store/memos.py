"""The memos of a corpus: `memos/CODER.jsonl`, one line a memo or an edit of one, only ever appended to."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Annotated, Any

import msgspec

from qualcode.model.finding import Finding
from qualcode.model.memo import MEMO_KINDS, Memo, MemoPlace
from qualcode.store.append import parse_lines
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.layout import StudyLayout, file_to_id
from qualcode.text.records import suggest_choice

MEMO_FORMAT = 1
"""Newest format of these files that this version reads and writes."""
_ENCODER = msgspec.json.Encoder()
_Natural = Annotated[int, msgspec.Meta(ge=0)]


class _On(msgspec.Struct, omit_defaults=True):
    # Mirrors `MemoPlace`.
    transcript: str = ""
    turn: _Natural = 0
    start: _Natural = 0
    end: _Natural = 0
    quote: str = ""
    code: str = ""
    respondent: str = ""
    set: str = ""


class _Line(msgspec.Struct, omit_defaults=True):
    # Mirrors `Memo`; the path already says the coder.
    id: Annotated[str, msgspec.Meta(min_length=1)]
    text: str
    kind: str = ""
    on: _On = msgspec.field(default_factory=_On)
    time: str = ""
    name: str = ""
    of: str = ""
    guid: str = ""


def read_memos(layout: StudyLayout, corpus: str) -> tuple[list[Memo], list[Finding]]:
    """All lines of all coders, and what is wrong with the others."""
    memos: list[Memo] = []
    findings: list[Finding] = []
    folder = layout.memos(corpus)
    for file in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        name, coder = layout.relative(file), file_to_id(file.stem)
        lines, broken = parse_lines(name, read_bytes(file))
        findings += broken
        for number, line in lines:
            read = _read(line, coder, (name, number))
            if isinstance(read, Memo):
                memos.append(read)
            elif read is not None:
                findings.append(read)
    return memos, findings


def _read(line: dict[str, Any], coder: str, place: tuple[str, int]) -> Memo | Finding | None:
    """The memo of a line; None for the line that states the format."""
    if "format" in line and "id" not in line:
        if line["format"] == MEMO_FORMAT:
            return None
        message = f"these memos have format {line['format']}; this qualcode reads formats up to {MEMO_FORMAT}"
        return Finding("error", "newer-format", message, *place, hint="update qualcode")
    try:
        read = msgspec.convert(line, _Line)
    except msgspec.ValidationError as error:
        return Finding("error", "bad-memo", f"this is not a memo: {error}", *place)
    if read.kind not in MEMO_KINDS and not (read.of and not read.kind):
        return Finding(
            "error",
            "bad-memo",
            "the kind of this memo is not known",
            *place,
            hint=suggest_choice(read.kind, MEMO_KINDS),
        )
    said = msgspec.structs.asdict(read)
    return Memo(**{**said, "coder": coder, "on": MemoPlace(**msgspec.structs.asdict(read.on))})


def add_memos(layout: StudyLayout, corpus: str, memos: Iterable[Memo]) -> int:
    """Add lines to the files of their coders, each once; what is there stays as it is. Gives how many are new."""
    added = 0
    own: dict[str, list[Memo]] = {}
    for memo in memos:
        own.setdefault(memo.coder, []).append(memo)
    for coder, wanted in own.items():
        file = layout.memo_file(corpus, coder)
        before = read_bytes(file) if file.exists() else _ENCODER.encode({"format": MEMO_FORMAT}) + b"\n"
        known = {line.get("id") for _, line in parse_lines("", before)[0]}
        new = {memo.id: memo for memo in wanted if memo.id not in known}
        if new:
            whole = before if before.endswith(b"\n") else before + b"\n"
            write_bytes(file, whole + _ENCODER.encode_lines(list(_lines(new.values()))))
            added += len(new)
    return added


def _lines(memos: Iterable[Memo]) -> Iterator[_Line]:
    for memo in memos:
        said = asdict(memo)
        del said["coder"]
        yield msgspec.convert(said, _Line)


@dataclass(frozen=True)
class MemosInForce:
    """What the lines come to."""

    memos: tuple[Memo, ...]
    """Each memo as it was edited last, by what it is about and then by time; its `id` is that of its first line."""
    unknown: tuple[Memo, ...]
    """Edits of memos that are not there: kept on disk, not applied."""


def fold_memos(lines: Iterable[Memo]) -> MemosInForce:
    """Work out which memos hold: the newest line of each says what it says; one without a text takes it back.

    Equal lines count once. Newer is by time, then by identifier; the order of the lines means nothing, so that files of
    two computers can be put together line by line.
    """
    once = sorted(set(lines), key=lambda line: (line.time, line.id, line.text))
    named = {line.id: line for line in once}
    chains: dict[str, list[Memo]] = {}
    unknown: list[Memo] = []
    for line in once:
        first = _first(line, named)
        chains.setdefault(first, []).append(line) if first else unknown.append(line)
    held = (_last(named[first], chain) for first, chain in chains.items())
    return MemosInForce(tuple(sorted((memo for memo in held if memo.text.strip()), key=_order)), tuple(unknown))


def _first(line: Memo, named: dict[str, Memo]) -> str:
    """The memo that a line belongs to; empty where an edit names nothing that is there, or goes in a circle."""
    seen: set[str] = set()
    while line.of:
        if line.id in seen or line.of not in named:
            return ""
        seen.add(line.id)
        line = named[line.of]
    return line.id


def _last(first: Memo, chain: Sequence[Memo]) -> Memo:
    """A memo as its newest edit has it; what an edit leaves open stays."""
    edits = [line for line in chain if line.of]
    if not edits:
        return first
    last = edits[-1]
    return replace(
        first,
        text=last.text,
        time=last.time or first.time,
        kind=last.kind or first.kind,
        name=last.name or first.name,
        on=last.on if last.on != MemoPlace() else first.on,
        guid=last.guid or first.guid,
    )


def _order(memo: Memo) -> tuple[int, str, int, int, str, str, str]:
    on = memo.on
    kind = MEMO_KINDS.index(memo.kind) if memo.kind in MEMO_KINDS else len(MEMO_KINDS)
    about = on.transcript or on.respondent or on.set or on.code
    return kind, about, on.turn, on.start, memo.time, memo.coder, memo.id
