"""Regular expressions are terms; those that cannot be used are refused at their place."""

import pytest

from codebook.samples import HEAD, errors, marked, rule

ANY = HEAD + "  rules:\n  - any: [{regex: "


def test_an_expression_is_kept_as_it_is_written():
    (term,) = rule("  - any: [{regex: '\\bBTS?\\d+', case: true}]\n").lists[0]
    assert (term.kind, term.text, term.case, term.level) == ("regex", r"\bBTS?\d+", True, "exact")


def test_it_stands_wherever_a_term_does():
    made = rule("  - near: [a, {id: [b, {regex: c+}]}]\n    unless: {regex: d}\n")
    assert [term.kind for term in (*made.lists[1], *made.unless)] == ["words", "regex", "regex"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("▲'('", "bad-regex"),
        ("▲'[a'", "bad-regex"),
        ("▲'a{2,1}'", "bad-regex"),
        ("▲'a*'", "empty-regex"),
        ("▲'(?:network){e<=9}'", "empty-regex"),
        ("▲'a|'", "empty-regex"),
        ("▲''", "wrong-value"),
        ("▲[a]", "wrong-value"),
        ("▲'" + "a" * 1001 + "'", "regex-too-long"),
        ("a, ▲level: root", "unfit-field"),
    ],
)
def test_what_cannot_be_used_is_told_at_its_place(text, code):
    text, place = marked(f"{ANY}{text}}}]\n")
    (found,) = errors(text)
    assert (found.code, (found.line, found.column)) == (code, place)


@pytest.mark.parametrize("written", ["{case: true}", "{term: a, regex: b}", "{regex: b, pattern: [{LOWER: a}]}"])
def test_a_term_with_settings_has_one_kind(written):
    found = errors(HEAD + f"  rules:\n  - any: [{written}]\n")
    assert {each.code for each in found} <= {"no-kind", "several-kinds"}
    assert len(found) == 1
