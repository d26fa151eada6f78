"""Turns out of lines: where a label begins a turn, and what text belongs to it."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from qualcode.model import Finding, How
from qualcode.readers import heads, names, speakers, times
from qualcode.readers.aliases import Aliases, aliases
from qualcode.readers.candidates import Candidate, candidates
from qualcode.readers.chat_heads import heads as chat_heads
from qualcode.readers.chats import Chat, chat
from qualcode.readers.form import form_end
from qualcode.readers.furniture import without_page_lines
from qualcode.readers.lines import Line, cut_at, has_soft_return, with_footer
from qualcode.readers.numbering import without_question_numbers
from qualcode.readers.pieces import Piece
from qualcode.readers.styles import STYLES, styled
from qualcode.text.roles import UNRECOGNISED

_WITHIN = re.compile(times.WITHIN)
_AT_END = re.compile(times.AT_END)
_KINDS = {
    "colon": "a name and a colon",
    "timed": "a name beside a time",
    "alone": "a role alone on a line",
    "bold": "a name in bold",
    "styled": "another style",
}
_TIME_ALONE = re.compile(
    rf"\s*(?:{times.BRACKETED}|\d{{1,2}}:\d{{2}}:\d{{2}}|{times.LOOSE}\s*(?:-->|[-–—,])\s*{times.LOOSE})\s*"
)


class Spoken(NamedTuple):
    """The pieces of a transcript in order, and what was guessed on the way."""

    pieces: list[Piece]
    findings: list[Finding]
    how: How = How()
    attributes: Mapping[str, str] = {}
    """What the text says about itself: the `date` of a chat."""

    def with_skipped(self, counts: Mapping[str, int]) -> "Spoken":
        """The same, with more that was left out."""
        return self._replace(how=replace(self.how, skipped={**self.how.skipped, **counts}))


def spoken(lines: Sequence[Line], name: str, unit: str, *, timed: bool = True) -> Spoken:
    """Divide lines into the speech of their speakers.

    `unit` is what the numbers of the lines count (`line`, `paragraph`, `cue`, `row`). Text before the first label, and
    headings, have the speaker "". Where no label is understood although there seem to be some, all of the text has the
    speaker `UNRECOGNISED`. With `timed`, times of the recording within the text are dropped.
    """
    if found := chat(lines, name):
        return _chatted(found, name, unit)
    lines, furniture = without_page_lines(_prepared(lines))
    named = _understood(lines, name)
    if not named.chosen:
        return _unlabelled(lines, named, name, unit, timed).with_skipped(furniture)
    pieces, how = _written(lines, named, unit, timed, "")
    findings = speakers.findings(named.chosen, named.evidence, named.known, name, unit) + named.notes
    taken = {place for it in named.found() for place in range(it.line, it.line + it.lines)}
    doubts = heads.not_labels(lines, taken | set(range(named.form)), set(named.chosen), name, unit)
    if len(named.chosen) == 1:
        doubts = doubts + heads.questions_of_nobody(lines, taken, name, unit)
    return Spoken(pieces, findings + doubts + _mostly_before(pieces, name), how).with_skipped(furniture)


def _chatted(found: Chat, name: str, unit: str) -> Spoken:
    """The messages of a chat, each with the speaker that its head states."""
    named = _named(found.lines, [], name)
    pieces, how = _written(found.lines, named, unit, False, "")
    notes = [*found.findings, *speakers.findings(named.chosen, named.evidence, named.known, name, unit)]
    labels = f"date, time and name of each message ({named.size})"
    how = replace(how, labels=labels, skipped={**how.skipped, **found.skipped})
    return Spoken(pieces, notes + _mostly_before(pieces, name), how, found.attributes)


def label_places(lines: Sequence[Line], name: str) -> frozenset[int]:
    """Give the places of the lines that begin a turn: what wraps the lines of a page must not join them."""
    if messages := chat_heads(lines):
        return frozenset(head.line for head in messages)
    return frozenset(it.line for it in _understood(lines, name).found())


def _understood(lines: Sequence[Line], name: str) -> "_Named":
    """Find the labels of a document: names with a colon and the like, else one of the other styles."""
    named = _named(lines, candidates(lines), name)
    behind_number = any(lines[it.line].text.lstrip(" \t(")[:1].isdigit() for it in named.found())
    if any(label.count > 1 for label in named.chosen.values()) and not behind_number:
        return named
    return max([named, *_by_style(lines, named, name)], key=lambda it: it.size)


def _unlabelled(lines: Sequence[Line], named: "_Named", name: str, unit: str, timed: bool) -> Spoken:
    """One text of one participant, unless lines begin as if somebody were named there."""
    doubts = heads.not_understood(lines, name, unit)
    pieces, how = _written(lines, named, unit, timed, UNRECOGNISED if doubts else "")
    if not any(piece.text.strip() for piece in pieces):
        return Spoken(pieces, [])
    alone = Finding("note", "no-speakers", "no speaker labels: taken as the text of one participant", name)
    return Spoken(pieces, doubts or [alone], how)


@dataclass(frozen=True)
class _Named:
    """The labels of a document, as one way to look for them gives them."""

    chosen: Mapping[str, speakers.Label]
    """Labels that are speakers."""
    evidence: speakers.Evidence
    """All labels, and what bears on them."""
    known: Aliases
    """Short forms of names."""
    notes: list[Finding]
    """What was guessed."""
    form: int = 0
    """Lines of the form at the top."""
    style: str = ""
    """Style in which the labels are written, where it is an unusual one."""

    @property
    def size(self) -> int:
        """Lines that begin with a label."""
        return sum(label.count for label in self.chosen.values())

    @property
    def described(self) -> str:
        """How the labels are written, in words."""
        kinds = Counter(self.style or _KINDS[it.kind] for it in self.found())
        stated = sum(label.stated for label in self.chosen.values())
        shown = [f"{kind} ({number})" for kind, number in kinds.most_common()]
        return ", ".join([*([f"stated by the format ({stated})"] if stated else []), *shown]) or "none"

    def found(self) -> list[Candidate]:
        """Lines that begin a turn."""
        return [it for label in self.chosen.values() for it in label.found]


def _prepared(lines: Sequence[Line]) -> list[Line]:
    """Cut lines at soft returns above a label, and set a footer apart."""
    lines = with_footer(lines)
    if not any(has_soft_return(line) for line in lines):
        return lines
    labels = Counter(names.key(it.label) for it in candidates(lines) if it.kind == "colon")

    def begins_turn(text: str) -> bool:
        found = candidates([Line(text, 0)])
        return any(it.kind == "colon" and (names.is_role(it.label) or labels[names.key(it.label)]) for it in found)

    return [part for line in lines for part in cut_at(line, begins_turn)]


def _named(lines: Sequence[Line], found: list[Candidate], name: str) -> _Named:
    """Choose the speakers among labels."""
    form = form_end(lines, found)
    found = [it for it in found if it.line >= form and not names.is_never_speaker(it.label)]
    found, notes = without_question_numbers(found, name)
    known = aliases([*(line.speaker for line in lines if line.speaker), *(it.label for it in found)])
    evidence = speakers.gather(lines, found, known)
    return _Named(speakers.accepted(evidence), evidence, known, notes, form)


def _by_style(lines: Sequence[Line], plain: _Named, name: str) -> Iterator[_Named]:
    """Give the labels that other styles find, where at least two speakers carry the document."""
    if any(line.speaker for line in lines):
        return
    for style in STYLES:
        found = styled(lines, style)
        if len(found) < 2:
            continue
        named = _named(lines, found, name)
        if speakers.carry_by_style(named.chosen, named.evidence):
            message = f"speaker labels stand {style.name}, and were read so"
            yield replace(named, style=style.name, notes=[*named.notes, Finding("note", "label-style", message, name)])


def _written(lines: Sequence[Line], named: _Named, unit: str, timed: bool, speaker: str) -> tuple[list[Piece], How]:
    stated = {
        line.speaker: named.chosen[names.key(named.known.name_of(line.speaker))].speaker
        for line in lines
        if line.speaker
    }
    starts = {it.line: (label.speaker, it) for label in named.chosen.values() for it in label.found}
    writer = _Writer(unit, timed, bool(named.chosen), speaker)
    until = 0
    for index, line in enumerate(lines):
        start = starts.get(index)
        if index < until and not start:
            continue  # the second line of a label with its time
        until = index + start[1].lines if start else until
        writer.add(line, stated.get(line.speaker or ""), start)
    return writer.finish(), How(labels=named.described, skipped={"times in the text": writer.times})


def _mostly_before(pieces: Sequence[Piece], name: str) -> list[Finding]:
    """Say when most of a source stands before its first label."""
    first = next((place for place, piece in enumerate(pieces) if piece.speaker), len(pieces))
    before = sum(len(piece.text) for piece in pieces[:first])
    if before * 2 <= sum(len(piece.text) for piece in pieces):
        return []
    message = "more than half of the text stands before the first speaker label and is nobody's speech"
    return [Finding("warning", "text-before-labels", message, name, hint="label it in the source if somebody said it")]


class _Writer:
    """Collects lines into pieces."""

    def __init__(self, unit: str, timed: bool, labelled: bool, speaker: str = "") -> None:
        self._unit, self._timed, self._labelled = unit, timed, labelled
        self._pieces: list[Piece] = []
        self._texts: list[str] = []
        self._piece = Piece(speaker, "", "")
        self._time: float | None = None
        self.times = 0

    def add(self, line: Line, stated: str | None, label: tuple[str, Candidate] | None) -> None:
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

    def finish(self) -> list[Piece]:
        """Give the pieces in order."""
        self._begin("", Line("", 0))
        return self._pieces

    def _begin(self, speaker: str, line: Line, start_s: float | None = None, end_s: float | None = None) -> None:
        if self._texts:
            self._pieces.append(self._piece._replace(text="\n".join(self._texts)))
        self._texts = []
        self._piece = Piece(speaker, "", self._place(line), start_s, end_s, line.message)

    def _place(self, line: Line) -> str:
        """Where a line stands, and for a message when it was written."""
        return f"{self._unit} {line.number}{f', {line.when}' if line.when else ''}"

    def _write(self, line: Line, text: str) -> None:
        if self._timed and ":" in text:
            if _TIME_ALONE.fullmatch(text):
                # It belongs to the speech below; above a label it says when that begins.
                self._time = times.span(text)[0]
                self.times += 1
                return
            text = self._without_times(text)
        if not self._texts:
            if not text.strip():
                return  # white space before a speech is not part of it
            at_first_label = self._piece.place and self._piece.speaker
            if not self._piece.text and self._piece.place != self._place(line) and not at_first_label:
                self._piece = self._piece._replace(place=self._place(line))
        if text.strip():
            self._time = None
        self._texts.append(text)
        if line.start_s is not None and self._piece.start_s is None:
            self._piece = self._piece._replace(start_s=line.start_s)
        if line.end_s is not None:
            self._piece = self._piece._replace(end_s=max(line.end_s, self._piece.end_s or 0.0))

    def _without_times(self, text: str) -> str:
        """Drop times of the recording; one right behind a label says when the speech begins."""
        first = _WITHIN.match(text.lstrip()) if not self._texts and self._piece.start_s is None else None
        if first and self._piece.speaker:
            self._piece = self._piece._replace(start_s=times.span(first.group())[0])
        text, dropped = _WITHIN.subn("", text)
        text, more = _AT_END.subn("", text)
        self.times += dropped + more
        return text
