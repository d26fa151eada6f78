"""JSON of speech recognition (Whisper, WhisperX, whisper.cpp and services) and of scripts: a list of utterances."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading
from qualcode.readers import reading
from qualcode.readers.columns import COLUMN_HEADERS, normal
from qualcode.readers.decode import decode, failure, without_text
from qualcode.readers.reading import ReadOptions, SourceLine
from qualcode.readers.rich import divide_into_turns
from qualcode.text.roles import UNRECOGNISED

_MORE = {
    "text": ("sentence", "display text", "body"),
    "speaker": ("speaker tag", "speaker index", "speaker label", "display name", "username", "sender name", "channel"),
    "start": ("start time seconds", "begin seconds", "start seconds", "offset seconds", "from", "ts", "start ms"),
    "end": ("end time seconds", "end seconds", "to", "te", "end ms"),
}
_SLOWEST = 20
"""Seconds for a word from which times must be thousandths of seconds."""
_MOST_LABEL = 80
_LOOKED_AT = 200
"""Entries of a list that are looked at for who speaks."""
_LATEST = 10**14
"""Thousandths of seconds since 1970 beyond which no message was written."""


def spoken_text(entry: Mapping[str, Any]) -> str | None:
    """What is said, or None where the entry has no such field."""
    parts = entry.get("text")
    if isinstance(entry.get("elements"), list):  # Rev.ai: words, and what stands between them
        said = (part.get("value") for part in entry["elements"] if isinstance(part, dict))
        found: Any = "".join(each for each in said if isinstance(each, str))
    elif isinstance(entry.get("sentences"), list):  # a paragraph of Deepgram
        found = " ".join(filter(None, (spoken_text(part) for part in entry["sentences"] if isinstance(part, dict))))
    elif isinstance(parts, list):  # a message of Telegram with links or bold words in it
        found = "".join(part.get("text", "") if isinstance(part, dict) else str(part) for part in parts)
    else:
        found = _field(entry, "text", str)
    return _whole(_of_meta(entry, found)) if isinstance(found, str) else None


def _of_meta(entry: Mapping[str, Any], text: str) -> str:
    """The text of a message of Instagram or Messenger, whose exports write each byte of a letter as a letter."""
    try:
        return text.encode("latin-1").decode() if "sender_name" in entry and not text.isascii() else text
    except UnicodeError:
        return text


def written(entry: Mapping[str, Any]) -> str:
    """Date and time of a message in an export of Telegram, Instagram or Messenger; empty for what is no message."""
    since_1970 = entry.get("timestamp_ms")
    if isinstance(since_1970, int) and 0 < since_1970 < _LATEST and "sender_name" in entry:
        return f"{datetime.fromtimestamp(since_1970 // 1000, UTC):%Y-%m-%d %H:%M:%S} UTC"
    date = entry.get("date")
    return date.replace("T", " ") if isinstance(date, str) and "from" in entry else ""


def speaker_in(entry: Mapping[str, Any]) -> str:
    """The label of who speaks (`SPEAKER_00`, `{"name": "Budi"}`, 1); empty where the entry does not say."""
    found = _field(entry, "speaker", str | int | dict)
    if isinstance(found, dict):
        found = next((found[key] for key in ("name", "label", "id") if isinstance(found.get(key), str | int)), "")
    if isinstance(found, bool) or found is None:
        return ""
    label = f"Speaker {found}" if isinstance(found, int) else " ".join(_whole(_of_meta(entry, str(found))).split())
    return label if len(label) <= _MOST_LABEL else ""


def times_in(entry: Mapping[str, Any], unit: float) -> tuple[float | None, float | None]:
    """Start and end in seconds; `unit` is how many seconds a number means."""
    if isinstance(words := entry.get("elements"), list):  # Rev.ai
        timed = [part for part in words if isinstance(part, dict) and "ts" in part] or [{}]
        return _seconds(timed[0].get("ts"), unit), _seconds(timed[-1].get("end_ts"), unit)
    inner = entry.get("timestamps")
    source = {**entry, **inner} if isinstance(inner, dict) else entry  # whisper.cpp
    pair = entry.get("timestamp")
    if isinstance(pair, list) and len(pair) == 2:  # Whisper of transformers
        return _seconds(pair[0], unit), _seconds(pair[1], unit)
    return _seconds(_field(source, "start", str | int | float), unit), _seconds(
        _field(source, "end", str | int | float), unit
    )


def unit_of_time(entries: Sequence[Mapping[str, Any]]) -> float:
    """Seconds that a number of the file means: 0.001 where people would otherwise need twenty seconds for a word."""
    length = words = 0.0
    for entry in entries:
        start_s, end_s = times_in(entry, 1.0)
        if start_s is not None and end_s is not None and end_s > start_s:
            length += end_s - start_s
            words += len((spoken_text(entry) or "").split())
    return 0.001 if words and length > words * _SLOWEST else 1.0


def _field(entry: Mapping[str, Any], use: str, kind: Any) -> Any:
    titles = {normal(key): key for key in entry if isinstance(key, str) and len(key) < 40}
    names = (*map(normal, COLUMN_HEADERS[use]), *_MORE[use])
    return next(
        (entry[titles[name]] for name in names if name in titles and isinstance(entry[titles[name]], kind)), None
    )


def _whole(text: str) -> str:
    """Replace halves of characters, which JSON can hold and no file of text can."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _seconds(value: Any, unit: float) -> float | None:
    if isinstance(value, str):
        return reading.parse_seconds(value.removesuffix("s"))
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < 1e12:
        return None
    return round(value * unit, 3)


_MOST_VALUES = 5_000_000
"""Values from which a file is refused: each becomes an object in memory (a word of WhisperX is four of them)."""
_DEEPEST = 8
_HINT = 'utterances are a list such as [{"speaker": "I", "start": 0, "end": 2.5, "text": "Sudah."}]'


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read the list of utterances of a JSON file, whatever stands around it; words one by one are not read again."""
    decoded = decode(name, data, options)
    if decoded.text is None or not decoded.text.strip():
        return without_text(name, decoded)
    if sum(decoded.text.count(sign) for sign in ",[{") > _MOST_VALUES:
        return failure(name, "json-too-large", "this file holds more than 5 million values", "divide it into parts")
    try:
        value = json.loads(decoded.text.removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        return failure(name, "json-broken", "this is not valid JSON", "export it again", error.lineno)
    except (ValueError, RecursionError):  # numbers of thousands of digits, lists without end
        return failure(name, "json-broken", "this is not JSON of a transcript", _HINT)
    if (page := _page_of_otranscribe(value)) is not None:
        from qualcode.readers import html

        return html.read(name, page.encode(), options)
    found = _utterances(value)
    if not found:
        return failure(name, "no-utterances", "there are no utterances in this JSON file", _HINT)
    return _reading(name, found, decoded.findings, decoded.encoding)


def _page_of_otranscribe(value: Any) -> str | None:
    """The web page that oTranscribe keeps as `text` beside the name of the recording, or None."""
    page = value.get("text") if isinstance(value, dict) and "media" in value else None
    return _whole(page) if isinstance(page, str) and "<" in page else None


def _utterances(value: Any) -> Sequence[Mapping[str, Any]]:
    """The outermost list whose entries mostly have a text and that says who speaks; where none does, the longest."""
    level = [value]
    first: Sequence[Mapping[str, Any]] = ()
    for _ in range(_DEEPEST):
        lists = [_entries(each) for each in level if isinstance(each, list)]
        told = [found for found in lists if _says_who(found) or not first]
        if told := [found for found in told if _is_list_of_utterances(found)]:
            best = max(told, key=lambda found: (_says_who(found), len(found)))
            if _says_who(best):
                return best
            first = best
        level = [inner for each in level for inner in _inside(each)]
    return first


def _says_who(found: Sequence[Mapping[str, Any]]) -> bool:
    return any(map(speaker_in, found[:_LOOKED_AT]))


def _newest_first(found: Sequence[Mapping[str, Any]]) -> bool:
    """Tell whether these are the messages of a chat, and the last one stands first."""
    times = list(map(written, found))
    return len(times) > 1 and all(times) and times[0] > times[-1] and times == sorted(times, reverse=True)


def _entries(found: Sequence[Any]) -> Sequence[Mapping[str, Any]]:
    return [entry for entry in found if isinstance(entry, dict)]


def _inside(value: Any) -> Iterator[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield from (each for each in inner if isinstance(each, dict | list))


def _is_list_of_utterances(entries: Sequence[Any]) -> bool:
    told = sum(isinstance(entry, dict) and spoken_text(entry) is not None for entry in entries)
    return told * 2 > len(entries)


def _reading(name: str, found: Sequence[Mapping[str, Any]], findings: tuple[Finding, ...], encoding: str) -> Reading:
    spoken = [(spoken_text(entry) or "").strip() for entry in found]
    speakers = [speaker_in(entry) for entry in found]
    nobody = sum(1 for text, speaker in zip(spoken, speakers, strict=True) if text and not speaker)
    labelled = any(speakers)
    unit = unit_of_time(found)
    entries = list(zip(range(1, len(found) + 1), found, spoken, speakers, strict=True))
    lines = []
    for number, entry, text, speaker in reversed(entries) if _newest_first(found) else entries:
        start_s, end_s = times_in(entry, unit)
        when = written(entry)
        who = speaker or (UNRECOGNISED if labelled else None)
        # A label within the text is looked for only where the file itself says nothing of speakers.
        lines += [
            SourceLine(
                part,
                number,
                speaker=who if first == 0 else None,
                may_label=not labelled,
                start_s=start_s,
                end_s=end_s,
                when=when if first == 0 else "",
                message=bool(when) and first == 0,
            )
            for first, part in enumerate(text.split("\n"))
            if text
        ]
    noted = [*findings, *_without_speaker(name, nobody if labelled else 0)]
    skipped = {"entries without text": len(found) - sum(map(bool, spoken))}
    return divide_into_turns(name, lines, "entry", findings=noted, encoding=encoding, skipped=skipped, timed=False)


def _without_speaker(name: str, number: int) -> list[Finding]:
    if not number:
        return []
    message = f"{number} entries have no speaker while others have; their words are counted for nobody"
    return [Finding("warning", "entries-without-speaker", message, name, hint="give them a speaker in the source")]
