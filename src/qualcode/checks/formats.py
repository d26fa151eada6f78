"""Formats of findings: one file each, for people (`text`), programs (`json`), and the screens of CI (the others).

Only `text` and `json` can show participants' words, and only when asked: whatever CI keeps is read by many.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from itertools import groupby
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

from qualcode.checks.check import Check, CheckFinding, CheckReport, Shown, fails

_COMMANDS = {"error": "error", "warning": "warning", "note": "notice"}
_TEXT = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _TEXT | str.maketrans({":": "%3A", ",": "%2C"})


def report_to_github(report: CheckReport, shown: Shown) -> str:
    """A command a line."""
    return "".join(f"{_command(each, shown)}\n" for each in report.found)


def _command(each: CheckFinding, shown: Shown) -> str:
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


CHECK_JSON_FORMAT = 1
"""Version of the fields."""


def report_to_json(report: CheckReport, shown: Shown) -> str:
    """Findings with the summary; participants' words only when asked for."""
    value = {
        "format": CHECK_JSON_FORMAT,
        "codebooks": list(report.codebooks),
        "corpus": report.corpus,
        "transcripts": report.transcripts,
        "counts": report.counts,
        "failed": len(report.failed),
        "findings": [_finding(each, shown) for each in report.found],
    }
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def _finding(each: CheckFinding, shown: Shown) -> dict[str, Any]:
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


_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""


def to_junit(report: CheckReport, shown: Shown) -> str:
    """A suite in which every check is a test, or where it found something, every finding is one."""
    cases = [case for check in report.checks for case in _cases(check, report)]
    failures = str(len(report.failed))
    counts = {"name": "qualcode check", "tests": str(len(cases)), "failures": failures, "errors": "0", "skipped": "0"}
    suites = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(suites, "testsuite", counts)
    suite.extend(cases)
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def _cases(check: Check, report: CheckReport) -> Iterator[ElementTree.Element]:
    own = [each for each in report.found if each.check is check]
    if not own:
        yield _case(check, f"{check.code} {check.name}")
    for each in own:
        yield _of_finding(check, each, fails(each.finding.level, report.fail_level))


def _of_finding(check: Check, each: CheckFinding, failed: bool) -> ElementTree.Element:
    finding = each.finding
    case = _case(check, f"{check.code} {check.name} {finding.place}".strip())
    if finding.file:
        case.set("file", _clean(finding.file))
        case.set("line", str(finding.line or 1))
    if failed:
        failure = ElementTree.SubElement(case, "failure", message=_clean(finding.message), type=finding.level)
        failure.text = _clean(str(finding))
    else:
        ElementTree.SubElement(case, "system-out").text = _clean(f"{finding.level}: {finding}")
    return case


def _case(check: Check, name: str) -> ElementTree.Element:
    return ElementTree.Element("testcase", classname=f"qualcode.{check.subject}", name=_clean(name), time="0")


def _clean(text: str) -> str:
    return _ILLEGAL.sub("\ufffd", text)


SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
SARIF_VERSION = "2.1.0"


def report_to_sarif(report: CheckReport, shown: Shown) -> str:
    """One run with a rule for each check and a result for each finding."""
    place = {check.code: number for number, check in enumerate(report.checks)}
    driver = {"name": "qualcode", "version": shown.version, "rules": [_rule(check) for check in report.checks]}
    results = [_result(each, place[each.check.code], shown) for each in report.found]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": SCHEMA, "version": SARIF_VERSION, "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(check: Check) -> dict[str, Any]:
    return {
        "id": check.code,
        "name": check.name,
        "shortDescription": {"text": check.name.replace("-", " ").capitalize()},
        "fullDescription": {"text": f"{check.reason}."},
        "help": {"text": f"Wrong:\n{check.bad}\n\nRight:\n{check.good}"},
        "defaultConfiguration": {"level": check.level},
    }


def _result(each: CheckFinding, rule: int, shown: Shown) -> dict[str, Any]:
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


def _location(each: CheckFinding, shown: Shown) -> dict[str, Any]:
    finding = each.finding
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(shown.path(finding.file))}}
    if finding.line:
        column = {"startColumn": finding.column} if finding.column else {}
        location["region"] = {"startLine": finding.line, **column}
    return location


def _fingerprint(each: CheckFinding) -> str:
    """The same for the same finding when lines before it move."""
    return sha256("\n".join([each.check.code, each.finding.file, each.finding.message]).encode()).hexdigest()


ReportLine = tuple[str, str]
"""Level of a line (empty: none), and its text."""


def report_to_text(report: CheckReport, shown: Shown) -> str:
    """The lines as plain text."""
    return "".join(f"{text}\n" for _, text in text_lines(report, shown))


def text_lines(report: CheckReport, shown: Shown) -> Iterator[ReportLine]:
    """Lines of a report: findings grouped by file, a blank line between files; nothing if nothing was found."""
    kept = [each for each in report.found if fails(each.finding.level, shown.least)]
    for number, (_, own) in enumerate(groupby(kept, key=lambda each: each.finding.file)):
        if number:
            yield "", ""
        yield from _file(list(own), shown)


def _file(own: list[CheckFinding], shown: Shown) -> Iterator[ReportLine]:
    """Lines of one file; what one check finds again and again is counted after a while."""
    counts: Counter[str] = Counter()
    for each in own:
        counts[each.check.code] += 1
        if not shown.most or counts[each.check.code] <= shown.most:
            yield each.finding.level, _line(each, shown)
    for code, count in sorted(counts.items()):
        if shown.most and count > shown.most:
            yield "", f"{own[0].finding.file or code}: {count - shown.most} more of {code}"


def _line(each: CheckFinding, shown: Shown) -> str:
    """`file:line:column: QC104 what is wrong; what to do [error unknown-reference]`."""
    finding = each.finding
    place = f"{finding.place}: " if finding.place else ""
    quote = f' "{" ".join(each.quote.split())}"' if shown.quotes and each.quote else ""
    hint = f"; {finding.hint}" if finding.hint else ""
    return f"{place}{each.check.code} {finding.message}{quote}{hint} [{finding.level} {each.check.name}]"


CHECK_FORMATS: Mapping[str, Callable[[CheckReport, Shown], str]] = {
    "text": report_to_text,
    "json": report_to_json,
    "github": report_to_github,
    "sarif": report_to_sarif,
    "junit": to_junit,
}
"""Name -> what writes the report."""
WITH_QUOTES = ("text", "json")
"""Formats that can show participants' words."""
