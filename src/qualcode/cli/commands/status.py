"""`qualcode status`."""

from qualcode import api
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings
from qualcode.cli.output import exit_code, in_words, open_here, plural, put, put_json, say_findings


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


_OUT_OF_GIT = "people's codings stay out of it (.gitignore): `qualcode merge FOLDER` brings a colleague's"


def _lines(report: "api.status.StatusReport") -> list[str]:
    """The state of the study, a line each."""
    prune = in_words(f"put back what is gone, or remove it from all counts: `{report.prune}`")
    headings = {
        "corpus": [f"{report.corpus}: {in_words(plural(report.transcripts, 'transcript'))}"],
        "new": report.new,
        "unread": map(in_words, report.unread),
        "changed": report.changed,
        "source gone": report.missing,
        "drift": map(in_words, report.drift),
        "": [prune] if report.missing else [],
        "codebook": [report.codebook or in_words("none")],
        "codings": [in_words(report.codings)],
        "coders": [", ".join(report.coders)] if report.coders else [],
        "git": [in_words(_OUT_OF_GIT)] if report.out_of_git else [],
        "next": [report.next],
    }
    return [f"{in_words(heading):<9} {line}" for heading, lines in headings.items() for line in lines]
