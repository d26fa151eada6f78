"""What the fields of an utterance in JSON are: found by the names that columns of sheets have, too."""

from collections.abc import Mapping, Sequence
from typing import Any

from qualcode.readers import times as clock
from qualcode.readers.columns import HEADERS, normal

_MORE = {
    "text": ("sentence", "display text", "body"),
    "speaker": ("speaker tag", "speaker index", "speaker label", "display name", "username", "channel"),
    "start": ("start time seconds", "begin seconds", "start seconds", "offset seconds", "from", "ts", "start ms"),
    "end": ("end time seconds", "end seconds", "to", "te", "end ms"),
}
_SLOWEST = 20
"""Seconds for a word from which times must be thousandths of seconds."""
_MOST_LABEL = 80


def text(entry: Mapping[str, Any]) -> str | None:
    """What is said, or None where the entry has no such field."""
    parts = entry.get("text")
    if isinstance(parts, list):  # a message of Telegram with links or bold words in it
        found: Any = "".join(part.get("text", "") if isinstance(part, dict) else str(part) for part in parts)
    else:
        found = _field(entry, "text", str)
    return _whole(found) if isinstance(found, str) else None


def written(entry: Mapping[str, Any]) -> str:
    """Date and time of a message in an export of Telegram; empty for what is no message."""
    date = entry.get("date")
    return date.replace("T", " ") if isinstance(date, str) and "from" in entry else ""


def speaker(entry: Mapping[str, Any]) -> str:
    """The label of who speaks (`SPEAKER_00`, `{"name": "Budi"}`, 1); empty where the entry does not say."""
    found = _field(entry, "speaker", str | int | dict)
    if isinstance(found, dict):
        found = next((found[key] for key in ("name", "label", "id") if isinstance(found.get(key), str | int)), "")
    if isinstance(found, bool) or found is None:
        return ""
    label = f"Speaker {found}" if isinstance(found, int) else " ".join(_whole(str(found)).split())
    return label if len(label) <= _MOST_LABEL else ""


def times(entry: Mapping[str, Any], unit: float) -> tuple[float | None, float | None]:
    """Start and end in seconds; `unit` is how many seconds a number means."""
    inner = entry.get("timestamps")
    source = {**entry, **inner} if isinstance(inner, dict) else entry  # whisper.cpp
    pair = entry.get("timestamp")
    if isinstance(pair, list) and len(pair) == 2:  # Whisper of transformers
        return _seconds(pair[0], unit), _seconds(pair[1], unit)
    return _seconds(_field(source, "start", str | int | float), unit), _seconds(
        _field(source, "end", str | int | float), unit
    )


def unit(entries: Sequence[Mapping[str, Any]]) -> float:
    """Seconds that a number of the file means: 0.001 where people would otherwise need twenty seconds for a word."""
    length = words = 0.0
    for entry in entries:
        start_s, end_s = times(entry, 1.0)
        if start_s is not None and end_s is not None and end_s > start_s:
            length += end_s - start_s
            words += len((text(entry) or "").split())
    return 0.001 if words and length > words * _SLOWEST else 1.0


def _field(entry: Mapping[str, Any], use: str, kind: Any) -> Any:
    titles = {normal(key): key for key in entry if isinstance(key, str) and len(key) < 40}
    names = (*map(normal, HEADERS[use]), *_MORE[use])
    return next(
        (entry[titles[name]] for name in names if name in titles and isinstance(entry[titles[name]], kind)), None
    )


def _whole(text: str) -> str:
    """Replace halves of characters, which JSON can hold and no file of text can."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _seconds(value: Any, unit: float) -> float | None:
    if isinstance(value, str):
        return clock.seconds(value.removesuffix("s"))
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        return None
    return round(value * unit, 3)
