"""`qualcode import`."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.projects import import_project_here
from qualcode.cli.say import exit_code, plural, put_json, say, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.study import open_here

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.steps.import_codings import ImportReport


@command(
    "import",
    """
    qualcode import codings out/sheet.xlsx --coder ani
    qualcode import codings old.csv --coder budi --columns codes=Kode
    qualcode import project interviews.qdpx
    """,
)
def import_(
    settings: Settings,
    what: Annotated[str, typer.Argument(metavar="WHAT", help="codings or project.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Sheet (xlsx, csv), or project (qdpx, qdc).")],
    coder: Annotated[
        str, typer.Option("--coder", metavar="NAME", help="Whose codings they are; of a project, those wanted (a+b).")
    ] = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="KIND", help="What the coder is: person, rules or model.")
    ] = "person",
    method: Annotated[
        str, typer.Option("--method", metavar="METHOD", help="How the coder worked, in a sentence.")
    ] = "",
    codebook: Annotated[str, typer.Option("--codebook", "-b", metavar="FILE", help="Codebook with the codes.")] = "",
    columns: Annotated[
        str,
        typer.Option(
            "--columns",
            metavar="USE=NAME,...",
            help="Columns: id, transcript, turn, segment, quote, codes, assertion, note.",
        ),
    ] = "",
    delimiter: Annotated[
        str, typer.Option("--delimiter", metavar="SIGN", help="Character between columns, or tab.")
    ] = "",
    encoding: Annotated[
        str, typer.Option("--encoding", metavar="NAME", help="Encoding of a csv that is not UTF-8.")
    ] = "",
    lang: Annotated[
        str, typer.Option("--lang", metavar="LANG", help="Language of a project's names and definitions.")
    ] = "",
    positions: Annotated[
        str,
        typer.Option("--positions", metavar="UNIT", help="What a project's positions count: code-points or utf-16."),
    ] = "",
    read_whole: Annotated[
        bool, typer.Option("--read-whole", help="The coder read each of these transcripts to its end.")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="Take back earlier codings of these rows that they do not name.")
    ] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out rows that are wrong.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would happen; write nothing.")] = False,
) -> int:
    """Read codings from a sheet, or a project of another program.

    A sheet of `qualcode sample`, or any sheet with transcript, turn or quote, and codes divided by ; or , - a code
    that the codebook lacks is refused, and so is a sheet that rules wrote, unless --kind says so. Codings are added to
    those that the coder has; --replace takes back what the sheet no longer names, and keeps it apart.

    A project of NVivo, MAXQDA, ATLAS.ti, QualCoder and others (REFI-QDA) brings transcripts, codes and the codings of
    every coder; a selection whose words are not certain is refused.
    """
    from qualcode.steps.errors import refuse
    from qualcode.steps.import_codings import COLUMN_USES, ImportOptions, import_codings
    from qualcode.steps.options import named_columns, one_of

    of_sheets: dict[str, object] = {
        **{"--method": method, "--columns": columns, "--delimiter": delimiter, "--encoding": encoding},
        **{"--skip-bad": skip_bad, "--kind": kind != "person", "--read-whole": read_whole, "--replace": replace},
    }
    if one_of("import", what, "codings", "project") == "project":
        _refuse_others(what, of_sheets)
        chosen = {"codebook": codebook, "lang": lang, "positions": positions, "dry_run": dry_run}
        return import_project_here(settings, file, coder, **chosen)
    _refuse_others(what, {"--lang": lang, "--positions": positions})
    if not coder:
        raise refuse("no-coder", "a sheet does not say whose codings they are", "write --coder NAME")
    options = ImportOptions(
        coder, one_of("--kind", kind, "person", "rules", "model"), method, codebook,
        named_columns(columns, COLUMN_USES), delimiter, encoding, read_whole, replace, skip_bad,
        dry_run,
    )  # fmt: skip
    opened = open_here(settings)
    report = import_codings(opened, file, options)
    findings = (*opened.findings, *report.findings)
    if settings.json:
        put_json(report)
    say(settings, "Columns: " + ", ".join(f"{use} = {title}" for use, title in report.columns.items()) + ".")
    say_findings(settings, findings)
    say(settings, _summary(report, dry_run=dry_run))
    return exit_code(findings)


def _refuse_others(what: str, given: "Mapping[str, object]") -> None:
    """Refuse options that this import would pass over."""
    from qualcode.steps.errors import refuse

    for option, value in given.items():
        if value:
            raise refuse("bad-option", f"`{option}` does not go with `import {what}`", "leave it out")


def _summary(report: "ImportReport", *, dry_run: bool) -> str:
    """What became of the rows, and what comes next."""
    counts = {"without a code": report.without, "not looked at": report.empty, "wrong and left out": report.bad}
    said = "".join(f"; {plural(count, 'row')} {what}" for what, count in counts.items() if count)
    known = f", {report.known} known already" if report.known else ""
    known += f", {report.taken_back} {'would be ' if dry_run else ''}taken back" if report.taken_back else ""
    return f"{plural(report.rows, 'row')}: {plural(report.added, 'new coding')}{known}{said}. " + (
        "Nothing was written." if dry_run else _following(report)
    )


def _following(report: "ImportReport") -> str:
    """What comes next; a sheet in which nobody wrote is to be filled first."""
    if report.rows and report.empty == report.rows:
        return "Next: fill in the column codes, save the sheet, and import it again."
    if report.kind == "rules":
        return f"Next: `qualcode evaluate --coder {shlex.quote(report.coder)} --against NAME`."
    if not report.measures:
        how = "where each of these transcripts was read to its end, import again with --read-whole"
        return f"Next: {how}; until then nothing can be measured on these codings."
    return f"Next: `qualcode evaluate --against {shlex.quote(report.coder)}`."
