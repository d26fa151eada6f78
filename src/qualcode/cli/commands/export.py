"""`qualcode export`."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.app import command
from qualcode.cli.commands.import_codings import show_project_export
from qualcode.cli.output import exit_code, open_here, plural, put_bytes, put_json, say, say_findings
from qualcode.cli.settings import CliSettings

if TYPE_CHECKING:
    from qualcode.api.documents import DocumentReport
    from qualcode.api.export import ExportReport
    from qualcode.api.open import ExportOptions


_ARCHIVE = b"PK"
"""How a Word file begins, which is no text for JSON."""
FORMATS_HELP = "csv, tsv, json, jsonl, md, xlsx, docx, tex, html, parquet or sav; qdpx or qdc."


@command(
    "export",
    """
    qualcode export barriers
    qualcode export barriers --by city -o barriers.xlsx
    qualcode export segments --to jsonl -o - | head
    qualcode export methods --lang id
    qualcode export crate
    qualcode export project -o out/study.qdpx --coder ani+budi
    """,
)
def export(
    settings: CliSettings,
    table: Annotated[
        str, typer.Argument(metavar="TABLE", help="barriers, codes, segments, kwic ...; methods, crate, project.")
    ],
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help=FORMATS_HELP)] = "",
    output: Annotated[
        str,
        typer.Option("--output", "-o", metavar="FILE", help="File to write; `-` is stdout; out/TABLE unless named."),
    ] = "",
    by: Annotated[str, typer.Option("--by", metavar="ATTRIBUTE", help="A block of rows for each value.")] = "",
    kind: Annotated[str, typer.Option("--kind", metavar="KIND", help="Codes of this kind only.")] = "",
    code: Annotated[
        list[str] | None, typer.Option("--code", metavar="CODE", help="This code only; may be repeated.")
    ] = None,
    term: Annotated[
        list[str] | None, typer.Option("--term", metavar="TERM", help="Word or phrase to list (kwic).")
    ] = None,
    level: Annotated[
        str, typer.Option("--level", metavar="LEVEL", help="Forms that terms find: exact, light or root.")
    ] = "light",
    unit: Annotated[
        str, typer.Option("--unit", metavar="UNIT", help="Count once per segment, turn or respondent.")
    ] = "",
    window: Annotated[int, typer.Option("--window", metavar="N", min=1, help="Words on each side of a keyword.")] = 8,
    top: Annotated[
        int,
        typer.Option(
            "--top",
            metavar="N",
            min=0,
            help="Rows or quotes a group; the table's usual unless named.",
            show_default=False,
        ),
    ] = 0,
    test: Annotated[bool, typer.Option("--test", help="Add tests of difference (compare).")] = False,
    interval: Annotated[bool, typer.Option("--interval", help="Add intervals of the shares.")] = False,
    shuffles: Annotated[
        int, typer.Option("--shuffles", metavar="N", min=1, help="Random orders of the interviews.")
    ] = 1000,
    seed: Annotated[int, typer.Option("--seed", metavar="N", help="Seed of everything random.")] = 1,
    base: Annotated[
        int, typer.Option("--base", metavar="N", min=1, help="Interviews of the base set (saturation).")
    ] = 4,
    run: Annotated[int, typer.Option("--run", metavar="N", min=1, help="Interviews of each run (saturation).")] = 2,
    coder: Annotated[str, typer.Option("--coder", metavar="NAME", help="Whose codings.")] = "rules",
    codebook: Annotated[str, typer.Option("--codebook", "-b", metavar="FILE", help="Codebook that coded.")] = "",
    lang: Annotated[
        str, typer.Option("--lang", metavar="LANG", help="Language of labels, notes and definitions: id or en.")
    ] = "",
    speakers: Annotated[bool, typer.Option("--speakers", help="Add the speakers' labels.")] = False,
    no_quotes: Annotated[bool, typer.Option("--no-quotes", help="None of the participants' words.")] = False,
    redact: Annotated[bool, typer.Option("--redact", help="No words, names, paths or places; no small cells.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Make the table; write nothing.")] = False,
) -> int:
    """Write a table made from the codings, or a document about them.

    Every number has its denominator, every quote its place. `methods` is the paragraph on method, `crate` describes
    the files of out/ as a research object (RO-Crate), `project` is for NVivo, MAXQDA, ATLAS.ti and others (REFI-QDA).
    """
    from qualcode.api.documents import DOCUMENTS, export_document
    from qualcode.api.export import export
    from qualcode.api.export_project import PROJECT_EXPORT, export_project
    from qualcode.api.open import ExportOptions, table_options

    asked = {
        "by": by,
        "kind": kind,
        "codes": tuple(code or ()),
        "terms": tuple(term or ()),
        "level": level,
        "unit": unit,
        "window": window,
    }
    counted = {"top": top, "test": test, "interval": interval, "shuffles": shuffles, "seed": seed}
    shown = {"lang": lang, "speakers": speakers, "no_quotes": no_quotes, "redact": redact}
    options = table_options(**asked, **counted, base=base, run=run, **shown)
    study = open_here(settings)
    wanted = ExportOptions(table, to, output, coder, codebook, options, dry_run)
    if table == PROJECT_EXPORT:
        return show_project_export(settings, wanted, export_project(study, wanted))
    if table in DOCUMENTS:
        document = export_document(study, wanted)
        said = None if document.data.startswith(_ARCHIVE) else document.data.decode()
        return _told(settings, wanted, document, {"document": said}, "")
    report = export(study, wanted)
    if not report.table.rows and report.table.notes:  # the first note of an empty table says why
        say(settings, report.table.notes[0])
    return _told(settings, wanted, report, {"table": report.table}, f" ({plural(report.table.rows, 'row')})")


def _told(
    settings: CliSettings,
    wanted: "ExportOptions",
    report: "ExportReport | DocumentReport",
    product: dict[str, Any],
    size: str,
) -> int:
    """Show what was exported and where it is."""
    say_findings(settings, report.findings)
    if settings.json:  # stdout is JSON then, also with `-o -`
        put_json({"file": report.file, "written": report.written, "findings": report.findings, **product})
    elif wanted.output == "-":
        put_bytes(report.data)
    if report.file:
        how = "Would write" if wanted.dry_run else "Wrote" if report.written else "Unchanged:"
        say(settings, f"{how} {report.file}{size}.")
    return exit_code(report.findings)
