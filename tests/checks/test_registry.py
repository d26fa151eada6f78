"""The registry: stable codes, names that file names repeat, and everything that documentation needs."""

import re
from pathlib import Path

import pytest
import yaml

import qualcode.checks
from checks.books import context
from qualcode.checks import CHECKS, qc100_compiler
from qualcode.checks.report import FINDING_LEVELS, nearest_check, run_checks, select_checks, unknown_checks

FOLDER = Path(qualcode.checks.__file__).parent


def test_codes_and_names_are_sorted_and_stand_once():
    codes, names = [check.code for check in CHECKS], [check.name for check in CHECKS]
    assert codes == sorted(set(codes))
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_each_check_has_a_file_with_a_reason_and_examples(check):
    assert re.fullmatch(r"QC[123]\d\d", check.code)
    file = FOLDER / f"{check.code.lower()}_{check.name.replace('-', '_')}.py"
    assert check in qc100_compiler.COMPILER_CHECKS or file.is_file()
    assert check.level in FINDING_LEVELS
    assert check.reason
    assert not check.reason.endswith(".")
    assert check.bad != check.good


def test_no_file_of_a_check_is_missing_in_the_registry():
    of_the_compiler = len(qc100_compiler.COMPILER_CHECKS)  # they share one file
    assert len(list(FOLDER.glob("qc*.py"))) - 1 + of_the_compiler == len(CHECKS)


def test_every_finding_of_the_loader_belongs_to_one_check():
    codes = "codes:\n  - {code: a, terms: ['@nothing', b]}\n  - {code: a, terms: [b]}\n"
    broken = f"format: 1\ncodebook: x\nlable: y\n{codes}"
    loaded = context(broken)
    found = run_checks(CHECKS, loaded)
    assert {each.finding.message for each in found} >= {finding.message for finding in loaded.books[0].findings}
    assert {each.check.code for each in found} == {"QC102", "QC103", "QC104"}


def test_checks_are_chosen_by_code_beginning_or_name():
    assert [check.code for check in select_checks(CHECKS, ["QC104"], [])] == ["QC104"]
    assert {check.subject for check in select_checks(CHECKS, ["qc2"], [])} == {"corpus"}
    assert [check.code for check in select_checks(CHECKS, ["circle", "QC3"], ["QC30"])] == ["QC105"]
    assert len(select_checks(CHECKS, [], ["QC1"])) == sum(check.subject != "codebook" for check in CHECKS)


def test_unknown_checks_have_a_suggestion():
    assert unknown_checks(CHECKS, ["QC104", "circel"]) == [("circel", "circle")]
    assert nearest_check(CHECKS, "silent-rules") == "silent-rule"


@pytest.mark.parametrize("check", [each for each in CHECKS if each.subject == "codebook"], ids=lambda each: each.code)
def test_examples_of_codebooks_are_yaml(check):
    texts = [check.good] if check.code in ("QC100", "QC101") else [check.good, check.bad]
    assert all(yaml.safe_load(text.replace("...", "x")) for text in texts)
