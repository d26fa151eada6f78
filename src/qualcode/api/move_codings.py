"""Move codings: what people kept on a transcript follows its words into others; all of it, or nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.corpus.moves import Move, carry_out, plan_move, told_move
from qualcode.corpus.shards import read_headers
from qualcode.corpus.source import source_path
from qualcode.model.finding import Finding, StudyError, study_error, unknown_name
from qualcode.store.atomic import remove_file
from qualcode.store.study import OpenStudy, in_own_languages


@dataclass(frozen=True)
class MoveReport:
    """What moved, or would move."""

    old: str
    """Transcript from which codings went."""
    into: tuple[str, ...]
    """Transcripts into which they went."""
    codings: int
    """Codings moved."""
    removed: bool
    """True when the old transcript goes, too: its source is gone and all its passages stand in the others."""
    written: bool
    """False where nothing was written."""
    findings: tuple[Finding, ...]
    """Each coding with its new place."""


@in_own_languages
def move_codings(study: OpenStudy, old: str, into: Sequence[str], *, write: bool) -> MoveReport:
    """Move every coding of a transcript to where its words stand in others.

    Raises:
        StudyError: a transcript is not there, or a coding has no certain place; nothing was moved then.
    """
    headers, damaged = read_headers(study)
    for name in (old, *into):
        if name not in headers:
            raise StudyError(*damaged) if damaged else unknown_name("transcript", name, headers)
    if old in into:
        raise study_error("wrong-arguments", "a transcript cannot be moved into itself", "name another one")
    with study.writing():
        move = plan_move(study, old, into)
        if move.held:
            raise StudyError(*move.held)
        gone = move.whole and not source_path(study, headers[old]).exists()
        if write:
            carry_out(study, move)
            if gone:
                remove_file(study.layout.transcript(study.name, old))
    return MoveReport(old, tuple(into), len(move.codings), gone, write, tuple(_told(move, gone=gone)))


def _told(move: Move, *, gone: bool) -> Sequence[Finding]:
    found = told_move(move)
    if not gone:
        message = f"`{move.old}` stays, as its source is there, or not all of its words stand elsewhere"
        found.append(Finding("warning", "transcript-stays", message, hint="people in both are counted twice"))
    return found
