"""Memos in force: the fold of the lines that coders append, in whatever order the lines stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from qualcode.model.memo import MEMO_KINDS, Memo, MemoPlace


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
