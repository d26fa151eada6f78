"""Diff: what an edit of a codebook changes in its rules, in the codings and in the table."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from qualcode import codebook as room
from qualcode.agreement.changes import Change, changes
from qualcode.agreement.moves import Moved, move_table, moved
from qualcode.agreement.renames import Renamed, codings_under_new_names, renames, under_new_names
from qualcode.model import Codebook, Finding, Table
from qualcode.steps.apply import apply
from qualcode.steps.codebook import open_codebook
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.frame import Framed, frame
from qualcode.steps.index import Progress, index
from qualcode.steps.kept_codings import current_rules
from qualcode.steps.levels import load_analyser, save_analyser
from qualcode.steps.revision import at_revision
from qualcode.steps.splits import set_aside
from qualcode.steps.study import Opened
from qualcode.tables import TABLES, Codings, Options


@dataclass(frozen=True, eq=False)
class DiffReport:
    """What an edit of a codebook does."""

    old: str
    """The old codebook: its file, with the revision where one was named."""
    new: str
    """The new codebook."""
    renamed: tuple[Renamed, ...]
    """Codes that have another name: everything below has the new one."""
    changes: tuple[Change, ...]
    """What was added, removed, changed."""
    moved: tuple[Moved, ...]
    """Codings gained, then lost; those of a renamed code are neither."""
    table: Table
    """Barriers under both, or all codes where neither codebook has barriers."""
    withheld: int
    """Codings gained or lost in transcripts set aside for testing: counted, without their words."""
    findings: tuple[Finding, ...]
    """Warnings about the new codebook."""


def diff(
    opened: Opened, old: str, new: str = "", revision: str = "", progress: Progress | None = None, *,
    quotes: bool = True,
) -> DiffReport:  # fmt: skip
    """Compare two codebooks, or one with itself at a git revision, on the corpus.

    Words of transcripts that are set aside for testing are withheld: an edit is tuning.

    Raises:
        StepError: a codebook has errors, there is no such revision, or there are no transcripts.
    """
    if bool(new) == bool(revision):
        raise refuse("bad-option", "two codebooks are compared", "write OLD NEW, or --rev REVISION FILE")
    after, findings = open_codebook(opened, new or old)
    before = _at(opened, after, old, revision) if revision else open_codebook(opened, old)[0]
    with opened.writing():
        framed = frame(opened, index(opened, progress=progress))
        codings = _code(opened, framed, before, after, progress)
    renamed = renames(before, after)
    codings = codings_under_new_names(codings[0], before, renamed), codings[1]
    columns = framed.frame
    aside = set_aside(columns)
    found = moved(columns, *codings, aside if quotes else np.ones_like(aside))
    hidden = {columns.transcripts[int(at)] for at in np.unique(columns.turn_transcript[aside])}
    counted = [TABLES["codes"](columns, each, Options(kind=_kind(before, after))) for each in codings]
    return DiffReport(
        old=f"{before.file} at {revision}" if revision else before.file,
        new=after.file,
        renamed=renamed,
        changes=changes(under_new_names(before, renamed), after),
        moved=tuple(found),
        table=move_table(counted[0], counted[1], found),
        withheld=sum(each.transcript in hidden for each in found),
        findings=findings,
    )


def _at(opened: Opened, after: Codebook, file: str, revision: str) -> Codebook:
    """The codebook as it was at a revision."""
    path = Path(file) if Path(file).is_file() else opened.layout.root / after.file
    name = f"{after.file} at {revision}"
    before, findings = room.load(
        name, at_revision(path, revision), lambda included: at_revision(opened.layout.root / included, revision)
    )
    if before is None:
        raise StepError(*findings)
    return replace(before, file=after.file)


def _code(
    opened: Opened, framed: Framed, before: Codebook, after: Codebook, progress: Progress | None
) -> tuple[Codings, Codings]:
    """What both codebooks find; nothing of it is kept."""
    analyser = load_analyser(opened)
    made: Mapping[str, Codings] = {
        each.sha256: current_rules(opened, framed, each) or apply(framed, each, analyser, progress)
        for each in (before, after)
    }
    save_analyser(opened, analyser)
    return made[before.sha256], made[after.sha256]


def _kind(*books: Codebook) -> str:
    """The kind of code that the table lists: barriers, where both codebooks have them."""
    return "barrier" if all(any(code.kind == "barrier" for code in book.codes) for book in books) else ""
