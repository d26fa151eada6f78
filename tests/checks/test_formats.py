"""Formats of findings: what each must hold, and that CI never sees participants' words."""

import json
from xml.etree import ElementTree

import pytest

from checks.books import one
from qualcode.checks import CHECKS
from qualcode.checks.check import CheckFinding, CheckReport, Shown
from qualcode.checks.formats import CHECK_FORMATS, WITH_QUOTES
from qualcode.model.finding import Finding

WORDS = "suara warga yang rahasia"
FOUND = (
    CheckFinding(
        one("QC108"), Finding("warning", "missing-label", "no label, 100 %\nhere", "b/a ç.yaml", 3, 5, "add: it")
    ),
    CheckFinding(one("QC301"), Finding("error", "lost-quote", "moved\x0b", "corpora/x/transcripts/i.jsonl", 4), WORDS),
    CheckFinding(one("QC302"), Finding("note", "unknown-code", "a code <& that none has")),
)
REPORT = CheckReport(CHECKS, FOUND, ("b/a ç.yaml",), "x", 1)


def written(form: str, **shown: object) -> str:
    return CHECK_FORMATS[form](REPORT, Shown(version="1.2", **shown))  # type: ignore[arg-type]


@pytest.mark.parametrize("form", CHECK_FORMATS)
def test_words_of_participants_are_shown_when_asked_for_and_by_two_formats_only(form):
    assert WORDS not in written(form)
    assert (WORDS in written(form, quotes=True)) == (form in WITH_QUOTES)


def test_text_is_a_line_a_finding_grouped_by_file():
    lines = written("text").splitlines()
    assert lines[-1].startswith("QC302 a code")
    assert any(line.startswith("b/a ç.yaml:3:5: QC108 no label") for line in lines)
    assert lines.count("") == 2


def test_text_counts_what_is_found_again_and_again():
    many = tuple(
        CheckFinding(one("QC111"), Finding("note", "silent-rule", f"rule {n}", "b.yaml", n)) for n in range(1, 9)
    )
    lines = CHECK_FORMATS["text"](CheckReport(CHECKS, many), Shown(most=3)).splitlines()
    assert lines[3:] == ["b.yaml: 5 more of QC111"]


def test_github_escapes_what_ends_a_command():
    first, second, third = written("github", prefix="study").removesuffix("\n").split("\n")
    place = "file=study/b/a ç.yaml,line=3,col=5,title=QC108 missing-label"
    assert first == f"::warning {place}::no label, 100 %25%0Ahere; add: it"
    assert second.startswith("::error file=study/corpora/x")
    assert third == "::notice title=QC302 unknown-code::a code <& that none has"


def test_json_counts_and_places():
    read = json.loads(written("json"))
    assert read["counts"] == {"error": 1, "warning": 1, "note": 1}
    assert (read["findings"][0]["check"], read["findings"][0]["line"]) == ("QC108", 3)


class TestSarif:
    """The properties that SARIF 2.1.0 requires, and the values it allows for those that we write."""

    LOG = json.loads(written("sarif", prefix="study"))
    RUN = LOG["runs"][0]

    def test_the_log_states_its_version(self):
        assert self.LOG["version"] == "2.1.0"
        assert self.LOG["$schema"].endswith("sarif-schema-2.1.0.json")
        assert self.RUN["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")

    def test_the_driver_has_a_name_and_a_rule_for_each_check(self):
        driver = self.RUN["tool"]["driver"]
        assert (driver["name"], driver["version"]) == ("qualcode", "1.2")
        assert [rule["id"] for rule in driver["rules"]] == [check.code for check in CHECKS]
        for rule in driver["rules"]:
            assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
            assert all(rule[name]["text"] for name in ("shortDescription", "fullDescription", "help"))

    def test_results_name_their_rule_and_place(self):
        rules = self.RUN["tool"]["driver"]["rules"]
        for result in self.RUN["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in ("error", "warning", "note")
            assert result["message"]["text"]
            assert all(isinstance(value, str) for value in result["partialFingerprints"].values())

    def test_places_are_uris_with_numbers_from_one(self):
        first, second, third = self.RUN["results"]
        place = first["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "study/b/a%20%C3%A7.yaml"
        assert place["region"] == {"startLine": 3, "startColumn": 5}
        assert second["locations"][0]["physicalLocation"]["region"] == {"startLine": 4}
        assert "locations" not in third


class TestJunit:
    ROOT = ElementTree.fromstring(written("junit"))

    def test_counts_are_those_of_the_cases(self):
        (suite,) = self.ROOT.findall("testsuite")
        cases = suite.findall("testcase")
        assert int(suite.get("tests", "")) == len(cases) == len(CHECKS)
        assert int(suite.get("failures", "")) == len(suite.findall(".//failure")) == 1
        assert all(case.get("name") and case.get("classname") for case in cases)

    def test_only_findings_that_fail_are_failures(self):
        (failure,) = self.ROOT.iter("failure")
        assert failure.get("message") == "moved\ufffd"
        assert len(list(self.ROOT.iter("system-out"))) == 2


def test_a_report_without_findings_is_valid_everywhere():
    empty = CheckReport(CHECKS, ())
    assert CHECK_FORMATS["text"](empty, Shown()) == CHECK_FORMATS["github"](empty, Shown()) == ""
    assert json.loads(CHECK_FORMATS["sarif"](empty, Shown()))["runs"][0]["results"] == []
    assert ElementTree.fromstring(CHECK_FORMATS["junit"](empty, Shown())).get("failures") == "0"
