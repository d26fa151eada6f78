"""`qualcode withdraw`."""

import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, argument, dry_run, flag, option, repeated
from qualcode.cli.output import finish, open_here, present, progress, say, say_findings, show, spoken
from qualcode.languages.catalogue import N_, Messages

if TYPE_CHECKING:
    from qualcode.privacy.history import History

_KINDS = {
    "derived": N_("index, caches, models, tables and reports: made again when they are needed"),
    "projects": N_("projects of other programs that hold the words"),
    "codings": N_("codings and decisions"),
    "coders": N_("which transcripts a coder has read whole"),
    "samples": N_("units of samples"),
    "memos": N_("memos"),
    "sources": N_("sources and recordings, also where others speak in them"),
    "transcripts": N_("transcripts"),
    "lock": N_("lines of the lock: run `qualcode lock` again"),
}


@dataclass(frozen=True)
class WithdrawOptions:
    """Who withdraws."""

    respondent: str = argument("RESPONDENT", "As tables name them; nothing: go on with a withdrawal.", "")
    name: tuple[str, ...] = repeated("--name", "NAME", "What else they are called; searched for in every file.")
    yes: bool = flag("--yes -y", "Take out without asking.")
    close: bool = flag("--close", "End a withdrawal although words are left.")
    lang: str = option("--lang", "LANG", "Language of what is said: id or en; the terminal's unless named.",
                       complete=choices("id", "en"))  # fmt: skip
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
    study, message = open_here(settings), spoken()
    write = options.yes and not options.dry_run
    if not write:
        with progress(settings):
            report = api.withdraw.withdraw(study, options.respondent, options.name, lang=message.language)
        _show(settings, report, message)
        write = not options.dry_run and _asked(settings, message)
        if not write:
            say_findings(settings, report.findings)
            say(settings, message("Nothing was removed: add --yes."))
            return ExitCode.DONE
    with progress(settings):
        report = api.withdraw.withdraw(
            study, options.respondent, options.name, write=True, close=options.close, lang=message.language
        )
    if options.yes:
        _show(settings, report, message)
    findings = tuple(each for each in study.findings if each.code != "withdrawal-unfinished")
    code = finish(settings, (*findings, *report.findings), *_closing(report, message))
    return ExitCode.DONE if report.finished else code


def _asked(settings: CliSettings, message: Messages) -> bool:
    """Whether a person at the terminal says yes."""
    if settings.no_input or settings.json or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return False
    say(settings, message("Remove all this for good? Write `yes`:"))
    return sys.stdin.readline().strip().lower() in ("yes", "ya")


def _show(settings: CliSettings, report: "api.withdraw.WithdrawReport", message: Messages) -> None:
    headings = [message("what"), message("files that go"), message("files that are edited"), message("lines")]
    rows = [
        [message(_KINDS.get(each.kind, each.kind)), f"{each.files:,}", f"{each.edited:,}", f"{each.lines:,}"]
        for each in report.removed
    ]
    present(settings, report, lambda: show(settings, message("Withdrawal"), headings, rows, headings[1:]))
    for transcript, turns in report.turns.items():
        whole = message("{transcript}: {turns}; the whole transcript is removed.")
        stays = message("{transcript}: {turns}; the transcript stays, with these turns emptied.")
        many = message.some(turns, "turn")
        say(settings, (whole if transcript in report.whole else stays).format(transcript=transcript, turns=many))
    if report.names:
        names = ", ".join(report.names)
        say(settings, message("Names searched for: {names}. Others are given with --name.", names=names))


def _closing(report: "api.withdraw.WithdrawReport", message: Messages) -> Iterator[str]:
    search, number = report.search, message.number
    yield message(
        "Searched every byte of {files} for {runs} runs of five words.",
        files=message.some(search.files, "file"), runs=number(search.runs),
    )  # fmt: skip
    if report.shared:
        yield message("{runs} more are said by others, too.", runs=number(report.shared))
    yield message("{left} of {runs} left.", left=number(search.runs_left), runs=number(search.runs))
    if report.names:
        others = len(search.said_by_others)
        yield message(
            "Names: {left} left; {others} in what others said.", left=number(search.names_left), others=others
        )
    for path in report.outside:
        yield message("Outside of the study, and untouched: {command}", command=f"rm {shlex.quote(path)}")
    yield from _about_git(search.history, message)
    yield message(
        "Not looked at: copies and backups, other computers, exports that were given away. Ask for each of them."
    )
    if report.finished:
        yield message("Next: `qualcode run`, then `qualcode lock` where there was a lock.")
    else:
        yield message(
            "Not finished: mend what is listed, then `qualcode withdraw` searches again (--close ends it as it is)."
        )


def _about_git(history: "History | None", message: Messages) -> Iterator[str]:
    if history is None:
        return
    many = message.some(history.objects, "object")
    if history.holding:
        yield message(
            "Git: {holding} of {objects} hold words. Commit, copy, then:",
            holding=message.number(history.holding), objects=many,
        )  # fmt: skip
        if history.blobs or history.named:
            yield f"  git filter-repo {' '.join(_rewriting(history))} --force"
        yield "  git reflog expire --expire=now --all && git gc --prune=now"
        if history.messages:
            yield message(
                "Messages of {number} commits and tags hold words: `git filter-repo --replace-message FILE`.",
                number=message.number(history.messages),
            )
    else:
        yield message("Git: none of {objects} of this repository holds words.", objects=many)
    for remote in history.remotes:
        yield message(
            "  {command}; its keeper removes what nothing names any more",
            command=f"git push --force --all {shlex.quote(remote)}",
        )


def _rewriting(history: "History") -> Iterator[str]:
    """What `git filter-repo` is told: the contents that hold words, and files that are gone and are named so."""
    if history.blobs:
        yield "--strip-blobs-with-ids .qualcode/withdrawal-blobs.txt"
    if history.named:
        yield "--invert-paths"
    yield from (f"--path {shlex.quote(path)}" for path in history.named)
