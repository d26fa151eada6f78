"""The manual of the language says what is so."""

import re
from pathlib import Path

import pytest

from codebook.samples import HEAD, errors, findings, rule
from qualcode.codebook.fields import CodebookDraft, CodeDraft, RuleDraft
from qualcode.codebook.terms import TermFields
from qualcode.text.records import declared

MANUAL = (Path(__file__).parents[2] / "docs" / "codebook-language.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```yaml\n(.*?)^```", MANUAL, flags=re.DOTALL | re.MULTILINE)
COMPLETE = [block for block in BLOCKS if block.startswith("format: 1")]
PARTS = [block for block in BLOCKS if block not in COMPLETE]
LEXICONS = "lexicons: {shortage: [kurang], referral: [rujukan], papers: [surat]}\n"


@pytest.mark.parametrize("block", COMPLETE)
def test_a_complete_codebook_loads_without_findings(block):
    assert [str(found) for found in findings(block)] == []


def test_parts_are_marked_as_such():
    assert len(COMPLETE) >= 3
    assert all(re.match(r"# (a rule|parts? of (a rule|rules|a codebook))\n", part) for part in PARTS)


@pytest.mark.parametrize("line", [line for part in PARTS for line in part.splitlines() if line.startswith("any: ")])
def test_a_form_of_a_list_of_terms_loads(line):
    assert errors(f"{HEAD}  rules:\n  - {line}\n{LEXICONS}") == []


@pytest.mark.parametrize("part", [part for part in PARTS if part.startswith("# a rule")])
def test_a_rule_that_stands_alone_loads(part):
    assert rule("".join(f"  {line}\n" for line in part.splitlines()) + LEXICONS).own.within == "turn"


@pytest.mark.parametrize("part", [part for part in PARTS if re.match("# part of a rule\nany:\n", part)])
def test_a_list_of_terms_with_settings_loads(part):
    lines = part.replace("# part of a rule\n", "").splitlines()
    assert rule("  - " + "\n    ".join(lines) + "\n").kind == "any"


@pytest.mark.parametrize("draft", [CodebookDraft, CodeDraft, RuleDraft, TermFields])
def test_every_field_is_in_the_manual(draft):
    assert [name for name in declared(draft) if not re.search(rf"\b{name}\b", MANUAL)] == []
    assert all(field.metadata["says"].endswith((".", "...")) for field in declared(draft).values())


def test_the_message_in_the_manual_is_what_is_said():
    (said,) = errors(HEAD + "  lable: x\n")
    assert str(said).partition(": ")[2] in MANUAL
