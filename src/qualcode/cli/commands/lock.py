"""`qualcode lock`."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, dry_run, flag
from qualcode.cli.output import open_here, plural, put, put_json, say

if TYPE_CHECKING:
    from qualcode.api.lock import Drift


@dataclass(frozen=True)
class LockOptions:
    """What becomes of the lock."""

    check: bool = flag("--check", "Write nothing; exit 1 when something drifted.")
    forget: bool = flag("--forget", "Drop the lines of files that git ignores and that are not here.")
    dry_run: bool = dry_run("Say how much would be locked.")


@command("lock", "qualcode lock\nqualcode lock --check")
def lock(settings: CliSettings, options: LockOptions) -> int:
    """Write down what the results depend on.

    One line for each transcript, codebook, settings file and for the version, and for what each person coded, in
    qualcode.lock.
    """
    from qualcode.api.lock import drift, lock

    study = open_here(settings)
    if options.check:
        return _check(settings, drift(study, needed=True))
    lines, written = lock(study, forget=options.forget, dry_run=options.dry_run)
    if settings.json:
        put_json({"lines": lines, "written": written})
    how = "Would write" if options.dry_run else "Wrote" if written else "Unchanged:"
    say(settings, f"{how} qualcode.lock ({plural(lines, 'line')}).")
    return ExitCode.DONE


def _check(settings: CliSettings, drifted: "Drift") -> int:
    from qualcode.api.lock import not_here

    missing = [not_here(drifted.absent)] if drifted.absent else []
    if settings.json:
        put_json({"drift": drifted.changed, "absent": drifted.absent})
    elif drifted:
        put("\n".join([*drifted.changed, *missing]) + "\n")
    said = "Nothing drifted."
    if drifted.changed:
        said = f"{plural(len(drifted.changed), 'thing')} drifted from qualcode.lock."
    elif missing:
        said = "What is here did not drift; `qualcode check --locked` passes over what git leaves out."
    say(settings, said)
    return ExitCode.FAILED if drifted else ExitCode.DONE
