"""JUnit: the findings as failed tests, which every CI server shows."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from qualcode.checks.check import Check, Found
from qualcode.checks.report import Report, Shown
from qualcode.checks.run import fails

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML cannot hold."""


def to_junit(report: Report, shown: Shown) -> str:
    """A suite in which every check is a test, or where it found something, every finding is one."""
    cases = [case for check in report.checks for case in _cases(check, report)]
    failures = str(len(report.failed))
    counts = {"name": "qualcode check", "tests": str(len(cases)), "failures": failures, "errors": "0", "skipped": "0"}
    suites = ElementTree.Element("testsuites", counts)
    suite = ElementTree.SubElement(suites, "testsuite", counts)
    suite.extend(cases)
    ElementTree.indent(suites)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(suites, encoding="unicode") + "\n"


def _cases(check: Check, report: Report) -> Iterator[ElementTree.Element]:
    own = [each for each in report.found if each.check is check]
    if not own:
        yield _case(check, f"{check.code} {check.name}")
    for each in own:
        yield _of_finding(check, each, fails(each.finding.level, report.fail_level))


def _of_finding(check: Check, each: Found, failed: bool) -> ElementTree.Element:
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
