"""`qualcode code`."""

from typing import Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.options import Jobs
from qualcode.cli.progress import progress
from qualcode.cli.say import exit_code, plural, put_json, say, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.study import open_here
from qualcode.cli.tables import show_codes


@command("code", "qualcode code --codebook codebooks/barriers.yaml\nqualcode code --watch")
def code(
    settings: Settings,
    codebook: Annotated[
        str, typer.Option("--codebook", "-b", metavar="FILE", help="Codebook; the study's default unless named.")
    ] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Exit 1 when there are warnings.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Count; keep nothing but the index.")] = False,
    jobs: Jobs = 1,
    watch: Annotated[
        bool, typer.Option("--watch", help="Code again at every save of the codebook; Ctrl-C ends, with exit code 0.")
    ] = False,
) -> int:
    """Apply a codebook's rules to the transcripts.

    Only participants are coded. Rules suggest, people find.
    """
    from qualcode.steps.code import code

    opened = open_here(settings)
    if watch:
        from qualcode.cli.watching import watch as look_on
        from qualcode.steps.watch import Watcher

        say_findings(settings, opened.findings)
        return look_on(settings, Watcher(opened, codebook, dry_run=dry_run, jobs=jobs))
    with progress(settings) as report_progress:
        report = code(opened, codebook, report_progress, dry_run=dry_run, jobs=jobs)
    findings = (*opened.findings, *report.findings)
    if settings.json:
        put_json({"codebook": report.codebook.file, "codes": report.codes, "findings": findings})
    elif not settings.quiet:
        show_codes(settings, report.codes)
    say_findings(settings, findings)
    total = plural(report.grouped.total, "coding")
    following = "Nothing was kept." if dry_run else "Next: `qualcode export barriers`."
    say(settings, f"Found {total}, {report.grouped.affirmed} of them affirmed. {following}")
    return exit_code(findings, strict=strict)
