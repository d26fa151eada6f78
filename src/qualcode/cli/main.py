"""The entry point: every way in which a command can end, as one exit code."""

import os
import signal
import sys
from types import FrameType


class Terminated(KeyboardInterrupt):
    """The system, or who watches over the time, ends the command (SIGTERM): as Ctrl-C, with a code of its own."""


def main() -> None:
    """Run the command line and exit."""
    signal.signal(signal.SIGTERM, _terminate)
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; nothing a user can do ends in a traceback on the screen."""
    try:
        return _run(arguments)  # loads what it needs: Ctrl-C while that is read is Ctrl-C as well
    except KeyboardInterrupt as stopped:
        return _stopped(stopped)
    except BrokenPipeError:
        return _nobody_reads()


def _run(arguments: list[str]) -> int:
    from qualcode.cli.app import Stopped, app
    from qualcode.cli.commands import load_commands
    from qualcode.cli.exits import ExitCode
    from qualcode.cli.failure import failed, refused
    from qualcode.cli.settings import Settings
    from qualcode.cli.usage import USAGE, asks_for_help, wrong_usage

    settings = Settings(json="--json" in arguments)  # of a command line that cannot be read as a whole
    try:
        load_commands()
        ended = app(arguments, prog_name="qualcode", standalone_mode=False)
    except Stopped as stopped:
        raise stopped.__cause__ or KeyboardInterrupt from None
    except SystemExit as end:  # how Typer says that nobody reads its help
        raise BrokenPipeError from end
    except USAGE as error:
        if asks_for_help(error):
            print(error, file=sys.stderr)
            return ExitCode.REFUSED
        return refused(settings, wrong_usage(error, arguments))
    except Exception as error:
        if isinstance(error, BrokenPipeError):
            raise
        return failed(error, settings)
    if ended == ExitCode.INTERRUPTED:  # how Typer says that Ctrl-C came before the command began
        raise KeyboardInterrupt
    return ended if isinstance(ended, int) else ExitCode.DONE


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated


def _stopped(stopped: KeyboardInterrupt) -> int:
    """Ctrl-C, or an end that the system asks for."""
    from qualcode.cli.exits import ExitCode

    _tell("stopped; files are whole, and the same command goes on where this one was")
    return ExitCode.TERMINATED if isinstance(stopped, Terminated) else ExitCode.INTERRUPTED


def _nobody_reads() -> int:
    """The reader of a pipe has seen enough, which is no failure; what is still to be said goes nowhere."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return 0


def _tell(text: str) -> None:
    print(text, file=sys.stderr)


if __name__ == "__main__":
    main()
