"""Token patterns are terms; what spaCy cannot use is refused at its place."""

import json

import pytest

from codebook.samples import HEAD, codebook, errors, marked, rule

NOUN = "  rules:\n  - any: [{pattern: [{POS: NOUN}]%s}]\n"


def test_values_are_numbers_and_flags_where_yaml_has_them():
    (term,) = rule(
        "  - any: [{pattern: [{IS_DIGIT: true}, {LENGTH: {'>=': 3}, OP: '+'}, {LOWER: {IN: [no, '4']}}]}]\n"
    ).lists[0]
    assert term.kind == "pattern"
    assert json.loads(term.text) == [
        {"IS_DIGIT": True},
        {"LENGTH": {">=": 3}, "OP": "+"},
        {"LOWER": {"IN": ["no", "4"]}},
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("▲a", "wrong-value"),
        ("▲[]", "wrong-value"),
        ("[▲a]", "wrong-value"),
        ("[{▲LOWR: a}]", "unknown-attribute"),
        ("[{▲lower: a}]", "unknown-attribute"),
        ("[{LOWER: a, OP: ▲'**'}]", "wrong-value"),
        ("▲[{LOWER: a, OP: '?'}, {OP: '*'}]", "empty-pattern"),
        ("▲[{POS: VERB}]", "no-pipeline"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_place(text, code):
    text, place = marked(f"{HEAD}  rules:\n  - any: [{{pattern: {text}}}]\n")
    (found,) = errors(text)
    assert (found.code, (found.line, found.column)) == (code, place)


def test_an_attribute_in_small_letters_is_suggested():
    (found,) = errors(HEAD + "  rules:\n  - any: [{pattern: [{lower: a}]}]\n")
    assert "`LOWER`" in found.hint


@pytest.mark.parametrize("pipelines", ["pipelines: {en: en_core_web_sm}\n", "pipelines: {en: a, id: b}\n"])
def test_the_pipeline_of_a_pattern_is_named_by_its_language(pipelines):
    assert errors(HEAD + NOUN % ", language: en" + pipelines) == []


def test_one_pipeline_serves_every_pattern_and_several_need_a_choice():
    assert errors(HEAD + NOUN % "" + "pipelines: {en: a}\n") == []
    (found,) = errors(HEAD + NOUN % "" + "pipelines: {en: a, id: b}\n")
    assert (found.code, "language" in found.hint) == ("no-pipeline", True)


def test_a_codebook_keeps_its_pipelines():
    assert codebook(HEAD + "pipelines: {en: en_core_web_sm}\n").pipelines == {"en": "en_core_web_sm"}
