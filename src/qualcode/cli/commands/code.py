"""`qualcode code`."""

from typing import Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.progress import progress
from qualcode.cli.say import exit_code, plural, put_json, say, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.tables import show_codes


@command("code", "qualcode code --codebook codebooks/barriers.yaml")
def code(
    settings: Settings,
    codebook: Annotated[
        str, typer.Option("--codebook", "-b", metavar="FILE", help="Codebook; the study's default unless named.")
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when there are warnings.")] = False,
) -> int:
    """Apply a codebook's rules to the transcripts.

    Only participants are coded. Rules suggest, people find.
    """
    from qualcode.steps.code import code
    from qualcode.steps.study import open_study

    opened = open_study(settings.directory, settings.corpus)
    with progress(settings) as report_progress:
        report = code(opened, codebook, report_progress)
    findings = (*opened.findings, *report.findings)
    if settings.json:
        put_json({"codebook": report.codebook.file, "codes": report.codes, "findings": findings})
    elif not settings.quiet:
        show_codes(settings, report.codes)
    say_findings(settings, findings)
    affirmed = int((report.codings.assertion == 0).sum())
    total = plural(len(report.codings.code), "coding")
    say(settings, f"Found {total}, {affirmed} of them affirmed. Next: `qualcode export barriers`.")
    return exit_code(findings, strict=strict)
