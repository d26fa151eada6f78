"""`qualcode run`."""

from typing import TYPE_CHECKING, Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.commands.ingest import summary
from qualcode.cli.output import exit_code, open_here, progress, put_json, say, say_findings, show_codes
from qualcode.cli.settings import CliSettings, Jobs

if TYPE_CHECKING:
    from qualcode.api.run import RunReport


@command("run", "qualcode run")
def run(
    settings: CliSettings,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when there are warnings.")] = False,
    jobs: Jobs = 1,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would happen; write nothing.")] = False,
) -> int:
    """Ingest, code and export a whole study.

    Reads the sources of the study, codes them with its codebook and writes every table to out/.
    """
    from qualcode.api.run import run
    from qualcode.corpus.source import IngestOptions

    study = open_here(settings)
    with progress(settings) as report_progress:
        report = run(study, IngestOptions(dry_run=dry_run), report_progress, jobs=jobs)
    findings = (*study.findings, *report.findings)
    if settings.json:
        put_json({"barriers": report.barriers, "files": report.files, "findings": findings})
    elif report.barriers and not settings.quiet:
        show_codes(settings, report.barriers)
    say_findings(settings, findings)
    for line in _closing(report, study.settings.codebook):
        say(settings, line)
    return exit_code(findings, strict=strict)


def _closing(report: "RunReport", codebook: str) -> list[str]:
    """What changed, where it lies, and what comes next."""
    sources = summary(report.ingest, codebook).partition(" Next")[0]
    files = ", ".join(report.files)
    if report.barriers is None:
        return [sources, f"Would write {files}."]
    following = "Each mention is a row of out/segments.csv with its quote. Next: `qualcode verify`."
    return [*report.barriers.notes, "", sources, f"Files: {files}.", following]
