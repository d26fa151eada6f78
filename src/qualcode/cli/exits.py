"""Exit codes, the same for every command."""

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
    INTERRUPTED = 130
    """Stopped with Ctrl-C."""
    TERMINATED = 143
    """Stopped with SIGTERM, as `timeout` and job schedulers do."""
