"""The codebook that the project ships: it loads, has the codes that the study names, and keeps its own examples."""

from functools import cache
from pathlib import Path

import pytest

from qualcode.codebook.load import load_codebook
from qualcode.index.build import build_shard
from qualcode.model.codebook import Code, Codebook, Example
from qualcode.model.coding import ASSERTIONS
from qualcode.model.finding import Finding
from qualcode.rules.engine import code_shard
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import compile_codebook, whole_scope

FILE = Path(__file__).parents[2] / "codebooks" / "smart-city-barriers.yaml"
KINDS = {
    "political_organization": "barrier",
    "work_culture": "barrier",
    "infrastructure": "barrier",
    "citizen_trust": "barrier",
    "solution_reliability": "barrier",
    "political_will": "enabler",
    "qlue": "actor",
    "lapor": "actor",
    "gamatechno": "actor",
    "civil_servant": "actor",
    "public_institution": "actor",
    "smart_city": "theme",
    "politics": "theme",
    "environmental_concern": "theme",
    "government_effectiveness": "theme",
    "online_service": "theme",
    "digitalization": "theme",
    "urban_pressure": "theme",
    "urbanization": "theme",
    "population_growth": "theme",
    "pollution": "theme",
    "limited_resources": "theme",
    "initiative": "theme",
    "pilot_project": "theme",
    "conference": "theme",
}
PARENTS = {
    "urbanization": "urban_pressure",
    "population_growth": "urban_pressure",
    "pollution": "urban_pressure",
    "limited_resources": "urban_pressure",
    "pilot_project": "initiative",
    "conference": "initiative",
}


@cache
def loaded() -> tuple[Codebook | None, tuple[Finding, ...]]:
    return load_codebook(str(FILE), FILE.read_bytes(), lambda name: Path(name).read_bytes())


def codebook() -> Codebook:
    found, _ = loaded()
    assert found is not None, "the shipped codebook does not load"
    return found


@cache
def affirmed(texts: tuple[str, ...]) -> tuple[frozenset[str], ...]:
    """The codes that are found and count, for each text."""
    shard = build_shard(texts)
    coded = code_shard(compile_codebook(codebook()), shard, Lookup(shard.keys), whole_scope(shard))
    counting = [
        (turn, codebook().codes[code].code)
        for turn, code, assertion in zip(coded.turn, coded.code, coded.assertion, strict=True)
        if ASSERTIONS[assertion] == "affirmed"
    ]
    return tuple(frozenset(code for turn, code in counting if turn == number) for number in range(len(texts)))


def examples() -> list[tuple[Code, Example]]:
    return [(code, example) for code in codebook().codes for example in code.examples]


def test_loads_without_errors_or_warnings() -> None:
    _, findings = loaded()
    assert [finding for finding in findings if finding.level in ("error", "warning")] == []


def test_has_exactly_the_codes_of_the_study() -> None:
    assert {code.code: code.kind for code in codebook().codes} == KINDS
    assert {code.code: code.parent for code in codebook().codes if code.parent} == PARENTS


def test_every_code_has_labels_and_definitions_in_both_languages() -> None:
    for code in codebook().codes:
        assert set(code.label) == {"id", "en"}, code.code
        assert set(code.definition) == {"id", "en"}, code.code


def test_every_code_with_rules_has_examples_of_both_sorts() -> None:
    for code in codebook().codes:
        if code.rules:
            assert {example.expect for example in code.examples} == {True, False}, code.code


def test_only_parents_have_no_rules() -> None:
    assert [code.code for code in codebook().codes if not code.rules] == ["urban_pressure"]


@pytest.mark.parametrize("number", range(len(examples())))
def test_example_holds(number: int) -> None:
    code, example = examples()[number]
    found = affirmed(tuple(each.text for _, each in examples()))[number]
    assert (code.code in found) == example.expect, f"{FILE.name}:{example.line}: {example.text}"


@pytest.mark.parametrize(
    "text",
    [
        "Saya melapor ke kelurahan.",
        "Warga lapor lewat telepon.",
        "Ya saya lapor saja ke aplikasi.",
        "Laporannya sudah masuk.",
        "lapor, pak",
        "Lapor Pak, jalannya rusak.",
    ],
)
def test_the_verb_is_not_the_service(text: str) -> None:
    assert "lapor" not in affirmed((text,))[0]


@pytest.mark.parametrize(
    "text", ["Saya kirim lewat LAPOR! kemarin.", "Kanal SP4N sudah ramai.", "We use LAPOR! for that."]
)
def test_the_service_is_found(text: str) -> None:
    assert "lapor" in affirmed((text,))[0]


def test_a_person_can_read_it() -> None:
    data = FILE.read_bytes()
    assert (len(data.splitlines()) <= 500, len(data) <= 45_000) == (True, True)


def test_every_rule_says_in_both_languages_what_it_finds() -> None:
    """Terms without a rule of their own need no sentence: the definition of their code says it."""
    rules = [rule for code in codebook().codes for rule in code.rules if rule.rule != code.code]
    assert len(rules) > 30
    assert [rule.rule for rule in rules if set(rule.says) != {"id", "en"}] == []
    sentences = [sentence for rule in rules for sentence in rule.says.values()]
    assert [each for each in sentences if not each.endswith(".") or len(each) > 90] == []


def test_no_rule_adds_up_points() -> None:
    assert {rule.kind for code in codebook().codes for rule in code.rules} <= {"any", "near", "all", "requires"}
