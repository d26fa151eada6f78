"""The lines of a source, with what its format says about each."""

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple


class Line(NamedTuple):
    """A line of text on its way to a turn."""

    text: str
    """What it says, without the markup of its format."""
    number: int
    """Place in the source, counted in the unit of the format: line, cue, row, paragraph."""
    at: int | None = None
    """Line in the source file, from 1, for findings; None where the format has no lines."""
    lead: int = 0
    """How many characters at its beginning are emphasised (bold names in Word)."""
    speaker: str | None = None
    """Label that the format itself states (`<v Name>`, a speaker column); None: it says nothing."""
    may_label: bool = True
    """False where a name and a colon at the beginning are certainly text."""
    heading: bool = False
    """True for a heading: it is nobody's speech."""
    start_s: float | None = None
    """Start in seconds, where the format states it."""
    end_s: float | None = None
    """End in seconds, where the format states it."""
    when: str = ""
    """Date and time at which it was written, where it begins a message of a chat."""
    message: bool = False
    """True where it begins a message of a chat: what follows in the same turn is a paragraph of its own."""


def plain_lines(text: str, first: int = 1) -> list[Line]:
    """Cut a text at its LF characters, and nowhere else; `first` is the number of the first line."""
    # Not `splitlines`: it cuts at soft returns too, which stand inside what somebody says.
    return [Line(line, number, number) for number, line in enumerate(text.split("\n"), first)]


_SOFT = re.compile("[\u2028\u2029\x0b\x85]")
_FOOTER = re.compile(r"\W*(?:transcri|(?:di)?transkrip)\w* .{0,60}(?:https?://|www\.)\S+\W*", re.IGNORECASE)
_MOST_FOOTER = 120


def with_footer(lines: Sequence[Line]) -> list[Line]:
    """Take the last line as a heading, which nobody says, when a service put its address there."""
    last = next((place for place in reversed(range(len(lines))) if lines[place].text.strip()), None)
    if last is None or len(lines[last].text) > _MOST_FOOTER or not _FOOTER.fullmatch(lines[last].text):
        return list(lines)
    return [*lines[:last], lines[last]._replace(heading=True), *lines[last + 1 :]]


def has_soft_return(line: Line) -> bool:
    """Tell whether a line holds a soft return."""
    return _SOFT.search(line.text) is not None


def cut_at(line: Line, begins_turn: Callable[[str], bool]) -> list[Line]:
    """Cut a line at the soft returns (which Word writes inside a paragraph) below which a turn begins."""
    if not has_soft_return(line):
        return [line]
    cuts = [match.start() for match in _SOFT.finditer(line.text) if begins_turn(line.text[match.end() :])]
    edges = [-1, *cuts, len(line.text)]
    parts = [line.text[start + 1 : end] for start, end in pairwise(edges)]
    return [line._replace(text=text, lead=line.lead if first == 0 else 0) for first, text in enumerate(parts)]
