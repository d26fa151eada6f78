"""Status: what is new, changed or stale, and what to do next."""

import shlex
from dataclasses import dataclass

from qualcode.model import Finding
from qualcode.steps.again import ingest_again
from qualcode.steps.codebook import open_codebook
from qualcode.steps.errors import StepError
from qualcode.steps.extensions import EXTENSIONS
from qualcode.steps.frame import frame
from qualcode.steps.index import index
from qualcode.steps.kept_codings import load_rules
from qualcode.steps.last import last_codebook
from qualcode.steps.lock import drift, not_here
from qualcode.steps.study import Opened
from qualcode.steps.transcripts import read_headers
from qualcode.store.discover import discover
from qualcode.store.hashing import sha256_file


@dataclass(frozen=True)
class StatusReport:
    """The state of a study."""

    corpus: str
    """Name of the corpus."""
    transcripts: int
    """Number of transcripts."""
    new: tuple[str, ...]
    """Sources in `sources/` that are no transcripts yet."""
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
    drift: tuple[str, ...]
    """What differs from `qualcode.lock`."""
    next: str
    """The command to run next."""
    findings: tuple[Finding, ...]
    """What is wrong with files."""


def status(opened: Opened) -> StatusReport:
    """Compare sources, transcripts, codings and lock; nothing but the index is written."""
    headers, findings = read_headers(opened)
    root = opened.layout.root
    missing = [one for one, header in headers.items() if not (root / header.source).is_file()]
    changed = [
        one
        for one, header in headers.items()
        if one not in missing and sha256_file(root / header.source) != header.sha256
    ]
    new = _new(opened, {header.source for header in headers.values()})
    file = opened.study.codebook or last_codebook(opened)[1]
    codings = _codings(opened, file) if headers and not findings else "none"
    reading = ingest_again(opened, new, [headers[one] for one in changed]) if headers or new else "qualcode ingest PATH"
    prune = ingest_again(opened, [], [headers[one] for one in missing], "--prune")
    following = reading or _code(opened, file, codings) or "qualcode export barriers"
    coders = tuple(opened.layout.coder_names(opened.name))
    return StatusReport(
        opened.name, len(headers), tuple(new), tuple(changed), tuple(missing), prune, file, codings, coders,
        _drift(opened), following, tuple(findings),
    )  # fmt: skip


def _drift(opened: Opened) -> tuple[str, ...]:
    """What differs from the lock, and how much could not be compared."""
    found = drift(opened)
    return (*found.changed, *([not_here(found.absent)] if found.absent else []))


def _new(opened: Opened, known: set[str]) -> list[str]:
    folder = opened.layout.sources(opened.name)
    if not folder.is_dir():
        return []
    found, _ = discover([folder], EXTENSIONS)
    return [name for name in (opened.layout.relative(source.path) for source in found) if name not in known]


def _codings(opened: Opened, file: str) -> str:
    if not last_codebook(opened)[0]:
        return "none"
    try:
        with opened.writing(reading=True):
            codebook, _ = open_codebook(opened, file)
            load_rules(opened, frame(opened, index(opened)), codebook)
    except StepError as error:
        return "none" if error.findings[0].code == "not-coded" else "stale"
    return "current"


def _code(opened: Opened, file: str, codings: str) -> str:
    """The command that codes; empty when the codings are current."""
    if codings == "current":
        return ""
    if file and file == opened.study.codebook:
        return "qualcode code"
    return f"qualcode code --codebook {shlex.quote(file) if file else 'FILE'}"
