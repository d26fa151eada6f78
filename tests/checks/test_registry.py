"""The registry: stable codes, names that file names repeat, and everything that documentation needs."""

import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml

import qualcode.checks
from checks.books import context
from qualcode.checks import CHECKS, qc100_compiler
from qualcode.checks.check import FINDING_LEVELS, Check, nearest_check, run_checks, select_checks, unknown_checks

FOLDER = Path(qualcode.checks.__file__).parent
MODULES = [import_module(f"qualcode.checks.{file.stem}") for file in sorted(FOLDER.glob("qc*.py"))]


def checks_of(module):
    """The checks that a file makes, in the order of their codes."""
    values = [each for value in vars(module).values() for each in (value if isinstance(value, tuple) else (value,))]
    return sorted(
        {value.code: value for value in values if isinstance(value, Check)}.values(), key=lambda check: check.code
    )


def test_codes_and_names_are_sorted_and_stand_once():
    codes, names = [check.code for check in CHECKS], [check.name for check in CHECKS]
    assert codes == sorted(set(codes))
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_each_check_has_a_reason_and_examples(check):
    assert re.fullmatch(r"QC[123]\d\d", check.code)
    assert check.level in FINDING_LEVELS
    assert check.reason
    assert not check.reason.endswith(".")
    assert check.bad != check.good


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_a_file_is_named_after_its_check_or_names_all_of_its_checks(module):
    own, name = checks_of(module), module.__name__.rpartition(".")[2]
    assert name.startswith(f"{own[0].code.lower()}_")
    if len(own) == 1:
        assert name == f"{own[0].code.lower()}_{own[0].name.replace('-', '_')}"
    elif module is not qc100_compiler:  # which gives ranges
        assert re.findall(r"QC\d{3}", module.__doc__.partition("\n")[0]) == [check.code for check in own]


def test_no_check_of_a_file_is_missing_in_the_registry():
    assert sorted((check for module in MODULES for check in checks_of(module)), key=lambda check: check.code) == [
        *CHECKS
    ]


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
