"""The command line: parse, call one verb, show, exit. One small file a command; exit codes are the same for all."""

import os
import sys
from enum import IntEnum


class ExitCode(IntEnum):
    """What a command's exit code means."""

    DONE = 0
    """Everything was done and nothing failed."""
    FAILED = 1
    """Something failed: some sources, a check, drift; warnings only with `--strict`."""
    REFUSED = 2
    """The command could not run as asked."""
    BUG = 3
    """A bug of qualcode; a traceback lies in `.qualcode/tracebacks`."""
    HUNG_UP = 129
    """Stopped with SIGHUP, as a terminal does that is closed."""
    INTERRUPTED = 130
    """Stopped with Ctrl-C."""
    TERMINATED = 143
    """Stopped with SIGTERM, as `timeout` and job schedulers do."""


def nobody_reads() -> None:
    """What is still to be said goes nowhere: the reader has seen enough, which is no failure."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
