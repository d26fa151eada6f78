"""Status: what is new, changed or stale, and what to do next."""

import shlex
from collections.abc import Mapping
from dataclasses import dataclass

from qualcode.api.lock import drift, not_here
from qualcode.codings.cache import load_rules
from qualcode.codings.coders import open_codebook
from qualcode.corpus.build import frame
from qualcode.corpus.index import index
from qualcode.corpus.seen import NOT_REACHED, SeenSource, read_seen, unread_sources
from qualcode.corpus.shards import read_headers
from qualcode.corpus.source import ingest_command
from qualcode.model.finding import Finding, StudyError
from qualcode.model.transcript import Header
from qualcode.readers import endings
from qualcode.store.discover import discover
from qualcode.store.hashing import sha256_file
from qualcode.store.study import OpenStudy, gitignored, in_git, in_own_languages, last_codebook, without_accepted


@dataclass(frozen=True)
class StatusReport:
    """The state of a study."""

    corpus: str
    """Name of the corpus."""
    transcripts: int
    """Number of transcripts."""
    new: tuple[str, ...]
    """Sources in `sources/` that are no transcripts yet."""
    unread: tuple[str, ...]
    """Sources that an ingest found and that are in no transcript, each with the reason; accepted ones are left out."""
    changed: tuple[str, ...]
    """Transcripts whose source changed."""
    missing: tuple[str, ...]
    """Transcripts whose source is gone; they are counted."""
    prune: str
    """The command that removes these; empty where there are none."""
    codebook: str
    """Codebook file in use; empty: none."""
    codings: str
    """State of the codings: `none`, `stale` or `current`."""
    coders: tuple[str, ...]
    """Coders whose codings the study keeps."""
    out_of_git: bool
    """True where git leaves people's codings out: another branch or clone has none of them."""
    drift: tuple[str, ...]
    """What differs from `qualcode.lock`."""
    next: str
    """The command to run next."""
    findings: tuple[Finding, ...]
    """What is wrong with files."""


@in_own_languages
def status(study: OpenStudy) -> StatusReport:
    """Compare sources, transcripts, codings and lock; nothing but the index is written."""
    headers, findings = read_headers(study)
    changed, missing = changed_sources(study, headers)
    transcribed = {header.source for header in headers.values()}
    unread = [each for each in unread_sources(study, transcribed) if not _is_accepted(study, each)]
    tried = {each.source for each in read_seen(study).values() if each.trouble}
    new = _new(study, transcribed | tried)
    file = study.settings.codebook or last_codebook(study)[1]
    codings = _codings(study) if headers and not findings else "none"
    left = [each for each in unread if each.trouble == NOT_REACHED and each.source not in new]
    reading = (
        ingest_command(study, new, [headers[one] for one in changed], left=left)
        if headers or new or left
        else "qualcode ingest PATH"
    )
    prune = ingest_command(study, [], [headers[one] for one in missing], "--prune")
    following = reading or _code(study, file, codings) or "qualcode export barriers"
    coders = tuple(study.layout.coder_names(study.name))
    drifted = drift(study)
    differing = (*drifted.changed, *([not_here(drifted.absent)] if drifted.absent else []))
    return StatusReport(
        study.name, len(headers), tuple(new), tuple(f"{each.source}: {each.trouble}" for each in unread),
        tuple(changed), tuple(missing), prune, file, codings, coders,
        _out_of_git(study), differing, following, without_accepted(study, findings),
    )  # fmt: skip


@in_own_languages
def changed_sources(study: OpenStudy, headers: Mapping[str, Header]) -> tuple[list[str], list[str]]:
    """Transcripts whose source changed since it was ingested, and those whose source is gone."""
    sources = {name: study.layout.root / header.source for name, header in headers.items() if header.source}
    there = {name: source for name, source in sources.items() if source.is_file()}
    changed = [name for name, source in there.items() if sha256_file(source) != headers[name].sha256]
    return changed, [name for name in sources if name not in there]


def _out_of_git(study: OpenStudy) -> bool:
    layout = study.layout
    files = [
        layout.relative(layout.coding_file(study.name, coder, transcript))
        for coder in layout.coder_names(study.name)
        for transcript in layout.coded_ids(study.name, coder)[:1]
    ]
    return bool(files) and in_git(layout.root) and bool(gitignored(layout.root, files))


def _is_accepted(study: OpenStudy, seen: SeenSource) -> bool:
    return ("source-unread", seen.source) in study.corpus.accepted


def _new(study: OpenStudy, known: set[str]) -> list[str]:
    folder = study.layout.sources(study.name)
    if not folder.is_dir():
        return []
    found, _ = discover([folder], endings().keys())
    return [name for name in (study.layout.relative(source.path) for source in found) if name not in known]


def _codings(study: OpenStudy) -> str:
    if not last_codebook(study)[0]:
        return "none"
    try:
        with study.writing(reading=True):
            codebook, _ = open_codebook(study)
            load_rules(study, frame(study, index(study)), codebook)
    except StudyError as error:
        return "none" if error.findings[0].code == "not-coded" else "stale"
    return "current"


def _code(study: OpenStudy, file: str, codings: str) -> str:
    """The command that codes; empty when the codings are current."""
    if codings == "current":
        return ""
    if file and file == study.settings.codebook:
        return "qualcode code"
    return f"qualcode code --codebook {shlex.quote(file) if file else 'FILE'}"
