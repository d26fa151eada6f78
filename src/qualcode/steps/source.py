"""Ingest one source: read it and write its transcript where something changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from qualcode import readers
from qualcode.model import Finding, Header, Reading, Turn
from qualcode.readers.decode import LARGEST
from qualcode.readers.options import Options
from qualcode.steps.again import is_coded
from qualcode.steps.aligned import aligned
from qualcode.steps.index import how_cut
from qualcode.steps.moves import Change, Corrected, moves, write_moves
from qualcode.steps.reading import restated, still_stated
from qualcode.steps.shards import stands_alone, write_ahead
from qualcode.steps.study import Opened
from qualcode.steps.transcripts import read_transcript
from qualcode.steps.unit_moves import unit_moves, write_unit_moves
from qualcode.store.atomic import read_bytes, size, write_pieces
from qualcode.store.discover import Source
from qualcode.store.errors import StoreError
from qualcode.store.hashing import Hashed, sha256_bytes
from qualcode.store.jsonl import pieces


@dataclass(frozen=True)
class IngestOptions:
    """How sources are read and what is said about them."""

    reading: Options = field(default_factory=Options)
    """Options of the readers."""
    interviewers: tuple[str, ...] = ()
    """Labels that are interviewers in the transcripts of this call."""
    meta: str = ""
    """File with attributes of transcripts."""
    segment: str = ""
    """How turns are cut into segments; empty: as before."""
    reset: bool = False
    """True: forget the options, labels and attributes given at earlier calls."""
    move_codings: bool = False
    """True: codings that a corrected source would move follow their words, where it is certain which these are."""
    set_aside: bool = False
    """True: and codings of which that is not certain are taken out and kept apart."""
    prune: bool = False
    """True: transcripts whose source is gone are removed, where nobody worked on them."""
    dry_run: bool = False
    """True: say what would happen and write nothing."""


@dataclass(frozen=True)
class Outcome:
    """What became of one source."""

    transcript: str
    """Its id."""
    status: str
    """`new`, `changed`, `unchanged` or `failed`."""
    findings: tuple[Finding, ...] = ()
    """What was guessed or wrong."""
    sha256: str = ""
    """Hash of the transcript's file, where it was written."""
    corrected: tuple[Corrected, ...] = ()
    """Codings that followed words which were corrected."""


def source_path(opened: Opened, header: Header) -> Path:
    """Where the source of a transcript lies."""
    return opened.layout.root / header.source


def ingest_source(
    opened: Opened,
    source: Source,
    headers: Mapping[str, Header],
    meta: Mapping[str, Mapping[str, str]],
    options: IngestOptions,
) -> Outcome:
    """Read one source and write its transcript where something changed."""
    name = opened.layout.relative(source.path)
    try:
        if size(source.path) > LARGEST:
            return Outcome(source.id, "failed", (_too_large(name),))
        data = read_bytes(source.path)
    except StoreError as error:
        return Outcome(source.id, "failed", (Finding("error", "unreadable", error.message, file=name),))
    old = headers.get(source.id)
    if old and old.source != name and source_path(opened, old).exists():
        return Outcome(source.id, "failed", (_collision(name, source.id, old.source),))
    other = next((each.transcript for each in headers.values() if each.source == name), source.id)
    if other != source.id:
        return Outcome(source.id, "failed", (_twice(name, source.id, other),))
    header = _header(name, source.id, data, old, meta.get(source.id), options)
    if old == header:
        return Outcome(source.id, "unchanged")
    if old and _same_text(old, header):
        turns: Sequence[Turn] = read_transcript(opened, source.id).turns
        return _write(opened, replace(header, attributes=old.attributes, each=old.each), turns, options, "changed", ())
    reading = readers.read(name, data, restated(header.options))
    if any(finding.level == "error" for finding in reading.findings):
        return Outcome(source.id, "failed", reading.findings)
    return _replace(
        opened, replace(header, attributes=dict(reading.attributes), each=reading.each), old, reading, options
    )


def _replace(opened: Opened, header: Header, old: Header | None, reading: Reading, options: IngestOptions) -> Outcome:
    """Write a new reading, unless codings that the study keeps would move."""
    if old is None or not _is_kept_on(opened, header.transcript):
        status = "changed" if old else "new"
        return _write(opened, header, reading.turns, options, status, reading.findings)
    made = _change(opened, header, reading, options)
    codings, units = moves(opened, made), unit_moves(opened, made)
    if held := (*codings.held, *units.held):
        return Outcome(header.transcript, "failed", (*reading.findings, *held))
    if not options.dry_run:
        write_moves(opened, made, codings)
        write_unit_moves(opened, units)
    findings = (*reading.findings, *codings.followed, *units.followed)
    written = _write(opened, header, reading.turns, options, "changed", findings)
    return replace(written, corrected=codings.corrected)


def _is_kept_on(opened: Opened, transcript: str) -> bool:
    """Whether people may have kept something on a transcript: codings, or units of a sample."""
    return is_coded(opened, transcript) or bool(opened.layout.sample_names(opened.name))


def _change(opened: Opened, header: Header, reading: Reading, options: IngestOptions) -> Change:
    """The new reading beside the transcript that is there."""
    old = read_transcript(opened, header.transcript).turns
    return Change(
        transcript=header.transcript,
        old={turn.turn: turn.text for turn in old},
        new={turn.turn: turn.text for turn in reading.turns},
        turns=aligned(old, reading.turns),
        source=header.source,
        move=options.move_codings,
        set_aside=options.set_aside,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _write(
    opened: Opened,
    header: Header,
    turns: Sequence[Turn],
    options: IngestOptions,
    status: str,
    findings: tuple[Finding, ...],
) -> Outcome:
    if options.dry_run:
        return Outcome(header.transcript, status, findings)
    hashed = Hashed(pieces(header, turns))
    write_pieces(opened.layout.transcript(opened.name, header.transcript), hashed)
    if stands_alone(opened, header.transcript):  # only then: `how_cut` reads the list of all transcripts
        write_ahead(opened, header.transcript, hashed.sha256, turns, how_cut(opened, options.segment))
    return Outcome(header.transcript, status, findings, hashed.sha256)


def _header(
    name: str, transcript: str, data: bytes, old: Header | None, meta: Mapping[str, str] | None, options: IngestOptions
) -> Header:
    """The header that the transcript should have; what was said at an earlier ingest and not now stays."""
    reader = readers.reader_for(name)
    if reader is None:
        raise AssertionError(f"no reader for {name}: discovery lets only readable extensions through")
    said = None if options.reset else old
    return Header(
        transcript=transcript,
        source=name,
        sha256=sha256_bytes(data),
        reader=reader.name,
        reader_version=reader.version,
        options=still_stated(said.options if said else {}, options.reading),
        attributes=dict(old.attributes) if old else {},
        meta=dict(meta) if meta is not None else dict(said.meta) if said else {},
        interviewers=options.interviewers or (said.interviewers if said else ()),
        each=old.each if old else False,
    )


def _same_text(old: Header, new: Header) -> bool:
    """Whether source, reader and options are as they were, so that only what is said about it differs."""
    return all(getattr(old, name) == getattr(new, name) for name in ("sha256", "reader", "reader_version", "options"))


def _too_large(name: str) -> Finding:
    message = f"this source has more than {LARGEST / 1e9:.1f} GB"
    hint = "divide it into files of about 1,000,000 lines (`split -l 1000000`) and ingest their folder"
    return Finding("error", "too-large", message, file=name, hint=hint)


def _twice(name: str, transcript: str, other: str) -> Finding:
    message = f"this source is transcript `{other}` already and would be counted twice as `{transcript}`"
    return Finding("error", "source-twice", message, file=name, hint="name the same folder as before")


def _collision(name: str, transcript: str, other: str) -> Finding:
    message = f"`{transcript}` is already the id of the transcript of {other}; this source is not read"
    return Finding("error", "id-collision", message, file=name, hint="rename it, or name a folder above both")
