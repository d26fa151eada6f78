"""Read sources into the corpus, or look how they would be read; remove transcripts whose source is gone."""

from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from qualcode.anchoring.reanchor import ReanchoredCoding
from qualcode.api.sources import sources_of
from qualcode.corpus.findings import guessed_roles, not_each, unanswered, unknown_roles, warn_unread_dates
from qualcode.corpus.index import WORTH_BYTES, Indexed, gone_findings, index
from qualcode.corpus.moves import follow_sources, workers
from qualcode.corpus.opaque_ids import OpaqueSources, with_opaque_ids
from qualcode.corpus.orphans import report_orphans, report_orphans_in_meta
from qualcode.corpus.seen import SeenSource, forget_seen, note_seen, told_of
from qualcode.corpus.shards import read_headers
from qualcode.corpus.source import (
    IngestOptions,
    IngestPart,
    Outcome,
    SourceTask,
    accept_part,
    ingest_part,
    source_path,
    source_tasks,
)
from qualcode.corpus.speakers import Speakers, SpeakerSummary, find_speakers
from qualcode.executors import SERIAL, Executor, shares, worthwhile
from qualcode.identifiers.tellers import looks_like_person
from qualcode.model.finding import Finding, study_error
from qualcode.model.progress import steps
from qualcode.model.transcript import Header
from qualcode.readers import unfitting
from qualcode.store.arrays import remove_arrays
from qualcode.store.atomic import new_folder_beside, remove_file
from qualcode.store.discover import FoundSource
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
    with nullcontext() if options.dry_run else study.writing():  # the guard is a file too
        plan = plan_ingest(study, paths, options)
        with (
            _staging(study, dry_run=options.dry_run) as into,
            closing(_read(study, plan, options, into, executor)) as parts,
        ):
            return _take(study, plan, parts, options, executor)


@dataclass(frozen=True)
class IngestPlan:
    """What is to be read, and what the corpus was when that was planned."""

    tasks: Sequence[SourceTask]
    """The sources, each with what the corpus has to say about it."""
    headers: Mapping[str, Header]
    """Transcripts that are there."""
    opaque: OpaqueSources
    """Names of transcripts that hide those of files."""
    refused: Sequence[Finding]
    """What is wrong with files that are no sources of ours, since they cannot be read or have no id of their own."""
    findings: Sequence[Finding]
    """What else was found."""

    @property
    def sources(self) -> list[FoundSource]:
        """The files."""
        return [task.source for task in self.tasks]


@in_own_languages
def plan_ingest(study: OpenStudy, paths: Sequence[Path], options: IngestOptions) -> IngestPlan:
    """What `ingest` would read; each task can be read by `ingest_part`, wherever that is done.

    Raises:
        StudyError: there is nothing to read.
    """
    sources, refused = sources_of(study, paths)
    meta, more = read_meta(options.meta)
    headers, damaged = read_headers(study)
    opaque = with_opaque_ids(study, sources, headers, wanted=options.opaque_ids, write=not options.dry_run)
    headers = {name: header for name, header in headers.items() if name not in opaque.left}
    meta = {**meta, **{number: meta[of] for number, of in opaque.told_as.items() if of in meta}}
    talks = unfitting([source.path.as_posix() for source in opaque.sources], options.reading.each)
    tasks = source_tasks(opaque.sources, study, headers, meta, talks)
    told = not_each(options.reading.each, talks)
    return IngestPlan(tasks, headers, opaque, refused, [*more, *opaque.findings, *damaged, *told])


@in_own_languages
def accept(
    study: OpenStudy,
    plan: IngestPlan,
    parts: Iterable[IngestPart],
    options: IngestOptions | None = None,
    executor: Executor = SERIAL,
) -> IngestReport:
    """Make sources that were read transcripts of the study, one by one as they come, and bring its index up to date.

    Only here something of the study is changed, by one process. Where that ends early, what came so far is whole, and
    the list of sources seen knows the rest.

    Raises:
        StudyError: a worker was lost, or somebody changed the corpus since it was planned.
    """
    with study.writing():
        if {
            name: header for name, header in read_headers(study)[0].items() if name not in plan.opaque.left
        } != plan.headers:
            message, hint = "the corpus is not what it was when this ingest was planned", "plan it again"
            raise study_error("corpus-changed", message, hint)
        return _take(study, plan, parts, options or IngestOptions(), executor)


def _take(
    study: OpenStudy,
    plan: IngestPlan,
    parts: Iterable[IngestPart],
    options: IngestOptions,
    executor: Executor,
) -> IngestReport:
    """Accept all parts, and collect what happened."""
    outcomes = _accepted(study, plan, parts, options)
    missing = [header.transcript for header in plan.headers.values() if not source_path(study, header).exists()]
    followed = follow_sources(study, missing, outcomes, options)
    outcomes = list(followed.outcomes)
    headers = {name: header for name, header in plan.headers.items() if name not in followed.left}
    _note_seen(study, plan.sources, plan.refused, headers, outcomes, options)
    there = {*headers, *plan.opaque.told_as.values(), *(outcome.transcript for outcome in outcomes)}
    orphaned = report_orphans_in_meta(options.meta, there)
    missing = [name for name in missing if name in headers]
    orphans = missing if options.prune else []
    removed, staying = _remove_orphaned(study, orphans, len(headers), dry_run=options.dry_run)
    findings = [*plan.refused, *plan.findings, *followed.findings, *orphaned, *staying]
    gone = (*removed, *sorted(followed.left), *sorted(plan.opaque.left))
    return _report(study, options, outcomes, missing, gone, findings, executor)


def _accepted(study: OpenStudy, plan: IngestPlan, parts: Iterable[IngestPart], options: IngestOptions) -> list[Outcome]:
    """What became of each source; the list of sources seen says so, too, wherever this ends."""
    outcomes: list[Outcome] = []
    _note_seen(study, plan.sources, plan.refused, plan.headers, outcomes, options)
    try:
        for part in parts:
            outcomes.append(accept_part(study, part, options))
    except BaseException as error:  # Ctrl-C and full disks, too
        error.add_note(f"{len(plan.tasks) - len(outcomes)} of {len(plan.tasks)} sources were not reached")
        raise
    return outcomes


def _read(
    study: OpenStudy,
    plan: IngestPlan,
    options: IngestOptions,
    into: Path,
    executor: Executor,
) -> Generator[IngestPart, None, None]:
    """Read all sources, some together where there are many small ones."""
    sizes = [_size(source) for source in plan.sources]
    executor = worthwhile(executor, len(sizes), worth=sum(sizes) >= WORTH_BYTES)
    runs = [plan.tasks[run] for run in shares(sizes, executor)]
    with closing(executor.map(partial(_read_run, study.for_workers, options, into), runs)) as read:
        parts = chain.from_iterable(read)
        for _ in steps("read", plan.sources):
            yield next(parts)


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


def _read_run(study: OpenStudy, options: IngestOptions, into: Path, tasks: Sequence[SourceTask]) -> list[IngestPart]:
    return [ingest_part(study, task, options, into) for task in tasks]


def _report(
    study: OpenStudy,
    options: IngestOptions,
    outcomes: Sequence[Outcome],
    missing: Sequence[str],
    removed: Sequence[str],
    findings: list[Finding],
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
    indexed, speakers = None, Speakers([], ())
    if not options.dry_run and study.layout.transcript_ids(study.name):
        written = {outcome.transcript: outcome.sha256 for outcome in outcomes}
        indexed = index(study, options.segment, written, set(new), executor)
        everyone = find_speakers(study, indexed)
        speakers = everyone.among(set(written))
        findings += report_orphans(study, indexed.headers.keys(), everyone)
        findings += warn_unread_dates(study, indexed.headers, options.meta)
        findings += _about_speakers(study, options, list(speakers.individuals))
        findings += _copies(indexed, set(written))
        findings += [each for each in gone_findings(indexed) if each.file not in removed]
    corrected = tuple(each for outcome in outcomes for each in outcome.corrected)
    gone = tuple(missing), tuple(removed)
    said = without_accepted(study, findings)
    persons = sum(looks_like_person(transcript.rpartition("/")[2]) for transcript in (*new, *changed))
    return IngestReport(new, changed, unchanged, failed, *gone, speakers, corrected, said, persons, indexed)


def _about_speakers(study: OpenStudy, options: IngestOptions, speakers: list[SpeakerSummary]) -> list[Finding]:
    """What is not certain about who asks and who answers in the transcripts that were read."""
    return [
        *guessed_roles(study, speakers),
        *unknown_roles(study, speakers),
        *unanswered(study, speakers),
        *_unheard(options.interviewers, speakers),
    ]


def _unheard(interviewers: Sequence[str], speakers: Sequence[SpeakerSummary]) -> list[Finding]:
    """A warning for each label given with `--interviewer` that nobody has."""
    asking = [fold(speaker.speaker) for speaker in speakers if speaker.role == "interviewer"]
    return [
        Finding("warning", "no-such-speaker", f"no speaker is labelled `{label}`", hint="look at the labels above")
        for label in interviewers
        if not any(speaker.startswith(fold(label)) for speaker in asking)
    ]


def _copies(indexed: Indexed, touched: set[str]) -> list[Finding]:
    """A warning for each transcript whose source is, byte for byte, that of an earlier one."""
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
