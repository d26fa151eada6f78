"""SubRip subtitles: speakers from labels at the beginning of cues."""

import re
from collections.abc import Sequence

from qualcode.model import Reading
from qualcode.readers.cues import Voice, cue_lines, cues, is_timing, stray
from qualcode.readers.decode import decode
from qualcode.readers.failure import failure, without_text
from qualcode.readers.lines import Line
from qualcode.readers.options import Options
from qualcode.readers.talk import talk

_TAG = re.compile(r"</?(?:i|b|u|s|font)(?:\s[^<>\n]{0,200})?>|\{\\[^{}\n]*\}", re.IGNORECASE)


def read(name: str, data: bytes, options: Options) -> Reading:
    """Read SubRip; a cue without a label continues the speaker before it."""
    decoded = decode(name, data, options)
    if decoded.text is None or not decoded.text.strip():
        return without_text(name, decoded)
    lines = decoded.text.split("\n")
    found = list(cues(lines, _is_number))
    if not found:
        hint = "a cue begins with a line such as `00:00:01,000 --> 00:00:04,000`"
        return failure(name, "no-cues", "there are no cues with times in this file", hint, 1)
    speech = _before_first(lines)
    for cue in found:
        text = "\n".join(_TAG.sub("", line) for block in cue.blocks for line in block)
        speech += cue_lines(cue, [Voice(None, text)])
    findings = (*decoded.findings, *[stray(name, cue) for cue in found if len(cue.blocks) > 1][:1])
    return talk(name, speech, "cue", findings=findings, encoding=decoded.encoding, timed=False)


def _is_number(lines: Sequence[str], place: int) -> bool:
    return lines[place].strip().isdecimal()


def _before_first(lines: Sequence[str]) -> list[Line]:
    """Text above the first cue, such as a title; the number of that cue is none."""
    first = next(place for place, line in enumerate(lines) if is_timing(line))
    end = first - 1 if first and _is_number(lines, first - 1) else first
    return [Line(line, 0, number, may_label=False) for number, line in enumerate(lines[:end], 1) if line.strip()]
