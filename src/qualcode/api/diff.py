"""Diff: what an edit of a codebook changes in its rules, in the codings and in the table."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from qualcode.agreement.code_changes import (
    Renamed,
    RuleChange,
    changes,
    codings_under_new_names,
    renames,
    under_new_names,
)
from qualcode.agreement.coding_changes import CodingChange, coding_change_table, coding_changes
from qualcode.codebook import load
from qualcode.codings.apply import apply
from qualcode.codings.cache import current_rules
from qualcode.codings.coders import open_codebook, set_aside
from qualcode.codings.schema import Codings
from qualcode.corpus.build import frame
from qualcode.corpus.index import index
from qualcode.corpus.speakers import OpenCorpus
from qualcode.corpus.words import load_analyser, save_analyser
from qualcode.model.codebook import Codebook
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.model.table import Table
from qualcode.store.doors import DOORS
from qualcode.store.study import OpenStudy, in_own_languages
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions


def at_revision(file: Path, revision: str) -> bytes:
    """Bytes of a file at a git revision.

    Raises:
        StudyError: git is not installed, or knows no such file or revision here.
    """
    if revision.startswith("-") or ":" in revision:
        raise study_error("bad-option", f"`{revision}` is not a revision", "write --rev HEAD~1")
    folder = file.resolve().parent
    kept = f"{revision}:./{file.name}"
    try:
        sized = subprocess.run(["git", "-C", str(folder), "cat-file", "-s", kept], capture_output=True, check=False)
        if not sized.returncode and int(sized.stdout) > DOORS["revision"].most_bytes:
            raise study_error("too-large", f"`{file.name}` at `{revision}` is too large", "compare two files instead")
        done = subprocess.run(["git", "-C", str(folder), "show", kept], capture_output=True, check=False)
    except OSError as error:
        raise study_error("no-git", "--rev needs git, and git cannot be run", "name two files instead") from error
    if done.returncode:
        message = f"git has no `{file.name}` at revision `{revision}`"
        hint = "see `git log --oneline` in the folder of the codebook"
        raise study_error("no-revision", message, hint, file.as_posix())
    return done.stdout


@dataclass(frozen=True, eq=False)
class DiffReport:
    """What an edit of a codebook does."""

    old: str
    """The old codebook: its file, with the revision where one was named."""
    new: str
    """The new codebook."""
    renamed: tuple[Renamed, ...]
    """Codes that have another name: everything below has the new one."""
    changes: tuple[RuleChange, ...]
    """What was added, removed, changed."""
    moved: tuple[CodingChange, ...]
    """Codings gained, then lost; those of a renamed code are neither."""
    table: Table
    """All codes under both, whatever their kind."""
    withheld: int
    """Codings gained or lost in transcripts set aside for testing: counted, without their words."""
    findings: tuple[Finding, ...]
    """Warnings about the new codebook."""


@in_own_languages
def diff(
    study: OpenStudy, old: str, new: str = "", revision: str = "", *,
    quotes: bool = True,
) -> DiffReport:  # fmt: skip
    """Compare two codebooks, or one with itself at a git revision, on the corpus.

    Words of transcripts that are set aside for testing are withheld: an edit is tuning.

    Raises:
        StudyError: a codebook has errors, there is no such revision, or there are no transcripts.
    """
    if bool(new) == bool(revision):
        raise study_error("bad-option", "two codebooks are compared", "write two files, or one with --rev REVISION")
    after, findings = open_codebook(study, new or old)
    before = _at(study, after, old, revision) if revision else open_codebook(study, old)[0]
    with study.writing():
        corpus = frame(study, index(study))
        codings = _code(study, corpus, before, after)
    renamed = renames(before, after)
    codings = codings_under_new_names(codings[0], before, renamed), codings[1]
    columns = corpus.frame
    aside = set_aside(columns)
    found = coding_changes(columns, *codings, aside if quotes else np.ones_like(aside))
    hidden = {columns.transcripts[int(at)] for at in np.unique(columns.turn_transcript[aside])}
    counted = [TABLES["codes"](columns, each, TableOptions()) for each in codings]
    return DiffReport(
        old=f"{before.file} at {revision}" if revision else before.file,
        new=after.file,
        renamed=renamed,
        changes=changes(under_new_names(before, renamed), after),
        moved=tuple(found),
        table=coding_change_table(counted[0], counted[1], found),
        withheld=sum(each.transcript in hidden for each in found),
        findings=findings,
    )


def _at(study: OpenStudy, after: Codebook, file: str, revision: str) -> Codebook:
    """The codebook as it was at a revision."""
    path = Path(file) if Path(file).is_file() else study.layout.root / after.file
    name = f"{after.file} at {revision}"
    before, findings = load.load_codebook(
        name, at_revision(path, revision), lambda included: at_revision(study.layout.root / included, revision)
    )
    if before is None:
        raise StudyError(*findings)
    return replace(before, file=after.file)


def _code(study: OpenStudy, corpus: OpenCorpus, before: Codebook, after: Codebook) -> tuple[Codings, Codings]:
    """What both codebooks find; nothing of it is kept."""
    analyser = load_analyser(study)
    kept = {each.sha256: current_rules(study, corpus, each) for each in (before, after)}
    made: Mapping[str, Codings] = {
        each.sha256: apply(corpus, each, analyser) if (found := kept[each.sha256]) is None else found
        for each in (before, after)
    }
    save_analyser(study, analyser)
    return made[before.sha256], made[after.sha256]
