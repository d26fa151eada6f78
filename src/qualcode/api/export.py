"""Export tables: made from the codings in force; written with their description, or handed to notebooks and scripts."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

from qualcode.agreement.coders import validation_note
from qualcode.api.open import (
    PACKAGE,
    CoderCodings,
    ExportOptions,
    export_stem,
    maybe_coded,
    open_codings,
    open_without_codings,
    study_language,
)
from qualcode.api.table_parts import TablePlan, consents_of, count_parts, divided
from qualcode.codings.schema import Codings
from qualcode.corpus.index import is_current
from qualcode.executors import SERIAL, Executor
from qualcode.export import TABLE_FORMATS
from qualcode.export.cells import PRINT_FORMATS, format_problems
from qualcode.export.delimited import spreadsheet_safe
from qualcode.export.html import table_to_figure
from qualcode.export.metadata import Resource, datapackage, merge_datapackage
from qualcode.export.parquet import to_arrow
from qualcode.languages.catalogue import catalogue
from qualcode.model.codebook import Codebook
from qualcode.model.finding import Finding, StudyError, study_error, unknown_name
from qualcode.model.progress import working
from qualcode.model.table import Table
from qualcode.printed.present import EVERY, with_page
from qualcode.store.atomic import read_bytes, write_bytes
from qualcode.store.study import OpenStudy, has_words, in_own_languages, output_path, warn_unagreed, warn_unignored_file
from qualcode.tables import TABLES
from qualcode.tables.groups import dividing_attributes
from qualcode.tables.kind import ALWAYS, TableKind, TableOptions, lacks, not_taken, option_problems
from qualcode.tables.listing import page_words
from qualcode.tables.reading import reading_problems
from qualcode.tables.redaction import RedactedStudy
from qualcode.topics.tables import TOPIC_TABLES

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow


@dataclass(frozen=True)
class ExportReport:
    """A table and where it was written."""

    table: Table
    data: bytes = field(repr=False)
    """The file's bytes."""
    file: str
    """The file as users write it; empty when the output was `-`."""
    written: bool
    """False when the same bytes were there already, or nothing was to be written."""
    findings: tuple[Finding, ...]
    """Notes about options, codings and the table."""
    stated: tuple[str, ...] = ()
    """What transcripts and respondents say of their own consent."""


@in_own_languages
def export(study: OpenStudy, wanted: ExportOptions, executor: Executor = SERIAL) -> ExportReport:
    """Make a table and write it; a csv file gets a `datapackage.json` beside it.

    The executor counts the shards of a large corpus; the bytes are the same, whoever does.

    Raises:
        StudyError: there is no such table, format or attribute, or nothing was coded.
    """
    how = table_format(wanted)
    if wanted.table in TOPIC_TABLES:
        return _export_topics(study, wanted, how)
    if wanted.table not in TABLES:
        from qualcode.api.documents import DOCUMENTS  # only the message names them

        raise unknown_name("table", wanted.table, [*TABLES, *TOPIC_TABLES, *DOCUMENTS, "project"])
    kind = TABLES[wanted.table]
    if refused := not_taken(wanted.table, kind, wanted.options, _attributes(study, kind, wanted)):
        raise StudyError(*refused)
    if wanted.dry_run or wanted.output == "-":
        return export_table(study, _read_layer(study, wanted), wanted, how, executor=executor)
    with study.writing():
        layer = _layer(study, wanted)
        with working("export"):
            return export_table(study, layer, wanted, how, executor=executor)


def _attributes(study: OpenStudy, kind: TableKind, wanted: ExportOptions) -> Sequence[str]:
    """The attributes of the corpus, where a table lacks one."""
    if kind.needs == "by" and lacks(kind, wanted.options):
        with suppress(StudyError):
            return dividing_attributes(_read_layer(study, wanted).corpus.frame)
    return ()


def _layer(study: OpenStudy, wanted: ExportOptions) -> CoderCodings:
    if not TABLES[wanted.table].coded:
        return open_without_codings(study)
    return open_codings(study, wanted.coder, wanted.codebook, wanted.reviewed_by)


def _read_layer(study: OpenStudy, wanted: ExportOptions) -> CoderCodings:
    """A layer for readers: while another process works on the study, what is there is read.

    Where that is incomplete, the other process may still be writing: this one waits like a writer and looks again.
    """
    if is_current(study):
        with suppress(StudyError):
            return _layer(study, wanted)
    with study.writing(reading=True):
        return _layer(study, wanted)


def _export_topics(study: OpenStudy, wanted: ExportOptions, how: str) -> ExportReport:
    """Make a table of the topics that were found last."""
    from qualcode.topics.kept import load_topics, with_meaning

    table = TOPIC_TABLES[wanted.table]
    if refused := not_taken(wanted.table, table.of(None), wanted.options):
        raise StudyError(*refused)
    with study.writing(reading=wanted.dry_run or wanted.output == "-"):
        layer = (open_codings if table.coded else maybe_coded)(study, wanted.coder, wanted.codebook, wanted.reviewed_by)
        fitted = load_topics(study, layer.corpus)
        if table.meaning:
            fitted = with_meaning(study, layer.corpus, fitted)
        kind = table.of(fitted)
        return export_table(study, layer, wanted, how, kind)


@in_own_languages
def export_table(
    study: OpenStudy,
    layer: CoderCodings,
    wanted: ExportOptions,
    how: str,
    kind: TableKind | None = None,
    redacted: RedactedStudy | None = None,
    executor: Executor = SERIAL,
) -> ExportReport:
    """Make one table of an open layer and write it in a format.

    `kind` is the table where it is made of topics, `redacted` the layer where several redacted tables are made of it.
    Of a corpus of several shards, the executor counts.
    """
    kind = kind or TABLES[wanted.table]
    options = replace(wanted.options, lang=_language(study, wanted, kind))
    plan = divided(layer, study, wanted.table, kind, options)
    table, findings = _made(layer, wanted, kind, options, plan, redacted, executor)
    data, lost = (b"", ()) if wanted.table_only else as_bytes(table, how)
    stated = consents_of(layer.corpus, plan)
    agreed = warn_unagreed(study, "quotes", stated) if has_words(table) and not wanted.table_only else ()
    findings = (*layer.findings, *findings, *_nobody(table), *lost, *agreed)
    if wanted.output == "-":
        return ExportReport(table, data, "", False, findings, stated)
    path = output_path(study, wanted.output) if wanted.output else study.layout.out / f"{export_stem(wanted)}.{how}"
    written = not wanted.dry_run and _write(study, path, table, data, how)
    findings = (*findings, *(warn_unignored_file(study, path, stated) if wanted.output and has_words(table) else ()))
    return ExportReport(table, data, study.layout.relative(path), written, findings, stated)


def _made(
    layer: CoderCodings,
    wanted: ExportOptions,
    kind: TableKind,
    options: TableOptions,
    plan: TablePlan | None,
    redacted: RedactedStudy | None,
    executor: Executor,
) -> tuple[Table, tuple[Finding, ...]]:
    """The table as it is written, and what there is to say about its options and codings.

    Raises:
        StudyError: the table cannot be made, or it would have no row and says nothing then.
    """
    frame, codings = (plan.without_turns, Codings.none(plan.source)) if plan else (layer.frame, layer.codings)
    redacted = redacted or RedactedStudy(frame, codings)
    if not options.redact:  # it counts single codings
        note = validation_note(layer.compared, layer.unread, _codes(layer.codebook, wanted), options)
        options = replace(options, validation=note)
    findings = _refuse_errors(option_problems(wanted.table, frame, codings, options))
    findings = _refuse_errors((*findings, *reading_problems(kind.shows, frame, codings)))
    grouped = redacted.frame_by(options.by, "") if options.redact else frame
    findings = _refuse_errors((*findings, *kind.wrong(grouped, codings, options)))
    counted = count_parts(replace(plan, options=options), executor) if plan else None
    table = kind(frame, codings, options, redacted, counted)
    if not table.rows and (refused := kind.when_empty):
        raise StudyError(refused(options))
    table = spreadsheet_safe(table) if wanted.spreadsheet_safe else table
    return with_page(table, wanted.columns, wanted.style, page_words(frame, codings, options)), findings


@in_own_languages
def save_table(
    study: OpenStudy, table: Table, path: Path, how: str = "", stated: Sequence[str] = ()
) -> tuple[Finding, ...]:
    """Write a table at hand in the format that is named, or that the file's ending says.

    Gives what the format loses of it, and warnings where it has words of participants who did not agree to that, or
    where git would take it up; `stated` is what transcripts and respondents say of their own consent.

    Raises:
        StudyError: there is no such format, or it cannot hold the table.
    """
    how, path = table_format(ExportOptions(format=how, output=str(path))), output_path(study, path)
    data, lost = as_bytes(table, how)
    with study.writing():
        _write(study, path, table, data, how)
    if not has_words(table):
        return lost
    return (*lost, *warn_unagreed(study, "quotes", stated), *warn_unignored_file(study, path, stated))


def _language(study: OpenStudy, wanted: ExportOptions, kind: TableKind) -> str:
    """The language asked for; else that of the study, where the table has words in it."""
    usual = study_language(study)
    words = catalogue(usual)
    has_words = not words or all(column.definition in words for column in kind.columns)
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
        StudyError: the format cannot hold the table.
    """
    findings = _refuse_errors(format_problems(table, how))
    return TABLE_FORMATS[how](table), findings


def _refuse_errors(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings, unless one of them is an error."""
    if any(finding.level == "error" for finding in findings):
        raise StudyError(*findings)
    return findings


def _codes(codebook: Codebook, wanted: ExportOptions) -> set[str]:
    """The codes that a table is about."""
    kind = "barrier" if wanted.table == "barriers" else wanted.options.kind
    return {code.code for code in codebook.codes if kind in ("", code.kind)}


def table_format(wanted: ExportOptions) -> str:
    """The format asked for, or the one that the file's ending says."""
    ending = wanted.ending
    how = wanted.format or ending or "csv"
    if how not in TABLE_FORMATS:
        raise unknown_name("format", how, TABLE_FORMATS)
    if (wanted.columns or wanted.style != "plain") and how not in PRINT_FORMATS:
        hint = f"{how} has every column; write --to {', '.join(PRINT_FORMATS)}"
        raise study_error("wrong-arguments", "--columns and --style are for what people read", hint)
    if wanted.spreadsheet_safe and how not in ("csv", "tsv"):
        hint = f"leave it out: `{how}` holds text as text"
        raise study_error("wrong-arguments", "--spreadsheet-safe is for csv and tsv", hint)
    if ending in TABLE_FORMATS and how != ending:
        hint = f"leave --to out, or write -o {Path(wanted.output).with_suffix(f'.{how}')}"
        raise study_error("two-formats", f"the file is named as {ending}, and --to asks for {how}", hint)
    return how


def _write(study: OpenStudy, path: Path, table: Table, data: bytes, how: str) -> bool:
    """Write the table, and for csv the description beside it."""
    if how != "csv":
        return write_bytes(path, data)
    package = path.parent / PACKAGE
    title = study.settings.title or study.corpus.title
    described = datapackage([Resource(path.name, table, data)], study.name, title, study.corpus.licence)
    present = [each.name for each in path.parent.glob("*.csv")] if path.parent.is_dir() else []
    try:
        merged = merge_datapackage(read_bytes(package) if package.is_file() else None, described, present)
    except ValueError as error:
        hint = "write the table to another folder with -o"
        raise study_error(
            "foreign-datapackage", f"this file was {error}", hint, study.layout.relative(package)
        ) from error
    written = write_bytes(path, data)
    write_bytes(package, merged)
    return written


def table_kind(table: str) -> tuple[TableKind, frozenset[str]]:
    """What a table is, and the options that change it, by their names in `TableOptions`."""
    kind = TOPIC_TABLES[table].of(None) if table in TOPIC_TABLES else TABLES[table]
    return kind, (kind.takes | ALWAYS) - {"validation", *kind.refused}


MOST_ROWS_SHOWN = 30
"""A notebook shows so many rows of a longer table."""


def _need(package: str) -> None:
    """Refuse what needs a package that is not here."""
    if find_spec(package) is None:
        raise study_error("missing-package", f"this needs the package {package}", f"run pip install {package}")


@dataclass(frozen=True, repr=False)
class TableResult(Table):
    """A table, and what was guessed or wrong when it was made."""

    findings: tuple[Finding, ...] = ()
    """What was guessed or wrong."""
    file: str = ""
    """File that it was written to; empty: none."""
    study: OpenStudy | None = field(default=None, compare=False)
    """The study that it was made of."""
    stated: tuple[str, ...] = field(default=(), compare=False)
    """What transcripts and respondents say of their own consent."""

    def __repr__(self) -> str:
        return f"<{self.name}: {self.rows:,} rows of {', '.join(column.name for column in self.columns)}>"

    def _repr_html_(self) -> str:
        """The table as a notebook shows it: its first rows, N and the other notes below, everything escaped."""
        every = replace(self, page=replace(self.page, columns=(EVERY,)))
        if self.rows <= MOST_ROWS_SHOWN:
            return table_to_figure(every)
        first = {name: values[:MOST_ROWS_SHOWN] for name, values in self.data.items()}
        shown = f"The first {MOST_ROWS_SHOWN} of {self.rows:,} rows."
        return table_to_figure(replace(every, data=first, notes=(shown, *self.notes)))

    def to_arrow(self) -> "pyarrow.Table":
        """The table as a `pyarrow.Table`: int64, double, boolean and string columns; missing values are null.

        Definitions of columns, notes and facts for machines stand in its metadata.
        """
        return to_arrow(self)

    def to_pandas(self) -> "pandas.DataFrame":
        """The table as a pandas data frame; whole numbers and booleans keep their type where some are missing.

        Raises:
            StudyError: pandas is not installed.
        """
        _need("pandas")
        import pandas
        import pyarrow as pa

        whole = {pa.int64(): pandas.Int64Dtype(), pa.bool_(): pandas.BooleanDtype()}
        return self.to_arrow().to_pandas(types_mapper=whole.get)

    def to_polars(self) -> "polars.DataFrame":
        """The table as a polars data frame.

        Raises:
            StudyError: polars is not installed.
        """
        _need("polars")
        import polars

        return cast(polars.DataFrame, polars.from_arrow(self.to_arrow()))

    def save(self, file: str | Path, format: str = "") -> tuple[Finding, ...]:
        """Write the table in the format that the file's ending says, or that is named.

        A csv file gets a `datapackage.json` beside it. Gives what the format loses of the table, and a warning where
        git would take up participants' words.

        Raises:
            StudyError: there is no such format, or it cannot hold the table.
        """
        if self.study is None:
            raise study_error("no-study", "this table belongs to no study", "make it with `Study.export`")
        return save_table(self.study, self, Path(file), format, self.stated)
