"""How a command fails: a sentence for mistakes of users and disks, a kept traceback for our own bugs."""

import os
import re
import traceback
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import typer

from qualcode import api
from qualcode.cli import ExitCode, nobody_reads
from qualcode.cli.commands import COMMAND_NAMES
from qualcode.cli.options import CliSettings
from qualcode.cli.output import put_json, say_findings
from qualcode.model.finding import Finding


def failed(error: Exception, settings: CliSettings) -> int:
    """Say why a command failed, and return its exit code; with `--json` the findings are the product."""
    from qualcode.model.finding import StoreError, StudyError

    if isinstance(error, StudyError):
        findings = tuple(finding for finding in error.findings if finding.level != "note")
    elif isinstance(error, StoreError):
        findings = (Finding("error", "store", str(error)),)
    elif isinstance(error, OSError):  # the system says no: a full disk behind stdout, say
        findings = (Finding("error", "system", f"{error.strerror or type(error).__name__}", str(error.filename or "")),)
    else:
        message = f"this is a bug of qualcode ({type(error).__name__})"
        findings = (Finding("error", "bug", message, hint=_keep_traceback(error)),)
        return _end(settings, _noted(findings, error), ExitCode.BUG)
    return refused(settings, *_noted(findings, error))


def _noted(findings: tuple[Finding, ...], error: Exception) -> tuple[Finding, ...]:
    """Findings of which the last one says how far the work had come, where that was noted."""
    from qualcode.model.finding import notes_of

    *others, last = findings
    return (*others, replace(last, message="; ".join([last.message, *notes_of(error)])))


def refused(settings: CliSettings, *findings: Finding) -> int:
    """Say why a command cannot run as asked, and return its exit code."""
    return _end(settings, findings, ExitCode.REFUSED)


def _end(settings: CliSettings, findings: tuple[Finding, ...], code: ExitCode) -> int:
    try:
        if settings.json:
            put_json({"findings": findings})
        say_findings(settings, findings)
    except (BrokenPipeError, SystemExit):  # as Rich puts it; that it failed is true also where nobody reads why
        nobody_reads()
    return code


def _keep_traceback(error: Exception) -> str:
    """Write the traceback into the study and say what to do with it."""
    # Where it happened, without the exception's message: that may quote a transcript.
    frames = "".join([*traceback.format_tb(error.__traceback__), type(error).__name__, "\n"])
    folder = api.folder.tracebacks(Path())
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.txt"
        path.write_text(frames, encoding="utf-8")
    except OSError:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return f"please report it with {Path(where.filename).name}:{where.lineno}"
    return f"please report it with {path}"


USAGE: type[Exception] = typer.BadParameter.__mro__[1]
"""What Typer raises for every mistake on a command line; it names only the commonest one, which is a kind of it."""
_NEAR = 0.7
"""How alike an option is that was meant; both begin with dashes."""
_PLAIN = {
    "^Input | valid|, unable to parse.*": "",
    "integer": "whole number",
    "greater than or equal to": "at least",
    "less than or equal to": "at most",
}
"""What Pydantic says of a value -> plain words; the value itself is not repeated."""
_TOO_MANY = re.compile(r"unexpected extra argument\S* \((.*)\)", re.DOTALL)


def asks_for_help(error: Exception) -> bool:
    """Whether nothing was written where something is needed: then the help is shown."""
    return type(error).__name__ == "NoArgsIsHelpError"


def wrong_usage(error: Any, arguments: Sequence[str] = ()) -> Finding:
    """A mistake on the command line, which consists of some `arguments`, as a finding."""
    option = getattr(error, "option_name", "")
    if option and hasattr(error, "possibilities"):
        message, near = f"there is no option `{option}`", get_close_matches(option, _options(error.ctx), 1, _NEAR)
    else:
        message, near = _said(error), []
    command = [each for each in arguments if each in COMMAND_NAMES][:1]  # Typer does not always say which it was
    path = error.ctx.command_path if error.ctx else " ".join(["qualcode", *command])
    hint = f"did you mean `{near[0]}`?" if near else f"see `{path} --help`"
    return Finding("error", "usage", message, hint=hint)


def _options(context: Any) -> list[str]:
    """Every option of a command."""
    listed = context.command.get_params(context) if context else []
    return [name for each in listed for name in each.opts if name.startswith("-")]


def _said(error: Any) -> str:
    """The other mistakes: a value that is missing, wrong, or one too many."""
    message, parameter = error.message.strip().rstrip("."), getattr(error, "param", None)
    if flag := getattr(error, "option_name", ""):
        return f"the option `{flag}` {'takes no' if 'not take' in message else 'needs a'} value"
    if found := _TOO_MANY.search(message):
        return f"there is one argument too many: `{found[1]}`"
    if parameter is None:
        return str(message[:1].lower() + message[1:])
    option = parameter.opts[0].startswith("-")
    name = f"`{parameter.opts[0]}`" if option else str(parameter.metavar or parameter.name).upper()
    if type(error).__name__ == "MissingParameter":
        return f"the {'option' if option else 'argument'} {name} is missing"
    if "should be" not in message:
        return f"{name}: {message}"
    for words, plain in _PLAIN.items():
        message = re.sub(words, plain, message)
    return f"the value of {name} {message}"
