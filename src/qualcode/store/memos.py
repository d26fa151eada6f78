"""Memos: what a coder remarks on passages without giving them a code.

One append-only file a coder, `memos/<coder>.jsonl`; a passage is anchored as a coding is, so that it can be found
again when its transcript changes.
"""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import msgspec

from qualcode.model.coding import PersonCoding
from qualcode.model.finding import StudyError
from qualcode.store.append import parse_lines
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.hashing import sha256_bytes
from qualcode.store.layout import StudyLayout

_ANCHOR = ("transcript", "turn", "start", "end", "quote", "prefix", "suffix", "turn_sha256")


def add_memos(layout: StudyLayout, corpus: str, coder: str, remarks: Iterable[PersonCoding]) -> None:
    """Add remarks on passages, each a coding without a code, to those that the coder has made."""
    file = layout.memos(corpus, coder)
    before = read_bytes(file) if file.exists() else b""
    lines = list(map(_line, new_memos(layout, corpus, coder, remarks)))
    if lines:
        whole = before if not before or before.endswith(b"\n") else before + b"\n"
        write_bytes(file, whole + msgspec.json.Encoder().encode_lines(lines))


def new_memos(
    layout: StudyLayout, corpus: str, coder: str, remarks: Iterable[PersonCoding]
) -> list[PersonCoding]:  # fmt: skip
    """Those remarks that the coder has not made yet, each once.

    Raises:
        StudyError: the coder's file of memos has lines that cannot be read.
    """
    file = layout.memos(corpus, coder)
    known, wrong = parse_lines(layout.relative(file), read_bytes(file)) if file.exists() else ([], [])
    if wrong:
        raise StudyError(*wrong)
    there = {line.get("id") for _, line in known}
    return list({_id(each): each for each in remarks if _id(each) not in there}.values())


def _line(remark: PersonCoding) -> dict[str, Any]:
    on = {name: value for name, value in asdict(remark).items() if name in _ANCHOR}
    return {"id": _id(remark), "kind": "passage", "on": on, "time": remark.time, "text": remark.memo}


def _id(remark: PersonCoding) -> str:
    """The same for the same remark on the same passage, so that a sheet can be imported again."""
    said = [remark.coder, remark.transcript, remark.turn, remark.start, remark.end, remark.memo]
    return sha256_bytes(msgspec.json.encode(said))[:16]
