"""Heads of messages as programs for chats write them: when, and who."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from qualcode.readers.candidates import AROUND
from qualcode.readers.lines import Line
from qualcode.text.chat_marks import INVISIBLE
from qualcode.text.dates import month_names, readings, weekday_names

_SPACE = rf"[\s{INVISIBLE}]"
_NUMBERS = r"\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?"
CLOCK = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d{3})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
"""Pattern of a time of the day, of 12 or 24 hours."""
_HALF_DAY = CLOCK.removesuffix("?")
_HAS_CLOCK = re.compile(r"\d[:.]\d\d")
_RELATIVE = ("today", "yesterday", "kemarin", "hari ini")
_BETWEEN = rf"(?:,|{_SPACE}|pukul|jam|at|um)*"
_ZONE = r"(?:\s?(?:WIB|WITA|WIT|(?:UTC|GMT)(?:[+-]\d{1,2}(?::\d{2})?)?))?"
# Of a name only its length is known: people put titles, numbers of telephones and pictures into it.
_NAME = r"(?P<name>[^:：\n\[\]\"“”]{1,60}?)"
_MOST_WORDS = 9
_AROUND = AROUND + "~\u202f\u00a0"
_NEAR = 80
_FEWEST = 2
_SAMPLE = 500
LONGEST = 200
"""Characters of a line in which the head of a message must end."""


@dataclass(frozen=True)
class Style:
    """One way in which chats are written down."""

    head: re.Pattern[str]
    """Head of a message, with the groups `name`, `clock` and, where there is one, `date`."""
    notice: re.Pattern[str] | None = None
    """Beginning of a line of the program itself: a head without a name; None: there is none."""
    alone: bool = False
    """True where the head fills its line and the message stands below."""
    days: bool = False
    """True where each day stands on a line of its own, and not in the heads."""


class Head(NamedTuple):
    """Where a message begins."""

    line: int
    """Place of the line."""
    name: str
    """Who wrote it; empty: the program."""
    date: str
    """Its date as it is written; empty: there is none."""
    clock: str
    """Its time of the day as it is written."""
    end: int
    """Where its text begins in the line."""


def heads(lines: Sequence[Line]) -> list[Head]:
    """Give the heads of all messages, in the style that finds most at first; none where the lines are no chat.

    One date and one name show nothing; two heads with a name are believed, since dates stand so in no speech.
    """
    # Most lines of other transcripts have no time of the day.
    likely = [
        place for place, line in enumerate(lines) if line.speaker is None and _HAS_CLOCK.search(line.text[:LONGEST])
    ]
    # The style is chosen by the first of them: messages of a chat stand close together.
    style = max(_styles(), key=lambda style: _size(_of_style(lines, likely[:_SAMPLE], style)))
    found = _of_style(lines, likely[:_SAMPLE], style)
    if len(likely) > _SAMPLE and _size(found) >= _FEWEST:
        found = _of_style(lines, likely, style)
    return found if _size(found) >= _FEWEST else []


def _returns(found: Sequence[Head]) -> bool:
    """Tell whether a name returns: lines that end with a time may be somebody's words."""
    return len({head.name for head in found}) < len(found)


def is_dated(line: Line) -> bool:
    """Tell whether a date with a time stands near the beginning of a line, whatever surrounds it."""
    return _HAS_CLOCK.search(line.text[:_NEAR]) is not None and _dated().search(line.text[:_NEAR]) is not None


@cache
def _dated() -> re.Pattern[str]:
    return _pattern(rf"(?<!\d){_when()}")


def is_whole_date(text: str) -> bool:
    """Tell whether a line is a day with its year, which programs write between the messages of two days."""
    found = readings(re.sub(r"\s*\(\w+\)\Z", "", text.strip().strip("[]—–-").strip()))
    return bool(found) and len(found[0]) == len("2024-03-13")


def _size(found: Sequence[Head]) -> int:
    return sum(bool(head.name) for head in found)


def _of_style(lines: Sequence[Line], likely: Sequence[int], style: Style) -> list[Head]:
    found: list[Head] = []
    for place in likely:
        text = lines[place].text[:LONGEST]
        match = style.head.match(text)
        if match and _is_name(match["name"]) and not (style.alone and not _has_text_below(lines, place)):
            found.append(_head(place, match, match["name"].strip(_AROUND)))
        elif style.notice and (match := style.notice.match(text)):
            found.append(_head(place, match, ""))
    if style.days and not any(is_whole_date(line.text) for line in lines):
        return []
    return found if _returns(found) or not style.alone else []


def _head(place: int, match: re.Match[str], name: str) -> Head:
    groups = match.groupdict()
    date = next((groups[each] for each in ("date", "date_") if groups.get(each)), "")
    clock = next((groups[each] for each in ("clock", "clock_") if groups.get(each)), "")
    return Head(place, name, date, clock, match.end())


def _is_name(written: str) -> bool:
    name = written.strip(_AROUND)
    return (
        bool(name)
        and len(name.split()) <= _MOST_WORDS
        and any(letter.isalnum() or letter > "\u2000" for letter in name)
    )


def _has_text_below(lines: Sequence[Line], place: int) -> bool:
    return any(line.text.strip() for line in lines[place + 1 : place + 3])


def _when() -> str:
    """Pattern of a date and a time of the day, in either order; the day may be *yesterday* or a weekday."""
    whole = r"(?<![^\W_])(?:{})(?![^\W_])"
    months = whole.format("|".join(month_names()))
    days = whole.format("|".join(map(re.escape, weekday_names())))
    named = rf"\d{{1,2}}\.?\s{months}\.?(?:,?\s\d{{4}})?|{months}\.?\s\d{{1,2}}(?:,?\s\d{{4}})?"
    date = rf"(?:{days}\.?,?\s)?(?:{_NUMBERS}|{named})|{whole.format('|'.join(_RELATIVE))}|{days}"
    return (
        rf"(?:(?P<date>{date}){_BETWEEN}(?P<clock>{CLOCK}){_ZONE}"
        rf"|(?P<clock_>{CLOCK}){_ZONE}{_BETWEEN}(?P<date_>{date}))"
    )


@cache
def _styles() -> tuple[Style, ...]:
    """WhatsApp (iOS and web; Android), Zoom, a date before a name, Teams, Telegram and the like, Slack, LINE."""
    when, before, colon = _when(), rf"{_SPACE}*", r"[ \t]*[:：](?=\s|\Z)"
    bracketed, dashed = rf"{before}\[{_SPACE}*{when}\s*\]", rf"{before}{when}{_SPACE}*[-–—]{_SPACE}"
    clock = rf"{before}(?:(?P<date>{_NUMBERS})\s+)?(?P<clock>{CLOCK})"
    return (
        _style(rf"{bracketed}{_SPACE}*(?:[-–—]\s+)?{_NAME}{colon}", bracketed),
        _style(rf"{dashed}{_NAME}{colon}", dashed),
        _style(
            rf"{clock}\s+(?:from|dari)\s+{_NAME}(?:\s+(?:to|ke|kepada)\s+[^:：\n]{{1,60}}?)?(?:\s*\([^()\n]{{1,40}}\))?"
            rf"\s*[:：](?=\s|\Z)"
        ),
        _style(rf"{before}{when}[\s,|]+{_NAME}{colon}"),
        _style(rf"{bracketed}{_SPACE}*{_NAME}\s*\Z", alone=True),
        _style(rf"{before}{_NAME}[\s,|–—-]+[\[(]?{when}[\])]?\s*[:：]?\s*\Z", alone=True),
        _style(rf"{before}{_NAME}[\s,|–—-]+(?P<clock>{_HALF_DAY})\s*\Z", alone=True),
        _style(rf"{clock}\t{_NAME}\t", rf"{clock}\t", days=True),
    )


def _style(head: str, notice: str = "", *, alone: bool = False, days: bool = False) -> Style:
    return Style(_pattern(head), _pattern(notice) if notice else None, alone, days)


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)
