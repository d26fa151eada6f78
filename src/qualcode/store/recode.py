"""Recode: another name for a code in a file of codings, every other byte as it was."""

import re
from pathlib import Path

import msgspec

from qualcode.store.append import parse_lines
from qualcode.store.errors import StoreError

_ENCODER = msgspec.json.Encoder()


def recode(path: Path, data: bytes, old: str, new: str) -> tuple[bytes, int]:
    """Bytes of a file of codings or decisions in which a code has another name, and how many lines that changed.

    `path` is the file as errors call it.

    Raises:
        StoreError: a line cannot be read: it may hold the code, so that changing the others would tear them apart.
    """
    _, broken = parse_lines("", data)
    if broken:
        raise StoreError(path, f"line {broken[0].line} cannot be read: mend it before codes are changed")
    lines = data.split(b"\n")
    changed = 0
    for number, line in enumerate(lines):
        if line.strip() and (value := msgspec.json.decode(line)).get("code") == old:
            lines[number] = _renamed(line, value, old, new)
            changed += 1
    return b"\n".join(lines), changed


def _renamed(line: bytes, value: dict[str, object], old: str, new: str) -> bytes:
    """The line with the other name; written anew only where the name is written in an unusual way."""
    # Inside a JSON string every quotation mark is escaped, so this finds the field and never a quote that looks so.
    pattern = rb'(?<!\\)("code"\s*:\s*)"' + re.escape(old.encode()) + rb'"'
    edited = re.sub(pattern, lambda found: found[1] + b'"' + new.encode() + b'"', line, count=1)
    wanted = {**value, "code": new}
    return edited if msgspec.json.decode(edited) == wanted else _ENCODER.encode(wanted) + _ending(line)


def _ending(line: bytes) -> bytes:
    return b"\r" if line.endswith(b"\r") else b""
