"""Other ways to write labels than a name and a colon: read only where no such labels carry a document.

A style is tried on the whole document and believed when several labels return in it; so a dash or a bracket in
somebody's speech makes no speaker.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from qualcode.languages import current, per_languages
from qualcode.readers import names, reading
from qualcode.readers.candidates import BLANKS_AROUND_LABEL, LABEL_PATTERN, LONGEST_LINE, Candidate, fits
from qualcode.readers.reading import SourceLine

_SAID_AT = rf"(?:menit|pukul|jam|minute|min)\.?[ \t]+{reading.STAMP}(?:[ \t]*WI(?:B|TA|T))?[ \t]*[,|–—-]?[ \t]*"
_PREFIX = (
    rf"(?:\(?\d{{1,4}}[.)]?[ \t]+|>{{1,3}}[ \t]*|[-–—•][ \t]*|[\[(][ \t]*\d[^()\[\]\n]{{0,20}}[\])][ \t]*|{_SAID_AT})"
)
_LOOSE_LINE = re.compile(rf"[ \t]*[\[(]?{reading.LOOSE}(?:[ \t]*(?:-->|[-–—])[ \t]*{reading.LOOSE})?[\])]?[ \t]*")
_WHOLE = re.compile(rf"[ \t]*(?P<label>{LABEL_PATTERN})[ \t]*")


class LabelStyle(NamedTuple):
    """One way to write labels."""

    name: str
    """How the style is described to the researcher."""
    find: Callable[[Sequence[SourceLine], int], Candidate | None]
    """Gives the label with which the line at a place begins, or None."""


def styled(lines: Sequence[SourceLine], style: LabelStyle) -> list[Candidate]:
    """List the lines that begin with a label of a style."""
    return list(_styled(lines, style))


def _styled(lines: Sequence[SourceLine], style: LabelStyle) -> Iterator[Candidate]:
    last = -1
    for index, line in enumerate(lines):
        if index <= last or not line.may_label or line.speaker is not None or not line.text.strip():
            continue
        found = style.find(lines, index)
        if found and fits(found.label) and _is_label(found.label):
            last = index + found.lines - 1
            yield found


def _is_label(label: str) -> bool:
    return (names.is_role(label) or names.is_name(label)) and names.label_key(label) not in _marks()


@per_languages
def _marks() -> frozenset[str]:
    return frozenset(map(names.label_key, current().words("marks")))


def _begins(pattern: str) -> Callable[[Sequence[SourceLine], int], Candidate | None]:
    """Make the search for a label at the beginning of a line."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(lines: Sequence[SourceLine], index: int) -> Candidate | None:
        match = compiled.match(lines[index].text[:LONGEST_LINE])
        if not match:
            return None
        start, end = reading.span(match.groupdict().get("stamp") or "")
        return Candidate(index, match["label"].strip(BLANKS_AROUND_LABEL), "styled", match.end(), start, end)

    return find


def _name_above_time(lines: Sequence[SourceLine], index: int) -> Candidate | None:
    return _of_two(lines, index, label=index, stamp=index + 1)


def _time_above_name(lines: Sequence[SourceLine], index: int) -> Candidate | None:
    return _of_two(lines, index, label=index + 1, stamp=index)


def _of_two(lines: Sequence[SourceLine], index: int, label: int, stamp: int) -> Candidate | None:
    """A label and a time on two lines, with text below them."""
    if index + 2 >= len(lines) or not lines[index + 2].text.strip():
        return None
    name, clock = lines[label].text, lines[stamp].text
    match = _WHOLE.fullmatch(name) if len(name) <= LONGEST_LINE and len(clock) <= LONGEST_LINE else None
    if not match or not _LOOSE_LINE.fullmatch(clock):
        return None
    start, end = reading.loose_span(clock)
    return Candidate(index, match["label"].strip(BLANKS_AROUND_LABEL), "styled", len(lines[index].text), start, end, 2)


def _capitals_alone(lines: Sequence[SourceLine], index: int) -> Candidate | None:
    text = lines[index].text
    match = _WHOLE.fullmatch(text) if len(text) <= LONGEST_LINE else None
    if not match or index + 1 >= len(lines) or text != text.upper() or text == text.lower():
        return None
    return Candidate(index, match["label"].strip(BLANKS_AROUND_LABEL), "styled", len(text))


def _alone_below_empty(lines: Sequence[SourceLine], index: int) -> Candidate | None:
    """A name that fills a line, with an empty line above it and speech right below it."""
    text = lines[index].text
    match = _WHOLE.fullmatch(text) if len(text) <= LONGEST_LINE else None
    if not match or index + 1 >= len(lines) or not lines[index + 1].text.strip() or text.rstrip()[-1:] in ".,":
        return None
    if index and lines[index - 1].text.strip():
        return None
    return Candidate(index, match["label"].strip(BLANKS_AROUND_LABEL), "styled", len(text))


_TIMES = rf"(?P<stamp>{reading.STAMP})"
_SECONDS = r"\d+\.\d+[ \t]+\d+\.\d+"
STYLES: tuple[LabelStyle, ...] = (
    LabelStyle(
        "behind a number or a sign",
        _begins(
            rf"[ \t]*{_PREFIX}(?P<label>{LABEL_PATTERN})[*_]{{0,3}}[ \t]*(?:{_TIMES})?[ \t]*[:：][*_]{{0,3}}(?!//)"
        ),
    ),
    LabelStyle("in brackets", _begins(rf"[ \t]*[\[(<](?P<label>{LABEL_PATTERN})[\])>][ \t]*(?:{_TIMES})?[ \t]*[:：]?")),
    LabelStyle(
        "before a time", _begins(rf"[ \t]*(?P<label>{LABEL_PATTERN})[ \t]+(?:{_TIMES}|{_SECONDS})(?:[ \t]+|\Z)")
    ),
    LabelStyle("behind a time", _begins(rf"[ \t]*{_TIMES}[ \t]*[-–—]?[ \t]*(?P<label>{LABEL_PATTERN})[ \t]*\Z")),
    LabelStyle("above a time", _name_above_time),
    LabelStyle("below a time", _time_above_name),
    LabelStyle("before a dash", _begins(rf"[ \t]*(?P<label>{LABEL_PATTERN})[ \t]+[-–—]+[ \t]+(?=\S)")),
    LabelStyle("before a long dash", _begins(rf"[ \t]*(?P<label>{LABEL_PATTERN})[ \t]*[–—][ \t]*(?=\S)")),
    LabelStyle(
        "between a time and a tab", _begins(rf"[ \t]*{_TIMES}[ \t]*\t[ \t]*(?P<label>{LABEL_PATTERN}) *\t\s*(?=\S)")
    ),
    LabelStyle("before a tab", _begins(rf" *(?:\(?\d{{1,4}}[.)]? *\t *)?(?P<label>{LABEL_PATTERN}) *\t\s*(?=\S)")),
    LabelStyle("before a semicolon", _begins(rf"[ \t]*(?P<label>{LABEL_PATTERN})[ \t]*;[ \t]+")),
    LabelStyle("before a sign", _begins(rf"[ \t]*(?P<label>{LABEL_PATTERN})[ \t]*(?:[=>]+[ \t]*|/[ \t]*)(?=\S)")),
    LabelStyle("alone in capitals", _capitals_alone),
    LabelStyle("alone below an empty line", _alone_below_empty),
)
"""Styles, the most telling ones first."""
