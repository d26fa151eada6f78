"""Look at sources without keeping anything: how each file is read, and what its first turns are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcode.corpus.source import IngestOptions
from qualcode.model.corpus import Role
from qualcode.model.finding import Finding, StoreError, study_error
from qualcode.model.transcript import Reading, Turn
from qualcode.readers import endings, read, reader_for
from qualcode.store.atomic import read_bytes
from qualcode.store.discover import discover
from qualcode.text.marks import mark_spans
from qualcode.text.roles import infer
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
    """Role that the source itself suggests; `corpus.yaml` may say otherwise."""
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
    options = options or IngestOptions()
    sources, findings = discover(list(paths), endings().keys(), [])
    if not sources and not any(finding.level == "error" for finding in findings):
        hint = f"readable are {', '.join(sorted(endings()))}"
        raise study_error("no-sources", f"there is nothing to read in {', '.join(map(str, paths))}", hint)
    return tuple(_look(source.path, options) for source in sources), tuple(findings)


def _look(path: Path, options: IngestOptions) -> Look:
    name = path.as_posix()
    reader = reader_for(name)
    try:
        reading = read(name, read_bytes(path), options.reading)
    except StoreError as error:
        reading = Reading((), findings=(Finding("error", "unreadable", error.message, name),))
    return Look(
        name,
        reader.name if reader else "",
        reading.how.encoding,
        reading.how.labels,
        reading.how.skipped,
        reading.attributes,
        len(reading.turns),
        () if reading.each else _voices(reading.turns, options.interviewers),
        tuple(reading.turns[:FIRST]),
        reading.findings,
    )


def _voices(turns: Sequence[Turn], interviewers: Sequence[str]) -> tuple[SourceVoice, ...]:
    count = Counter(turn.speaker for turn in turns if turn.continues is None)
    words: Counter[str] = Counter()
    for turn in turns:
        words[turn.speaker] += _words(turn.text)
    roles = infer(turns, interviewers)
    return tuple(
        SourceVoice(label, count[label], words[label], guess.role, guess.reason) for label, guess in roles.items()
    )


def _words(text: str) -> int:
    return len(keys(text)) - sum(len(keys(text[start:end])) for start, end in mark_spans(text))
