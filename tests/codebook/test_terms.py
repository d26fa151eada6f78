"""Lists of terms can be written in the forms of the manual."""

import pytest

from codebook.samples import HEAD, codebook, errors, findings, rule, words


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[lama, tunggu lama]", ["lama", "tunggu lama"]),
        ("lama", ["lama"]),
        ("{term: LAMA}", ["LAMA"]),
        ("{id: [lama], en: [slow, long]}", ["lama", "slow", "long"]),
        ("{id: lama, en: }", ["lama"]),
        ("[no, yes, 4, 1.5, null, ~x]", ["no", "yes", "4", "1.5", "null", "~x"]),
        ("[koordinasi*, 'ke*an']", ["koordinasi*", "ke*an"]),
        ("['tunggu   lama ']", ["tunggu lama"]),
    ],
)
def test_forms_of_a_list(written, read):
    assert words(rule(f"  - any: {written}\n").lists[0]) == read


@pytest.mark.parametrize("kind", ["all", "near"])
def test_forms_of_lists_that_stand_together(kind):
    text = f"  - {kind}: [lama, [a, b], {{id: c, en: [d]}}, {{term: e, case: true}}]\n"
    assert [words(terms) for terms in rule(text).lists] == [["lama"], ["a", "b"], ["c", "d"], ["e"]]


def test_a_term_has_its_own_settings_before_those_of_the_rule():
    first, second = rule("  - any: [{term: a, level: exact, case: false, language: id}, b]\n    case: true\n").lists[0]
    assert (first.level, first.case, first.language) == ("exact", False, "id")
    assert (second.level, second.case, second.language) == ("light", True, "")


def test_a_term_stands_where_its_word_stands():
    term = rule("  - any: [{case: true, term: a}]\n").lists[0][0]
    assert (HEAD + "- code: staff\n  rules:\n").count("\n") + 1 == term.line
    assert term.column == len("  - any: [{case: true, term: a")


def test_the_same_word_in_two_languages_is_not_repeated():
    assert findings(HEAD + "  rules: [any: {id: [data], en: [data]}]\n") == ()


def test_the_short_form_is_a_rule_named_after_its_code():
    (only,) = codebook(HEAD).codes[0].rules
    assert (only.rule, only.kind, words(only.lists[0])) == ("queue", "any", ["antre"])


def test_a_term_marked_with_an_equals_sign_is_exact():
    terms = rule("  - any: [=jalan, '= belum ada', {term: =air, level: exact}]\n    level: root\n").lists[0]
    assert [(term.text, term.level) for term in terms] == [("jalan", "exact"), ("belum ada", "exact"), ("air", "exact")]


def test_it_cannot_ask_for_another_level_too():
    (found,) = errors(HEAD + "  terms: [{term: =air, level: root}]\n".replace("terms", "rules:\n  - any"))
    assert found.code == "two-levels"


def test_an_equals_sign_alone_is_no_term():
    assert [found.code for found in errors(HEAD + "  rules:\n  - any: ['=']\n")] == ["empty-term"]


def test_quotes_of_word_processors_hold_no_commas_together():
    for text in ("  terms: [x]\n- code: s\n  terms: [“a, b”]\n", "  examples:\n  - {text: “a, b”, expect: true}\n"):
        hints = [found.hint for found in errors(HEAD.replace("  terms: [antre]\n", "") + text)]
        assert hints
        assert all("straight quotes" in hint for hint in hints)


@pytest.mark.parametrize(("kind", "lists"), [("any", "[a]"), ("all", "[[a], [b]]")])
def test_within_names_the_kind_that_is_there(kind, lists):
    text = HEAD + f"- code: s\n  rules:\n  - {{{kind}: {lists}, within: 5}}\n"
    (found,) = errors(text)
    assert f"instead of `{kind}`" in found.hint
