"""What is said about projects of other programs, on their way out and in."""

from typing import TYPE_CHECKING

from qualcode.cli.say import exit_code, plural, put_bytes, put_json, say, say_findings
from qualcode.cli.settings import Settings

if TYPE_CHECKING:
    from qualcode.steps.export_options import ExportOptions
    from qualcode.steps.export_project import ProjectReport


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
