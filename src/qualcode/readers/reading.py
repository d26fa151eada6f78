"""What a word processor keeps beside the text: said once, in one note."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Literal, NamedTuple

from qualcode.model.finding import Finding

_ACCEPTED = "insertions"


def report_left_out(name: str, form: str, counts: Mapping[str, int]) -> list[Finding]:
    """Say how many comments, notes and tracked changes a document has; its final text is what is read.

    `counts` maps such words as `comments` and `deletions` to numbers; `insertions` are in the text.
    """
    said = []
    aside = [_counted(what, number) for what, number in counts.items() if number and what != _ACCEPTED]
    if aside:
        said.append(f"{_listed(aside)} left out")
    if counts.get(_ACCEPTED):
        said.append(f"{_counted(_ACCEPTED, counts[_ACCEPTED])} accepted")
    if not said:
        return []
    return [Finding("note", f"{form}-left-out", f"the final text of this document was read: {', '.join(said)}", name)]


def _counted(what: str, number: int) -> str:
    return f"1 {what.removesuffix('s')}" if number == 1 else f"{number} {what}"


def _listed(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def skipped(counts: Mapping[str, int]) -> dict[str, int]:
    """Only what is in no turn."""
    return {what: number for what, number in counts.items() if what != _ACCEPTED}


class SourceLine(NamedTuple):
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
    slanted: int | None = None
    """Place from which on all of it is in italics, or set apart like them; None: it ends in upright letters."""
    look: str = ""
    """How the format sets the whole of it apart beside that: the style and colour of a paragraph."""
    more_empty: int = 0
    """How many empty lines below this one are no lines of their own: see `plain_lines`."""


FURTHEST = 40
"""How many lines at most are looked at around a place: above a talk, and beside a number."""
_LONG_RUN = re.compile(f"(?<={chr(10) * (FURTHEST + 1)})\n+")


def plain_lines(text: str, first: int = 1) -> list[SourceLine]:
    """Cut a text at its LF characters, and nowhere else; `first` is the number of the first line.

    Of a run of empty lines the first 40 are lines. All others are one more, for nobody looks further than that.
    """
    # Not `splitlines`: it cuts at soft returns too, which stand inside what somebody says.
    lines: list[SourceLine] = []
    at = 0
    for run in _LONG_RUN.finditer(text):
        lines += _cut(text[at : run.start()], first)
        more, at = len(run[0]) - 1, run.end()
        lines[-1] = lines[-1]._replace(more_empty=more)
        first = lines[-1].number + more + 1
    return lines + _cut(text[at:], first)


def _cut(text: str, first: int) -> list[SourceLine]:
    return [SourceLine(line, number, number) for number, line in enumerate(text.split("\n"), first)]


_SOFT = re.compile("[\u2028\u2029\x0b\x85]")


def has_soft_return(line: SourceLine) -> bool:
    """Tell whether a line holds a soft return."""
    return _SOFT.search(line.text) is not None


def cut_at(line: SourceLine, begins_turn: Callable[[str], bool]) -> list[SourceLine]:
    """Cut a line at the soft returns (which Word writes inside a paragraph) below which a turn begins."""
    if not has_soft_return(line):
        return [line]
    cuts = [match.start() for match in _SOFT.finditer(line.text) if begins_turn(line.text[match.end() :])]
    edges = [-1, *cuts, len(line.text)]
    parts = [line.text[start + 1 : end] for start, end in pairwise(edges)]
    return [line._replace(text=text, lead=line.lead if first == 0 else 0) for first, text in enumerate(parts)]


def first_numbers(numbers: Sequence[int]) -> str:
    """Name the first few of some numbers: `3, 5, 8, 9, 12 ...`."""
    return ", ".join(map(str, numbers[:5])) + (" ..." if len(numbers) > 5 else "")


SurveyUnit = Literal["", "row", "line"]


@dataclass(frozen=True)
class ReadOptions:
    """Choices that change the reading of a source; all have a default that looks at the source itself."""

    encoding: str = ""
    """Encoding of files that are neither marked by a BOM nor valid UTF-8, such as `windows-1252`; empty: guessed."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Use of a column (`speaker`, `text`, `start`, `end`, `id`) -> its name in the file, or its number from 1.

    Several text columns are separated by commas.
    """
    each: SurveyUnit = ""
    """`row`: every row of a sheet is one respondent; `line`: every line of a text is one; empty: a conversation."""
    delimiter: str = ""
    """Character between columns (`;`, `tab` ...); empty: found out from the file."""
    questions: Literal["", "bold"] = ""
    """`bold`: a text without labels, in which the lines in bold are the interviewer's; empty: labels say who speaks."""


TIMECODE_PATTERN = r"(?:\d{1,3}:)?\d{1,2}:\d{2}(?:[.,]\d{1,3}|-\d)?(?!\d|:\d)"
"""Pattern of one time: hours may be missing, the fraction follows a point or comma (or a hyphen, as in f4)."""
_RANGE = rf"{TIMECODE_PATTERN}(?:\s*(?:-->|[-–—])\s*{TIMECODE_PATTERN})?"
BRACKETED = rf"(?:\[\s*{_RANGE}\s*\]|\(\s*{_RANGE}\s*\)|<\s*{_RANGE}\s*>|\#{TIMECODE_PATTERN}\#)"
"""Pattern of a time or range in brackets or between number signs."""
WITHIN = (
    rf"(?:(?<=\s)|^)(?:\[\s*{_RANGE}\s*\]|\#{TIMECODE_PATTERN}\#|^\((?:\d{{1,3}}:)\d\d:\d\d(?:[.,]\d+)?\))(?:[ \t]|$)"
)
"""Pattern of a time of the recording within a line of speech. Round brackets only at its beginning and with hours:
people say and write times of the day."""
AT_END = r"(?<=\s)(?:\(\s*(?:\d{1,3}:)\d\d:\d\d(?:[.,]\d+)?\s*\)|(?:\d{1,3}:)\d\d:\d\d(?:[.,]\d+)?)[ \t]*\Z"
"""Pattern of a time of the recording at the end of a line, with hours: nobody says the seconds of a time of the day."""
PAUSE = r"\[\d{1,3}(?:[.,]\d{1,2})?[ ]?(?:s|secs?|seconds?|detik|dtk)?\]"
"""Pattern of a pause or of the length of what was said, as some programs count them behind or between words."""
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


def parse_seconds(written: str) -> float | None:
    """Give a time in seconds (`00:01:02,500`, `1:02`, `62.5`), or None when it is none."""
    written = written.strip().strip("[]()<>#").strip()
    if _SECONDS.fullmatch(written):
        return float(written.replace(",", "."))
    match = _CLOCK.fullmatch(written)
    return _value(match) if match else None


def span(stamp: str) -> tuple[float | None, float | None]:
    """Give start and end in seconds of a time or a range; the end of a single time is None."""
    return _first_two([_value(match) for match in _CLOCK.finditer(stamp)])


def loose_span(stamp: str) -> tuple[float | None, float | None]:
    """Give start and end in seconds of a time or range written loosely; frames are left out."""
    return _first_two([_loose(match.group()) for match in re.finditer(LOOSE, stamp)])


def _first_two(values: Sequence[float]) -> tuple[float | None, float | None]:
    return (values[0] if values else None, values[1] if len(values) > 1 else None)


def _loose(written: str) -> float:
    value = 0.0
    for part in written.replace(",", ".").split(":")[:3]:
        value = value * 60 + float(part)
    return round(value, 3)


def _value(match: re.Match[str]) -> float:
    hours, minutes, whole, _, fraction = match.groups()
    value = int(hours or 0) * 3600 + int(minutes) * 60 + int(whole)
    return round(value + float(f"0.{fraction or 0}"), 3)
