"""Cues of subtitle files: times, text, and what stands between them."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from qualcode.model import Finding
from qualcode.readers import times
from qualcode.readers.lines import Line

TIMING = re.compile(r"\s*(?P<start>[\d:.,]+)\s*-->\s*(?P<end>[\d:.,]+)(?:\s.*)?")
"""The line above the text of a cue."""
_DASH = re.compile(r"\s*[-–—]\s")


class Cue(NamedTuple):
    """One subtitle."""

    number: int
    """Place in the file, from 1."""
    at: int
    """Line of its first line of text, from 1."""
    start_s: float | None
    end_s: float | None
    blocks: tuple[tuple[str, ...], ...]
    """Its lines of text; more than one block where empty lines stand between them."""


class Voice(NamedTuple):
    """A stretch of a cue said by one speaker; None: the format does not say by whom."""

    speaker: str | None
    text: str


def is_timing(line: str) -> bool:
    """Tell whether a line gives the times of a cue."""
    match = TIMING.fullmatch(line)
    return match is not None and times.seconds(match["start"]) is not None and times.seconds(match["end"]) is not None


def cues(lines: Sequence[str], is_name: Callable[[Sequence[str], int], bool]) -> Iterator[Cue]:
    """Give the cues of a file. What stands before the first one is left to the caller.

    `is_name(lines, place)` says whether the line above a timing is the number or name of that cue.
    """
    timings = [place for place, line in enumerate(lines) if "-->" in line and is_timing(line)]
    for number, (place, following) in enumerate(pairwise([*timings, len(lines)]), 1):
        end = following
        if following < len(lines) and following - 1 > place and is_name(lines, following - 1):
            end -= 1
        match = TIMING.fullmatch(lines[place])
        start_s, end_s = (times.seconds(match["start"]), times.seconds(match["end"])) if match else (None, None)
        yield Cue(number, place + 2, start_s, end_s, tuple(_blocks(lines[place + 1 : end])))


def _blocks(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Divide lines at empty ones."""
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield tuple(block)
            block = []


def cue_lines(cue: Cue, voices: Sequence[Voice]) -> Iterator[Line]:
    """Give the lines of a cue. A label may stand at its beginning, or after the dash of a second speaker."""
    for number, voice in enumerate(voice for voice in voices if voice.text.strip()):
        for place, text in enumerate(voice.text.strip().split("\n")):
            first = place == 0
            yield Line(
                text,
                cue.number,
                cue.at,
                speaker=voice.speaker if first else None,
                may_label=(first and number == 0) or _DASH.match(text) is not None,
                start_s=cue.start_s,
                end_s=cue.end_s,
            )


def stray(name: str, cue: Cue) -> Finding:
    """Say that text without a time follows a cue; it is kept with that cue."""
    message = "an empty line stands within a cue, or text has no time; it was kept with the cue before it"
    return Finding("warning", "cue-without-time", message, name, cue.at)
