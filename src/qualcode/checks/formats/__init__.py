"""Formats of findings: one file each, for people (`text`), programs (`json`), and the screens of CI (the others).

Only `text` and `json` can show participants' words, and only when asked: whatever CI keeps is read by many.
"""

from collections.abc import Callable, Mapping

from qualcode.checks.formats.github import to_github
from qualcode.checks.formats.json import to_json
from qualcode.checks.formats.junit import to_junit
from qualcode.checks.formats.sarif import to_sarif
from qualcode.checks.formats.text import to_text
from qualcode.checks.report import Report, Shown

FORMATS: Mapping[str, Callable[[Report, Shown], str]] = {
    "text": to_text,
    "json": to_json,
    "github": to_github,
    "sarif": to_sarif,
    "junit": to_junit,
}
"""Name -> what writes the report."""
WITH_QUOTES = ("text", "json")
"""Formats that can show participants' words."""

__all__ = ["FORMATS", "WITH_QUOTES"]
