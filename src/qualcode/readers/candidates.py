"""Lines that look as if they began with a speaker label."""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from qualcode.readers import names, times
from qualcode.readers.lines import Line

Kind = Literal["colon", "timed", "alone", "bold"]

_LONGEST = 40
_MOST_WORDS = 5
# A label begins with a letter; what it cannot hold is mostly the punctuation of sentences.
_LABEL = r"[^\W\d_][^:：\n\t?!;…<>{}\[\]=|\\*~^%$@\"“”]{0,39}?"
_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_BEFORE = rf"[ \t{_INVISIBLE}]*(?:[-–—•*]+[ \t]+)?(?:(?P<before>{times.STAMP})[ \t]*(?:[-–—][ \t]*)?)?"
_COLON = re.compile(rf"{_BEFORE}(?P<label>{_LABEL})[ \t]*(?P<after>{times.STAMP})?(?P<gap>[ \t]*)[:：]")
_TIMED = re.compile(rf"[ \t]*(?P<label>{_LABEL})[ \t,|–—-]*[ \t](?P<after>{times.STAMP})[ \t]*")
_TIME_FIRST = re.compile(rf"[ \t]*(?P<before>{times.STAMP})[ \t]+(?P<label>{_LABEL})[ \t]*")
_WHOLE = re.compile(rf"[ \t]*(?P<label>{_LABEL})[ \t]*")
_BOLD_END = re.compile(r"[ \t]*(?:[–—-][ \t]+)?")
_AROUND = " \t\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff\u202a\u202b\u202c\u202d\u202e"
_LOOK = 120
"""Characters of a line in which a label with its times must end."""


class Candidate(NamedTuple):
    """A line that may begin a turn."""

    line: int
    """Place of the line among the lines."""
    label: str
    """The label without colon, times and emphasis."""
    kind: Kind
    """`colon` Name: text; `timed` a name and a time alone on the line; `alone` a name alone; `bold` without colon."""
    end: int
    """Where the text begins in the line."""
    start_s: float | None = None
    end_s: float | None = None


def candidates(lines: Sequence[Line]) -> list[Candidate]:
    """List the lines that begin with something of the shape of a label, at most 40 characters and 5 words long."""
    found: list[Candidate] = []
    for index, line in enumerate(lines):
        if not line.may_label or line.speaker is not None or not line.text:
            continue
        head = line.text if len(line.text) <= _LOOK else line.text[:_LOOK]
        short = len(line.text) <= _LONGEST
        # Most lines of a long transcript are wrapped text: they leave here.
        if not short and not line.lead and ":" not in head and "：" not in head:
            continue
        candidate = _candidate(index, line, head, lines)
        if candidate:
            found.append(candidate)
    return found


def _candidate(index: int, line: Line, head: str, lines: Sequence[Line]) -> Candidate | None:
    match = _COLON.match(head)
    if match and _ends_label(match, head):
        return _from_match(index, match, "colon")
    if len(line.text) <= _LOOK and not line.heading:
        match = _TIMED.fullmatch(head)
        if match and _fits(match["label"]):
            return _from_match(index, match, "timed")
        match = _TIME_FIRST.fullmatch(head)
        if match and _fits(match["label"]) and _has_text_below(lines, index):
            return _from_match(index, match, "timed")
    return _without_colon(index, line, head)


def _ends_label(match: re.Match[str], head: str) -> bool:
    """Tell whether a colon ends a label: not in *10:30*, in addresses of the web, in a smiley."""
    label, following = match["label"], head[match.end() : match.end() + 1]
    if not _fits(label):
        return False
    if not following or following.isspace():
        return True
    inside_number = label[-1].isdigit() and following.isdigit()
    return not match["gap"] and not inside_number and following not in "/\\)(-:"


def _without_colon(index: int, line: Line, head: str) -> Candidate | None:
    """Names in bold, and words such as *Narasumber* alone on a line."""
    if 0 < line.lead <= len(head):
        label = head[: line.lead].strip()
        rest = _BOLD_END.match(line.text, line.lead)
        if _WHOLE.fullmatch(label) and _fits(label) and rest:
            return Candidate(index, label, "bold", rest.end())
    match = _WHOLE.fullmatch(head)
    if match and (line.heading or names.is_role(match["label"])) and _fits(match["label"]):
        return Candidate(index, match["label"].strip(), "alone", len(line.text))
    return None


def _fits(label: str) -> bool:
    label = label.strip()
    return bool(label) and len(label) <= _LONGEST and len(label.split()) <= _MOST_WORDS


def _has_text_below(lines: Sequence[Line], index: int) -> bool:
    """Tell whether text without a time stands below: then this is a time and a name, and no short timed speech."""
    below = lines[index + 1].text.strip() if index + 1 < len(lines) else ""
    return bool(below) and re.match(times.STAMP, below) is None


def _from_match(index: int, match: re.Match[str], kind: Kind) -> Candidate:
    groups = match.groupdict()
    start, end = times.span(groups.get("before") or groups.get("after") or "")
    return Candidate(index, match["label"].strip(_AROUND), kind, match.end(), start, end)
