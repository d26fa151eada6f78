"""Export everything that may be given away of a study: every redacted table, by every attribute, and the method."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.api.documents import DocumentReport, export_document
from qualcode.api.export import ExportReport, export_table, save_table, table_format
from qualcode.api.open import PACKAGE, CoderCodings, ExportOptions, export_stem, open_codings
from qualcode.model.finding import Finding, StudyError, study_error
from qualcode.store.study import OpenStudy, in_own_languages, output_path
from qualcode.tables import TABLES
from qualcode.tables.kind import TableKind, TableOptions
from qualcode.tables.redaction import RedactedStudy
from qualcode.topics.kept import load_topics, with_meaning
from qualcode.topics.tables import TOPIC_TABLES

REDACTED_FOLDER = "redacted"
"""Folder of `out/` to which they are written unless another one is named."""


@dataclass(frozen=True)
class RedactedReport:
    """What was written, and where."""

    folder: str
    """The folder as users write it."""
    reports: tuple[ExportReport | DocumentReport, ...]
    """The tables, then the page on method."""
    findings: tuple[Finding, ...]
    """Notes about codings and tables, each once."""


@in_own_languages
def export_redacted(study: OpenStudy, wanted: ExportOptions) -> RedactedReport:
    """Write all tables that may be given away, each as it is written when it is asked for alone.

    Raises:
        StudyError: an option is one of single tables, or nothing was coded.
    """
    _check(wanted)
    folder = output_path(study, wanted.output) if wanted.output else study.layout.out / REDACTED_FOLDER
    how = table_format(replace(wanted, output=""))
    with study.writing(reading=wanted.dry_run):
        layer = open_codings(study, wanted.coder, wanted.codebook, wanted.reviewed_by)
        redacted = RedactedStudy(layer.frame, layer.codings)
        topics, old = _topics(study, layer)
        made = [
            (each, export_table(study, layer, each, how, kind, redacted))
            for kind, each in _tables({**TABLES, **topics}, replace(wanted, output="-", table_only=True), redacted)
        ]
    tables = [
        _written(study, report, folder / f"{export_stem(each)}.{how}", how, dry_run=wanted.dry_run)
        for each, report in made
        if report.table.rows
    ]
    page = ExportOptions("methods", output="", coder=wanted.coder, codebook=wanted.codebook, options=wanted.options)
    file = str(folder / f"{export_stem(page)}.md")
    method = export_document(study, replace(page, output=file, dry_run=wanted.dry_run))
    reports: tuple[ExportReport | DocumentReport, ...] = (*tables, method)
    findings = dict.fromkeys(finding for report in reports for finding in report.findings)
    empty = [
        export_stem(replace(each, options=replace(each.options, redact=False)))
        for each, report in made
        if not report.table.rows
    ]
    more = (*old, *_empty(empty), *_others(folder, reports))
    return RedactedReport(study.layout.relative(folder), reports, (*findings, *more))


def _check(wanted: ExportOptions) -> None:
    """Refuse what only single tables can do."""
    if wanted.table:
        raise study_error("bad-option", "--all writes every table", f"leave `{wanted.table}` or --all out")
    if not wanted.options.redact:
        raise study_error("bad-option", "--all writes what may be given away", "write --redact --all")
    if replace(wanted.options, redact=False, lang="") != TableOptions() or wanted.output == "-" or wanted.checklist:
        hint = "leave out all but --redact, -o FOLDER, --to, --lang, --coder, --codebook and --dry-run"
        raise study_error("bad-option", "--all takes no options of single tables", hint)


def _tables(
    kinds: Mapping[str, TableKind], wanted: ExportOptions, redacted: RedactedStudy
) -> Iterator[tuple[TableKind, ExportOptions]]:
    """Every way to ask for a table that may be given away."""
    for name, kind in kinds.items():
        if kind.redacted:
            attributes = list(redacted.plan.joined) if "by" in kind.takes else []
            for by in attributes if kind.needs == "by" else ["", *attributes]:
                yield kind, replace(wanted, table=name, options=replace(wanted.options, by=by))


def _written(study: OpenStudy, report: ExportReport, path: Path, how: str, *, dry_run: bool) -> ExportReport:
    """A table that was made, and written unless nothing is to be."""
    lost = () if dry_run else save_table(study, report.table, path, how)
    findings = (*report.findings, *lost)
    return replace(report, file=study.layout.relative(path), written=not dry_run, findings=findings)


def _topics(study: OpenStudy, layer: CoderCodings) -> tuple[dict[str, TableKind], tuple[Finding, ...]]:
    """The tables of topics, where topics were found; a note where they are left out because they are old."""
    try:
        fitted = load_topics(study, layer.corpus)
    except StudyError as error:
        old = [replace(each, level="warning") for each in error.findings if each.code != "no-topics"]
        return {}, tuple(old)
    meant = with_meaning(study, layer.corpus, fitted)
    return {name: each.of(meant if each.meaning else fitted) for name, each in TOPIC_TABLES.items()}, ()


def _empty(tables: Sequence[str]) -> tuple[Finding, ...]:
    """A note that names the tables that would have no row."""
    if not tables:
        return ()
    message = f"not written, since they have no row that may be shown: {', '.join(tables)}"
    return (Finding("note", "no-rows", message),)


def _others(folder: Path, reports: tuple[ExportReport | DocumentReport, ...]) -> tuple[Finding, ...]:
    """A warning about files of the folder that are not among those written now."""
    written = {PACKAGE, *(Path(report.file).name for report in reports)}
    left = sorted(each.name for each in folder.iterdir() if each.name not in written) if folder.is_dir() else []
    if not left:
        return ()
    message = f"the folder holds other files, too: {', '.join(left[:3])}{' ...' if left[3:] else ''}"
    return (Finding("warning", "other-files", message, hint="give away only those that were written now"),)
