"""What is said about projects of other programs, on their way out and in."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcode.cli.say import exit_code, plural, put_bytes, put_json, say, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.study import open_here

if TYPE_CHECKING:
    from qualcode.steps.export_options import ExportOptions
    from qualcode.steps.export_project import ProjectReport
    from qualcode.steps.import_project import ProjectImport


def told_project(settings: Settings, wanted: "ExportOptions", report: "ProjectReport") -> int:
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


def import_project_here(settings: Settings, file: Path, coder: str, **chosen: Any) -> int:
    """Import a project into the study around the working folder."""
    from qualcode.steps.import_project import import_project
    from qualcode.steps.project_codings import ProjectOptions

    coders = tuple(name.strip() for name in coder.split("+") if name.strip())
    opened = open_here(settings)
    say_findings(settings, opened.findings)
    report = import_project(opened, file, ProjectOptions(coders, **chosen))
    return told_import(settings, report, dry_run=chosen["dry_run"])


def told_import(settings: Settings, report: "ProjectImport", *, dry_run: bool) -> int:
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
