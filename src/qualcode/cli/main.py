"""The entry point: every way in which a command can end, as one exit code."""

import os
import sys

from qualcode.cli.app import Stopped, app
from qualcode.cli.commands import load_commands
from qualcode.cli.exits import ExitCode
from qualcode.cli.failure import failed
from qualcode.cli.settings import Settings


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
        return failed(error, Settings())
    return ExitCode.DONE


def _stopped(stopped: BaseException) -> int:
    """Ctrl-C, or the reader of a pipe who has seen enough."""
    if isinstance(stopped.__cause__, BrokenPipeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.DONE
    _tell("stopped; files are whole, and the same command goes on where this one was")
    return ExitCode.INTERRUPTED


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
