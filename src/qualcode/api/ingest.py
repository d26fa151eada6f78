"""Read sources into the corpus, or look how they would be read; remove transcripts whose source is gone."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import numpy as np

from qualcode.anchoring.reanchor import ReanchoredCoding
from qualcode.corpus.build import warn_unread_dates
from qualcode.corpus.index import WORTH_BYTES, Indexed, Progress, gone_findings, index
from qualcode.corpus.moves import follow_sources, workers
from qualcode.corpus.opaque_ids import with_opaque_ids
from qualcode.corpus.orphans import report_orphans, report_orphans_in_meta
from qualcode.corpus.role_findings import guessed_roles, unknown_roles
from qualcode.corpus.seen import SeenSource, forget_seen, note_seen, told_of
from qualcode.corpus.shards import read_headers
from qualcode.corpus.source import (
    IngestOptions,
    Outcome,
    Part,
    SourceTask,
    accept_part,
    ingest_part,
    source_path,
    source_tasks,
)
from qualcode.corpus.speakers import Speakers, SpeakerSummary, find_speakers
from qualcode.executors import SERIAL, Executor, fitting, shares
from qualcode.model.finding import Finding, study_error
from qualcode.model.transcript import Header
from qualcode.privacy.opaque import looks_like_person
from qualcode.readers import endings
from qualcode.store.arrays import remove_arrays
from qualcode.store.atomic import new_folder_beside, remove_file
from qualcode.store.discover import FoundSource, discover
from qualcode.store.respondents import read_meta
from qualcode.store.study import OpenStudy, in_own_languages, without_accepted
from qualcode.text.tokens import fold


def _remove_orphaned(
    study: OpenStudy, missing: Sequence[str], transcripts: int, *, dry_run: bool
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Remove the transcripts whose source is `missing`, of so many in all; those that people worked on stay.

    Where no source is there at all, none is removed: a disk that is not connected looks like that. Gives what is
    removed, or would be, and an error for each that stays.
    """
    if missing and len(missing) == transcripts:
        message = "no source of this corpus is there, so no transcript is removed"
        return (), (Finding("error", "no-sources", message, hint="is a disk or a folder missing?"),)
    worked = {transcript: workers(study, transcript) for transcript in missing}
    removed = tuple(transcript for transcript, who in worked.items() if not who)
    if not dry_run:
        for transcript in removed:
            remove_file(study.layout.transcript(study.name, transcript))
    return removed, tuple(_stays(transcript, who) for transcript, who in worked.items() if who)


def _stays(transcript: str, who: Sequence[str]) -> Finding:
    message = f"transcript `{transcript}` is not removed: {', '.join(f'`{each}`' for each in who)} worked on it"
    return Finding("error", "coded-transcript", message, transcript, hint="put its source back")


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
    removed: tuple[str, ...]
    """Transcripts whose source is gone, and which are removed since that was asked for."""
    speakers: Speakers = field(repr=False)
    """Speakers of the transcripts of this call."""
    corrected: tuple[ReanchoredCoding, ...]
    """Codings that followed words which were corrected."""
    findings: tuple[Finding, ...]
    """Everything that was guessed or wrong."""
    persons: int
    """Transcripts of this call that are named like persons."""
    indexed: Indexed | None = field(repr=False)
    """The index; None after a dry run."""


@in_own_languages
def ingest(
    study: OpenStudy,
    paths: Sequence[Path],
    options: IngestOptions | None = None,
    progress: Progress | None = None,
    executor: Executor = SERIAL,
) -> IngestReport:
    """Read sources into the corpus; without paths, those of its `sources/` folder.

    Unchanged sources are skipped by hash. A changed source replaces its own transcript, unless that would move
    codings that the study keeps: then the transcript stays and the findings list what would move. One bad source
    never affects the others. The executor reads sources and builds shards; what is written is the same, byte for byte.

    Raises:
        StudyError: there is nothing to read, or a worker was lost.
    """
    options = options or IngestOptions()
    sources, findings = _sources(study, paths)
    meta, more = read_meta(options.meta)
    with nullcontext() if options.dry_run else study.writing():  # the guard is a file too
        headers, damaged = read_headers(study)
        opaque = with_opaque_ids(study, sources, headers, wanted=options.opaque_ids, write=not options.dry_run)
        sources, more = list(opaque.sources), (*more, *opaque.findings)
        headers = {name: header for name, header in headers.items() if name not in opaque.left}
        meta = {**meta, **{number: meta[of] for number, of in opaque.told_as.items() if of in meta}}
        outcomes = _read_all(study, sources, findings, headers, meta, options, progress, executor)
        missing = [header.transcript for header in headers.values() if not source_path(study, header).exists()]
        followed = follow_sources(study, missing, outcomes, options)
        outcomes, more = list(followed.outcomes), (*more, *followed.findings)
        headers = {name: header for name, header in headers.items() if name not in followed.left}
        _note_seen(study, sources, findings, headers, outcomes, options)
        there = {*headers, *opaque.told_as.values(), *(outcome.transcript for outcome in outcomes)}
        more = (*more, *report_orphans_in_meta(options.meta, there))
        missing = [name for name in missing if name in headers]
        orphans = missing if options.prune else []
        removed, staying = _remove_orphaned(study, orphans, len(headers), dry_run=options.dry_run)
        findings = [*findings, *more, *damaged, *staying]
        gone = (*removed, *sorted(followed.left), *sorted(opaque.left))
        return _report(study, options, outcomes, missing, gone, findings, progress, executor)


def _read_all(
    study: OpenStudy,
    sources: Sequence[FoundSource],
    refused: Sequence[Finding],
    headers: Mapping[str, Header],
    meta: Mapping[str, Mapping[str, str]],
    options: IngestOptions,
    progress: Progress | None,
    executor: Executor,
) -> list[Outcome]:
    """What became of each source; the list of sources seen says so, too, wherever this ends.

    `refused` are files that are no sources of ours, since they cannot be read or have no id of their own.
    """
    outcomes: list[Outcome] = []
    _note_seen(study, sources, refused, headers, outcomes, options)
    tasks, sizes = source_tasks(sources, study, headers, meta), [_size(source) for source in sources]
    executor = fitting(executor, len(tasks), worth=sum(sizes) >= WORTH_BYTES)
    runs = [tasks[run] for run in shares(sizes, executor)]
    with _staging(study, dry_run=options.dry_run) as into:
        try:
            with closing(executor.map(partial(_read_run, study.for_workers, options, into), runs)) as read:
                for parts in _told(read, progress, runs):
                    outcomes += [accept_part(study, part, options, into) for part in parts]
        except BaseException as error:  # Ctrl-C and full disks, too
            error.add_note(f"{len(sources) - len(outcomes)} of {len(sources)} sources were not reached")
            raise
    return outcomes


def _told(
    read: Iterator[list[Part]], progress: Progress | None, runs: Sequence[Sequence[SourceTask]]
) -> Iterator[list[Part]]:
    done, every = 0, sum(map(len, runs))
    for run in runs:
        if progress:
            progress("read", done, every)
        yield next(read)
        done += len(run)


def _size(source: FoundSource) -> int:
    try:
        return source.path.stat().st_size
    except OSError:  # who reads it says so
        return 0


@contextmanager
def _staging(study: OpenStudy, *, dry_run: bool) -> Iterator[Path]:
    """A folder on the disk of the study in which transcripts wait to be accepted; it goes away, whatever happens."""
    into = study.layout.hidden / "dry run" if dry_run else new_folder_beside(study.layout.hidden / "parts")
    try:
        yield into
    finally:
        if not dry_run:
            remove_arrays(into)


def _note_seen(
    study: OpenStudy,
    sources: Sequence[FoundSource],
    refused: Sequence[Finding],
    headers: Mapping[str, Header],
    outcomes: Sequence[Outcome],
    options: IngestOptions,
) -> None:
    """Bring the list of sources seen up to date; where nothing came of any of them, leave none."""
    if options.dry_run:
        return
    files = {source.id: study.layout.relative(source.path) for source in sources}
    there = {header.source for header in headers.values()}
    there |= {files[each.transcript] for each in outcomes if each.status != "failed"}
    if outcomes and not there:
        forget_seen(study)
        return
    met = [SeenSource(file, trouble=trouble) for file, trouble in told_of(refused).items()]
    reached = {each.transcript: each for each in outcomes}
    note_seen(study, [*met, *(_seen(file, id_, reached.get(id_), there) for id_, file in files.items())], there)


def _seen(file: str, id_: str, outcome: Outcome | None, there: Collection[str]) -> SeenSource:
    errors = (finding.message for finding in outcome.findings if finding.level == "error") if outcome else iter(())
    return SeenSource(file, id_, "" if file in there else next(errors, ""))


def _read_run(study: OpenStudy, options: IngestOptions, into: Path, tasks: Sequence[SourceTask]) -> list[Part]:
    return [ingest_part(study, task, options, into) for task in tasks]


def _sources(study: OpenStudy, paths: Sequence[Path]) -> tuple[list[FoundSource], list[Finding]]:
    """Sources under the paths; files inside `sources/` have ids relative to it, however they are named.

    Without paths: what is in `sources/`, and those that were left in place at earlier calls.
    """
    own = study.layout.sources(study.name)
    left = [] if paths else _left_in_place(study)
    if not paths and not own.is_dir() and not left:
        raise study_error("no-sources", "no file or folder is named", "write `qualcode ingest PATH`")
    leave_out = [study.layout.hidden, study.layout.out, *_other_corpora(study)]
    if left and not own.is_dir():
        return left, []
    sources, findings = readable_sources(list(paths) or [own], leave_out, empty=bool(left))
    inside = [_inside(source, own) for source in sources]
    ids = {source.id for source in inside}
    return [*inside, *(source for source in left if source.id not in ids)], findings


def _left_in_place(study: OpenStudy) -> list[FoundSource]:
    """Sources of transcripts that lie outside `sources/` and are there."""
    own = study.layout.sources(study.name)
    found = [
        FoundSource(source_path(study, header), name)
        for name, header in read_headers(study)[0].items()
        if header.source
    ]
    return [each for each in found if not each.path.is_relative_to(own) and each.path.is_file()]


def readable_sources(
    paths: Sequence[Path], leave_out: Sequence[Path] = (), *, empty: bool = False
) -> tuple[list[FoundSource], list[Finding]]:
    """Files under the paths that some reader reads, and what was wrong with the paths themselves; `empty` ones may be.

    Raises:
        StudyError: there is nothing to read.
    """
    sources, findings = discover(list(paths), endings().keys(), list(leave_out))
    if not sources and not empty and not any(finding.level == "error" for finding in findings):
        hint = f"readable are {', '.join(sorted(endings()))}"
        raise study_error("no-sources", f"there is nothing to read in {', '.join(map(str, paths))}", hint)
    return sources, findings


def _other_corpora(study: OpenStudy) -> list[Path]:
    """What lies in a corpus beside its sources and is never read as one."""
    layout = study.layout
    made = (
        *(layout.transcripts, layout.coding, layout.taken_back_folder, layout.memos),
        *(layout.respondents_file, layout.sources_seen, layout.opaque_ids, layout.withdrawn),
    )
    return [which(name) for name in layout.corpus_names() for which in made]


def _inside(source: FoundSource, own: Path) -> FoundSource:
    whole, folder = source.path.resolve(), own.resolve()
    if not whole.is_relative_to(folder):
        return source
    return FoundSource(source.path, whole.relative_to(folder).with_suffix("").as_posix())


def _report(
    study: OpenStudy,
    options: IngestOptions,
    outcomes: Sequence[Outcome],
    missing: Sequence[str],
    removed: Sequence[str],
    findings: list[Finding],
    progress: Progress | None,
    executor: Executor,
) -> IngestReport:
    """Index what is there now and collect what happened."""
    new, changed, unchanged, failed = (
        tuple(outcome.transcript for outcome in outcomes if outcome.status == status)
        for status in ("new", "changed", "unchanged", "failed")
    )
    findings += [finding for outcome in outcomes for finding in outcome.findings]
    missing = [transcript for transcript in missing if transcript not in removed]
    findings += [] if options.prune else [_missing(transcript) for transcript in missing]
    indexed = None
    speakers = Speakers([], np.empty(0, np.int32))
    if not options.dry_run and study.layout.transcript_ids(study.name):
        written = {outcome.transcript: outcome.sha256 for outcome in outcomes}
        indexed = index(study, options.segment, progress, written, set(new), executor)
        touched = {outcome.transcript for outcome in outcomes}
        everyone = find_speakers(study, indexed)
        findings += report_orphans(study, indexed.headers.keys(), everyone)
        findings += warn_unread_dates(study, indexed.headers, options.meta)
        speakers = everyone.among(touched)
        guesses = list(speakers.individuals)
        findings += [*guessed_roles(study, guesses), *unknown_roles(study, guesses)]
        findings += _unheard(options.interviewers, guesses)
        findings += [*_copies(indexed, touched), *(each for each in gone_findings(indexed) if each.file not in removed)]
    corrected = tuple(each for outcome in outcomes for each in outcome.corrected)
    gone = tuple(missing), tuple(removed)
    said = without_accepted(study, findings)
    persons = sum(looks_like_person(transcript.rpartition("/")[2]) for transcript in (*new, *changed))
    return IngestReport(new, changed, unchanged, failed, *gone, speakers, corrected, said, persons, indexed)


def _unheard(interviewers: Sequence[str], speakers: Sequence[SpeakerSummary]) -> list[Finding]:
    """A warning for each label given with `--interviewer` that nobody has."""
    asking = [fold(speaker.speaker) for speaker in speakers if speaker.role == "interviewer"]
    return [
        Finding("warning", "no-such-speaker", f"no speaker is labelled `{label}`", hint="look at the labels above")
        for label in interviewers
        if not any(speaker.startswith(fold(label)) for speaker in asking)
    ]


def _copies(indexed: Indexed, touched: set[str]) -> list[Finding]:
    """A warning for each transcript whose source is, byte by byte, that of an earlier one."""
    first: dict[str, str] = {}
    found = []
    for transcript, header in indexed.headers.items():
        earlier = first.setdefault(header.sha256, transcript)
        if earlier != transcript and touched & {earlier, transcript}:
            message = f"the source is the same as that of `{earlier}`: these people are counted twice"
            found.append(Finding("warning", "same-source", message, transcript, hint="remove one of the two"))
    return found


def _missing(transcript: str) -> Finding:
    message = f"the source of transcript `{transcript}` is gone; the transcript is kept and counted"
    hint = "put the source back, or remove the transcript with --prune"
    return Finding("warning", "source-missing", message, hint=hint)
