"""A reader of `.sbv` files: captions as YouTube exports them.

A cue is a line with its times and the lines of its text; an empty line ends it:

    0:00:01.000,0:00:03.500
    Interviewer: What is hard here?
"""

import re
from collections.abc import Iterator

from qualcode.model.transcript import Reading
from qualcode.readers import Reader, ReadOptions
from qualcode.readers.decode import decode, failure, without_text
from qualcode.readers.reading import SourceLine, parse_seconds
from qualcode.readers.rich import divide_into_turns

TIMES = re.compile(r"(?P<start>\d+:\d\d:\d\d\.\d{3}),(?P<end>\d+:\d\d:\d\d\.\d{3})")


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read captions; qualcode finds the labels of speakers and divides the lines into turns."""
    decoded = decode(name, data, options)
    if decoded.text is None or not decoded.text.strip():
        return without_text(name, decoded)
    lines = list(_lines(decoded.text))
    if not any(line.start_s is not None for line in lines):
        hint = "a cue begins with a line such as `0:00:01.000,0:00:03.500`"
        return failure(name, "no-cues", "there are no cues with times in this file", hint, 1)
    return divide_into_turns(name, lines, "cue", findings=decoded.findings, encoding=decoded.encoding, timed=False)


def _lines(text: str) -> Iterator[SourceLine]:
    """Every line of speech with the times of its cue."""
    cue, start_s, end_s = 0, None, None
    for at, line in enumerate(text.split("\n"), 1):
        if times := TIMES.fullmatch(line.strip()):
            cue += 1
            start_s, end_s = parse_seconds(times["start"]), parse_seconds(times["end"])
        elif line.strip():
            yield SourceLine(line, cue, at, start_s=start_s, end_s=end_s)


READER = Reader("sbv", 1, (".sbv",), "qualcode_plugin_sample.sbv:read")
