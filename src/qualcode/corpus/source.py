"""Reading one source into its transcript, and what people kept on an earlier reading of it."""

import re
import shlex
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from qualcode.anchoring.beside import held_in_correction, kept_beside, told_beside, write_beside_here
from qualcode.anchoring.reanchor import (
    ReanchoredCoding,
    TranscriptCorrection,
    reanchor_codings,
    reanchor_units,
    write_reanchored_codings,
    write_reanchored_units,
)
from qualcode.anchoring.spans import align_turns
from qualcode.corpus.seen import SeenSource, folder_named
from qualcode.corpus.shards import keep_turns, read_transcript, stands_alone, turns_folder
from qualcode.model.finding import Finding, StoreError, store_errors
from qualcode.model.transcript import Header, Reading, Turn
from qualcode.readers import read, reader_for
from qualcode.readers.decode import LARGEST
from qualcode.readers.reading import ReadOptions, SurveyUnit
from qualcode.store.atomic import move_file, read_bytes, replace_folder, size, write_chunks
from qualcode.store.columns import columns
from qualcode.store.discover import FoundSource
from qualcode.store.hashing import Hashed, sha256_bytes
from qualcode.store.jsonl import transcript_chunks
from qualcode.store.study import OpenStudy, in_own_languages


def ingest_command(
    study: OpenStudy, new: Sequence[str], changed: Sequence[Header], *options: str, left: Sequence[SeenSource] = ()
) -> str:
    """The command that reads new and changed sources, and those `left` unread; empty when there are none.

    Sources that were left in place are read again from the folder that was named then: their ids are relative to it.
    """
    own = study.layout.relative(study.layout.sources(study.name))
    named = {folder_named(each.source, each.transcript) for each in changed}
    named |= {folder_named(each.source, each.transcript) for each in left}
    if not new and not named:
        return ""
    folders = [] if named <= {own} else sorted(named | ({own} if new else set()))
    return shlex.join(["qualcode", "ingest", *folders, *options])


def is_coded(study: OpenStudy, transcript: str) -> bool:
    """Whether people keep codings in a transcript, which a corrected source may move."""
    layout, name = study.layout, study.name
    return any(layout.coding_file(name, coder, transcript).is_file() for coder in layout.coder_names(name))


SOURCE_COLUMN_USES = ("speaker", "text", "start", "end", "id")
"""Uses of a sheet's column."""
_NEXT_COLUMN = re.compile(
    rf",(?=(?:{'|'.join(SOURCE_COLUMN_USES)})=)"
)  # several text columns have commas between them too


def stated(reading: ReadOptions) -> dict[str, str]:
    """Reading options as text, without those left at their default."""
    columns = ",".join(f"{use}={name}" for use, name in sorted(reading.columns.items()))
    said = {"encoding": reading.encoding, "columns": columns, "each": reading.each, "delimiter": reading.delimiter}
    said["questions"] = reading.questions
    return {name: value for name, value in said.items() if value}


def still_stated(said: Mapping[str, str], reading: ReadOptions) -> dict[str, str]:
    """What `stated` wrote of an earlier reading, with the options that are given now in the place of the same ones."""
    both = {**said, **stated(reading)}
    return {name: both[name] for name in sorted(both)}  # the same bytes, in whatever order they were given


def restated(said: Mapping[str, str]) -> ReadOptions:
    """The options that `stated` wrote as text."""
    pairs = [part.partition("=") for part in _NEXT_COLUMN.split(said.get("columns", "")) if part]
    return ReadOptions(
        encoding=said.get("encoding", ""),
        columns={use: name for use, _, name in pairs},
        each=cast(SurveyUnit, said.get("each", "")),
        delimiter=said.get("delimiter", ""),
        questions="bold" if said.get("questions") == "bold" else "",
    )


@dataclass(frozen=True)
class IngestOptions:
    """How sources are read and what is said about them."""

    reading: ReadOptions = field(default_factory=ReadOptions)
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
    opaque_ids: bool = False
    """True: transcripts are named `R01`, `R02` ... instead of by their files."""
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
    corrected: tuple[ReanchoredCoding, ...] = ()
    """Codings that followed words which were corrected."""


def source_path(study: OpenStudy, header: Header) -> Path:
    """Where the source of a transcript lies."""
    return study.layout.root / header.source


@dataclass(frozen=True)
class SourceTask:
    """A source to be read, with all that the corpus has to say about it."""

    source: FoundSource
    """The file and its id."""
    old: Header | None = None
    """Header of the transcript that is there of it."""
    other: str = ""
    """Another transcript that was made from the same file."""
    meta: Mapping[str, str] | None = None
    """Its attributes in the file of `--meta`."""
    talk: bool = False
    """True: it is a conversation, although `--each` was asked for the sources beside it."""


def source_tasks(
    sources: Sequence[FoundSource],
    study: OpenStudy,
    headers: Mapping[str, Header],
    meta: Mapping[str, Any],
    talks: Collection[str] = (),
) -> list[SourceTask]:
    """What is to be read, in order, under paths that hold in any folder."""
    made_of = {header.source: transcript for transcript, header in reversed(list(headers.items()))}
    others = (made_of.get(study.layout.relative(source.path), source.id) for source in sources)
    return [
        SourceTask(
            replace(source, path=source.path.absolute()),
            headers.get(source.id),
            other if other != source.id else "",
            meta.get(source.id),
            source.path.as_posix() in talks,
        )
        for source, other in zip(sources, others, strict=True)
    ]


@dataclass(frozen=True)
class IngestPart:
    """A source that was read and is no transcript of the study yet."""

    file: str
    """Its file, as findings name it."""
    outcome: Outcome
    """What becomes of it when it is accepted."""
    into: Path
    """The folder in which it waits."""
    staged: Path | None = None
    """The file of its transcript, which waits to be put in its place; None: there is nothing to write."""
    turns: Path | None = None
    """Where the turns of a large one wait as columns to be indexed."""
    reading: tuple[Header, Reading] | None = None
    """A new reading of a transcript on which people may have kept something: who accepts it looks what would move."""


@in_own_languages
def ingest_part(study: OpenStudy, task: SourceTask, options: IngestOptions, into: Path) -> IngestPart:
    """Read one source and write its transcript into a folder where something changed; nothing else is written.

    The folder lies on the disk of the study. What the system refuses about this file stops no other.

    Raises:
        StoreError: the disk is full, or the like: every other source would meet the same.
    """
    name = study.layout.relative(task.source.path)
    try:
        with store_errors(task.source.path, "read"):
            return _read_source(study, name, task, options, into)
    except StoreError as error:
        return IngestPart(name, _refused(task.source.id, name, error, task.source.path), into)


def _refused(transcript: str, name: str, error: StoreError, source: Path | None = None) -> Outcome:
    """What becomes of a source that the system refuses; what it would refuse everywhere is raised again."""
    if error.everywhere:
        raise error
    what = "" if error.path == source else "its transcript "
    finding = Finding("error", "refused-by-system", f"{what}{error.message}", name)
    return Outcome(transcript, "failed", (finding,))


def _read_source(study: OpenStudy, name: str, task: SourceTask, options: IngestOptions, into: Path) -> IngestPart:
    source, old = task.source, task.old
    if task.talk:
        options = replace(options, reading=replace(options.reading, each=""))
    try:
        if size(source.path) > LARGEST:
            return IngestPart(name, Outcome(source.id, "failed", (_too_large(name),)), into)
        data = read_bytes(source.path)
    except StoreError as error:
        return IngestPart(
            name, Outcome(source.id, "failed", (Finding("error", "unreadable", error.message, file=name),)), into
        )
    if (taken := _already_taken(study, name, task, data)) is not None:
        return IngestPart(name, taken, into)
    header = _header(name, source.id, data, old, task.meta, options)
    if old == header:
        return IngestPart(name, Outcome(source.id, "unchanged"), into)
    if old and _same_text(old, header):
        turns: Sequence[Turn] = read_transcript(study, source.id).turns
        return _stage(name, header, turns, options, Outcome(source.id, "changed"), into)
    reading = read(name, data, restated(header.options))
    if any(finding.level == "error" for finding in reading.findings):
        return IngestPart(name, Outcome(source.id, "failed", reading.findings), into)
    told = replace(header, attributes=dict(reading.attributes), asking=reading.asking, each=reading.each)
    outcome = Outcome(source.id, "changed" if old else "new", reading.findings)
    if old and _is_kept_on(study, source.id):
        return IngestPart(name, outcome, into, reading=(told, reading))
    return _stage(name, told, reading.turns, options, outcome, into)


def _already_taken(study: OpenStudy, name: str, task: SourceTask, data: bytes) -> Outcome | None:
    """What happens to a source that must not become its transcript: somebody withdrew, or another source is it."""
    source, old = task.source, task.old
    if old and old.withdrawn:
        return Outcome(source.id, "failed", (_withdrawn(name, source.id),))
    if old and old.source != name and source_path(study, old).exists():
        if old.sha256 != sha256_bytes(data):
            return Outcome(source.id, "failed", (_collision(name, source.id, old.source),))
        if not source.path.resolve().is_relative_to(study.layout.sources(study.name).resolve()):
            return Outcome(source.id, "unchanged", (_same(name, source.id, old.source),))
    if task.other:
        return Outcome(source.id, "failed", (_twice(name, source.id, task.other),))
    return None


def _stage(
    name: str, header: Header, turns: Sequence[Turn], options: IngestOptions, outcome: Outcome, into: Path
) -> IngestPart:
    """Write a transcript into a folder; of a large one the turns, too, while they are at hand."""
    if options.dry_run:
        return IngestPart(name, outcome, into)
    staged = into / f"{sha256_bytes(header.transcript.encode())[:32]}.jsonl"
    hashed = Hashed(transcript_chunks(header, turns))
    write_chunks(staged, hashed, named=False)
    large = staged.with_suffix(".turns") if stands_alone(size(staged)) else None
    if large:
        keep_turns(large, columns(turns))
    return IngestPart(name, replace(outcome, sha256=hashed.sha256), into, staged, large)


def accept_part(study: OpenStudy, part: IngestPart, options: IngestOptions) -> Outcome:
    """Make a source that was read a transcript of the study, unless that would move codings that the study keeps."""
    try:
        if part.reading:
            part = _with_followers(study, part, *part.reading, options)
        if part.staged:
            move_file(part.staged, study.layout.transcript(study.name, part.outcome.transcript))
        if part.turns:
            replace_folder(part.turns, turns_folder(study, part.outcome.sha256))
    except StoreError as error:
        return _refused(part.outcome.transcript, part.file, error)
    return part.outcome


def _with_followers(
    study: OpenStudy, part: IngestPart, header: Header, reading: Reading, options: IngestOptions
) -> IngestPart:
    """Let what people kept follow a new reading, and stage that; nothing is staged where that is not sure."""
    outcome = _follow(study, header, reading, options, part.outcome)
    if outcome.status == "failed":
        return IngestPart(part.file, outcome, part.into)
    return _stage(part.file, header, reading.turns, options, outcome, part.into)


def _follow(study: OpenStudy, header: Header, reading: Reading, options: IngestOptions, outcome: Outcome) -> Outcome:
    """Let what people kept follow a new reading; it fails where that is not sure."""
    made = _change(study, header, reading, options)
    codings, units = reanchor_codings(study, made), reanchor_units(study, made)
    beside = kept_beside(study, header.transcript, {header.transcript: made})
    if held := (*codings.held, *units.held, *held_in_correction(beside, made)):
        return replace(outcome, status="failed", findings=(*reading.findings, *held))
    if not options.dry_run:
        write_reanchored_codings(study, made, codings)
        write_beside_here(study, header.transcript, beside)
        write_reanchored_units(study, units)
    told = told_beside(beside, header.transcript)
    findings = (*reading.findings, *codings.followed, *told, *units.followed)
    return replace(outcome, findings=findings, corrected=codings.corrected)


def _is_kept_on(study: OpenStudy, transcript: str) -> bool:
    """Whether people may have kept something on a transcript: codings, units of a sample, memos or translations."""
    layout = study.layout
    noted = any(folder(study.name).is_dir() for folder in (layout.memos, layout.translations))
    return noted or is_coded(study, transcript) or bool(layout.sample_names(study.name))


def _change(study: OpenStudy, header: Header, reading: Reading, options: IngestOptions) -> TranscriptCorrection:
    """How the new reading differs from the existing transcript."""
    old = read_transcript(study, header.transcript).turns
    return TranscriptCorrection(
        transcript=header.transcript,
        old={turn.turn: turn.text for turn in old},
        new={turn.turn: turn.text for turn in reading.turns},
        turns=align_turns(old, reading.turns),
        source=header.source,
        move=options.move_codings,
        set_aside=options.set_aside,
        time=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _header(
    name: str, transcript: str, data: bytes, old: Header | None, meta: Mapping[str, str] | None, options: IngestOptions
) -> Header:
    """The header that the transcript should have; what was said at an earlier ingest and not now stays."""
    reader = reader_for(name)
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
        asking=old.asking if old else (),
        each=old.each if old else False,
    )


def _same_text(old: Header, new: Header) -> bool:
    """Whether source, reader and options are as they were, so that only what is said about it differs."""
    return all(getattr(old, name) == getattr(new, name) for name in ("sha256", "reader", "reader_version", "options"))


def _too_large(name: str) -> Finding:
    message = f"this source has more than {LARGEST / 1e9:.1f} GB"
    hint = "divide it into files of about 1,000,000 lines (`split -l 1000000`) and ingest their folder"
    return Finding("error", "too-large", message, file=name, hint=hint)


def _same(name: str, transcript: str, other: str) -> Finding:
    message = f"this source is, byte for byte, {other}, of which `{transcript}` is the transcript: it stays that"
    return Finding("note", "same-source", message, file=name)


def _twice(name: str, transcript: str, other: str) -> Finding:
    message = f"this source is transcript `{other}` already and would be counted twice as `{transcript}`"
    return Finding("error", "source-twice", message, file=name, hint="name the same folder as before")


def _withdrawn(name: str, transcript: str) -> Finding:
    message = f"somebody withdrew from `{transcript}`, and this source holds their words: it is not read"
    hint = "delete this file; the transcript stands for it"
    return Finding("error", "withdrawn-source", message, file=name, hint=hint)


def _collision(name: str, transcript: str, other: str) -> Finding:
    message = f"`{transcript}` is already the id of the transcript of {other}; this source is not read"
    return Finding("error", "id-collision", message, file=name, hint="rename it, or name a folder above both")
