"""The JSON Schema says what the loader says, as far as a schema can."""

from importlib import resources
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from codebook.samples import HEAD, SCHOOLS
from codebook.test_manual import COMPLETE
from qualcode.api.init import template
from qualcode.codebook import fields
from qualcode.codebook.fields import CodebookDraft, CodeDraft, RuleDraft
from qualcode.text.records import declared

ROOT = Path(__file__).parents[2]
SHIPPED = ROOT / "codebooks" / "smart-city-barriers.yaml"
RULE = HEAD + "  rules:\n  - "


class Yaml12(yaml.SafeLoader):
    """YAML as editors read it: only true, false, null and numbers are no texts."""


Yaml12.yaml_implicit_resolvers = {}
for _tag, _form, _first in [
    ("bool", r"^(true|True|TRUE|false|False|FALSE)$", "tTfF"),
    ("int", r"^[-+]?[0-9]+$", "-+0123456789"),
    ("null", r"^(~|null|Null|NULL|)$", ["~", "n", "N", ""]),
]:
    Yaml12.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", __import__("re").compile(_form), list(_first))


def mistakes(text):
    validator = Draft202012Validator(fields.codebook_schema())
    return [each.json_path for each in validator.iter_errors(yaml.load(text, Yaml12))]


def test_it_is_a_schema():
    Draft202012Validator.check_schema(fields.codebook_schema())


def test_the_shipped_file_is_current():
    file = resources.files("qualcode.codebook").joinpath(fields.CODEBOOK_SCHEMA_FILE)
    assert file.read_text("utf-8") == fields.codebook_schema_text(), "write schema.text() to the file"


@pytest.mark.parametrize("text", [template("Clinics"), SCHOOLS.decode(), SHIPPED.read_text("utf-8"), *COMPLETE])
def test_codebooks_fit(text):
    assert mistakes(text) == []


@pytest.mark.parametrize(
    "line",
    [
        "any: [no, 4, true, '=a', {term: x, case: true}, {regex: 'a+'}, {pattern: [{LOWER: a, OP: '{1,2}'}]}]",
        "near: ['@a', {id: [b], en: }]\n    within: turn\n    ordered: true\n    languages: id\n    roles: [other]",
        "score: {'2': [a]}\n    threshold: 2\n    context_score: 1",
        "points: {'2': [a]}\n    least: 2\n    support: 1\n    within: turn",
        "points: {'2': [a]}\n    threshold: 2",
        "all: [a, b]\n    context: question\n    hypothetical: drop\n    question: count\n    unless:",
    ],
)
def test_what_loads_fits(line):
    assert mistakes(RULE + line + "\n") == []


@pytest.mark.parametrize(
    "line",
    [
        "ani: [a]",
        "any: [a]\n    all: [a, b]",
        "rule: x",
        "any: [a]\n    within: 3",
        "any: []",
        "any: [a]\n    level: lite",
        "near: [a]",
        "score: {'1': [a]}",
        "any: [a]\n    support: 1",
        "score: {'1': [a]}\n    points: {'1': [a]}\n    least: 1",
        "any: [a]\n    says: 5",
        "any: [a]\n    says: {en: true}",
        "any: [a]\n    languages: [fr]",
        "any: [{regex: a, term: b}]",
        "any: [{pattern: [{lower: a}]}]",
    ],
)
def test_what_is_refused_does_not_fit(line):
    assert mistakes(RULE + line + "\n") != []


@pytest.mark.parametrize(("draft", "name"), [(CodebookDraft, ""), (CodeDraft, "code"), (RuleDraft, "rule")])
def test_every_field_is_explained(draft, name):
    made = fields.codebook_schema()
    properties = (made["$defs"][name] if name else made)["properties"]
    now = {key: value["description"] for key, value in properties.items() if "deprecated" not in value}
    assert now == {key: field.metadata["says"] for key, field in declared(draft).items()}
    old = {key: value["description"] for key, value in properties.items() if "deprecated" in value}
    assert old == {
        field.metadata["formerly"]: f"Old name of `{key}`."
        for key, field in declared(draft).items()
        if field.metadata["formerly"]
    }
