"""Watching a codebook: one look after another until Ctrl-C."""

import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from qualcode.cli.exits import ExitCode
from qualcode.cli.say import plural, put_json, say, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.tables import show, show_codes

if TYPE_CHECKING:
    from qualcode.steps.watch import Change, Watcher, WatchReport

PAUSE_S = 0.3
"""Seconds between two looks."""


def watch(settings: Settings, watcher: "Watcher") -> int:
    """Show what each save makes of the corpus; Ctrl-C is how watching ends, and no failure."""
    try:
        while True:
            report = watcher.look()
            if report:
                _show(settings, report)
            time.sleep(PAUSE_S)
    except KeyboardInterrupt:
        say(settings, "\nStopped watching.")
        return ExitCode.DONE


def _show(settings: Settings, report: "WatchReport") -> None:
    if settings.json:
        put_json(report)
    elif report.codes and report.first and not settings.quiet:
        show_codes(settings, report.codes)
    elif report.changes and not settings.quiet:
        headings = ["code", "before", "now", "gained", "lost"]
        show(settings, "Codings that count", headings, _rows(report.changes), headings[1:])
    say_findings(settings, report.findings)
    say(settings, _summary(report))


def _rows(changes: "Sequence[Change]") -> list[list[str]]:
    return [
        [each.code, f"{each.before:,}", f"{each.now:,}", f"+{each.gained:,}", f"-{each.lost:,}"] for each in changes
    ]


def _summary(report: "WatchReport") -> str:
    if report.codes is None:
        return f"{report.file} cannot be used as it is. Waiting for the next save; Ctrl-C ends."
    failing = sum(finding.code == "failing-example" for finding in report.findings)
    examples = f"{plural(report.examples - failing, 'example')} of {report.examples} as they should be"
    changed = "" if report.first else "No coding changed; " if not report.changes else ""
    return f"{changed}{examples} ({report.seconds:.1f} s). Waiting for the next save; Ctrl-C ends."
