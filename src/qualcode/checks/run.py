"""Run checks: remarks become findings with codes, in the order in which people read files."""

import re
from collections.abc import Iterable

from qualcode.checks.check import Check, Found, Remark
from qualcode.checks.context import Context
from qualcode.model import Finding

_LONG = re.compile(r"`([^`]{100})[^`]{20,}`")
LEVELS = ("error", "warning", "note")
"""From the worst."""


def run_checks(checks: Iterable[Check], context: Context) -> tuple[Found, ...]:
    """Everything that the checks find, by file, line, column and code, each thing once."""
    found = {_found(check, remark): None for check in checks for remark in check.find(context)}
    return tuple(sorted(found, key=_order))


def fails(level: str, fail_level: str) -> bool:
    """Whether a finding of a level makes a command fail."""
    return LEVELS.index(level) <= LEVELS.index(fail_level)


def _found(check: Check, remark: Remark) -> Found:
    place = remark.file, remark.line, remark.column
    level = remark.level or check.level
    said, hint = _short(remark.message), _short(remark.hint)
    return Found(check, Finding(level, check.name, said, *place, hint=hint), remark.quote)


def _short(text: str) -> str:
    """A message in which no term or name fills the screen."""
    return _LONG.sub(lambda found: f"`{found[1]}...`", text)


def _order(found: Found) -> tuple[str, int, int, str, str]:
    place = found.finding
    return place.file, place.line or 0, place.column or 0, found.check.code, place.message
