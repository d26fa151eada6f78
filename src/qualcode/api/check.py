"""Check codebooks, and where there is one the corpus with its codings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from qualcode import __version__
from qualcode.api.lock import drift, not_here
from qualcode.api.status import changed_sources
from qualcode.checks import every_check
from qualcode.checks.check import Check, CheckReport, nearest_check, run_checks, select_checks, unknown_checks
from qualcode.checks.check import Shown as Shown  # handed on with `text_lines` to who shows a report
from qualcode.checks.context import CheckContext, CheckedCorpus, CheckedSpeaker, CodebookFile, CodingsState
from qualcode.checks.formats import CHECK_FORMATS, WITH_QUOTES
from qualcode.checks.formats import text_lines as text_lines
from qualcode.codings.cache import current_rules
from qualcode.codings.coders import codebook_path, open_codebook
from qualcode.codings.schema import as_codings
from qualcode.corpus.build import frame
from qualcode.corpus.index import index
from qualcode.corpus.orphans import report_orphans
from qualcode.corpus.shards import read_headers
from qualcode.corpus.speakers import OpenCorpus
from qualcode.corpus.words import load_analyser, save_analyser
from qualcode.executors import SERIAL, Executor
from qualcode.identifiers.tellers import looks_like_person
from qualcode.model.coding import PersonCoding
from qualcode.model.finding import Finding, FindingLevel, StudyError, study_error, unknown_name
from qualcode.rules.lookup import Analyser
from qualcode.store.atomic import read_bytes
from qualcode.store.modes import open_to_others
from qualcode.store.people import doubtful_lines, read_coder, read_codings
from qualcode.store.study import OpenStudy, gitignored, in_git, in_own_languages, last_codebook, last_codebook_path


def _inputs(
    study: OpenStudy, executor: Executor
) -> tuple[OpenCorpus | None, CheckedCorpus | None, tuple[Finding, ...]]:
    """The corpus, what checks look at, and what could not be read; only the index is brought up to date.

    Neither of the first two is there without transcripts, or where one is damaged.
    """
    headers, findings = read_headers(study)
    if findings or not headers:
        return None, None, tuple(findings)
    try:
        corpus = frame(study, index(study, executor=executor))
    except StudyError as error:
        return None, None, error.findings
    codings, wrong = _people(study)
    changed, gone = changed_sources(study, headers)
    file = study.layout.corpus_file(study.name)
    material = CheckedCorpus(
        corpus=study.corpus,
        file=study.layout.relative(file) if file.is_file() else "",
        folder=study.layout.relative(study.layout.transcripts(study.name)),
        headers=headers,
        frame=corpus.frame,
        shards=[piece.shard for piece in corpus.indexed.pieces],
        speakers=_speakers(corpus),
        changed=changed,
        gone=gone,
        codings=codings,
        doubtful=_doubtful(study),
    )
    return corpus, material, (*wrong, *report_orphans(study, headers.keys(), corpus.speakers))


def _speakers(corpus: OpenCorpus) -> list[CheckedSpeaker]:
    """Speaker labels, each with its first turn."""
    speaker, first = np.unique(corpus.speakers.turn_speaker, return_index=True)
    turn = dict(zip(speaker.tolist(), corpus.frame.turn_number[first].tolist(), strict=True))
    return [
        CheckedSpeaker(each.transcript, each.speaker, each.role, turn.get(number, 0), each.words)
        for number, each in enumerate(corpus.speakers.summaries)
    ]


def _people(study: OpenStudy) -> tuple[list[PersonCoding], list[Finding]]:
    """What people coded, and the lines that are no codings."""
    codings: list[PersonCoding] = []
    findings: list[Finding] = []
    for coder in study.layout.coder_names(study.name):
        _, about = read_coder(study.layout, study.name, coder)
        some, wrong = read_codings(study.layout, study.name, coder)
        codings += some
        findings += [*about, *wrong]
    return codings, findings


def _doubtful(study: OpenStudy) -> list[Finding]:
    """Lines of codings that change nothing or contradict another one, of every coder."""
    names = study.layout.coder_names(study.name)
    return [each for name in names for each in doubtful_lines(study.layout, study.name, name)]


_ENDINGS = ("*.yaml", "*.yml")


@dataclass(frozen=True)
class CheckOptions:
    """What is asked on the command line."""

    select: tuple[str, ...] = ()
    """Checks to run: codes, beginnings of codes, or names; empty: all."""
    ignore: tuple[str, ...] = ()
    """Checks to leave out, besides those that the study leaves out."""
    fail_level: FindingLevel | None = None
    """Findings of this level or a worse one fail; None: as the study says."""
    locked: bool = False
    """True: what differs from `qualcode.lock` is a finding."""


@in_own_languages
def check(
    study: OpenStudy,
    files: Sequence[Path] = (),
    options: CheckOptions | None = None,
    executor: Executor = SERIAL,
) -> CheckReport:
    """Run the checks; nothing but the index is written, and that only where there are transcripts.

    Args:
        study: the study, or any folder.
        files: codebooks, or folders of them; without any the study's own, or all in `codebooks/`.
        options: which checks, and what fails.
        executor: indexes the corpus, and codes it with codebooks whose codings are not kept.

    Raises:
        StudyError: a check or a codebook is unknown, or there is nothing to check.
    """
    options = options or CheckOptions()
    checks = _chosen(study, options)
    paths = list(_codebooks(study, files))
    if not study.layout.transcript_ids(study.name):
        if not paths:
            hint = "name a codebook, or start a study with `qualcode init`"
            raise study_error("nothing-to-check", "there is no codebook and no transcript here", hint)
        books = tuple(_book(study, path) for path in paths)
        changed, absent = _drift(study, options)
        context = CheckContext(
            books, unreadable=study.findings, drift=changed, absent=absent, settings=study.settings.check
        )
        return _report(study, checks, context, options)
    with study.writing():
        (corpus, material, findings), analyser = _inputs(study, executor), load_analyser(study)
        books = tuple(_coded(study, _book(study, path), corpus, analyser, executor) for path in paths)
        changed, absent = _drift(study, options)
        context = CheckContext(
            books=books,
            material=material,
            others=tuple(_other_books(study, {book.file for book in books})),
            unreadable=(*study.findings, *findings),
            drift=changed,
            absent=absent,
            open_folders=_open_folders(study),
            names_in_git=tuple(_names_in_git(study)),
            settings=study.settings.check,
            analyser=analyser,
        )
        report = _report(study, checks, context, options)
        save_analyser(study, analyser)
    return report


def _names_in_git(study: OpenStudy) -> Iterator[tuple[str, int, int]]:
    """Files that git takes up and that name transcripts by persons: file, first such line, number of transcripts."""
    layout, name = study.layout, study.name
    telling = [each for each in layout.transcript_ids(name) if looks_like_person(each.rpartition("/")[2])]
    files = [layout.lock_file, *(layout.sample(name, sample) for sample in layout.sample_names(name))]
    there = [layout.relative(path) for path in files if path.is_file()]
    if not telling or not there or not in_git(layout.root):
        return
    kept_out = gitignored(layout.root, there)
    for file in there:
        if file in kept_out:
            continue
        text = read_bytes(layout.root / file).decode("utf-8", "replace")
        found = {each: text.find(each) for each in telling if each in text}
        if found:
            yield file, text.count("\n", 0, min(found.values())) + 1, len(found)


def _open_folders(study: OpenStudy) -> tuple[str, ...]:
    found = open_to_others(study.layout.root) if study.settings.private else ()
    return tuple(study.layout.relative(folder) for folder in found)


def check_format(form: str, *, quotes: bool) -> None:
    """Say before any work that a format is unknown, or cannot show participants' words.

    Raises:
        StudyError: so it is.
    """
    if form not in CHECK_FORMATS:
        raise unknown_name("format", form, CHECK_FORMATS)
    if quotes and form not in WITH_QUOTES:
        hint = f"write --format {' or '.join(WITH_QUOTES)}"
        raise study_error("no-quotes", f"the format {form} never carries participants' words", hint)


def render_report(report: CheckReport, form: str, shown: Shown) -> str:
    """The report in a format; the version is filled in."""
    return CHECK_FORMATS[form](report, replace(shown, version=__version__))


def listing() -> tuple[dict[str, str], ...]:
    """Every check in short."""
    return tuple(
        {"check": check.code, "name": check.name, "level": check.level, "reason": check.reason}
        for check in every_check()
    )


def explain_check(asked: str) -> dict[str, Any]:
    """Everything about one check, by its code or name.

    Raises:
        StudyError: there is no such check.
    """
    named = [check for check in every_check() if asked.upper() == check.code or asked.lower() == check.name]
    if not named:
        raise StudyError(_unknown(asked, nearest_check(every_check(), asked)))
    check = named[0]
    return {
        "check": check.code, "name": check.name, "level": check.level, "subject": check.subject,
        "reason": check.reason, "bad": check.bad, "good": check.good, "loader": list(check.loader),
    }  # fmt: skip


def _chosen(study: OpenStudy, options: CheckOptions) -> tuple[Check, ...]:
    ignore = (*study.settings.check.ignore, *options.ignore)
    if wrong := unknown_checks(every_check(), (*options.select, *ignore)):
        raise StudyError(*(_unknown(*each) for each in wrong))
    # What is selected by name on the command line is wanted, whatever the study leaves out.
    return select_checks(every_check(), options.select, options.ignore if options.select else ignore)


def _unknown(asked: str, near: str) -> Finding:
    hint = f"did you mean `{near}`?" if near else "`qualcode check --list` lists them"
    return Finding("error", "unknown-check", f"there is no check `{asked}`", hint=hint)


def _codebooks(study: OpenStudy, files: Sequence[Path]) -> Iterator[str]:
    """Paths of the codebooks to look at, each file once; those that nobody named are the study's, wherever we stand."""
    if files:
        named = [path for file in files for path in (_in_folder(file) if file.is_dir() else [file])]
        paths = [codebook_path(study, str(path)) for path in named]
    elif study.settings.codebook or last_codebook_path(study):
        paths = [codebook_path(study)]
    else:
        paths = _in_folder(study.layout.codebooks)
    yield from {study.layout.relative(path): str(path) for path in paths}.values()


def _in_folder(folder: Path) -> list[Path]:
    return sorted(path for ending in _ENDINGS for path in folder.glob(ending)) if folder.is_dir() else []


def _book(study: OpenStudy, file: str) -> CodebookFile:
    """A codebook with what its loader found."""
    try:
        codebook, findings = open_codebook(study, file)
    except StudyError as error:
        return CodebookFile(study.layout.relative(Path(file)), None, error.findings)
    return CodebookFile(codebook.file, codebook, findings)


def _coded(
    study: OpenStudy, book: CodebookFile, corpus: OpenCorpus | None, analyser: Analyser, executor: Executor
) -> CodebookFile:
    """A codebook with what its rules find in the corpus."""
    if book.codebook is None or corpus is None:
        return book
    kept, name = current_rules(study, corpus, book.codebook), book.codebook.codebook
    last, file = last_codebook(study)
    own = study.layout.codings(study.name, name).exists() and not (last == name and file != book.file)
    state: CodingsState = "current" if kept is not None else "stale" if own else "none"
    if kept is None:
        from qualcode.codings.apply import find_codings  # codings that are kept need no engine

        found = find_codings(corpus, book.codebook, analyser, study=study, executor=executor)
        kept = as_codings(found, corpus, book.codebook)
    return replace(book, coded=kept, kept=state)


def _other_books(study: OpenStudy, seen: set[str]) -> Iterator[CodebookFile]:
    """The study's codebooks that are not checked, its own one first: people may have coded with each."""
    layout, own = study.layout, study.settings.codebook or last_codebook(study)[1]
    paths = [layout.root / own] if own else []
    for path in dict.fromkeys([*paths, *_in_folder(layout.codebooks)]):
        if path.is_file() and (file := layout.relative(path)) not in seen:
            yield replace(_book(study, str(path)), own=file == own)


def _drift(study: OpenStudy, options: CheckOptions) -> tuple[tuple[str, ...], str]:
    """What differs from the lock, and how much could not be compared, when that was asked for."""
    if not options.locked:
        return (), ""
    if not study.layout.lock_file.is_file():
        return ("there is no qualcode.lock",), ""
    found = drift(study)
    return found.changed, not_here(found.absent) if found.absent else ""


def _report(study: OpenStudy, checks: tuple[Check, ...], context: CheckContext, options: CheckOptions) -> CheckReport:
    material = context.material
    return CheckReport(
        checks=checks,
        found=run_checks(checks, context),
        codebooks=tuple(book.file for book in context.books),
        corpus=material.corpus.corpus if material else "",
        transcripts=len(material.headers) if material else 0,
        fail_level=options.fail_level or study.settings.check.fail_level,
    )
