"""How a command fails: a sentence for mistakes of users and disks, a kept traceback for bugs of ours."""

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path

from qualcode.cli.exits import ExitCode
from qualcode.cli.say import put_json, say_findings
from qualcode.cli.settings import Settings
from qualcode.cli.unread import nobody_reads
from qualcode.model import Finding


def failed(error: Exception, settings: Settings) -> int:
    """Say why a command failed, and return its exit code; with `--json` the findings are the product."""
    from qualcode.steps.errors import StepError, StoreError

    if isinstance(error, StepError):
        findings = tuple(finding for finding in error.findings if finding.level != "note")
    elif isinstance(error, StoreError):
        findings = (Finding("error", "store", str(error)),)
    elif isinstance(error, OSError):  # the system says no: a full disk behind stdout, say
        findings = (Finding("error", "system", f"{error.strerror or type(error).__name__}", str(error.filename or "")),)
    else:
        message = f"this is a bug of qualcode ({type(error).__name__})"
        return _end(settings, (Finding("error", "bug", message, hint=_keep_traceback(error)),), ExitCode.BUG)
    return refused(settings, *findings)


def refused(settings: Settings, *findings: Finding) -> int:
    """Say why a command cannot run as asked, and return its exit code."""
    return _end(settings, findings, ExitCode.REFUSED)


def _end(settings: Settings, findings: tuple[Finding, ...], code: ExitCode) -> int:
    try:
        if settings.json:
            put_json({"findings": findings})
        say_findings(settings, findings)
    except (BrokenPipeError, SystemExit):  # as Rich puts it; that it failed is true also where nobody reads why
        nobody_reads()
    return code


def _keep_traceback(error: Exception) -> str:
    """Write the traceback into the study and say what to do with it."""
    from qualcode.steps.study import tracebacks

    frames = _frames(error)
    folder = tracebacks(Path())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.txt"
        path.write_text(frames, encoding="utf-8")
    except OSError:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"please report it with {Path(where.filename).name}:{where.lineno}"
    return f"please report it with {path}"


def _frames(error: Exception) -> str:
    """Where it happened, without the exception's message: that may quote a transcript."""
    return "".join([*traceback.format_tb(error.__traceback__), type(error).__name__, "\n"])
