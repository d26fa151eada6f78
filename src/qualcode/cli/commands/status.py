"""`qualcode status`."""

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings
from qualcode.cli.output import exit_code, open_here, plural, put, put_json, say_findings


@command("status", "qualcode status", again=True)
def status(settings: CliSettings) -> int:
    """Show what is new, what is done, and what comes next.

    Changed sources, stale codings and what differs from qualcode.lock are named.
    """
    study = open_here(settings)
    report = api.status.status(study)
    if settings.json:
        put_json(report)
    else:
        put("".join(f"{line}\n" for line in _lines(report)))
    say_findings(settings, (*study.findings, *report.findings))
    return exit_code(report.findings)


_OUT_OF_GIT = "git       people's codings stay out of it (.gitignore): `qualcode merge FOLDER` brings a colleague's"


def _lines(report: "api.status.StatusReport") -> list[str]:
    """The state of the study, a line each."""
    lists = {
        "new": report.new,
        "unread": report.unread,
        "changed": report.changed,
        "source gone": report.missing,
        "drift": report.drift,
    }
    prune = f"          put back what is gone, or remove it from all counts: `{report.prune}`"
    return [
        f"corpus    {report.corpus}: {plural(report.transcripts, 'transcript')}",
        *(f"{name:<9} {item}" for name, items in lists.items() for item in items),
        *([prune] if report.missing else []),
        f"codebook  {report.codebook or 'none'}",
        f"codings   {report.codings}",
        *([f"coders    {', '.join(report.coders)}"] if report.coders else []),
        *([_OUT_OF_GIT] if report.out_of_git else []),
        f"next      {report.next}",
    ]
