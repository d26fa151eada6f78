"""Readings of sources that could not be read."""

from qualcode.model import Finding, Reading
from qualcode.readers.decode import Decoded


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
