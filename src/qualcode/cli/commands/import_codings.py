"""`qualcode import`."""

import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, argument, codebook_file, coder_option, dry_run, flag, option
from qualcode.cli.output import exit_code, open_here, parts, plural, put_bytes, put_json, say, say_findings

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
        put_json(parts(report, "file written transcripts codes coders codings respondents findings"))
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


def _import_project(settings: CliSettings, asked: "ImportArguments") -> int:
    """Import a project into the study around the working folder."""
    from qualcode.api.import_project import import_project
    from qualcode.exchange.codings_in import ProjectOptions

    coders = tuple(name.strip() for name in asked.coder.split("+") if name.strip())
    study = open_here(settings)
    say_findings(settings, study.findings)
    options = ProjectOptions(coders, asked.codebook, asked.lang, asked.positions, asked.dry_run)
    return show_project_import(settings, import_project(study, Path(asked.file), options), dry_run=asked.dry_run)


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


@dataclass(frozen=True)
class ImportArguments:
    """What is imported, whose codings they are, and how a sheet is read."""

    what: str = argument("WHAT", "codings or project.", complete=choices("codings", "project"))
    file: str = argument("FILE", "Sheet (xlsx, csv), or project (qdpx, qdc).")
    coder: str = coder_option("Whose codings they are; of a project, those wanted (a+b).", "")
    kind: str = option(
        "--kind", "KIND", "What the coder is: person, rules or model.", "person",
        complete=choices("person", "rules", "model"),
    )  # fmt: skip
    method: str = option("--method", "METHOD", "How the coder worked, in a sentence.")
    codebook: str = codebook_file("Codebook with the codes.")
    columns: str = option(
        "--columns", "USE=NAME,...", "Columns: id, transcript, turn, segment, quote, codes, assertion, note."
    )
    delimiter: str = option("--delimiter", "SIGN", "Character between columns, or tab.")
    encoding: str = option("--encoding", "NAME", "Encoding of a csv that is not UTF-8.")
    lang: str = option("--lang", "LANG", "Language of a project's names and definitions.")
    positions: str = option("--positions", "UNIT", "What a project's positions count: code-points or utf-16.")
    read_whole: bool = flag("--read-whole", "The coder read each of these transcripts to its end.")
    replace: bool = flag("--replace", "Take back earlier codings of these rows that they do not name.")
    skip_bad: bool = flag("--skip-bad", "Leave out rows that are wrong.")
    dry_run: bool = dry_run()


@command(
    "import",
    """
    qualcode import codings out/sheet.xlsx --coder ani
    qualcode import codings old.csv --coder budi --columns codes=Kode
    qualcode import project interviews.qdpx
    """,
)
def import_(settings: CliSettings, asked: ImportArguments) -> int:
    """Read codings from a sheet, or another program's project.

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
        **{"--method": asked.method, "--columns": asked.columns, "--delimiter": asked.delimiter},
        **{"--encoding": asked.encoding, "--skip-bad": asked.skip_bad, "--kind": asked.kind != "person"},
        **{"--read-whole": asked.read_whole, "--replace": asked.replace},
    }
    if one_of("import", asked.what, "codings", "project") == "project":
        _refuse_others(asked.what, of_sheets)
        return _import_project(settings, asked)
    _refuse_others(asked.what, {"--lang": asked.lang, "--positions": asked.positions})
    if not asked.coder:
        raise study_error("no-coder", "a sheet does not say whose codings they are", "write --coder NAME")
    options = ImportOptions(
        asked.coder, one_of("--kind", asked.kind, "person", "rules", "model"), asked.method, asked.codebook,
        named_columns(asked.columns, CODING_COLUMN_USES), asked.delimiter, asked.encoding, asked.read_whole,
        asked.replace, asked.skip_bad, asked.dry_run,
    )  # fmt: skip
    study = open_here(settings)
    report = import_codings(study, Path(asked.file), options)
    findings = (*study.findings, *report.findings)
    if settings.json:
        put_json(report)
    say(settings, "Columns: " + ", ".join(f"{use} = {title}" for use, title in report.columns.items()) + ".")
    say_findings(settings, findings)
    say(settings, _summary(report, dry_run=asked.dry_run))
    return exit_code(findings)


def _refuse_others(what: str, given: "Mapping[str, object]") -> None:
    """Refuse options that this import would pass over."""
    from qualcode.model.finding import study_error

    for name, value in given.items():
        if value:
            raise study_error("bad-option", f"`{name}` does not go with `import {what}`", "leave it out")


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
