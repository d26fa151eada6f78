"""`qualcode withdraw`."""

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, argument, dry_run, flag, repeated
from qualcode.cli.output import finish, open_here, plural, present, progress, say, say_findings, show

if TYPE_CHECKING:
    from qualcode.privacy.history import History

_KINDS = {
    "derived": "index, caches, models, tables and reports: made again when they are needed",
    "projects": "projects of other programs that hold the words",
    "codings": "codings and decisions",
    "coders": "which transcripts a coder has read whole",
    "samples": "units of samples",
    "memos": "memos",
    "sources": "sources and recordings, also where others speak in them",
    "transcripts": "transcripts",
    "lock": "lines of the lock: run `qualcode lock` again",
}


@dataclass(frozen=True)
class WithdrawOptions:
    """Who withdraws."""

    respondent: str = argument("RESPONDENT", "As tables name them; nothing: go on with a withdrawal.", "")
    name: tuple[str, ...] = repeated("--name", "NAME", "What else they are called; searched for in every file.")
    yes: bool = flag("--yes -y", "Take out without asking.")
    close: bool = flag("--close", "End a withdrawal although words are left.")
    dry_run: bool = dry_run("Only list what goes.")


@command(
    "withdraw",
    """
    qualcode withdraw R01 -n
    qualcode withdraw R01 --name "Sri Wahyuni"
    qualcode withdraw focus-group/3 --yes
    qualcode withdraw
    """,
)
def withdraw(settings: CliSettings, options: WithdrawOptions) -> int:
    """Take a participant out of the study for good.

    Lists first, then searches every byte for what is left. Cannot be undone: codings, memos and sources go, too.
    """
    study = open_here(settings)
    write = options.yes and not options.dry_run
    if not write:
        with progress(settings):
            report = api.withdraw.withdraw(study, options.respondent, options.name)
        _show(settings, report)
        write = not options.dry_run and _asked(settings)
        if not write:
            say_findings(settings, report.findings)
            say(settings, "Nothing was removed: add --yes.")
            return ExitCode.DONE
    with progress(settings):
        report = api.withdraw.withdraw(study, options.respondent, options.name, write=True, close=options.close)
    if options.yes:
        _show(settings, report)
    findings = tuple(each for each in study.findings if each.code != "withdrawal-unfinished")
    code = finish(settings, (*findings, *report.findings), *_closing(report))
    return ExitCode.DONE if report.finished else code


def _asked(settings: CliSettings) -> bool:
    """Whether a person at the terminal says yes."""
    if settings.no_input or settings.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    say(settings, "Remove all this for good? Write `yes`:")
    return sys.stdin.readline().strip().lower() in ("yes", "ya")


def _show(settings: CliSettings, report: "api.withdraw.WithdrawReport") -> None:
    headings = ["what", "files that go", "files that are edited", "lines"]
    rows = [
        [_KINDS.get(each.kind, each.kind), f"{each.files:,}", f"{each.edited:,}", f"{each.lines:,}"]
        for each in report.removed
    ]
    present(settings, report, lambda: show(settings, "Withdrawal", headings, rows, headings[1:]))
    for transcript, turns in report.turns.items():
        how = "goes whole" if transcript in report.whole else "stays, with these turns emptied"
        say(settings, f"{transcript}: {plural(turns, 'turn')}; the transcript {how}.")
    if report.names:
        say(settings, f"Names searched for: {', '.join(report.names)}. Others are given with --name.")


def _closing(report: "api.withdraw.WithdrawReport") -> Iterator[str]:
    search = report.search
    shared = f" {report.shared:,} more are said by others, too." if report.shared else ""
    yield f"Searched every byte of {plural(search.files, 'file')} for {search.runs:,} runs of five words.{shared}"
    yield f"{search.runs_left:,} of {search.runs:,} left."
    names = f"{len(search.said_by_others)} in what others said" if search.said_by_others else "none in what others said"
    if report.names:
        yield f"Names: {search.names_left:,} left, and {names}."
    for path in report.outside:
        yield f"Outside of the study, and untouched: rm {shlex.quote(path)}"
    yield from _about_git(search.history)
    yield "Not looked at: copies and backups, other computers, exports that were given away. Ask for each of them."
    if report.finished:
        yield "Next: `qualcode run`, then `qualcode lock` where there was a lock."
    else:
        yield "Not finished: mend what is listed, then `qualcode withdraw` searches again (--close ends it as it is)."


def _about_git(history: "History | None") -> Iterator[str]:
    if history is None:
        return
    if history.holding:
        paths = " ".join(f"--path {shlex.quote(path)}" for path in history.paths)
        yield f"Git: {history.holding:,} of {plural(history.objects, 'object')} hold words. Commit, copy, then:"
        if paths:
            yield f"  git filter-repo --invert-paths {paths} --force"
        yield "  git reflog expire --expire=now --all && git gc --prune=now"
    else:
        yield f"Git: none of {plural(history.objects, 'object')} of this repository holds words."
    for remote in history.remotes:
        yield f"  git push --force --all {shlex.quote(remote)}; its keeper removes what nothing names any more"
