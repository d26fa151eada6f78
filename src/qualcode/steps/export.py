"""Export a table: made from the codings in force, written with its description."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from qualcode.export import FORMATS, Resource, datapackage, merge_datapackage
from qualcode.export import problems as format_problems
from qualcode.model import Codebook, Finding, Table
from qualcode.steps.coded import Layer, maybe_coded, open_layer, uncoded_layer
from qualcode.steps.errors import StepError, refuse, unknown
from qualcode.steps.export_options import PACKAGE, ExportOptions, export_stem
from qualcode.steps.index import is_current
from qualcode.steps.language import study_language
from qualcode.steps.outside import has_words, outside
from qualcode.steps.study import Opened
from qualcode.steps.validation import validation_note
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.tables import TABLES, TableKind, not_taken, problems
from qualcode.tables.kind import lacks
from qualcode.tables.options import INDONESIAN
from qualcode.topics.tables import TOPIC_TABLES


@dataclass(frozen=True)
class ExportReport:
    """A table and where it was written."""

    table: Table
    """The table."""
    data: bytes
    """The file's bytes."""
    file: str
    """The file as users write it; empty when the output was `-`."""
    written: bool
    """False when the same bytes were there already, or nothing was to be written."""
    findings: tuple[Finding, ...]
    """Notes about options, codings and the table."""


def export(opened: Opened, wanted: ExportOptions) -> ExportReport:
    """Make a table and write it; a csv file gets a `datapackage.json` beside it.

    Raises:
        StepError: there is no such table, format or attribute, or nothing was coded.
    """
    how = _format(wanted)
    if wanted.table in TOPIC_TABLES:
        return _export_topics(opened, wanted, how)
    if wanted.table not in TABLES:
        from qualcode.steps.documents import DOCUMENTS  # only the message names them

        raise unknown("table", wanted.table, [*TABLES, *TOPIC_TABLES, *DOCUMENTS, "project"])
    kind = TABLES[wanted.table]
    if refused := not_taken(wanted.table, kind, wanted.options, _attributes(opened, kind, wanted)):
        raise StepError(*refused)
    if wanted.dry_run or wanted.output == "-":
        return export_table(opened, _read_layer(opened, wanted), wanted, how)
    with opened.writing():
        return export_table(opened, _layer(opened, wanted), wanted, how)


def _attributes(opened: Opened, kind: TableKind, wanted: ExportOptions) -> Sequence[str]:
    """The attributes of the corpus, where a table lacks one."""
    if kind.needs == "by" and lacks(kind, wanted.options):
        with suppress(StepError):
            return _read_layer(opened, wanted).framed.frame.attribute_names
    return ()


def _layer(opened: Opened, wanted: ExportOptions) -> Layer:
    if not TABLES[wanted.table].coded:
        return uncoded_layer(opened)
    return open_layer(opened, wanted.coder, wanted.codebook)


def _read_layer(opened: Opened, wanted: ExportOptions) -> Layer:
    """A layer for who writes nothing: while another process works on the study, what is there is read.

    Where that is not whole, the other one may be in the midst of it: this one waits like a writer and looks again.
    """
    if is_current(opened):
        with suppress(StepError):
            return _layer(opened, wanted)
    with opened.writing(reading=True):
        return _layer(opened, wanted)


def _export_topics(opened: Opened, wanted: ExportOptions, how: str) -> ExportReport:
    """Make a table of the topics that were found last."""
    from qualcode.steps.kept_topics import load_topics
    from qualcode.steps.vectors import with_meaning

    table = TOPIC_TABLES[wanted.table]
    if refused := not_taken(wanted.table, table.of(None), wanted.options):
        raise StepError(*refused)
    with opened.writing(reading=wanted.dry_run or wanted.output == "-"):
        layer = (open_layer if table.coded else maybe_coded)(opened, wanted.coder, wanted.codebook)
        fitted = load_topics(opened, layer.framed)
        if table.meaning:
            fitted = with_meaning(opened, layer.framed, fitted)
        kind = table.of(fitted)
        return export_table(opened, layer, wanted, how, kind)


def export_table(
    opened: Opened, layer: Layer, wanted: ExportOptions, how: str, kind: TableKind | None = None
) -> ExportReport:
    """Make one table of an open layer and write it in a format; `kind` is the table where it is made of topics."""
    kind = kind or TABLES[wanted.table]
    options = replace(wanted.options, lang=_language(opened, wanted, kind))
    note = validation_note(layer.compared, layer.unread, _codes(layer.codebook, wanted), options)
    options = replace(options, validation=note)
    findings = problems(wanted.table, layer.framed.frame, layer.codings, options)
    if any(finding.level == "error" for finding in findings):
        raise StepError(*findings)
    findings = (*findings, *kind.wrong(layer.framed.frame, layer.codings, options))
    if any(finding.level == "error" for finding in findings):
        raise StepError(*findings)
    table = kind(layer.framed.frame, layer.codings, options)
    if not table.rows and (refused := kind.when_empty):
        raise StepError(refused(options))
    data, lost = as_bytes(table, how)
    findings = (*layer.findings, *findings, *_nobody(table), *lost)
    if wanted.output == "-":
        return ExportReport(table, data, "", False, findings)
    path = Path(wanted.output) if wanted.output else opened.layout.out / f"{export_stem(wanted)}.{how}"
    written = not wanted.dry_run and _write(opened, path, table, data, how)
    findings = (*findings, *(outside(opened, path) if wanted.output and has_words(table) else ()))
    return ExportReport(table, data, opened.layout.relative(path), written, findings)


def _language(opened: Opened, wanted: ExportOptions, kind: TableKind) -> str:
    """The language asked for; else that of the study, where the table has words in it."""
    usual = study_language(opened)
    has_words = usual != INDONESIAN or all(column.indonesian for column in kind.columns)
    return wanted.options.lang or (usual if has_words else "")


def _nobody(table: Table) -> tuple[Finding, ...]:
    """A warning where nobody is counted: shares are empty then, and zeros say nothing."""
    if table.meta["n"]:
        return ()
    message = "N = 0: no participant who can be told apart says a word"
    return (Finding("warning", "no-respondents", message, hint="`qualcode status` shows the roles of the speakers"),)


def as_bytes(table: Table, how: str) -> tuple[bytes, tuple[Finding, ...]]:
    """A table in a format, and what the format loses of it.

    Raises:
        StepError: the format cannot hold the table.
    """
    findings = format_problems(table, how)
    if any(finding.level == "error" for finding in findings):
        raise StepError(*findings)
    return FORMATS[how](table), findings


def _codes(codebook: Codebook, wanted: ExportOptions) -> set[str]:
    """The codes that a table is about."""
    kind = "barrier" if wanted.table == "barriers" else wanted.options.kind
    return {code.code for code in codebook.codes if kind in ("", code.kind)}


def _format(wanted: ExportOptions) -> str:
    """The format asked for, or the one that the file's ending says."""
    ending = Path(wanted.output).suffix.lower().removeprefix(".") if wanted.output not in ("", "-") else ""
    how = wanted.format or ending or "csv"
    if how not in FORMATS:
        raise unknown("format", how, FORMATS)
    if ending in FORMATS and how != ending:
        hint = f"leave --to out, or write -o {Path(wanted.output).with_suffix(f'.{how}')}"
        raise refuse("two-formats", f"the file is named as {ending}, and --to asks for {how}", hint)
    return how


def _write(opened: Opened, path: Path, table: Table, data: bytes, how: str) -> bool:
    """Write the table, and for csv the description beside it."""
    if how != "csv":
        return write_bytes(path, data)
    package = path.parent / PACKAGE
    title = opened.study.title or opened.corpus.title
    described = datapackage([Resource(path.name, table, data)], opened.name, title, opened.corpus.licence)
    present = [each.name for each in path.parent.glob("*.csv")] if path.parent.is_dir() else []
    try:
        merged = merge_datapackage(read_bytes(package) if package.is_file() else None, described, present)
    except ValueError as error:
        hint = "write the table to another folder with -o"
        raise refuse("foreign-datapackage", f"this file was {error}", hint, opened.layout.relative(package)) from error
    written = write_bytes(path, data)
    write_bytes(package, merged)
    return written
