"""Chats as programs export them or people paste them: one line with date, time and name begins each message."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.model import Finding
from qualcode.readers.chat_heads import Head, heads, is_whole_date
from qualcode.readers.lines import Line
from qualcode.text.chat_marks import is_mark, without_marks
from qualcode.text.dates import is_day_first, iso, readings

MARKS = "lines of the chat program (files, deleted messages, calls, notices)"
"""What is left out of a chat."""
TIMES = "times of messages after the first of a turn"
_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?[\d.,]*\s?(?:([AaPp])\.?\s?[Mm]\.?)?")


@dataclass(frozen=True)
class Chat:
    """A chat as lines that state their speaker."""

    lines: list[Line]
    """Its lines, without the heads of messages and what the program wrote."""
    findings: list[Finding] = field(default_factory=list)
    """How dates were read."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """`date` of the first message."""
    skipped: Mapping[str, int] = field(default_factory=dict)
    """What is left out, and how often."""


def chat(lines: Sequence[Line], name: str) -> Chat | None:
    """Read lines as a chat; None where they are none.

    Whatever stands above the first message is nobody's speech. Dates are read as their chat shows: by a day above 12,
    else by their order, else day first.
    """
    found = heads(lines)
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
        self.lines: list[Line] = []
        self.skipped = {MARKS: 0, TIMES: 0}
        self._day_first = day_first
        self._speaker = ""

    def above(self, lines: Sequence[Line]) -> None:
        """Keep the lines above the first message; a date alone is the program's."""
        kept = [line for line in lines if not is_whole_date(line.text)]
        self.lines += [line._replace(may_label=False) for line in kept]
        self.skipped[MARKS] += len(lines) - len(kept)

    def message(self, head: Head, lines: Sequence[Line]) -> None:
        """Add a message; nothing of it is left where the program alone wrote."""
        if not head.name:
            self.skipped[MARKS] += 1
            return
        said = self._said([lines[0]._replace(text=lines[0].text[head.end :]), *lines[1:]])
        if not said:
            return
        self.skipped[TIMES] += self._speaker == head.name
        self._speaker = head.name
        when = " ".join(part for part in (iso(head.date, self._day_first) or head.date, _clock(head.clock)) if part)
        self.lines += [said[0]._replace(speaker=head.name, when=when, message=True), *said[1:]]

    def _said(self, lines: Sequence[Line]) -> list[Line]:
        """The lines of a message without what the program wrote; none where nothing else is left."""
        last = max((place for place, line in enumerate(lines) if line.text.strip()), default=0)
        said: list[Line] = []
        for place, line in enumerate(lines):
            above_next = place == last > 0 and is_whole_date(line.text)
            kept, marks = ("", 1) if is_mark(line.text) or above_next else without_marks(line.text)
            self.skipped[MARKS] += marks
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


def _day_first(found: Sequence[Head]) -> bool | None:
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
    found: Sequence[Head], day_first: bool | None, first: str, skipped: Mapping[str, int], name: str
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
