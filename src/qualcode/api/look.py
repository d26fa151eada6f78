"""Look: read sources and say how they are read, without writing anything."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.api.sources import readable_sources
from qualcode.corpus.findings import not_each
from qualcode.corpus.source import IngestOptions
from qualcode.model.corpus import Role
from qualcode.model.finding import Finding, StoreError, study_error
from qualcode.model.transcript import Reading, Turn
from qualcode.readers import read, reader_for, unfitting
from qualcode.store.doors import read_through
from qualcode.text.marks import mark_spans
from qualcode.text.regulars import regular_interviewers
from qualcode.text.roles import Asking, RoleGuess, infer, measure
from qualcode.text.tokens import keys

FIRST = 6
"""Turns that are shown."""


@dataclass(frozen=True)
class SourceVoice:
    """One speaker label of a source."""

    speaker: str
    """Label."""
    turns: int
    """Turns."""
    words: int
    """Words outside transcriber marks."""
    role: Role
    """Role that the sources looked at suggest; `corpus.yaml` may say otherwise."""
    reason: str
    """Why it has this role."""


@dataclass(frozen=True)
class Look:
    """How one source is read."""

    file: str
    """File."""
    reader: str
    """Format as which it is read."""
    encoding: str
    """Encoding of its bytes; empty for formats that are no plain text."""
    labels: str
    """How it says who speaks, and how often."""
    skipped: Mapping[str, int]
    """What is in the source and in no turn -> how often."""
    attributes: Mapping[str, str]
    """Attributes that it states itself."""
    turns: int
    """Number of its turns."""
    voices: tuple[SourceVoice, ...]
    """Its speakers, in the order in which they first speak; none where every turn is one respondent."""
    first: tuple[Turn, ...]
    """Its first turns."""
    findings: tuple[Finding, ...]
    """What was guessed or wrong."""


def look(paths: Sequence[Path], options: IngestOptions | None = None) -> tuple[tuple[Look, ...], tuple[Finding, ...]]:
    """Read sources and say how, with what was wrong with the paths themselves; nothing is written.

    Raises:
        StudyError: there is nothing to read.
    """
    if not paths:
        raise study_error("no-sources", "no file is named", "write `qualcode ingest --explain FILE`")
    sources, findings = readable_sources(paths)
    asked = options or IngestOptions()
    talks = unfitting([source.path.as_posix() for source in sources], asked.reading.each)
    talk = replace(asked, reading=replace(asked.reading, each=""))
    readings = {
        source.path: _read(source.path, talk if source.path.as_posix() in talks else asked) for source in sources
    }
    findings = [*findings, *not_each(asked.reading.each, talks)]
    asking = {path: {} if each.each else _asking(each.turns) for path, each in readings.items()}
    regulars = regular_interviewers(list(asking.values()))
    roles = {path: infer(own, asked.interviewers, regulars) for path, own in asking.items()}
    return tuple(_look(path, each, roles[path]) for path, each in readings.items()), tuple(findings)


def _read(path: Path, options: IngestOptions) -> Reading:
    try:
        return read(path.as_posix(), read_through("source", path), options.reading)
    except StoreError as error:
        return Reading((), findings=(Finding("error", "unreadable", error.message, path.as_posix()),))


def _asking(turns: Sequence[Turn]) -> dict[str, Asking]:
    return measure((turn.speaker, turn.text) for turn in turns)


def _look(path: Path, reading: Reading, roles: Mapping[str, RoleGuess]) -> Look:
    name = path.as_posix()
    reader = reader_for(name)
    return Look(
        name,
        reader.name if reader else "",
        reading.how.encoding,
        reading.how.labels,
        reading.how.skipped,
        reading.attributes,
        len(reading.turns),
        () if reading.each else _voices(reading.turns, roles),
        tuple(reading.turns[:FIRST]),
        reading.findings,
    )


def _voices(turns: Sequence[Turn], roles: Mapping[str, RoleGuess]) -> tuple[SourceVoice, ...]:
    count = Counter(turn.speaker for turn in turns if turn.continues is None)
    words: Counter[str] = Counter()
    for turn in turns:
        marks = (turn.text[start:end] for start, end in mark_spans(turn.text))
        words[turn.speaker] += len(keys(turn.text)) - sum(len(keys(mark)) for mark in marks)
    return tuple(
        SourceVoice(label, count[label], words[label], guess.role, guess.reason) for label, guess in roles.items()
    )
