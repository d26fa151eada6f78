"""Ingest sources: files as received become transcripts and an index."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path

from qualcode import readers
from qualcode.model import Finding, Header, Reading, Turn
from qualcode.readers.options import Options
from qualcode.steps.errors import refuse
from qualcode.steps.extensions import EXTENSIONS
from qualcode.steps.index import Indexed, Progress, index
from qualcode.steps.meta import read_meta
from qualcode.steps.moves import moved_codings
from qualcode.steps.reading import restated, stated
from qualcode.steps.speakers import Voice, find_voices, guessed_roles, unknown_roles
from qualcode.steps.study import Opened
from qualcode.steps.transcripts import read_headers, read_transcript
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.discover import Source, discover
from qualcode.store.errors import StoreError
from qualcode.store.guard import guard
from qualcode.store.hashing import sha256_bytes
from qualcode.store.jsonl import write


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
    dry_run: bool = False
    """True: say what would happen and write nothing."""


@dataclass(frozen=True)
class IngestReport:
    """What became of each source."""

    new: tuple[str, ...]
    """Transcripts written for the first time."""
    changed: tuple[str, ...]
    """Transcripts replaced because their source, its reader or its options changed."""
    unchanged: tuple[str, ...]
    """Transcripts that were up to date."""
    failed: tuple[str, ...]
    """Sources that gave no transcript; the findings say why."""
    missing: tuple[str, ...]
    """Transcripts whose source is gone; they are kept."""
    voices: tuple[Voice, ...]
    """Speakers of the transcripts of this call."""
    findings: tuple[Finding, ...]
    """Everything that was guessed or wrong."""
    indexed: Indexed | None
    """The index; None after a dry run."""


@dataclass(frozen=True)
class _Outcome:
    transcript: str
    status: str
    findings: tuple[Finding, ...] = ()


def ingest(
    opened: Opened, paths: Sequence[Path], options: IngestOptions | None = None, progress: Progress | None = None
) -> IngestReport:
    """Read sources into the corpus; without paths, those of its `sources/` folder.

    Unchanged sources are skipped by hash. A changed source replaces its own transcript, unless that would move
    codings that the study keeps: then the transcript stays and the findings list what would move. One bad source
    costs itself only.

    Raises:
        StepError: there is nothing to read.
    """
    options = options or IngestOptions()
    sources, findings = _sources(opened, paths)
    meta, more = read_meta(options.meta)
    with nullcontext() if options.dry_run else guard(opened.layout.guard):  # the guard is a file too
        headers, damaged = read_headers(opened)
        outcomes = []
        for done, source in enumerate(sources):
            if progress:
                progress("read", done, len(sources))
            outcomes.append(_ingest_one(opened, source, headers, meta, options))
        missing = [header.transcript for header in headers.values() if not _source_path(opened, header).exists()]
        return _report(opened, options, outcomes, missing, [*findings, *more, *damaged], progress)


def _sources(opened: Opened, paths: Sequence[Path]) -> tuple[list[Source], list[Finding]]:
    """Sources under the paths; files inside `sources/` have ids relative to it, however they are named."""
    own = opened.layout.sources(opened.name)
    if not paths and not own.is_dir():
        raise refuse("no-sources", "no file or folder is named", "write `qualcode ingest PATH`")
    leave_out = [opened.layout.hidden, opened.layout.out, *_other_corpora(opened)]
    found, findings = discover(list(paths) or [own], EXTENSIONS, leave_out)
    found = [_inside(source, own) for source in found]
    if not found and not any(finding.level == "error" for finding in findings):
        hint = f"readable are {', '.join(sorted(EXTENSIONS))}"
        raise refuse("no-sources", f"there is nothing to read in {', '.join(map(str, paths or [own]))}", hint)
    return found, findings


def _other_corpora(opened: Opened) -> list[Path]:
    """What lies in a corpus beside its sources: transcripts and codings are never read as sources."""
    layout = opened.layout
    return [made for name in layout.corpus_names() for made in (layout.transcripts(name), layout.coding(name))]


def _inside(source: Source, own: Path) -> Source:
    whole, folder = source.path.resolve(), own.resolve()
    if not whole.is_relative_to(folder):
        return source
    return Source(source.path, whole.relative_to(folder).with_suffix("").as_posix())


def _ingest_one(
    opened: Opened,
    source: Source,
    headers: Mapping[str, Header],
    meta: Mapping[str, Mapping[str, str]],
    options: IngestOptions,
) -> _Outcome:
    """Read one source and write its transcript where something changed."""
    name = opened.layout.relative(source.path)
    try:
        data = read_bytes(source.path)
    except StoreError as error:
        return _Outcome(source.id, "failed", (Finding("error", "unreadable", error.message, file=name),))
    old = headers.get(source.id)
    if old and old.source != name and _source_path(opened, old).exists():
        return _Outcome(source.id, "failed", (_collision(name, source.id, old.source),))
    header = _header(name, source.id, data, old, meta.get(source.id), options)
    if old == header:
        return _Outcome(source.id, "unchanged")
    if old and _same_text(old, header):
        turns: Sequence[Turn] = read_transcript(opened, source.id).turns
        return _write(opened, replace(header, attributes=old.attributes, each=old.each), turns, options, "changed", ())
    reading = readers.read(name, data, restated(header.options))
    if any(finding.level == "error" for finding in reading.findings):
        return _Outcome(source.id, "failed", reading.findings)
    return _replace(
        opened, replace(header, attributes=dict(reading.attributes), each=reading.each), old, reading, options
    )


def _replace(opened: Opened, header: Header, old: Header | None, reading: Reading, options: IngestOptions) -> _Outcome:
    """Write a new reading, unless codings that the study keeps would move."""
    moved = moved_codings(opened, header.transcript, reading.turns) if old else []
    if moved:
        return _Outcome(header.transcript, "failed", (*reading.findings, *moved))
    status = "changed" if old else "new"
    return _write(opened, header, reading.turns, options, status, reading.findings)


def _write(
    opened: Opened,
    header: Header,
    turns: Sequence[Turn],
    options: IngestOptions,
    status: str,
    findings: tuple[Finding, ...],
) -> _Outcome:
    if not options.dry_run:
        write_bytes(opened.layout.transcript(opened.name, header.transcript), write(header, turns))
    return _Outcome(header.transcript, status, findings)


def _header(
    name: str, transcript: str, data: bytes, old: Header | None, meta: Mapping[str, str] | None, options: IngestOptions
) -> Header:
    """The header that the transcript should have; what was said at an earlier ingest and not now stays."""
    reader = readers.reader_for(name)
    if reader is None:
        raise AssertionError(f"no reader for {name}: discovery lets only readable extensions through")
    return Header(
        transcript=transcript,
        source=name,
        sha256=sha256_bytes(data),
        reader=reader.name,
        reader_version=reader.version,
        options=stated(options.reading) or (dict(old.options) if old else {}),
        attributes=dict(old.attributes) if old else {},
        meta=dict(meta) if meta is not None else dict(old.meta) if old else {},
        interviewers=options.interviewers or (old.interviewers if old else ()),
        each=old.each if old else False,
    )


def _same_text(old: Header, new: Header) -> bool:
    """Whether source, reader and options are as they were, so that only what is said about it differs."""
    return all(getattr(old, name) == getattr(new, name) for name in ("sha256", "reader", "reader_version", "options"))


def _collision(name: str, transcript: str, other: str) -> Finding:
    message = f"`{transcript}` is already the id of the transcript of {other}; this source is not read"
    return Finding("error", "id-collision", message, file=name, hint="rename it, or name a folder above both")


def _source_path(opened: Opened, header: Header) -> Path:
    return opened.layout.root / header.source


def _report(
    opened: Opened,
    options: IngestOptions,
    outcomes: Sequence[_Outcome],
    missing: Sequence[str],
    findings: list[Finding],
    progress: Progress | None,
) -> IngestReport:
    """Index what is there now and collect what happened."""
    findings += [finding for outcome in outcomes for finding in outcome.findings]
    findings += [_missing(opened, transcript) for transcript in missing]
    indexed = None
    voices: list[Voice] = []
    if not options.dry_run and opened.layout.transcript_ids(opened.name):
        indexed = index(opened, options.segment, progress)
        touched = {outcome.transcript for outcome in outcomes}
        voices = [voice for voice in find_voices(opened, indexed).voices if voice.transcript in touched]
        findings += [*guessed_roles(opened, voices), *unknown_roles(opened, voices)]

    def which(status: str) -> tuple[str, ...]:
        return tuple(outcome.transcript for outcome in outcomes if outcome.status == status)

    return IngestReport(
        which("new"),
        which("changed"),
        which("unchanged"),
        which("failed"),
        tuple(missing),
        tuple(voices),
        tuple(findings),
        indexed,
    )


def _missing(opened: Opened, transcript: str) -> Finding:
    message = f"the source of transcript `{transcript}` is gone; the transcript is kept"
    hint = f"put the source back, or delete corpora/{opened.name}/transcripts/{transcript}.jsonl yourself"
    return Finding("warning", "source-missing", message, hint=hint)
