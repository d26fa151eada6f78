"""`qualcode import`."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from qualcode.cli.app import command
from qualcode.cli.output import exit_code, open_here, plural, put_bytes, put_json, say, say_findings
from qualcode.cli.settings import CliSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qualcode.api.export_project import ProjectReport
    from qualcode.api.import_codings import ImportReport
    from qualcode.api.import_project import ProjectImport
    from qualcode.api.open import ExportOptions


def show_project_export(settings: CliSettings, wanted: "ExportOptions", report: "ProjectReport") -> int:
    """Show what was exported and where it is."""
    say_findings(settings, report.findings)
    if settings.json:
        names = ("file", "written", "transcripts", "codes", "coders", "codings", "respondents", "findings")
        put_json({name: getattr(report, name) for name in names})
    elif wanted.output == "-":
        put_bytes(report.data)
    if report.file:
        how = "Would write" if wanted.dry_run else "Wrote" if report.written else "Unchanged:"
        say(settings, f"{how} {report.file} ({_holding(report)}).")
    return exit_code(report.findings)


def _holding(report: "ProjectReport") -> str:
    codes = plural(report.codes, "code")
    if not report.coders:
        return codes
    aside = {assertion: count for assertion, count in report.codings.items() if assertion != "affirmed"}
    said = [
        plural(report.transcripts, "transcript"),
        codes,
        f"{plural(report.codings.get('affirmed', 0), 'coding')} of {' and '.join(report.coders)}",
        plural(report.respondents, "respondent"),
    ]
    apart = ", ".join(f"{count} {assertion}" for assertion, count in aside.items())
    return ", ".join(said) + (f"; apart in `not affirmed`: {apart}" if apart else "")


def import_project_here(settings: CliSettings, file: Path, coder: str, **chosen: Any) -> int:
    """Import a project into the study around the working folder."""
    from qualcode.api.import_project import import_project
    from qualcode.exchange.codings_in import ProjectOptions

    coders = tuple(name.strip() for name in coder.split("+") if name.strip())
    study = open_here(settings)
    say_findings(settings, study.findings)
    report = import_project(study, file, ProjectOptions(coders, **chosen))
    return show_project_import(settings, report, dry_run=chosen["dry_run"])


def show_project_import(settings: CliSettings, report: "ProjectImport", *, dry_run: bool) -> int:
    """Show what became of a project."""
    if settings.json:
        put_json(report)
    for line in _positions(report):
        say(settings, line)
    say_findings(settings, report.findings)
    new = sum(text.new for text in report.texts)
    said = [
        f"{plural(len(report.texts), 'transcript')} ({new} new)",
        plural(report.codes, "code") + (f" in {report.codebook}" if report.codebook else ""),
        *(f"{plural(count, 'new coding')} of {coder}" for coder, count in report.coders.items()),
        *([f"{plural(report.cases, 'case')} in a first corpus.yaml"] if report.cases else []),
        *([f"{report.known} known already"] if report.known else []),
        *([f"{report.repeated} more than once in the file"] if report.repeated else []),
        *([f"{plural(report.refused, 'selection')} refused"] if report.refused else []),
    ]
    say(settings, f"{', '.join(said)}. {'Nothing was written.' if dry_run else _next(report)}")
    return exit_code(report.findings)


def _positions(report: "ProjectImport") -> list[str]:
    """How positions were read, a line for each way to count."""
    ways: dict[tuple[str, str], list[str]] = {}
    for text in report.texts:
        if text.positions:
            ways.setdefault((text.positions, text.by), []).append(text.transcript)
    shown = []
    for (positions, by), names in ways.items():
        some = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
        reason = f" (decided by {by})" if by else ""
        shown.append(f"Positions counted in {positions}{reason}: {some}.")
    return shown


def _next(report: "ProjectImport") -> str:
    if not report.coders:
        return f"Next: write rules into {report.codebook}." if report.codebook_new else "Next: `qualcode status`."
    coder = shlex.quote(next(iter(report.coders)))
    return f"Next: `qualcode export codes --coder {coder} -b {shlex.quote(report.codebook)}`."


@command(
    "import",
    """
    qualcode import codings out/sheet.xlsx --coder ani
    qualcode import codings old.csv --coder budi --columns codes=Kode
    qualcode import project interviews.qdpx
    """,
)
def import_(
    settings: CliSettings,
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
    from qualcode.api.import_codings import CODING_COLUMN_USES, ImportOptions, import_codings
    from qualcode.api.open import named_columns, one_of
    from qualcode.model.finding import study_error

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
        raise study_error("no-coder", "a sheet does not say whose codings they are", "write --coder NAME")
    options = ImportOptions(
        coder, one_of("--kind", kind, "person", "rules", "model"), method, codebook,
        named_columns(columns, CODING_COLUMN_USES), delimiter, encoding, read_whole, replace, skip_bad,
        dry_run,
    )  # fmt: skip
    study = open_here(settings)
    report = import_codings(study, file, options)
    findings = (*study.findings, *report.findings)
    if settings.json:
        put_json(report)
    say(settings, "Columns: " + ", ".join(f"{use} = {title}" for use, title in report.columns.items()) + ".")
    say_findings(settings, findings)
    say(settings, _summary(report, dry_run=dry_run))
    return exit_code(findings)


def _refuse_others(what: str, given: "Mapping[str, object]") -> None:
    """Refuse options that this import would pass over."""
    from qualcode.model.finding import study_error

    for option, value in given.items():
        if value:
            raise study_error("bad-option", f"`{option}` does not go with `import {what}`", "leave it out")


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
