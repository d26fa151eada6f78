"""Turns out of the lines of each speaker: what is put together, and listening sounds that end nobody's turn."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from qualcode.languages import current, per_languages
from qualcode.model.transcript import Turn
from qualcode.readers import reading
from qualcode.readers.reading import SourceLine
from qualcode.text.marks import mark_spans
from qualcode.text.tokens import keys

if TYPE_CHECKING:
    from qualcode.readers.candidates import Candidate

_LONGEST = 60
"""Characters from which a turn is no listening sound; spares the look at long turns."""
LONGEST_BACKCHANNEL = 8
"""Words that a listening sound has at most."""
_ASKED = re.compile(r"[?？؟][\s!.…\"'”’»)\]]*\Z")


def mark_resumed_turns(turns: Sequence[Turn]) -> tuple[Turn, ...]:
    """Mark speech that was resumed after a backchannel with the number of the turn that it continues.

    *A: ... B: hmm. A: ...* is one speech of A with a listening sound of B in it. A short answer to a question is no
    backchannel, so nothing continues a turn that ends with a question mark.
    """
    listening = [bool(turn.speaker) and is_backchannel(turn.text) for turn in turns]
    resumed: list[Turn] = []
    for place, turn in enumerate(turns):
        first = _resumes(resumed, listening, place, turn.speaker)
        resumed.append(replace(turn, continues=first) if first else turn)
    return tuple(resumed)


def _resumes(before: Sequence[Turn], listening: Sequence[bool], place: int, speaker: str) -> int | None:
    """Give the number of the first turn of the speech that the turn at `place` takes up again, or None."""
    earlier = place - 1
    while earlier >= 0 and listening[earlier] and before[earlier].speaker != speaker:
        earlier -= 1
    # A listening sound is no speech that could be resumed.
    if not speaker or earlier < 0 or earlier == place - 1 or listening[earlier]:
        return None
    turn = before[earlier]
    if turn.speaker != speaker or _asks(turn.text):
        return None
    return turn.continues or turn.turn


def is_backchannel(text: str) -> bool:
    """Tell whether a turn consists of listed listening sounds only, whatever marks stand beside them."""
    if len(text) > _LONGEST:
        return False
    said = keys(_without_marks(text))
    return 0 < len(said) <= LONGEST_BACKCHANNEL and _covered(said, _listed()) and not _asks(text)


def _asks(text: str) -> bool:
    return _ASKED.search(_without_marks(text[-200:]).rstrip()) is not None


def _without_marks(text: str) -> str:
    for start, end in reversed(mark_spans(text)):
        text = text[:start] + " " + text[end:]
    return text


def _covered(said: Sequence[str], listed: Mapping[str, Sequence[list[str]]]) -> bool:
    """Tell whether words can be divided into listed sounds (*iya*, *oh iya*, *hmm iya*)."""
    if not said:
        return True
    sounds = listed.get(said[0], ())
    return any(said[: len(sound)] == sound and _covered(said[len(sound) :], listed) for sound in sounds)


@per_languages
def _listed() -> Mapping[str, Sequence[list[str]]]:
    """The listed sounds, word by word, under their first word."""
    listed = defaultdict[str, list[list[str]]](list)
    for sound in filter(None, map(keys, current().words("backchannels"))):
        listed[sound[0]].append(sound)
    return listed


class SpeechChunk(NamedTuple):
    """A stretch of one speaker's speech, as one place of the source gives it."""

    speaker: str
    text: str
    place: str
    start_s: float | None = None
    end_s: float | None = None
    message: bool = False
    """True for a message of a chat, which ends where it ends, with a full stop or without."""
    begins: bool = False
    """True where the voice changes although the speaker has the same label: *(unrecognised)*."""

    def saying(self, text: str) -> "SpeechChunk":
        """The same stretch with another text; `_replace` takes three times as long, and every line asks."""
        return SpeechChunk(self.speaker, text, *self[2:])


def turns(pieces: Iterable[SpeechChunk]) -> tuple[Turn, ...]:
    """Make turns: neighbouring pieces of one speaker are joined by LF, pieces without text dropped.

    Between messages of a chat stands an empty line, so that each is a paragraph and no segment runs over its end.

    White space at both ends of a piece goes; everything inside stays. Speech resumed after a backchannel says which
    turn it continues.
    """
    grouped: list[list[SpeechChunk]] = []
    for piece in pieces:
        text = piece.text.strip()
        if not text:
            continue
        trimmed = piece if text == piece.text else piece.saying(text)
        if grouped and grouped[-1][0].speaker == piece.speaker and not piece.begins:
            grouped[-1].append(trimmed)
        else:
            grouped.append([trimmed])
    return mark_resumed_turns([_turn(number, group) for number, group in enumerate(grouped, 1)])


def _turn(number: int, group: list[SpeechChunk]) -> Turn:
    first = group[0]
    if len(group) == 1:
        return Turn(number, first.speaker, first.text, first.start_s, first.end_s, first.place)
    ends = [piece.end_s for piece in group if piece.end_s is not None]
    starts = [piece.start_s for piece in group if piece.start_s is not None]
    return Turn(
        turn=number,
        speaker=first.speaker,
        text=("\n\n" if first.message else "\n").join(piece.text for piece in group),
        start_s=starts[0] if starts else None,
        end_s=max(ends, default=None),
        place=first.place,
    )


_TIMED_WITHIN = re.compile(reading.WITHIN)
_PAUSED = re.compile(
    rf"(?:(?<=\s)|^[ \t]*|(?P<time>{reading.BRACKETED})[ \t]*)(?P<pause>{reading.PAUSE})(?:[ \t]|$)"
)  # behind a blank no more blanks are tried: a long run of them would be tried from each of its signs

_TIMED_END = re.compile(reading.AT_END)
TIME_ALONE = re.compile(
    rf"\s*(?:{reading.BRACKETED}|(?:\d{{1,2}}[-–/_])?\d{{1,2}}:\d{{2}}:\d{{2}}|{reading.LOOSE}\s*(?:-->|[-–—,])\s*{reading.LOOSE})\s*"
)
CLOCK_ALONE = re.compile(rf"{TIME_ALONE.pattern}|\s*\d{{1,2}}:\d{{2}}\s*")
"""Where each label stands beside a time on a line of its own, such a line within a speech is the time of a message."""


class PieceWriter:
    """Collects lines into pieces."""

    def __init__(self, unit: str, timed: bool, labelled: bool, speaker: str = "") -> None:
        self._unit, self._timed, self._labelled = unit, timed, labelled
        self._pieces: list[SpeechChunk] = []
        self._texts: list[str] = []
        self._piece = SpeechChunk(speaker, "", "")
        self._time: float | None = None
        self.times = 0
        self.clocks = TIME_ALONE
        """What a line that is only a time looks like."""

    def add(self, line: SourceLine, stated: str | None, label: "tuple[str, Candidate] | None") -> None:
        """Add a line, which may begin a piece by its format, by its label or as a heading."""
        if label:
            speaker, found = label
            start = self._time if found.start_s is None else found.start_s
            self._begin(speaker, line, line.start_s if start is None else start, found.end_s)
            self._write(line, line.text[found.end :])
        elif stated:
            self._begin(stated, line, line.start_s)
            self._write(line, line.text)
        elif line.heading and self._labelled:
            speaker = self._piece.speaker
            self._begin("", line)
            self._write(line, line.text)
            self._begin(speaker, line)
        else:
            self._write(line, line.text)

    def finish(self) -> list[SpeechChunk]:
        """Give the pieces in order."""
        self._begin("", SourceLine("", 0))
        return self._pieces

    def _begin(self, speaker: str, line: SourceLine, start_s: float | None = None, end_s: float | None = None) -> None:
        if self._texts:
            self._pieces.append(self._piece.saying("\n".join(self._texts)))
        self._texts = []
        self._piece = SpeechChunk(speaker, "", self._place(line), start_s, end_s, line.message)

    def _place(self, line: SourceLine) -> str:
        """Where a line stands, and for a message when it was written."""
        return f"{self._unit} {line.number}{f', {line.when}' if line.when else ''}"

    def _write(self, line: SourceLine, text: str) -> None:
        if self._timed and (":" in text or "[" in text):
            if self.clocks.fullmatch(text):
                self._timed_alone(reading.loose_span(text)[0])
                return
            text = self._without_times(text)
        if not self._texts:
            if not text.strip():
                return  # white space before a speech is not part of it
            at_first_label = self._piece.place and self._piece.speaker
            if not at_first_label:
                self._piece = self._piece._replace(place=self._place(line))
        if text.strip():
            self._time = None
        self._texts.append(text + "\n" * line.more_empty)
        if line.start_s is not None and self._piece.start_s is None:
            self._piece = self._piece._replace(start_s=line.start_s)
        if line.end_s is not None:
            self._piece = self._piece._replace(end_s=max(line.end_s, self._piece.end_s or 0.0))

    def _timed_alone(self, at: float | None) -> None:
        """A time alone on its line says when the speech below begins: that of the label above, or of the next one."""
        if not self._texts and self._piece.speaker and self._piece.start_s is None:
            self._piece = self._piece._replace(start_s=at)
        else:
            self._time = at
        self.times += 1

    def _without_times(self, text: str) -> str:
        """Drop times of the recording; one right behind a label says when the speech begins."""
        text, pauses = self._without_pauses(text)
        first = _TIMED_WITHIN.match(text.lstrip()) if not self._texts and self._piece.start_s is None else None
        if first and self._piece.speaker:
            self._piece = self._piece._replace(start_s=reading.span(first.group())[0])
        text, dropped = _TIMED_WITHIN.subn("", text)
        text, more = _TIMED_END.subn("", text)
        self.times += dropped + more + pauses
        return text

    @staticmethod
    def _without_pauses(text: str) -> tuple[str, int]:
        """Drop pauses in seconds; a number alone in brackets only right behind a time, elsewhere it may be a note."""
        found = [it for it in _PAUSED.finditer(text) if it["time"] or it["pause"][-2].isalpha()]
        for it in reversed(found):
            text = f"{text[: it.start('pause')].rstrip()} {text[it.end() :].lstrip()}"
        return text.strip() if found else text, len(found)
