"""`qualcode status`."""

from typing import TYPE_CHECKING

from qualcode.cli.app import command
from qualcode.cli.exits import ExitCode
from qualcode.cli.say import exit_code, plural, put, put_json, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.study import open_here

if TYPE_CHECKING:
    from qualcode.steps.status import StatusReport


@command("status", "qualcode status")
def status(settings: Settings) -> int:
    """Show what is new, changed or stale.

    Says which command comes next.
    """
    from qualcode.steps.status import status

    opened = open_here(settings)
    report = status(opened)
    if settings.json:
        put_json(report)
    else:
        put("\n".join(_lines(report)) + "\n")
    say_findings(settings, (*opened.findings, *report.findings))
    return exit_code(report.findings) or ExitCode.DONE


def _lines(report: "StatusReport") -> list[str]:
    """The state of the study, a line each."""
    lists = {"new": report.new, "changed": report.changed, "source gone": report.missing, "drift": report.drift}
    return [
        f"corpus    {report.corpus}: {plural(report.transcripts, 'transcript')}",
        *(f"{name:<9} {item}" for name, items in lists.items() for item in items),
        *(
            [f"          put back what is gone, or remove it from all counts: `{report.prune}`"]
            if report.missing
            else []
        ),
        f"codebook  {report.codebook or 'none'}",
        f"codings   {report.codings}",
        *([f"coders    {', '.join(report.coders)}"] if report.coders else []),
        f"next      {report.next}",
    ]
