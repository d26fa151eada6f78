"""GitHub: workflow commands that become annotations beside the changed lines."""

from qualcode.checks.check import Found
from qualcode.checks.report import Report, Shown

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def to_github(report: Report, shown: Shown) -> str:
    """A command a line."""
    return "".join(f"{_command(each, shown)}\n" for each in report.found)


def _command(each: Found, shown: Shown) -> str:
    finding = each.finding
    properties = {
        "file": shown.path(finding.file),
        "line": finding.line,
        "col": finding.column,
        "title": f"{each.check.code} {each.check.name}",
    }
    stated = ",".join(f"{name}={str(value).translate(_PROPERTY)}" for name, value in properties.items() if value)
    said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    return f"::{_COMMANDS[finding.level]} {stated}::{said.translate(_TEXT)}"
