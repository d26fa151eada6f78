"""JSON of speech recognition (Whisper, WhisperX, whisper.cpp and services) and of scripts: a list of utterances."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from qualcode.model import Finding, Reading
from qualcode.readers import json_fields as fields
from qualcode.readers.decode import decode
from qualcode.readers.failure import failure, without_text
from qualcode.readers.lines import Line
from qualcode.readers.options import Options
from qualcode.readers.talk import talk
from qualcode.text.roles import UNRECOGNISED

_MOST_VALUES = 5_000_000
"""Values from which a file is refused: each becomes an object in memory (a word of WhisperX is four of them)."""
_DEEPEST = 6
_HINT = 'utterances are a list such as [{"speaker": "I", "start": 0, "end": 2.5, "text": "Sudah."}]'


def read(name: str, data: bytes, options: Options) -> Reading:
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
    found = _utterances(value)
    if not found:
        return failure(name, "no-utterances", "there are no utterances in this JSON file", _HINT)
    return _reading(name, found, decoded.findings, decoded.encoding)


def _utterances(value: Any) -> Sequence[Mapping[str, Any]]:
    """The first list, from the outside to the inside, whose entries mostly have a text."""
    level = [value]
    for _ in range(_DEEPEST):
        for each in level:
            if isinstance(each, list) and _is_list_of_utterances(each):
                return [entry for entry in each if isinstance(entry, dict)]
        level = [inner for each in level for inner in _inside(each)]
    return ()


def _inside(value: Any) -> Iterator[Any]:
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield from (each for each in inner if isinstance(each, dict | list))


def _is_list_of_utterances(entries: Sequence[Any]) -> bool:
    told = sum(isinstance(entry, dict) and fields.text(entry) is not None for entry in entries)
    return told * 2 > len(entries)


def _reading(name: str, found: Sequence[Mapping[str, Any]], findings: tuple[Finding, ...], encoding: str) -> Reading:
    spoken = [(fields.text(entry) or "").strip() for entry in found]
    speakers = [fields.speaker(entry) for entry in found]
    nobody = sum(1 for text, speaker in zip(spoken, speakers, strict=True) if text and not speaker)
    labelled = any(speakers)
    unit = fields.unit(found)
    lines = []
    for number, (entry, text, speaker) in enumerate(zip(found, spoken, speakers, strict=True), 1):
        start_s, end_s = fields.times(entry, unit)
        when = fields.written(entry)
        who = speaker or (UNRECOGNISED if labelled else None)
        # A label within the text is looked for only where the file itself says nothing of speakers.
        lines += [
            Line(
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
    return talk(name, lines, "entry", findings=noted, encoding=encoding, skipped=skipped, timed=False)


def _without_speaker(name: str, number: int) -> list[Finding]:
    if not number:
        return []
    message = f"{number} entries have no speaker while others have; their words are counted for nobody"
    return [Finding("warning", "entries-without-speaker", message, name, hint="give them a speaker in the source")]
