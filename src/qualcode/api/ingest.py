"""Endings of the files that can be read."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from qualcode.anchoring.reanchor import ReanchoredCoding
from qualcode.corpus.build import warn_unread_dates
from qualcode.corpus.index import Indexed, Progress, gone_findings, index
from qualcode.corpus.orphans import report_orphans, report_orphans_in_meta
from qualcode.corpus.shards import read_headers
from qualcode.corpus.source import IngestOptions, Outcome, ingest_source, source_path
from qualcode.corpus.speakers import Speakers, SpeakerSummary, find_speakers, guessed_roles, unknown_roles
from qualcode.model.finding import Finding, study_error
from qualcode.readers import endings
from qualcode.store.atomic import remove_file
from qualcode.store.discover import FoundSource, discover
from qualcode.store.respondents import read_meta
from qualcode.store.samples import looks, read_samples
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.text.tokens import fold


@dataclass(frozen=True)
class RemovedTranscripts:
    """What becomes of transcripts without a source."""

    removed: tuple[str, ...] = ()
    """Transcripts that are removed, or would be."""
    findings: tuple[Finding, ...] = ()
    """An error for each that stays, since somebody's work stands on it, or since all sources are gone."""


@in_own_languages
def remove_orphaned_transcripts(
    study: OpenStudy, missing: Sequence[str], transcripts: int, *, dry_run: bool
) -> RemovedTranscripts:
    """Remove the transcripts whose source is `missing`, of so many in all; those that people worked on stay.

    Where no source is there at all, none is removed: a disk that is not connected looks like that.
    """
    if missing and len(missing) == transcripts:
        message = "no source of this corpus is there, so no transcript is removed"
        return RemovedTranscripts((), (Finding("error", "no-sources", message, hint="is a disk or a folder missing?"),))
    workers = {transcript: _workers(study, transcript) for transcript in missing}
    removed = tuple(transcript for transcript, who in workers.items() if not who)
    if not dry_run:
        for transcript in removed:
            remove_file(study.layout.transcript(study.name, transcript))
    return RemovedTranscripts(removed, tuple(_stays(transcript, who) for transcript, who in workers.items() if who))


def _workers(study: OpenStudy, transcript: str) -> list[str]:
    """Who keeps codings in a transcript, or has looked at units of a sample in it."""
    layout, name = study.layout, study.name
    who = {coder for coder in layout.coder_names(name) if layout.coding_file(name, coder, transcript).is_file()}
    for sample in read_samples(study):
        seen = looks(study, sample.sample)
        who |= {coder for unit in sample.units if unit.transcript == transcript for coder in seen.get(unit.id, ())}
    return sorted(who)


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
    indexed: Indexed | None = field(repr=False)
    """The index; None after a dry run."""


@in_own_languages
def ingest(
    study: OpenStudy, paths: Sequence[Path], options: IngestOptions | None = None, progress: Progress | None = None
) -> IngestReport:
    """Read sources into the corpus; without paths, those of its `sources/` folder.

    Unchanged sources are skipped by hash. A changed source replaces its own transcript, unless that would move
    codings that the study keeps: then the transcript stays and the findings list what would move. One bad source
    costs itself only.

    Raises:
        StudyError: there is nothing to read.
    """
    options = options or IngestOptions()
    sources, findings = _sources(study, paths)
    meta, more = read_meta(options.meta)
    with nullcontext() if options.dry_run else study.writing():  # the guard is a file too
        headers, damaged = read_headers(study)
        outcomes = []
        for done, source in enumerate(sources):
            if progress:
                progress("read", done, len(sources))
            outcomes.append(ingest_source(study, source, headers, meta, options))
        more = (*more, *report_orphans_in_meta(options.meta, {*headers, *(outcome.transcript for outcome in outcomes)}))
        missing = [header.transcript for header in headers.values() if not source_path(study, header).exists()]
        gone = (
            remove_orphaned_transcripts(study, missing, len(headers), dry_run=options.dry_run)
            if options.prune
            else RemovedTranscripts()
        )
        findings = [*findings, *more, *damaged, *gone.findings]
        return _report(study, options, outcomes, missing, gone.removed, findings, progress)


def _sources(study: OpenStudy, paths: Sequence[Path]) -> tuple[list[FoundSource], list[Finding]]:
    """Sources under the paths; files inside `sources/` have ids relative to it, however they are named."""
    own = study.layout.sources(study.name)
    if not paths and not own.is_dir():
        raise study_error("no-sources", "no file or folder is named", "write `qualcode ingest PATH`")
    leave_out = [study.layout.hidden, study.layout.out, *_other_corpora(study)]
    found, findings = discover(list(paths) or [own], endings().keys(), leave_out)
    found = [_inside(source, own) for source in found]
    if not found and not any(finding.level == "error" for finding in findings):
        hint = f"readable are {', '.join(sorted(endings()))}"
        raise study_error("no-sources", f"there is nothing to read in {', '.join(map(str, paths or [own]))}", hint)
    return found, findings


def _other_corpora(study: OpenStudy) -> list[Path]:
    """What lies in a corpus beside its sources and is never read as one."""
    layout = study.layout
    made = (layout.transcripts, layout.coding, layout.taken_back_folder, layout.respondents_file)
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
) -> IngestReport:
    """Index what is there now and collect what happened."""
    findings += [finding for outcome in outcomes for finding in outcome.findings]
    missing = [transcript for transcript in missing if transcript not in removed]
    findings += [] if options.prune else [_missing(transcript) for transcript in missing]
    indexed = None
    speakers = Speakers([], np.empty(0, np.int32))
    if not options.dry_run and study.layout.transcript_ids(study.name):
        written = {outcome.transcript: outcome.sha256 for outcome in outcomes}
        new = {outcome.transcript for outcome in outcomes if outcome.status == "new"}
        indexed = index(study, options.segment, progress, written, new)
        touched = {outcome.transcript for outcome in outcomes}
        everyone = find_speakers(study, indexed)
        findings += report_orphans(study, indexed.headers.keys(), everyone)
        findings += warn_unread_dates(study, indexed.headers, options.meta)
        speakers = everyone.among(touched)
        guesses = list(speakers.individuals)
        findings += [*guessed_roles(study, guesses), *unknown_roles(study, guesses)]
        findings += _unheard(options.interviewers, guesses)
        findings += [*_copies(indexed, touched), *(each for each in gone_findings(indexed) if each.file not in removed)]

    def which(status: str) -> tuple[str, ...]:
        return tuple(outcome.transcript for outcome in outcomes if outcome.status == status)

    return IngestReport(
        which("new"),
        which("changed"),
        which("unchanged"),
        which("failed"),
        tuple(missing),
        tuple(removed),
        speakers,
        tuple(each for outcome in outcomes for each in outcome.corrected),
        tuple(findings),
        indexed,
    )


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
