"""SARIF 2.1.0: the format of code scanning."""

import json
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from qualcode.checks.check import Check, Found
from qualcode.checks.report import Report, Shown

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
VERSION = "2.1.0"


def to_sarif(report: Report, shown: Shown) -> str:
    """One run with a rule for each check and a result for each finding."""
    place = {check.code: number for number, check in enumerate(report.checks)}
    driver = {"name": "qualcode", "version": shown.version, "rules": [_rule(check) for check in report.checks]}
    results = [_result(each, place[each.check.code], shown) for each in report.found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": VERSION, "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": check.name.replace("-", " ").capitalize()},
        "fullDescription": {"text": f"{check.reason}."},
        "help": {"text": f"Wrong:\n{check.bad}\n\nRight:\n{check.good}"},
        "defaultConfiguration": {"level": check.level},
    }


def _result(each: Found, rule: int, shown: Shown) -> dict[str, Any]:
    finding = each.finding
    said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
    found: dict[str, Any] = {
        "ruleId": each.check.code,
        "ruleIndex": rule,
        "level": finding.level,
        "message": {"text": said},
        "partialFingerprints": {"qualcode/v1": _fingerprint(each)},
    }
    if finding.file:
        found["locations"] = [{"physicalLocation": _location(each, shown)}]
    return found


def _location(each: Found, shown: Shown) -> dict[str, Any]:
    finding = each.finding
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(shown.path(finding.file))}}
    if finding.line:
        column = {"startColumn": finding.column} if finding.column else {}
        location["region"] = {"startLine": finding.line, **column}
    return location


def _fingerprint(each: Found) -> str:
    """The same for the same finding when lines before it move."""
    return sha256("\n".join([each.check.code, each.finding.file, each.finding.message]).encode()).hexdigest()
