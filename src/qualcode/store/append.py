"""Append-only files: one JSON object a line, added and never changed."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from qualcode.model.finding import Finding, store_errors
from qualcode.store.atomic import make_folders, sync_folder
from qualcode.store.doors import read_through
from qualcode.store.modes import file_mode

_FLAGS = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(dict[str, Any])


def append(path: Path, *values: Mapping[str, Any]) -> int:
    """Add objects as the last lines, all or none; when this returns, they survive a power cut. Returns their bytes."""
    line = _ENCODER.encode_lines(values)
    with store_errors(path, "written"):
        make_folders(path.parent)
        handle = os.open(path, _FLAGS, file_mode(path))
        try:
            new = os.fstat(handle).st_size == 0
            _write(handle, line if new or _ends_a_line(handle) else b"\n" + line)
            os.fsync(handle)
        finally:
            os.close(handle)
        if new:
            sync_folder(path.parent)
    return len(line)


def read_lines(path: Path, name: str = "") -> tuple[list[tuple[int, dict[str, Any]]], list[Finding]]:
    """Objects of an append-only file with their line numbers, and a finding for each line that is not whole.

    `name` is the file as findings call it. A missing file has no lines. Nothing on disk changes: a torn line stays
    where it is, for a person to look at.
    """
    if not path.exists():
        return [], []
    return parse_lines(name or path.as_posix(), read_through("lines", path))


def parse_lines(name: str, data: bytes) -> tuple[list[tuple[int, dict[str, Any]]], list[Finding]]:
    """Objects and findings of such a file's bytes, as `read_lines` gives them."""
    objects: list[tuple[int, dict[str, Any]]] = []
    findings: list[Finding] = []
    lines = data.split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            objects.append((number, _DECODER.decode(line)))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            findings.append(_broken(name, number, torn=number == len(lines)))
    return objects, findings


def _write(handle: int, line: bytes) -> None:
    # One call, so that lines of two processes never mix; what a full disk took of them is taken back.
    before = os.fstat(handle).st_size
    if os.write(handle, line) != len(line):
        os.ftruncate(handle, before)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _ends_a_line(handle: int) -> bool:
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) == b"\n"


def _broken(name: str, line: int, *, torn: bool) -> Finding:
    if torn:
        message = "the last line was not written to its end and is set aside"
        return Finding("warning", "torn-line", message, name, line, hint="complete the line or remove it")
    message = "this line is not one JSON object and is set aside"
    return Finding("warning", "bad-line", message, name, line, hint="mend the line or remove it")
