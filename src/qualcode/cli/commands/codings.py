"""`qualcode codings`."""

from dataclasses import dataclass

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.completion import choices
from qualcode.cli.options import CliSettings, argument, arguments, dry_run, flag
from qualcode.cli.output import finish, open_here, parts, plural, present, say


@dataclass(frozen=True)
class CodingsOptions:
    """Which transcript is moved, and into which others."""

    action: str = argument("ACTION", "move.", "move", complete=choices("move"))
    names: tuple[str, ...] = arguments("TRANSCRIPT", "OLD NEW; several NEW where it was split.")
    yes: bool = flag("--yes -y", "Change the files; without it, show what would change.")
    dry_run: bool = dry_run("Show what would change, even with --yes.")


@command(
    "codings",
    """
    qualcode codings move ani-interview r01
    qualcode codings move day-1 morning afternoon --yes
    """,
)
def codings(settings: CliSettings, options: CodingsOptions) -> int:
    """Move codings to where the words stand now.

    For a source that was renamed, merged or split: all codings of the old transcript move, or none. What they were is
    kept in taken-back/.
    """
    from qualcode.model.finding import study_error, unknown_name

    if options.action != "move":
        raise unknown_name("action", options.action, ["move"])
    if len(options.names) < 2:
        raise study_error("wrong-arguments", "`codings move` takes OLD and NEW", "qualcode codings move OLD NEW")
    study, write = open_here(settings), options.yes and not options.dry_run
    report = api.move_codings.move_codings(study, options.names[0], options.names[1:], write=write)
    product = parts(report, "old into codings removed written findings")
    present(settings, product, lambda: _show(settings, report))
    others = [each for each in report.findings if each.level != "note"]
    what = f"{plural(report.codings, 'coding')} of `{report.old}` to {', '.join(f'`{each}`' for each in report.into)}"
    if report.written:
        finish(settings, others, f"Moved {what}. Next: `qualcode verify`.")
    else:
        finish(settings, others, f"Would move {what}. Nothing was written: add --yes.")
    return ExitCode.DONE


def _show(settings: CliSettings, report: "api.move_codings.MoveReport") -> None:
    for each in report.findings:
        if each.level == "note":
            say(settings, str(each))
