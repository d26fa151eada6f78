"""Merge: bring a colleague's copy of the study; nothing that is here changes or is lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from qualcode.exchange.copies import APART, CoderCopy, MergePlan, plan_merge
from qualcode.model.finding import Finding, study_error
from qualcode.store.append import read_lines
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.doors import read_through
from qualcode.store.people import declare_read, take_back
from qualcode.store.study import OpenStudy, in_own_languages, open_study


@dataclass(frozen=True)
class MergeReport:
    """What a copy has that is not here, and what became of it."""

    folder: str
    """The copy."""
    transcripts: tuple[str, ...]
    """Transcripts that are new here."""
    coders: tuple[CoderCopy, ...]
    """What it has of each coder."""
    files: tuple[str, ...]
    """Files that change or are new."""
    contradictions: int
    """What says one thing here and another there; nothing here gives way."""
    written: bool
    """False where nothing was written."""
    findings: tuple[Finding, ...]
    """Line by line: what was placed, kept apart, contradicts or could not be read."""


_CONTRADICTING = ("contradicting-codings", "contradicting-coders", "taken-back-here", "file-differs")


@in_own_languages
def merge(study: OpenStudy, folder: Path, *, write: bool) -> MergeReport:
    """Compare a copy with the study, corpus by corpus, and bring what is new.

    Raises:
        StudyError: the folder is no copy of a study, or is this one.
    """
    layout = study.layout
    if not folder.is_dir():
        raise study_error("no-such-folder", f"there is no folder {folder}", "name a copy of the study, or a .qdpx")
    if folder.resolve() in (layout.root.resolve(), *layout.root.resolve().parents):
        raise study_error("same-study", "this is the study itself, or a folder around it", "name a copy of it")
    theirs = open_study(folder, study.name)
    if theirs.name not in theirs.layout.corpus_names() or theirs.layout.root.resolve() != folder.resolve():
        message = f"{folder} holds no corpus `{study.name}`"
        raise study_error("no-copy", message, "name the folder that holds `corpora/`; --corpus names another corpus")
    with study.writing():
        plan = plan_merge(study, theirs)
        returning = tuple(_returning(study, plan))
        if write:
            _write(study, plan, folder)
    files = sorted({*plan.added, *plan.files}, key=str)
    return MergeReport(
        folder=str(folder),
        transcripts=tuple(plan.transcripts),
        coders=tuple(plan.coders.values()),
        files=tuple(layout.relative(file) for file in files),
        contradictions=sum(each.code in _CONTRADICTING for each in plan.findings),
        written=write,
        findings=tuple(dict.fromkeys([*returning, *plan.findings])),
    )


def _returning(study: OpenStudy, plan: MergePlan) -> Iterator[Finding]:
    """Interviews that may be of somebody who withdrew: no file says who it was, so that a person must look."""
    if not plan.transcripts or not read_lines(study.layout.withdrawn(study.name))[0]:
        return
    message = f"new here: {', '.join(plan.transcripts)}; somebody withdrew from this study and may come back so"
    hint = "look whose interviews these are before you write `--yes`; a person who withdrew must leave the copy too"
    yield Finding("warning", "withdrawn-may-return", message, hint=hint)


def _write(study: OpenStudy, plan: MergePlan, folder: Path) -> None:
    """Write all of it, transcripts and who coded first; a stop in between is mended by the next merge."""
    for target, source in plan.files.items():
        write_bytes(target, read_through("source", source))
    for target, lines in plan.added.items():
        before = read_bytes(target) if target.is_file() else b""
        gap = b"" if not before or before.endswith(b"\n") else b"\n"
        write_bytes(target, before + gap + b"".join(line + b"\n" for line in (*_formats(before, lines), *lines)))
    for coder, whole in plan.read_whole.items():
        declare_read(study.layout, study.name, coder, whole)
    _keep_apart(study, plan, folder)


def _formats(before: bytes, lines: Sequence[bytes]) -> list[bytes]:
    """The line that says of which format the lines are, where the file does not say it yet."""
    decided = any(b'"do"' in line for line in lines)
    if decided:
        return [] if b'"format":2' in before.replace(b" ", b"") else [b'{"format":2}']
    return [] if before else [b'{"format":1}']


def _keep_apart(study: OpenStudy, plan: MergePlan, folder: Path) -> None:
    """Codings without a certain place, each once however often the copy is merged."""
    time = datetime.now(UTC).isoformat(timespec="seconds")
    known = {coder: set(_apart(study, coder)) for coder in plan.coders}
    fresh = [
        each
        for each in plan.aside
        if (each.transcript, each.turn, each.start, each.end, each.code, each.quote) not in known[each.coder]
    ]
    take_back(study.layout, study.name, fresh, f"{APART}its words are not certain here, from {folder.name}", time)


def _apart(study: OpenStudy, coder: str) -> Iterator[tuple[object, ...]]:
    for _, line in read_lines(study.layout.taken_back(study.name, coder))[0]:
        yield tuple(line.get(name) for name in ("transcript", "turn", "start", "end", "code", "quote"))
