"""`qualcode init`."""

import shlex
from pathlib import Path
from typing import Annotated

import typer

from qualcode.cli.app import command
from qualcode.cli.exits import ExitCode
from qualcode.cli.output import put_json, say
from qualcode.cli.settings import CliSettings


@command("init", "qualcode init study --title 'Barriers in three cities'")
def init(
    settings: CliSettings,
    folder: Annotated[
        Path | None, typer.Argument(metavar="FOLDER", help="Folder of the study; the current one unless named.")
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TITLE", help="Title for people.")] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would be written; write nothing.")] = False,
) -> int:
    """Start a study with commented files.

    Writes settings, a first codebook and a folder for interviews; what is there already stays.
    """
    from qualcode.api.init import init

    report = init(settings.directory / (folder or ""), title, dry_run=dry_run)
    if settings.json:
        put_json(report)
    for file in report.written:
        say(settings, f"{'would write' if dry_run else 'wrote'} {file}")
    for file in report.kept:
        say(settings, f"kept {file}, which was there already")
    where = _from_here(report.folder)
    command = "qualcode run" if where == Path() else f"qualcode -C {shlex.quote(str(where))} run"
    say(settings, f"Next: put interviews into {where / 'corpora/interviews/sources'} and run `{command}`.")
    return ExitCode.DONE


def _from_here(folder: Path) -> Path:
    """A folder as it is named from the current one, where it lies in it."""
    here = Path.cwd().resolve()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder
