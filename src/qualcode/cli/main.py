"""The entry point: every way in which a command can end, as one exit code."""

import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from qualcode.cli.app import Stopped, app
from qualcode.cli.commands import load_commands
from qualcode.cli.exits import ExitCode


def main() -> None:
    """Run the command line and exit."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; nothing a user can do ends in a traceback on the screen."""
    try:
        load_commands()
        app(arguments, prog_name="qualcode")
    except SystemExit as end:  # how Typer reports success, usage errors and Ctrl-C
        return end.code if isinstance(end.code, int) else ExitCode.DONE
    except (Stopped, KeyboardInterrupt) as stopped:
        return _stopped(stopped)
    except Exception as error:
        return _failed(error)
    return ExitCode.DONE


def _stopped(stopped: BaseException) -> int:
    """Ctrl-C, or the reader of a pipe who has seen enough."""
    if isinstance(stopped.__cause__, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    _tell("stopped; files are whole, and the same command goes on where this one was")
    return ExitCode.INTERRUPTED


def _failed(error: Exception) -> int:
    """Mistakes of users and disks have a sentence; everything else is a bug of ours, kept in a file."""
    from qualcode.steps.errors import StepError, StoreError

    if isinstance(error, StepError):
        for finding in error.findings:
            if finding.level == "note":
                continue  # beside an error nobody wants them
            _tell(f"{finding.level}: {finding}")
        return ExitCode.REFUSED
    if isinstance(error, StoreError):
        _tell(f"error: {error}")
        return ExitCode.REFUSED
    _tell(f"error: this is a bug of qualcode ({type(error).__name__}); please report it with {_keep_traceback()}")
    return ExitCode.BUG


def _keep_traceback() -> str:
    """Write the traceback into the study; it shows code, never participants' words."""
    folder = Path(".qualcode", "tracebacks")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.txt"
        path.write_text(_frames(), encoding="utf-8")
    except OSError:
        return f"this: {_frames().splitlines()[-2].strip()}"
    return path.as_posix()


def _frames() -> str:
    """Where it happened, without the exception's message: that may quote a transcript."""
    kind, _, trace = sys.exc_info()
    return "".join([*traceback.format_tb(trace), kind.__name__ if kind else "", "\n"])


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
