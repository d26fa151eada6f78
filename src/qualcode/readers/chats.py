"""Chats as programs export them or people paste them: one line with date, time and name begins each message."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from qualcode.languages import per_languages
from qualcode.model.finding import Finding
from qualcode.readers.candidates import BLANKS_AROUND_LABEL
from qualcode.readers.reading import SourceLine
from qualcode.text.dates import is_day_first, iso, month_names, readings, weekday_names
from qualcode.text.marks import INVISIBLE, is_mark, without_marks

_SPACE = rf"[\s{INVISIBLE}]"
_NUMBERS = r"\d{1,4}[./-]\d{1,2}(?:[./-]\d{1,4})?"
TIME_OF_DAY_PATTERN = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:[.,]\d{3})?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
"""Pattern of a time of the day, of 12 or 24 hours."""
_HALF_DAY = TIME_OF_DAY_PATTERN.removesuffix("?")
_HAS_CLOCK = re.compile(r"\d[:.]\d\d")
_RELATIVE = ("today", "yesterday", "kemarin", "hari ini")
_BETWEEN = rf"(?:,|{_SPACE}|pukul|jam|at|um)*"
_ZONE = r"(?:\s?(?:WIB|WITA|WIT|(?:UTC|GMT)(?:[+-]\d{1,2}(?::\d{2})?)?))?"
# Of a name only its length is known: people put titles, numbers of telephones and pictures into it.
_NAME = r"(?P<name>[^:：\n\[\]\"“”]{1,60}?)"
_MOST_WORDS = 9
_AROUND = BLANKS_AROUND_LABEL + "~\u202f\u00a0"
_NEAR = 80
_FEWEST = 2
_SAMPLE = 500
_SHORTEST_DATE, _LONGEST_DATE = 6, 60
LONGEST_CHAT_HEAD = 200
"""Characters of a line in which the head of a message must end."""


@dataclass(frozen=True)
class ChatStyle:
    """One way in which chats are written down."""

    head: re.Pattern[str]
    """Head of a message, with the groups `name`, `clock` and, where there is one, `date`."""
    notice: re.Pattern[str] | None = None
    """Beginning of a line of the program itself: a head without a name; None: there is none."""
    alone: bool = False
    """True where the head fills its line and the message stands below."""
    days: bool = False
    """True where each day stands on a line of its own, and not in the heads."""


class ChatHead(NamedTuple):
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


def find_chat_heads(lines: Sequence[SourceLine]) -> list[ChatHead]:
    """Give the heads of all messages, in the style that finds most at first; none where the lines are no chat.

    One date and one name show nothing; two heads with a name are believed, since dates stand so in no speech.
    """
    # Most lines of other transcripts have no time of the day.
    likely = [
        place
        for place, line in enumerate(lines)
        if line.speaker is None and _HAS_CLOCK.search(line.text[:LONGEST_CHAT_HEAD])
    ]
    # The style is chosen by the first of them: messages of a chat stand close together.
    style = max(_styles(), key=lambda style: _size(_of_style(lines, likely[:_SAMPLE], style)))
    found = _of_style(lines, likely[:_SAMPLE], style)
    if len(likely) > _SAMPLE and _size(found) >= _FEWEST:
        found = _of_style(lines, likely, style)
    return found if _size(found) >= _FEWEST else []


def is_dated(line: SourceLine) -> bool:
    """Tell whether a date with a time stands near the beginning of a line, whatever surrounds it."""
    return _HAS_CLOCK.search(line.text[:_NEAR]) is not None and _dated().search(line.text[:_NEAR]) is not None


@per_languages
def _dated() -> re.Pattern[str]:
    return _pattern(rf"(?<!\d){_when()}")


def is_whole_date(text: str) -> bool:
    """Tell whether a line is a day with its year, which programs write between the messages of two days."""
    written = text.strip().strip("[]—–-").strip()
    if not _SHORTEST_DATE <= len(written) <= _LONGEST_DATE:
        return False
    found = readings(re.sub(r"\s*\(\w+\)\Z", "", written))
    return bool(found) and len(found[0]) == len("2024-03-13")


def _size(found: Sequence[ChatHead]) -> int:
    return sum(bool(head.name) for head in found)


def _of_style(lines: Sequence[SourceLine], likely: Sequence[int], style: ChatStyle) -> list[ChatHead]:
    found: list[ChatHead] = []
    for place in likely:
        text = lines[place].text[:LONGEST_CHAT_HEAD]
        match = style.head.match(text)
        if match and _is_name(match["name"]) and not (style.alone and not _has_text_below(lines, place)):
            found.append(_head(place, match, match["name"].strip(_AROUND)))
        elif style.notice and (match := style.notice.match(text)):
            found.append(_head(place, match, ""))
    if found and style.days and not any(is_whole_date(line.text) for line in lines):
        return []
    # Lines that end with a time may be somebody's words: there a name must return.
    return found if not style.alone or len({head.name for head in found}) < len(found) else []


def _head(place: int, match: re.Match[str], name: str) -> ChatHead:
    groups = match.groupdict()
    date, clock = (groups.get(each) or groups.get(f"{each}_") or "" for each in ("date", "clock"))
    return ChatHead(place, name, date, clock, match.end())


def _is_name(written: str) -> bool:
    name = written.strip(_AROUND)
    return (
        bool(name)
        and len(name.split()) <= _MOST_WORDS
        and any(letter.isalnum() or letter > "\u2000" for letter in name)
    )


def _has_text_below(lines: Sequence[SourceLine], place: int) -> bool:
    return any(line.text.strip() for line in lines[place + 1 : place + 3])


def _when() -> str:
    """Pattern of a date and a time of the day, in either order; the day may be *yesterday* or a weekday."""
    whole = r"(?<![^\W_])(?:{})(?![^\W_])"
    months = whole.format("|".join(month_names()))
    days = whole.format("|".join(map(re.escape, weekday_names())))
    named = rf"\d{{1,2}}\.?\s{months}\.?(?:,?\s\d{{4}})?|{months}\.?\s\d{{1,2}}(?:,?\s\d{{4}})?"
    date = rf"(?:{days}\.?,?\s)?(?:{_NUMBERS}|{named})|{whole.format('|'.join(_RELATIVE))}|{days}"
    return (
        rf"(?:(?P<date>{date}){_BETWEEN}(?P<clock>{TIME_OF_DAY_PATTERN}){_ZONE}"
        rf"|(?P<clock_>{TIME_OF_DAY_PATTERN}){_ZONE}{_BETWEEN}(?P<date_>{date}))"
    )


@per_languages
def _styles() -> tuple[ChatStyle, ...]:
    """WhatsApp (iOS and web; Android), Zoom, a date before a name, Teams, Telegram and the like, Slack, LINE."""
    when, before, colon = _when(), rf"{_SPACE}*", r"[ \t]*[:：](?=\s|\Z)"
    bracketed, dashed = rf"{before}\[{_SPACE}*{when}\s*\]", rf"{before}{when}{_SPACE}*[-–—]{_SPACE}"
    clock = rf"{before}(?:(?P<date>{_NUMBERS})\s+)?(?P<clock>{TIME_OF_DAY_PATTERN})"
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


def _style(head: str, notice: str = "", *, alone: bool = False, days: bool = False) -> ChatStyle:
    return ChatStyle(_pattern(head), _pattern(notice) if notice else None, alone, days)


def _pattern(written: str) -> re.Pattern[str]:
    return re.compile(written, re.IGNORECASE)


CHAT_PROGRAM_LINES = "lines of the chat program (files, deleted messages, calls, notices)"
"""What is left out of a chat."""
LATER_TIMES = "times of messages after the first of a turn"
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?[\d.,]*\s?(?:([AaPp])\.?\s?[Mm]\.?)?")


@dataclass(frozen=True)
class Chat:
    """A chat as lines that state their speaker."""

    lines: list[SourceLine]
    """Its lines, without the heads of messages and what the program wrote."""
    findings: list[Finding] = field(default_factory=list)
    """How dates were read."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """`date` of the first message."""
    skipped: Mapping[str, int] = field(default_factory=dict)
    """What is left out, and how often."""


def chat(lines: Sequence[SourceLine], name: str) -> Chat | None:
    """Read lines as a chat; None where they are none.

    Whatever stands above the first message is nobody's speech. Dates are read as their chat shows: by a day above 12,
    else by their order, else day first.
    """
    found = find_chat_heads(lines)
    if not found:
        return None
    day_first = _day_first(found)
    read = _Messages(day_first is not False)
    read.above(lines[: found[0].line])
    for number, head in enumerate(found):
        end = found[number + 1].line if number + 1 < len(found) else len(lines)
        read.message(head, lines[head.line : end])
    first = next((date for head in found if (date := iso(head.date, day_first is not False))), "")
    return Chat(
        read.lines,
        _findings(found, day_first, first, read.skipped, name),
        {"date": first} if first else {},
        read.skipped,
    )


class _Messages:
    """Collects the lines of messages."""

    def __init__(self, day_first: bool) -> None:
        self.lines: list[SourceLine] = []
        self.skipped = {CHAT_PROGRAM_LINES: 0, LATER_TIMES: 0}
        self._day_first = day_first
        self._speaker = ""

    def above(self, lines: Sequence[SourceLine]) -> None:
        """Keep the lines above the first message; a date alone is the program's."""
        kept = [line for line in lines if not is_whole_date(line.text)]
        self.lines += [line._replace(may_label=False) for line in kept]
        self.skipped[CHAT_PROGRAM_LINES] += len(lines) - len(kept)

    def message(self, head: ChatHead, lines: Sequence[SourceLine]) -> None:
        """Add a message; nothing of it is left where the program alone wrote."""
        if not head.name:
            self.skipped[CHAT_PROGRAM_LINES] += 1
            return
        said = self._said([lines[0]._replace(text=lines[0].text[head.end :]), *lines[1:]])
        if not said:
            return
        self.skipped[LATER_TIMES] += self._speaker == head.name
        self._speaker = head.name
        when = " ".join(part for part in (iso(head.date, self._day_first) or head.date, _clock(head.clock)) if part)
        self.lines += [said[0]._replace(speaker=head.name, when=when, message=True), *said[1:]]

    def _said(self, lines: Sequence[SourceLine]) -> list[SourceLine]:
        """The lines of a message without what the program wrote; none where nothing else is left."""
        last = max((place for place, line in enumerate(lines) if line.text.strip()), default=0)
        said: list[SourceLine] = []
        for place, line in enumerate(lines):
            above_next = place == last > 0 and is_whole_date(line.text)
            kept, marks = ("", 1) if is_mark(line.text) or above_next else without_marks(line.text)
            self.skipped[CHAT_PROGRAM_LINES] += marks
            if kept.strip() or said:
                said.append(line._replace(text=kept, may_label=False, lead=0, heading=False))
        return said


def _clock(written: str) -> str:
    """A time of the day as 24 hours; a fraction of a second is left out."""
    match = _CLOCK.fullmatch(written.strip())
    if not match:
        return written
    hours = int(match[1])
    if match[4]:
        hours = hours % 12 + (12 if match[4] in "pP" else 0)
    return ":".join([f"{hours:02}", match[2], *([match[3]] if match[3] else [])])


def _day_first(found: Sequence[ChatHead]) -> bool | None:
    """Tell whether the day stands first in the dates of a chat: messages stand in the order of their dates."""
    dates = [head.date for head in found if readings(head.date)]
    shown = is_day_first(dates)
    if shown is not None:
        return shown
    ordered = {first: _is_ordered([iso(date, first) or "" for date in dates]) for first in (True, False)}
    return None if ordered[True] == ordered[False] else ordered[True]


def _is_ordered(dates: Sequence[str]) -> bool:
    return list(dates) == sorted(dates)


def _findings(
    found: Sequence[ChatHead], day_first: bool | None, first: str, skipped: Mapping[str, int], name: str
) -> list[Finding]:
    """Say how the dates were read, what became of them, and how much of the chat is nobody's words."""
    told = ", ".join(f"{what} ({number})" for what, number in skipped.items() if number)
    left_out = [Finding("note", "chat-left-out", f"this is a chat; left out were {told}", name)] if told else []
    if not first:
        return left_out
    order, hint = "month first" if day_first is False else "day first", ""
    if day_first is None and any(len(readings(head.date)) > 1 for head in found):
        order += ", since nothing in this chat shows the order"
        hint = "say another `date` in corpus.yaml if that is wrong"
    message = f"the date of the first message of this chat is the attribute `date` (dates were read {order})"
    return [*left_out, Finding("note", "chat-dates", message, name, hint=hint)]
