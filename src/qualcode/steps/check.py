"""Check codebooks, and where there is one the corpus with its codings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qualcode import __version__
from qualcode.checks import CHECKS, Book, Check, Context, run_checks
from qualcode.checks.context import Kept
from qualcode.checks.formats import FORMATS, WITH_QUOTES
from qualcode.checks.formats.text import text_lines
from qualcode.checks.report import Report, Shown
from qualcode.checks.select import choose, nearest, unknown
from qualcode.model import Codebook, Finding, Level
from qualcode.rules.analyser import Analyser
from qualcode.steps.codebook import open_codebook
from qualcode.steps.errors import StepError, refuse
from qualcode.steps.errors import unknown as unknown_name
from qualcode.steps.frame import Framed
from qualcode.steps.index import Progress
from qualcode.steps.kept_codings import current_rules
from qualcode.steps.last import last_codebook
from qualcode.steps.levels import load_analyser, save_analyser
from qualcode.steps.lock import drift, not_here
from qualcode.steps.material import Gathered, gather
from qualcode.steps.study import Opened

__all__ = [
    "FORMATS",
    "WITH_QUOTES",
    "CheckOptions",
    "Report",
    "Shown",
    "check",
    "check_format",
    "explain",
    "listing",
    "render",
]
_ENDINGS = ("*.yaml", "*.yml")


@dataclass(frozen=True)
class CheckOptions:
    """What is asked on the command line."""

    select: tuple[str, ...] = ()
    """Checks to run: codes, beginnings of codes, or names; empty: all."""
    ignore: tuple[str, ...] = ()
    """Checks to leave out, besides those that the study leaves out."""
    fail_level: Level | None = None
    """Findings of this level or a worse one fail; None: as the study says."""
    locked: bool = False
    """True: what differs from `qualcode.lock` is a finding."""


def check(
    opened: Opened, files: Sequence[Path] = (), options: CheckOptions | None = None, progress: Progress | None = None
) -> Report:
    """Run the checks; nothing but the index is written, and that only where there are transcripts.

    Args:
        opened: the study, or any folder.
        files: codebooks, or folders of them; without any the study's own, or all in `codebooks/`.
        options: which checks, and what fails.
        progress: told of long work.

    Raises:
        StepError: a check or a codebook is unknown, or there is nothing to check.
    """
    options = options or CheckOptions()
    checks = _chosen(opened, options)
    paths = list(_codebooks(opened, files))
    if not opened.layout.transcript_ids(opened.name):
        if not paths:
            hint = "name a codebook, or start a study with `qualcode init`"
            raise refuse("nothing-to-check", "there is no codebook and no transcript here", hint)
        books = tuple(_book(opened, path) for path in paths)
        changed, absent = _drift(opened, options)
        context = Context(books, unreadable=opened.findings, drift=changed, absent=absent, settings=opened.study.check)
        return _report(opened, checks, context, options)
    with opened.writing():
        gathered, analyser = gather(opened, progress), load_analyser(opened)
        books = tuple(_coded(opened, _book(opened, path), gathered.framed, analyser, progress) for path in paths)
        context = _context(opened, books, gathered, analyser, options)
        report = _report(opened, checks, context, options)
        save_analyser(opened, analyser)
    return report


def check_format(form: str, *, quotes: bool) -> None:
    """Say before any work that a format is unknown, or cannot show participants' words.

    Raises:
        StepError: so it is.
    """
    if form not in FORMATS:
        raise unknown_name("format", form, FORMATS)
    if quotes and form not in WITH_QUOTES:
        hint = f"write --format {' or '.join(WITH_QUOTES)}"
        raise refuse("no-quotes", f"the format {form} never carries participants' words", hint)


def render(report: Report, form: str, shown: Shown) -> str:
    """The report in a format; the version is filled in."""
    return FORMATS[form](report, replace(shown, version=__version__))


def lines(report: Report, shown: Shown) -> Iterator[tuple[str, str]]:
    """The report as text: level and text of each line."""
    return text_lines(report, shown)


def listing() -> tuple[dict[str, str], ...]:
    """Every check in short."""
    return tuple(
        {"check": check.code, "name": check.name, "level": check.level, "reason": check.reason} for check in CHECKS
    )


def explain(asked: str) -> dict[str, Any]:
    """Everything about one check, by its code or name.

    Raises:
        StepError: there is no such check.
    """
    found = [check for check in CHECKS if asked.upper() == check.code or asked.lower() == check.name]
    if not found:
        raise StepError(_unknown(asked, nearest(CHECKS, asked)))
    check = found[0]
    return {
        "check": check.code, "name": check.name, "level": check.level, "subject": check.subject,
        "reason": check.reason, "bad": check.bad, "good": check.good, "loader": list(check.loader),
    }  # fmt: skip


def _chosen(opened: Opened, options: CheckOptions) -> tuple[Check, ...]:
    ignore = (*opened.study.check.ignore, *options.ignore)
    if wrong := unknown(CHECKS, (*options.select, *ignore)):
        raise StepError(*(_unknown(*each) for each in wrong))
    # What is selected by name on the command line is wanted, whatever the study leaves out.
    return choose(CHECKS, options.select, options.ignore if options.select else ignore)


def _unknown(asked: str, near: str) -> Finding:
    hint = f"did you mean `{near}`?" if near else "`qualcode check --list` lists them"
    return Finding("error", "unknown-check", f"there is no check `{asked}`", hint=hint)


def _codebooks(opened: Opened, files: Sequence[Path]) -> Iterator[str]:
    """The codebook files to look at, folders opened, each once."""
    if not files:
        default = opened.study.codebook or last_codebook(opened)[1]
        folder = opened.layout.codebooks
        found = [default] if default else [opened.layout.relative(path) for path in _in_folder(folder)]
        yield from found
        return
    named = [path for file in files for path in (_in_folder(file) if file.is_dir() else [file])]
    yield from dict.fromkeys(str(path) for path in named)


def _in_folder(folder: Path) -> list[Path]:
    return sorted(path for ending in _ENDINGS for path in folder.glob(ending)) if folder.is_dir() else []


def _book(opened: Opened, file: str) -> Book:
    """A codebook with what its loader found."""
    try:
        codebook, findings = open_codebook(opened, file)
    except StepError as error:
        if error.findings[0].code == "no-codebook":
            raise
        path = Path(file)
        return Book(opened.layout.relative(path) if path.is_file() else file, None, error.findings)
    return Book(codebook.file, codebook, findings)


def _coded(opened: Opened, book: Book, framed: Framed | None, analyser: Analyser, progress: Progress | None) -> Book:
    """A codebook with what its rules find in the corpus."""
    if book.codebook is None or framed is None:
        return book
    kept = current_rules(opened, framed, book.codebook)
    exists = opened.layout.codings(opened.name, book.codebook.codebook).exists()
    state: Kept = "current" if kept else "stale" if exists else "none"
    coded = kept or _apply(framed, book.codebook, analyser, progress)
    return replace(book, coded=coded, kept=state)


def _apply(framed: Framed, codebook: Codebook, analyser: Analyser, progress: Progress | None) -> Any:
    from qualcode.steps.apply import apply  # codings that are kept need no engine

    return apply(framed, codebook, analyser, progress)


def _context(
    opened: Opened, books: tuple[Book, ...], gathered: Gathered, analyser: Analyser, options: CheckOptions
) -> Context:
    changed, absent = _drift(opened, options)
    return Context(
        books=books,
        material=gathered.material,
        others=_other_codes(opened, {book.file for book in books}),
        unreadable=(*opened.findings, *gathered.findings),
        drift=changed,
        absent=absent,
        settings=opened.study.check,
        analyser=analyser,
    )


def _other_codes(opened: Opened, seen: set[str]) -> frozenset[str]:
    """Codes of the study's own codebook when others were named: people code with it."""
    if not opened.study.codebook or opened.study.codebook in seen:
        return frozenset()
    try:
        codebook, _ = open_codebook(opened)
    except StepError:
        return frozenset()
    return frozenset(code.code for code in codebook.codes)


def _drift(opened: Opened, options: CheckOptions) -> tuple[tuple[str, ...], str]:
    """What differs from the lock, and how much could not be compared, when that was asked for."""
    if not options.locked:
        return (), ""
    if not opened.layout.lock_file.is_file():
        return ("there is no qualcode.lock",), ""
    found = drift(opened)
    return found.changed, not_here(found.absent) if found.absent else ""


def _report(opened: Opened, checks: tuple[Check, ...], context: Context, options: CheckOptions) -> Report:
    material = context.material
    return Report(
        checks=checks,
        found=run_checks(checks, context),
        codebooks=tuple(book.file for book in context.books),
        corpus=material.corpus.corpus if material else "",
        transcripts=len(material.headers) if material else 0,
        fail_level=options.fail_level or opened.study.check.fail_level,
    )
