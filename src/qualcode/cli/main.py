"""The entry point: every way in which a command can end, as one exit code."""

import gc
import io
import os
import signal
import sys
from pathlib import Path
from types import FrameType

from qualcode.cli import nobody_reads

_COLLECT_AFTER = 100_000
"""Records made since garbage was last looked for: nearly all live until the command ends, and looking at millions of
them over and over took a fifth of reading a transcript."""


class Terminated(KeyboardInterrupt):
    """The system, or who watches over the time, ends the command (SIGTERM, SIGHUP): as Ctrl-C, with a code of its own.

    The number of the signal is its only argument.
    """


def main() -> None:
    """Run the command line and exit."""
    # Threads of linear algebra cost every command 0.05 s, also those that have none, and make last digits differ.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(_COLLECT_AFTER)
    signal.signal(signal.SIGTERM, _terminate)
    hang_up = getattr(signal, "SIGHUP", None)  # Windows has none
    if hang_up and signal.getsignal(hang_up) is signal.SIG_DFL:  # not under `nohup`
        signal.signal(hang_up, _terminate)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where the shell has Ctrl-C ignored
        signal.signal(signal.SIGINT, _interrupt)
    _open_streams()
    sys.exit(run_command_line(sys.argv[1:]))


def _open_streams() -> None:
    """Streams that who started us closed lead nowhere; letters that a stream cannot write are told by their numbers."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115  # as long as the process
        elif name == "stdout" and isinstance(stream, io.TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def run_command_line(arguments: list[str]) -> int:
    """Run one command and return its exit code; nothing a user can do ends in a traceback on the screen."""
    try:
        return _run(arguments)  # loads what it needs: Ctrl-C while that is read is Ctrl-C as well
    except KeyboardInterrupt as stopped:
        return _stopped(stopped)
    except BrokenPipeError:
        nobody_reads()
        return 0


def _run(arguments: list[str]) -> int:
    from qualcode.cli import ExitCode
    from qualcode.cli.app import Stopped, command_line
    from qualcode.cli.commands import load_commands
    from qualcode.cli.completion import answer, completed_words
    from qualcode.cli.failure import USAGE, asks_for_help, failed, refused, wrong_usage
    from qualcode.cli.options import CliSettings
    from qualcode.cli.output import speak

    speak()
    settings = CliSettings(json="--json" in arguments)  # of a command line that cannot be read as a whole
    try:
        completed = completed_words(os.environ)
        load_commands(arguments if completed is None else completed)
        if completed is not None:
            return answer(lambda: command_line()([], prog_name="qualcode", standalone_mode=False))
        ended = command_line()(arguments, prog_name="qualcode", standalone_mode=False)
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


def _interrupt(number: int, frame: FrameType | None) -> None:
    """The first Ctrl-C stops; who presses again waits until everything is tidy."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _terminate(number: int, frame: FrameType | None) -> None:
    raise Terminated(number)


def _stopped(stopped: KeyboardInterrupt) -> int:
    """Ctrl-C, or an end that the system asks for."""
    from qualcode.cli import ExitCode
    from qualcode.cli.output import in_words
    from qualcode.model.finding import notes_of

    said = "; ".join(
        ["stopped", *notes_of(stopped), "files are intact, and the same command continues where this one stopped"]
    )
    try:
        print(in_words(said), file=sys.stderr, flush=True)
    except OSError:  # nobody reads: the other end of the pipe, or the terminal, is gone
        nobody_reads()
    if not isinstance(stopped, Terminated):
        return ExitCode.INTERRUPTED
    return ExitCode.TERMINATED if stopped.args[0] == signal.SIGTERM else ExitCode.HUNG_UP


if __name__ == "__main__":
    main()
