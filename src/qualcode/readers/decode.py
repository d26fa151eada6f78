"""Bytes into text: which encoding a file has, and what was guessed about it."""

import codecs
import re
from html import unescape
from typing import NamedTuple

from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading
from qualcode.readers.reading import ReadOptions
from qualcode.text.tokens import check_utf8

# UTF-32 before UTF-16: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_BEGINNINGS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
)
LARGEST = 2_000_000_000
"""Bytes of the longest text of one source, as UTF-8: places in the text of a shard are numbers of 32 bits."""
_GROWTH = 3
"""Bytes of UTF-8 that a byte of another encoding may become."""
_STRETCH = 1 << 20
"""Bytes decoded in one go where a text is only measured."""
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_SAMPLE = 65_536
_MANY = 0.3
"""Share of zero bytes at odd or at even places from which a file without a mark is UTF-16."""


class Decoded(NamedTuple):
    """The text of a file, or None with a finding that says why there is none."""

    text: str | None
    findings: tuple[Finding, ...] = ()
    encoding: str = ""
    """Encoding in which it was read."""


def as_utf8(name: str, data: bytes, options: ReadOptions) -> tuple[bytes | None, tuple[Finding, ...]]:
    """The same as `decode`, as UTF-8: a file that is UTF-8, as large files are, is looked at and never decoded."""
    text = plain_utf8(data)
    if text is not None:
        return text, ()
    decoded = decode(name, data, options)
    return None if decoded.text is None else decoded.text.encode(), decoded.findings


def plain_utf8(data: bytes) -> bytes | None:
    """The text of a file that is plainly UTF-8, with LF as the only line end; None where it has to be decoded."""
    body = data.removeprefix(codecs.BOM_UTF8)
    if not _is_plainly_utf8(data, body) or _has_controls(body[: 4 * _SAMPLE].decode("utf-8", "ignore")):
        return None
    return body.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in body else body


def _is_plainly_utf8(data: bytes, body: bytes) -> bool:
    """Whether neither another format, nor a mark, nor a byte says that a file is anything but UTF-8."""
    others = (*(beginning for beginning, _ in _KNOWN_BEGINNINGS), *(mark for mark, kind in _MARKS if kind != "utf-8"))
    if data.startswith(others) or b"\0" in body:
        return False
    try:
        check_utf8(body)
    except UnicodeDecodeError:
        return False
    return True


def decode(name: str, data: bytes, options: ReadOptions) -> Decoded:
    """Turn the bytes of a text file into its text, with LF as the only line end and otherwise untouched.

    Tried in this order: the mark (BOM) at the beginning, strict UTF-8, the encoding of the options, UTF-16 where zero
    bytes show it, Windows-1252 with a warning.
    """
    known = next((kind for beginning, kind in _KNOWN_BEGINNINGS if data.startswith(beginning)), "")
    if known:
        return _not_text(name, f"this file is {known}, not plain text")
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(name, data[len(mark) :], encoding)
    return _without_mark(name, data, options)


def _without_mark(name: str, data: bytes, options: ReadOptions) -> Decoded:
    if b"\0" in data:
        # UTF-8 allows zero bytes, but no text has them: they are half of the letters of UTF-16.
        if options.encoding:
            return _strict(name, data, options.encoding)
        wide = _wide_encoding(data)
        decoded = _strict(name, data, wide) if wide else _not_text(name)
        wrong = decoded.text is None and decoded.findings[0].code != "too-large"
        return _not_text(name) if wrong else decoded
    try:
        return _checked(name, data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _strict(name, data, options.encoding) if options.encoding else _guess(name, data)


def _wide_encoding(data: bytes) -> str:
    """Name the UTF-16 that a file without a mark plainly has; empty when it has none."""
    sample = data[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    even, odd = sample[::2].count(0) / half, sample[1::2].count(0) / half
    if odd > _MANY and even < odd / 10:
        return "utf-16-le"
    return "utf-16-be" if even > _MANY and odd < even / 10 else ""


def _strict(name: str, data: bytes, encoding: str) -> Decoded:
    """Decode in an encoding that is known or was asked for; it must fit every byte."""
    if _grows_too_large(data, encoding):
        return _too_large(name, encoding)
    try:
        text = data.decode(encoding)
        text.encode("utf-8")  # refuses lone surrogates, which a few codecs let through
    except UnicodeError:
        message, hint = f"this file is not valid {encoding}", "name its encoding with --encoding, or save it as UTF-8"
    except (LookupError, ValueError):
        message, hint = f"there is no text encoding named `{encoding}`", "write for example --encoding windows-1252"
    else:
        return _checked(name, text, encoding)
    return Decoded(None, (Finding("error", "encoding-wrong", message, name, hint=hint),))


def _grows_too_large(data: bytes, encoding: str) -> bool:
    """Whether a text that is not UTF-8 would be too long in it; measured piece by piece, so that it fills no memory."""
    if len(data) * _GROWTH <= LARGEST:
        return False
    size = 0
    try:
        "a".encode(encoding)  # refuses codecs that are none of texts
        decoder = codecs.getincrementaldecoder(encoding)()
        for low in range(0, len(data), _STRETCH):
            size += len(decoder.decode(data[low : low + _STRETCH]).encode())
            if size > LARGEST:
                return True
    except (LookupError, ValueError):  # whoever decodes it says so
        return False
    return False


def _too_large(name: str, encoding: str) -> Decoded:
    message = f"the text of this file ({encoding}) is more than {LARGEST / 1e9:.1f} GB of UTF-8"
    hint = "divide it into files of about 1,000,000 lines and ingest their folder"
    return Decoded(None, (Finding("error", "too-large", message, name, hint=hint),))


def _guess(name: str, data: bytes) -> Decoded:
    if _grows_too_large(data, "windows-1252"):
        return _too_large(name, "windows-1252")
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        return _not_text(name)
    message = "this file is not UTF-8, and was read as Windows-1252"
    hint = "name its encoding with --encoding, or save it as UTF-8"
    return _checked(name, text, "windows-1252", (Finding("warning", "encoding-guessed", message, name, hint=hint),))


def _checked(name: str, text: str, encoding: str, findings: tuple[Finding, ...] = ()) -> Decoded:
    """Refuse what decodes but is no text; make LF the only line end."""
    if "\0" in text or _has_controls(text):
        return _not_text(name)
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), findings, encoding)


def _has_controls(text: str) -> bool:
    """Whether a text begins with more control characters than texts have."""
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > max(len(sample) // 50, 2)


def _not_text(name: str, message: str = "this file is not plain text") -> Decoded:
    hint = "give the file the ending of its real format, or save its text as UTF-8"
    return Decoded(None, (Finding("error", "not-text", message, name, hint=hint),))


def failure(name: str, code: str, message: str, hint: str = "", line: int | None = None) -> Reading:
    """Give a reading without turns whose one finding says why the source could not be read."""
    return Reading((), findings=(Finding("error", code, message, name, line, hint=hint),))


def empty(name: str, findings: tuple[Finding, ...] = ()) -> Reading:
    """Give the reading of a source in which nobody says anything."""
    nothing = Finding("error", "empty-source", "there is no text in this file", name)
    return Reading((), findings=(*findings, nothing))


def without_text(name: str, decoded: Decoded) -> Reading:
    """Give the reading of a file that cannot be decoded, or in which nobody says anything."""
    return Reading((), findings=decoded.findings) if decoded.text is None else empty(name, decoded.findings)


_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[a-zA-Z]{2,8});")


def with_characters(text: str) -> str:
    """Give a text with the characters that stand in it as web pages write them: `&#8217;`, `&amp;`."""
    return _ENTITY.sub(lambda match: unescape(match.group()), text) if "&" in text else text
