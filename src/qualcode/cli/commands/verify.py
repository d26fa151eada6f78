"""`qualcode verify`."""

from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.output import exit_code, open_here, plural, put_json, say, say_findings
from qualcode.cli.settings import CliSettings


@command("verify", "qualcode verify\nqualcode verify appendix.xlsx")
def verify(
    settings: CliSettings,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Exported segments files; those in out/ unless named.", show_default=False),
    ] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when there are warnings.")] = False,
) -> int:
    """Check that every quote stands in its place.

    Compares exported quotes and kept codings with the transcripts, and the transcripts with their sources.
    """
    from qualcode.api.verify import verify

    study = open_here(settings)
    report = verify(study, files or [])
    if settings.json:
        put_json(report)
    say_findings(settings, report.findings)
    failed = sum(finding.level == "error" for finding in report.findings)
    said = (
        f"{plural(report.transcripts, 'transcript')} against their sources, {plural(report.codings, 'kept coding')}"
        + (f", {plural(report.quotes, 'quote')} in {', '.join(report.files)}" if report.files else "")
    )
    say(settings, f"Verified {said}: " + (f"{plural(failed, 'check')} failed." if failed else "all hold."))
    if not report.files:
        say(settings, "There is no exported segments file to check; `qualcode export segments` writes one.")
    return exit_code(report.findings, strict=strict)
