"""`qualcode lock`."""

from dataclasses import dataclass

from qualcode import api
from qualcode.cli import ExitCode
from qualcode.cli.app import command
from qualcode.cli.options import CliSettings, dry_run, flag
from qualcode.cli.output import about_file, in_words, open_here, plural, put, put_json, say


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
    study = open_here(settings)
    if options.check:
        return _check(settings, api.lock.drift(study, needed=True))
    lines, written = api.lock.lock(study, forget=options.forget, dry_run=options.dry_run)
    if settings.json:
        put_json({"lines": lines, "written": written})
    say(settings, about_file("qualcode.lock", plural(lines, "line"), dry_run=options.dry_run, written=written))
    return ExitCode.DONE


def _check(settings: CliSettings, drifted: "api.lock.Drift") -> int:
    missing = [api.lock.not_here(drifted.absent)] if drifted.absent else []
    if settings.json:
        put_json({"drift": drifted.changed, "absent": drifted.absent})
    elif drifted:
        put("\n".join(map(in_words, [*drifted.changed, *missing])) + "\n")
    said = "Nothing drifted."
    if drifted.changed:
        said = f"{plural(len(drifted.changed), 'thing')} drifted from qualcode.lock."
    elif missing:
        said = "What is here did not drift; `qualcode check --locked` passes over what git leaves out."
    say(settings, said)
    return ExitCode.FAILED if drifted else ExitCode.DONE
