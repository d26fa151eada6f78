"""Turns out of lines: where a label begins a turn, and what text belongs to it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from qualcode.model import Finding
from qualcode.readers import names, speakers, times
from qualcode.readers.aliases import aliases
from qualcode.readers.candidates import Candidate, candidates
from qualcode.readers.form import form_end
from qualcode.readers.lines import Line
from qualcode.readers.pieces import Piece

_WITHIN = re.compile(times.WITHIN)
_TIME_ALONE = re.compile(rf"\s*(?:{times.BRACKETED}|\d{{1,2}}:\d{{2}}:\d{{2}})\s*")


class Spoken(NamedTuple):
    """The pieces of a transcript in order, and what was guessed on the way."""

    pieces: list[Piece]
    findings: list[Finding]


def spoken(lines: Sequence[Line], name: str, unit: str, *, timed: bool = True) -> Spoken:
    """Divide lines into the speech of their speakers.

    `unit` is what the numbers of the lines count (`line`, `paragraph`, `cue`, `row`). Text before the first label, and
    headings, have the speaker "". With `timed`, times of the recording within the text are dropped.
    """
    found = candidates(lines)
    end = form_end(lines, found)
    found = [it for it in found if it.line >= end and not names.is_never_speaker(it.label)]
    stated = {line.speaker: "" for line in lines if line.speaker}
    known = aliases([*stated, *(it.label for it in found)])
    evidence = speakers.gather(lines, found, known)
    chosen = speakers.accepted(evidence)
    stated = {label: chosen[names.key(known.name_of(label))].speaker for label in stated}
    starts = {it.line: (label.speaker, it) for label in chosen.values() for it in label.found}
    writer = _Writer(unit, timed, labelled=bool(chosen))
    for index, line in enumerate(lines):
        writer.add(line, stated.get(line.speaker or ""), starts.get(index))
    pieces = writer.finish()
    return Spoken(pieces, speakers.findings(chosen, evidence, known, name, unit) + _guesses(pieces, bool(chosen), name))


def _guesses(pieces: Sequence[Piece], labelled: bool, name: str) -> list[Finding]:
    """Say when a source has no labels, or when most of it stands before the first."""
    if not any(piece.text.strip() for piece in pieces):
        return []
    if not labelled:
        return [Finding("note", "no-speakers", "no speaker labels: taken as the text of one participant", name)]
    first = next((place for place, piece in enumerate(pieces) if piece.speaker), len(pieces))
    before = sum(len(piece.text) for piece in pieces[:first])
    if before * 2 <= sum(len(piece.text) for piece in pieces):
        return []
    message = "more than half of the text stands before the first speaker label and is nobody's speech"
    return [Finding("warning", "text-before-labels", message, name, hint="label it in the source if somebody said it")]


class _Writer:
    """Collects lines into pieces."""

    def __init__(self, unit: str, timed: bool, labelled: bool) -> None:
        self._unit, self._timed, self._labelled = unit, timed, labelled
        self._pieces: list[Piece] = []
        self._texts: list[str] = []
        self._piece = Piece("", "", "")
        self._time: float | None = None

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
        self._piece = Piece(speaker, "", f"{self._unit} {line.number}", start_s, end_s)

    def _write(self, line: Line, text: str) -> None:
        if self._timed and ":" in text:
            if _TIME_ALONE.fullmatch(text):
                # It belongs to the speech below; above a label it says when that begins.
                self._time = times.span(text)[0]
                return
            text = _WITHIN.sub("", text)
        if not self._texts:
            if not text.strip():
                return  # white space before a speech is not part of it
            if not self._piece.text and self._piece.place != f"{self._unit} {line.number}" and not self._piece.speaker:
                self._piece = self._piece._replace(place=f"{self._unit} {line.number}")
        if text.strip():
            self._time = None
        self._texts.append(text)
        if line.start_s is not None and self._piece.start_s is None:
            self._piece = self._piece._replace(start_s=line.start_s)
        if line.end_s is not None:
            self._piece = self._piece._replace(end_s=line.end_s)
