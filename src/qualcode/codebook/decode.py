"""Bytes of a codebook file to text: UTF-8 only, of reasonable size, without invisible control characters."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from qualcode.codebook.nodes import Place
from qualcode.codebook.report import Report

MAX_BYTES = 5_000_000
START = Place(1, 1)
UNWANTED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML forbids, and what it takes for a line break although no editor shows one (U+0085, U+2028, U+2029)."""
LINE_BREAK = re.compile(r"\r\n|\r|\n")


def decode(data: bytes, report: Report) -> str | None:
    """Text of the file, or None when it cannot be read as text at all."""
    if len(data) > MAX_BYTES:
        report.error("file-too-large", f"the file has {len(data) / 1e6:.1f} MB", START, "a codebook has at most 5 MB")
        return None
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        report.error("not-utf8", "the file is saved as UTF-16", START, "save it as UTF-8")
        return None
    data = data.removeprefix(BOM_UTF8)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        at = place_after(data[: wrong.start].decode("utf-8"))
        report.error("not-utf8", f"byte 0x{data[wrong.start]:02X} is not UTF-8", at, "save the file as UTF-8")
        return None
    return text if _is_clean(text, report) else None


def place_after(text: str) -> Place:
    """Place of the character that follows this beginning of a file."""
    lines = LINE_BREAK.split(text)
    return Place(len(lines), len(lines[-1]) + 1)


def _is_clean(text: str, report: Report) -> bool:
    line_starts = [0, *(end.end() for end in LINE_BREAK.finditer(text))] if UNWANTED.search(text) else []
    line = 0
    for found in UNWANTED.finditer(text):
        while line + 1 < len(line_starts) and line_starts[line + 1] <= found.start():
            line += 1
        at = Place(line + 1, found.start() - line_starts[line] + 1)
        report.error("control-character", f"invisible character U+{ord(found[0]):04X}", at, "delete it")
    return not line_starts
