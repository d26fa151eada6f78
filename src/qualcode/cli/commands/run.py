"""`qualcode run`."""

from typing import Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.commands.ingest import summary
from qualcode.cli.progress import progress
from qualcode.cli.say import exit_code, put_json, say, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.tables import show_codes


@command("run", "qualcode run")
def run(
    settings: Settings,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when there are warnings.")] = False,
) -> int:
    """Ingest, code and export a whole study.

    Reads the sources of the study, codes them with its codebook and writes every table to out/.
    """
    from qualcode.steps.run import run
    from qualcode.steps.study import open_study

    opened = open_study(settings.directory, settings.corpus)
    with progress(settings) as report_progress:
        report = run(opened, progress=report_progress)
    findings = (*opened.findings, *report.findings)
    say_findings(settings, findings)
    if settings.json:
        put_json({"barriers": report.barriers, "files": report.files, "findings": findings})
    elif not settings.quiet:
        show_codes(settings, report.barriers)
        for note in report.barriers.notes:
            say(settings, note, "dim")
    say(settings, summary(report.ingest).partition(" Next")[0])
    say(settings, "Tables: " + ", ".join(report.files))
    say(settings, "Every mention is a row of out/segments.csv with its quote. Next: `qualcode verify`.")
    return exit_code(findings, strict=strict)
