"""Bytes of a codebook file to text: UTF-8 only, of reasonable size, without invisible control characters."""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from qualcode.codebook.nodes import Place
from qualcode.codebook.report import Report

MAX_BYTES = 5_000_000
START = Place(1, 1)
UNWANTED = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML forbids, and what it takes for a line break although no editor shows one (U+0085, U+2028, U+2029)."""
INDENT = re.compile("[ \t]*([\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000])")
"""The first space of a line's indentation that is not a plain one."""
DASH = re.compile("[ \t]*(-)(code|rule|any|all|near|text|term|regex|pattern):( |$)")
"""A list item of a codebook that lacks the space after its dash."""
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
    return text if _is_clean(text, report) and _is_indented(text, report) else None


def _is_indented(text: str, report: Report) -> bool:
    """False when lines begin in a way that would make YAML stumble at every line after them.

    Spaces of another kind, as copied from a web page, are letters to YAML, and a dash without a space is a text.
    """
    errors = report.errors
    for number, line in enumerate(LINE_BREAK.split(text), 1):
        if strange := INDENT.match(line):
            message = f"the line begins with U+{ord(strange[1]):04X}, which looks like a space and is none"
            report.error("strange-space", message, Place(number, strange.start(1) + 1), "indent with plain spaces")
        elif dash := DASH.match(line):
            at = Place(number, dash.start(1) + 1)
            report.error("dash-without-space", "a list item needs a space after its dash", at, f"write - {dash[2]}:")
    return report.errors == errors


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
