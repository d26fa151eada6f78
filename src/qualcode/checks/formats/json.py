"""JSON: everything about each finding, for programs."""

import json
from typing import Any

from qualcode.checks.check import Found
from qualcode.checks.report import Report, Shown

FORMAT = 1
"""Version of the fields."""


def to_json(report: Report, shown: Shown) -> str:
    """Findings with the summary; participants' words only when asked for."""
    value = {
        "format": FORMAT,
        "codebooks": list(report.codebooks),
        "corpus": report.corpus,
        "transcripts": report.transcripts,
        "counts": report.counts,
        "failed": len(report.failed),
        "findings": [_finding(each, shown) for each in report.found],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _finding(each: Found, shown: Shown) -> dict[str, Any]:
    finding = each.finding
    return {
        "check": each.check.code,
        "code": each.check.name,
        "level": finding.level,
        "message": finding.message,
        "file": finding.file,
        "line": finding.line,
        "column": finding.column,
        "hint": finding.hint,
    } | ({"quote": each.quote} if shown.quotes else {})
