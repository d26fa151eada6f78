"""Imports the texts of a project, and locates the turns of transcripts in them.

A turn consists of lines of its source, without labels and times. So each line of a turn is looked for, in order, at the
end of a line of the text; nothing is guessed, and what is not found has no place.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from pathlib import Path
from typing import NamedTuple

from qualcode.corpus.shards import read_transcript
from qualcode.exchange.positions import Scale
from qualcode.exchange.project import Project, ProjectSource
from qualcode.exchange.project_out import render_turns
from qualcode.model.finding import Finding
from qualcode.model.transcript import Turn
from qualcode.readers import read, reading
from qualcode.store.atomic import read_bytes
from qualcode.store.study import OpenStudy

_BREAK = re.compile("[\n\u2028\u2029\x0b\x85]")
"""Where readers may break a line."""
_TIME = re.compile(reading.WITHIN)
_FARTHEST = 2000
"""Lines in which the next words of a turn are looked for: only headings, times and the like come between."""
_LINE = re.compile(r"line (\d+)")


class TurnInText(NamedTuple):
    """Text that is one turn's words."""

    start: int
    """First code point in the text."""
    end: int
    """Code point after it."""
    turn: int
    """Which of the turns, from 0."""
    at: int
    """Code point of its beginning in the turn's text."""


class TurnSpan(NamedTuple):
    """Words of one turn."""

    turn: int
    """Which of the turns, from 0."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after them."""


def locate_turns(starts: Sequence[int], turns: Sequence[Turn]) -> list[TurnInText]:
    """Stretches of a text for turns that it contains whole, at known places."""
    return [
        TurnInText(start, start + len(turn.text), at, 0)
        for at, (start, turn) in enumerate(zip(starts, turns, strict=True))
    ]


def find_turns_in_text(text: str, turns: Sequence[Turn]) -> list[TurnInText]:
    """Find the words of turns in the text that they were read from, both with LF line ends."""
    lines = list(_lines(text))
    begins = [start for start, _ in lines]
    numbered = [0, *(found.end() for found in re.finditer("\n", text))]
    made: list[TurnInText] = []
    cursor = 0
    for number, turn in enumerate(turns):
        stated = _LINE.fullmatch(turn.place)
        if stated and int(stated[1]) <= len(numbered):
            cursor = max(cursor, bisect_right(begins, numbered[int(stated[1]) - 1]) - 1)
        for at, words in _lines(turn.text):
            for place in range(cursor, min(cursor + _FARTHEST, len(lines)) if words.strip() else 0):
                found = _within(lines[place], words, number, at)
                if found:
                    made += [*found[:-1], _with_break(found[-1], text, turn.text)]
                    cursor = place + 1
                    break
    return made


def _with_break(last: TurnInText, text: str, said: str) -> TurnInText:
    """The last stretch of a line, with the line end if the turn has it too."""
    after = last.at + last.end - last.start
    same = after < len(said) and text[last.end : last.end + 1] == said[after]
    return last._replace(end=last.end + 1) if same else last


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Beginning and text of each line."""
    start = 0
    for found in _BREAK.finditer(text):
        yield start, text[start : found.start()]
        start = found.end()
    yield start, text[start:]


def _within(line: tuple[int, str], words: str, turn: int, at: int) -> list[TurnInText]:
    """Where words stand at the end of a line, as they are or with times between them; empty if they do not."""
    start, text = line
    for kept in ([(0, len(text))], _without_times(text)):
        joined = "".join(text[low:high] for low, high in kept)
        first = joined.rfind(words)
        if first >= 0 and not joined[first + len(words) :].strip():
            return list(_divided(kept, first, len(words), start, turn, at))
    return []


def _without_times(text: str) -> list[tuple[int, int]]:
    """Parts of a line between the times of the recording in it."""
    edges = [edge for found in _TIME.finditer(text) for edge in found.span()]
    return list(zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True))


def _divided(
    kept: Sequence[tuple[int, int]], first: int, length: int, start: int, turn: int, at: int
) -> Iterator[TurnInText]:
    """Stretches of the kept parts of a line that hold `length` characters from the `first` on."""
    passed = 0
    for low, high in kept:
        begin, end = max(first, passed), min(first + length, passed + high - low)
        if begin < end:
            yield TurnInText(start + low + begin - passed, start + low + end - passed, turn, at + begin - first)
        passed += high - low


def turn_spans(found: Sequence[TurnInText], start: int, end: int) -> list[TurnSpan]:
    """The words of each turn within a span of the text, one span for each turn; labels and times are nobody's words."""
    spans: dict[int, tuple[int, int]] = {}
    for each in _overlapping(found, start, end):
        begin, after = each.at + max(start, each.start) - each.start, each.at + min(end, each.end) - each.start
        begun = spans.get(each.turn, (begin, after))
        spans[each.turn] = min(begun[0], begin), max(begun[1], after)
    return [TurnSpan(turn, *span) for turn, span in spans.items()]


def _overlapping(found: Sequence[TurnInText], start: int, end: int) -> Iterator[TurnInText]:
    """The stretches that overlap a span of the text."""
    first = max(bisect_right(found, start, key=lambda each: each.start) - 1, 0)
    reached = takewhile(lambda each: each.start < end, islice(found, first, None))
    return (each for each in reached if max(start, each.start) < min(end, each.end))


def reaches_outside_turns(text: str, found: Sequence[TurnInText], start: int, end: int) -> bool:
    """Whether a span contains text that belongs to no turn: a label, a time, a heading."""
    at = start
    for each in _overlapping(found, start, end):
        if text[at : max(at, each.start)].strip():
            return True
        at = max(at, each.end)
    return bool(text[at : max(at, end)].strip())


_ENDING = re.compile(r"\.(?:txt|docx?|rtf|odt|pdf|md|html?)$", re.IGNORECASE)
"""Ending of a file's name, which is no part of a transcript's."""
_REFUSED = re.compile(r'[<>:"\\|?*%\x00-\x1f\x7f]+')
"""Characters that file names cannot have on some system."""
ROLE_FINDINGS = ("role-guessed", "role-unknown")
"""Findings about roles, which are made again once everything that the project says of speakers is known."""


@dataclass(frozen=True)
class ProjectText:
    """One text of a project in the study."""

    source: ProjectSource
    """The text as it came."""
    transcript: str
    """Id of its transcript."""
    scale: Scale
    """The text with its positions."""
    turns: Sequence[Turn]
    """Turns of the transcript."""
    stretches: Sequence[TurnInText]
    """Where they stand in the text."""
    new: bool
    """True: the transcript was not there before."""


@dataclass(frozen=True)
class TextPlan:
    """How a text will be imported."""

    source: ProjectSource
    """The text as it came."""
    transcript: str
    """Id of its transcript."""
    scale: Scale
    """The text with its positions."""
    data: bytes
    """Its bytes."""
    path: Path | None
    """Where it is to be written; None: its transcript is there."""
    starts: Sequence[int] | None = None
    """Where the turns of a transcript of the study begin in the text; None: they are looked for."""


def plan_texts(study: OpenStudy, project: Project) -> tuple[list[TextPlan], list[Finding]]:
    """How the texts of a project will be imported, and why some cannot be."""
    plans: list[TextPlan] = []
    findings: list[Finding] = []
    taken: dict[str, str] = {}
    ids = {name.casefold(): name for name in study.layout.transcript_ids(study.name)}
    for source in project.sources:
        name = transcript_id(source.name) or source.guid
        if name.casefold() in taken:
            message = f"`{source.name}` would have the id `{name}`, which another text of this file has; it is left out"
            findings.append(
                Finding("error", "id-collision", message, hint="rename one of the two in the other program")
            )
            continue
        taken[name.casefold()] = name
        plan = _plan(study, source, ids.get(name.casefold(), name), known=name.casefold() in ids)
        if plan is None:
            message = f"`{name}` is a transcript already, and its text is another one; nothing of it is imported"
            findings.append(
                Finding("error", "other-text", message, hint="import into another corpus with --corpus NAME")
            )
        else:
            plans.append(plan)
    return plans, findings


def _plan(study: OpenStudy, source: ProjectSource, name: str, *, known: bool) -> TextPlan | None:
    """How one text will be imported; None if a transcript of this name has other words."""
    scale = Scale(source.text)
    data = (("\ufeff" if source.marked else "") + source.text).encode()
    path = study.layout.sources(study.name) / f"{name}.txt"
    if not known:
        return None if path.exists() and read_bytes(path) != data else TextPlan(source, name, scale, data, path)
    rendered = render_turns(read_transcript(study, name).turns)
    if rendered.text.rstrip() == scale.text.rstrip():
        return TextPlan(source, name, scale, data, None, rendered.starts)
    same = path.exists() and read_bytes(path) == data
    return TextPlan(source, name, scale, data, None) if same else None


def turns_of(study: OpenStudy, plan: TextPlan, *, dry_run: bool) -> tuple[Sequence[Turn], Sequence[Finding]]:
    """Turns of the transcript that a text is, or would be after a dry run."""
    if dry_run and plan.path is not None:
        reading = read(study.layout.relative(plan.path), plan.data)
        return reading.turns, reading.findings
    known = plan.transcript in study.layout.transcript_ids(study.name)
    return (read_transcript(study, plan.transcript).turns, ()) if known else ((), ())


def transcript_id(name: str) -> str:
    """The transcript id for a source's name: a path within the folder, in characters that every system allows."""
    parts = _ENDING.sub("", name.strip()).split("/")
    safe = (_REFUSED.sub("_", part).strip().rstrip(".").lstrip(".").strip() for part in parts)
    return "/".join(filter(None, safe))
