"""`qualcode export`."""

from dataclasses import dataclass, fields, replace
from typing import Any

from qualcode import api
from qualcode.cli.app import Command, command, common_options, write_names
from qualcode.cli.completion import (
    DOCUMENT_TITLES,
    choices,
    complete_attributes,
    complete_codes,
    complete_tables,
    table_titles,
)
from qualcode.cli.options import (
    CliSettings,
    WorkChoices,
    argument,
    codebook_file,
    coder_option,
    dry_run,
    flag,
    number,
    option,
    repeated,
    reviewed_by_option,
)
from qualcode.cli.output import (
    about_file,
    exit_code,
    open_here,
    parts,
    plural,
    progress,
    put_bytes,
    put_json,
    say,
    say_findings,
    shown_language,
)
from qualcode.model.finding import study_error

_ARCHIVE = b"PK"
"""How a Word file begins, which is no text for JSON."""
FORMATS = ("csv", "tsv", "json", "jsonl", "md", "xlsx", "docx", "tex", "html", "parquet", "sav")
"""Formats of tables, as the help names them."""
PICTURES = ("svg", "pdf", "png")
"""Formats of figures."""
EXPORT_GROUPS = {
    "Who names what": ("barriers", "codes", "matrix", "saturation", "code_coverage"),
    "Which words": ("segments", "quotes", "kwic", "keyness", "frequencies", "turns"),
    "Side by side": ("compare", "cooccurrence", "crosswalk"),
    "About the talk": ("speakers", "languages", "topics", "topic_terms", "topic_segments", "topic_by", "topic_pairs"),
}
"""Tables by what one asks of them; others stand below these."""


@dataclass(frozen=True)
class ExportTarget(WorkChoices):
    """What is exported, of whose codings, where to, and who does the work."""

    table: str = argument("TABLE", "One of those named above.", "", complete=complete_tables)
    to: str = option(
        "--to", "FORMAT", f"{', '.join(FORMATS[:-1])} or {FORMATS[-1]}; a figure as svg, pdf or png; qdpx or qdc.",
        complete=choices(*FORMATS, *PICTURES, "qdpx", "qdc"),
    )  # fmt: skip
    output: str = option("--output -o", "FILE", "File to write; `-` is stdout; out/TABLE unless named.")
    coder: str = coder_option("Whose codings; of a project, those of all unless named (a+b).", "")
    reviewed_by: str = reviewed_by_option()
    codebook: str = codebook_file("Codebook that coded.")
    checklist: str = option("--checklist", "NAME", "methods as coreq or srqr.", complete=choices("coreq", "srqr"))
    program: str = option(
        "--for", "PROGRAM", "Program that a project is for: qualcoder.", complete=choices("qualcoder")
    )
    spreadsheet_safe: bool = flag(
        "--spreadsheet-safe", "csv, tsv: an apostrophe before texts that spreadsheets would run."
    )
    columns: str = option("--columns", "NAMES", "Columns to print, joined by commas; all: every one.")
    style: str = option(
        "--style", "STYLE", "How numbers and captions are printed: plain or apa.", "plain",
        complete=choices("plain", "apa"),
    )  # fmt: skip
    all: bool = flag("--all", "With --redact: every table that may be given away, to the folder -o.")
    dry_run: bool = dry_run("Make the table; write nothing.")


@dataclass(frozen=True)
class TableChoices:
    """How a table is made and shown: fields of the tables' own options, of which each table takes some."""

    by: str = option("--by", "ATTRIBUTE", "A block of rows for each value.", complete=complete_attributes)
    kind: str = option("--kind", "KIND", "Codes of this kind only.")
    codes: tuple[str, ...] = repeated("--code", "CODE", "This code only; may be repeated.", complete=complete_codes)
    terms: tuple[str, ...] = repeated("--term", "TERM", "Word or phrase to list (kwic).")
    level: str = option(
        "--level", "LEVEL", "Forms that terms find: exact, light or root.", "light",
        complete=choices("exact", "light", "root"),
    )  # fmt: skip
    unit: str = option(
        "--unit", "UNIT", "Count once per segment, turn or respondent.",
        complete=choices("segment", "turn", "respondent"),
    )  # fmt: skip
    window: int = number("--window", "N", "Words on each side of a keyword.", 8, least=1)
    top: int = number("--top", "N", "Rows or quotes a group; the table's usual unless named.", 0, least=0, shown=False)
    test: bool = flag("--test", "Add tests of difference (compare).")
    interval: bool = flag("--interval", "Add intervals of the shares.")
    shuffles: int = number("--shuffles", "N", "Random orders of the interviews.", 1000, least=1)
    seed: int = number("--seed", "N", "Seed of everything random.", 1)
    base: int = number("--base", "N", "Interviews of the base set (saturation).", 4, least=1)
    run: int = number("--run", "N", "Interviews of each run (saturation).", 2, least=1)
    lang: str = option(
        "--lang", "LANG", "Language of labels, notes and definitions: id or en.", complete=choices("id", "en")
    )
    gloss: str = option("--gloss", "LANG", "A column for translations to fill in (quotes, segments); see `import`.")
    speakers: bool = flag("--speakers", "Add the speakers' labels.")
    no_quotes: bool = flag("--no-quotes", "None of the participants' words.")
    redact: bool = flag("--redact", "No words, names, paths or places; nothing of few people.")


@dataclass(frozen=True)
class FigureChoices:
    """How a figure looks."""

    figure: str = option("--figure", "NAME", "svg, pdf, png: which figure, where a table has several.")
    width: str = option("--width", "WIDTH", "svg, pdf, png: 85mm for a column, 170mm for a page.", "85mm")
    font: str = option("--font", "FONT", "svg, pdf, png: an installed font, or a font file.")
    grey: bool = flag("--grey", "svg, pdf, png: in greys.")


_NOT_OF_TABLES = frozenset({"table", "checklist", "program", "all"})
"""Options of documents, of projects and of the whole set, which the page of a table leaves out."""


class ExportCommand(Command):
    """`export`, whose help lists the tables; with the name of one it says what this one holds and takes."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Note which table is named: the help is printed before that is read."""
        ctx.meta["table"] = next((each for each in args if each in table_titles()), "")
        return super().parse_args(ctx, args)

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The page of the table that is named; without one, or with one that there is not, the page of `export`."""
        if not ctx.meta["table"]:
            super().format_help(ctx, formatter)
            return
        table = ctx.meta["table"]
        kind, options = api.export.table_kind(table)
        taken = {*options, *(each.name for each in fields(ExportTarget) if each.name not in _NOT_OF_TABLES)}
        drawn = api.export_figure.figures_of(table)
        taken |= {each.name for each in (*fields(WorkChoices), *(fields(FigureChoices) if drawn else ()))}
        formatter.write_usage("qualcode export", f"{table} [OPTIONS]")
        figures = f"Figures: {', '.join(drawn)}." if drawn else "No figure is drawn of it."
        for paragraph in (kind.about, f"Columns: {', '.join(column.name for column in kind.columns)}.", figures):
            formatter.write_paragraph()
            with formatter.indentation():
                formatter.write_text(paragraph)
        with formatter.section("Options"):
            formatter.write_dl([each.get_help_record(ctx) for each in self.params if each.name in taken])
        with formatter.section("Options for every command (COMMAND --help explains them)"):
            write_names(formatter, common_options())
        with formatter.section("Example"):
            needed = {"by": "--by ATTRIBUTE ", "terms": "--term WORD "}.get(kind.needs, "")
            formatter.write_text(f"qualcode export {table} {needed}--to docx")

    def format_options(self, ctx: Any, formatter: Any) -> None:
        """The tables and documents by their groups, then the options."""
        titles = {**table_titles(), **DOCUMENT_TITLES}
        grouped = {name for names in EXPORT_GROUPS.values() for name in names}
        more = [name for name in titles if name not in grouped and name not in DOCUMENT_TITLES]
        for group, names in {**EXPORT_GROUPS, "Plug-ins": more, "Documents": [*DOCUMENT_TITLES]}.items():
            if names:
                with formatter.section(group):
                    formatter.write_dl([(name, titles[name]) for name in names])
        super().format_options(ctx, formatter)


@command(
    "export",
    """
    qualcode export barriers
    qualcode export barriers --by city -o barriers.xlsx
    qualcode export barriers --coder rules --reviewed-by ani
    qualcode export segments --to jsonl -o - | head
    qualcode export barriers --to svg --width 170mm
    qualcode export methods --lang id
    qualcode export methods --checklist coreq --to docx
    qualcode export crate
    qualcode export project -o out/study.qdpx --coder ani+budi
    qualcode export --redact --all -o to-give-away
    qualcode export barriers --help
    """,
    ExportCommand,
    again=True,
)
def export(settings: CliSettings, target: ExportTarget, choices: TableChoices, look: FigureChoices) -> int:
    """Write a table, a figure, the method, or a project.

    Every number has its denominator, every quote its place. `export TABLE --help` says what a table holds and which
    options it takes.
    """
    if not (target.table or target.all):
        raise study_error("usage", "the argument TABLE is missing", "see `qualcode export --help`")
    study = open_here(settings)
    others = {"all", *(each.name for each in fields(WorkChoices))}
    taken = {"format" if name == "to" else name: value for name, value in vars(target).items() if name not in others}
    taken["columns"] = tuple(name.strip() for name in target.columns.split(",") if name.strip())
    wanted = api.open.ExportOptions(**taken)
    wanted = replace(wanted, options=replace(wanted.options, **vars(choices)))
    pictured = api.export_figure.is_figure(wanted)
    if target.all if pictured else look != FigureChoices():
        message = "--figure, --width, --font and --grey are for one table drawn as svg, pdf or png"
        raise study_error("bad-option", message, "write --to svg and a table, or leave them out")
    if target.all:
        return _show_all(settings, wanted, api.export_redacted.export_redacted(study, wanted))
    if target.table in DOCUMENT_TITLES:
        return _show_document(settings, wanted, study)
    if wanted.checklist:
        api.documents.check_checklist(wanted)
    if pictured:
        return _show_figure(settings, wanted, study, look)
    with progress(settings), target.workers() as workers:
        report = api.export.export(study, wanted, workers)
    if not report.table.rows and report.table.notes:  # the first note of an empty table says why
        say(settings, _told(settings, study, wanted, report))
    product = parts(report, "file written findings", table=report.table)
    return _show(settings, wanted, report, product, plural(report.table.rows, "row"))


def _told(
    settings: CliSettings, study: "api.folder.OpenStudy", wanted: "api.open.ExportOptions",
    report: "api.export.ExportReport",
) -> str:  # fmt: skip
    """The first note of a table, in the language of the screen also where the file is in another one."""
    lang = wanted.options.lang or shown_language(settings)
    if lang not in ("", report.table.language):
        options = replace(wanted.options, lang=lang)
        report = api.export.export(study, replace(wanted, options=options, format="", output="-", table_only=True))
    return report.table.notes[0]


def _show_document(settings: CliSettings, wanted: "api.open.ExportOptions", study: "api.folder.OpenStudy") -> int:
    """Export what is no table: a project, a page, or memos."""
    if wanted.table == api.export_project.PROJECT_EXPORT:
        with progress(settings):
            project = api.export_project.export_project(study, wanted)
        product = parts(project, "file written transcripts codes coders codings respondents findings")
        return _show(settings, wanted, project, product, _size_of_project(project))
    api.documents.check_checklist(wanted)
    memos = wanted.table == api.memos.MEMOS
    document = api.memos.export_memos(study, wanted) if memos else api.documents.export_document(study, wanted)
    text = None if document.data.startswith(_ARCHIVE) else document.data.decode()
    return _show(settings, wanted, document, parts(document, "file written findings", document=text))


def _show_figure(
    settings: CliSettings, wanted: "api.open.ExportOptions", study: "api.folder.OpenStudy", look: FigureChoices
) -> int:
    """Draw a table; its data and its caption stand beside the picture."""
    of = api.export_figure
    options = of.FigureOptions(of.width_in_mm(look.width), look.font, look.grey)
    report = of.export_figure(study, wanted, options, look.figure)
    say_findings(settings, report.findings)
    if settings.json:
        put_json(parts(report, "files written alt caption findings", table=report.table))
    elif wanted.output == "-":
        put_bytes(report.data)
    for file in report.files:
        say(settings, about_file(file, "", dry_run=wanted.dry_run, written=report.written))
    return exit_code(report.findings)


def _show(
    settings: CliSettings,
    wanted: "api.open.ExportOptions",
    report: "api.export.ExportReport | api.documents.DocumentReport | api.export_project.ProjectReport",
    product: dict[str, object],
    size: str = "",
) -> int:
    """Show what was exported and where it is."""
    say_findings(settings, report.findings)
    if settings.json:  # stdout is JSON then, also with `-o -`
        put_json(product)
    elif wanted.output == "-":
        put_bytes(report.data)
    if report.file:
        say(settings, about_file(report.file, size, dry_run=wanted.dry_run, written=report.written))
    return exit_code(report.findings)


def _show_all(
    settings: CliSettings, wanted: "api.open.ExportOptions", report: "api.export_redacted.RedactedReport"
) -> int:
    """Show which tables and pages may be given away, and where they are."""
    say_findings(settings, report.findings)
    files = [each.file for each in report.reports]
    if settings.json:
        put_json(parts(report, "folder findings", files=files))
    for each in report.reports:
        say(settings, about_file(each.file, "", dry_run=wanted.dry_run, written=each.written))
    return exit_code(report.findings)


def _size_of_project(report: "api.export_project.ProjectReport") -> str:
    codes = plural(report.codes, "code")
    if not report.coders:
        return codes
    counts = [
        plural(report.transcripts, "transcript"),
        codes,
        f"{plural(report.codings.get('affirmed', 0), 'coding')} of {', '.join(report.coders)}",
        plural(report.respondents, "respondent"),
    ]
    aside = {assertion: count for assertion, count in report.codings.items() if assertion != "affirmed"}
    apart = ", ".join(f"{count} {assertion}" for assertion, count in aside.items())
    return ", ".join(counts) + (f"; apart in `not affirmed`: {apart}" if apart else "")
