"""Times of a recording as transcripts write them: `00:01:02`, `1:02.5`, `[00:01:02 - 00:01:10]`."""

import re

CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3}|-\d)?(?![\d:])"
"""Pattern of one time: hours may be missing, the fraction follows a point or comma (or a hyphen, as in f4)."""
_RANGE = rf"{CLOCK}(?:\s*(?:-->|[-–—])\s*{CLOCK})?"
BRACKETED = rf"(?:\[\s*{_RANGE}\s*\]|\(\s*{_RANGE}\s*\)|<\s*{_RANGE}\s*>|\#{CLOCK}\#)"
"""Pattern of a time or range in brackets or between number signs."""
WITHIN = rf"(?:(?<=\s)|^)(?:\[\s*{_RANGE}\s*\]|\#{CLOCK}\#|^\((?:\d{{1,3}}:)\d\d:\d\d(?:[.,]\d+)?\))(?:[ \t]|$)"
"""Pattern of a time of the recording within a line of speech. Round brackets only at its beginning and with hours:
people say and write times of the day."""
AT_END = r"(?<=\s)(?:\(\s*(?:\d{1,3}:)\d\d:\d\d(?:[.,]\d+)?\s*\)|(?:\d{1,3}:)\d\d:\d\d(?:[.,]\d+)?)[ \t]*\Z"
"""Pattern of a time of the recording at the end of a line, with hours: nobody says the seconds of a time of the day."""
STAMP = rf"(?:{BRACKETED}|{_RANGE})"
"""Pattern of a time or range, bracketed or bare."""
LOOSE = r"\d{1,3}(?::\d{1,2}){1,3}(?:[.,]\d{1,6})?"
"""Pattern of a time alone on its line, where it may also be `0:0:2.1`, or have frames (`00:00:01:10`)."""

DATED = (
    r"\[?\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},?[ \t]+\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[AaPp]\.?[Mm]\.?)?\]?[ \t]*-?[ \t]*"
)
"""Pattern of the date and time of a message, as chats are exported."""

_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:([.,-])(\d{1,3}))?(?![\d:])")
_SECONDS = re.compile(r"\d{1,7}(?:[.,]\d{1,6})?")


def seconds(written: str) -> float | None:
    """Give a time in seconds (`00:01:02,500`, `1:02`, `62.5`), or None when it is none."""
    written = written.strip().strip("[]()<>#").strip()
    if _SECONDS.fullmatch(written):
        return float(written.replace(",", "."))
    match = _CLOCK.fullmatch(written)
    return _value(match) if match else None


def span(stamp: str) -> tuple[float | None, float | None]:
    """Give start and end in seconds of a time or a range; the end of a single time is None."""
    values = [_value(match) for match in _CLOCK.finditer(stamp)]
    return (values[0] if values else None, values[1] if len(values) > 1 else None)


def loose_span(stamp: str) -> tuple[float | None, float | None]:
    """Give start and end in seconds of a time or range written loosely; frames are left out."""
    values = [_loose(match.group()) for match in re.finditer(LOOSE, stamp)]
    return (values[0] if values else None, values[1] if len(values) > 1 else None)


def _loose(written: str) -> float:
    parts = written.replace(",", ".").split(":")[:3]
    value = 0.0
    for part in parts:
        value = value * 60 + float(part)
    return round(value, 3)


def _value(match: re.Match[str]) -> float:
    hours, minutes, whole, _, fraction = match.groups()
    value = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole)
    return round(value + float(f"0.{fraction or 0}"), 3)
