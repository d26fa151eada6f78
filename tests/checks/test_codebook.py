"""Checks of a codebook alone: what each finds, and what it leaves alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.books import book, found, messages
from qualcode.checks.qc116_likely_typo import Neighbours
from qualcode.checks.qc120_slow_pattern import explosive
from qualcode.text.tokens import distance

LABEL = "label: {id: A, en: A}, definition: A"


def code(fields: str, name: str = "a") -> str:
    return f"  - {{code: {name}, {LABEL}, {fields}}}\n"


CHILD = code("parent: a, terms: [x]", "b")


@pytest.mark.parametrize(
    ("check", "wrong", "right"),
    [
        ("QC106", "  - {code: a, terms: [sinyal]}\n", code("terms: [sinyal]")),
        ("QC107", code("terms: [sinyal]"), code("terms: [sinyal], examples: [{text: Sinyal., expect: true}]")),
        ("QC107", code("kind: barrier, terms: [x], examples: [{text: X., expect: true}]"), code("kind: theme")),
        ("QC108", "  - {code: a, label: {id: A}}\n", code("kind: theme")),
        ("QC108", "  - {code: a}\n", "  - {code: a, retired: true}\n"),
        ("QC109", "  - {code: a, label: {id: A, en: A, jv: A}}\n", code("kind: theme")),
        ("QC113", code("terms: [jaringan, jaringan lambat]"), code("terms: [sinyal, jaringan lambat]")),
        ("QC113", code("terms: [sinyal], rules: [{any: [sinyal]}]"), code("terms: [sinyal], rules: [{any: [wifi]}]")),
        ("QC114", code("terms: [sinyal]") + code("terms: [Sinyal]", "b"), code("terms: [sinyal]")),
        ("QC114", code("terms: [sinyal]") + code("terms: [sinyalnya]", "b"), code("terms: [=sinyal, sinyal]")),
        ("QC114", code("terms: [x]") + code("terms: [x]", "b"), code("terms: [x]") + CHILD),
        ("QC115", code("terms: [jaringan, jaringannya]"), code("terms: [jaringan, {term: jaringannya, level: exact}]")),
        ("QC115", code("terms: [sinyal, sinyal]"), code("terms: [sinyal, wifi]")),
        ("QC116", code("terms: [koordniasi]"), code("terms: [koordinasi, durung, sorangan]")),
        ("QC116", code("terms: {en: [infrastrcture]}"), code("terms: {en: [infrastrcture, infrastructure]}")),
        (
            "QC126",
            code("terms: [x], examples: [{text: Les routes sont en mauvais état., expect: false}]"),
            code("terms: [x], examples: [{text: Dalane wis rusak., expect: false}, {text: No?, expect: false}]"),
        ),
        ("QC117", code("terms: [perawat, bidan]"), code("terms: {id: [perawat], en: [nurse]}")),
        ("QC117", code("terms: {id: [Qlue]}"), code("terms: [Qlue]")),
        ("QC118", code("terms: [{term: adil, level: root}]"), code("terms: [adil]")),
        ("QC127", code("terms: [dicoding]"), code("terms: [Dicoding, diparaf, =dicoding]")),
        ("QC127", code("terms: [Menempati]"), code("terms: [=Menempati, Sari, menempati]")),
        ("QC119", code("terms: [menempati]"), code("terms: [{term: menempati, level: exact}, nggak, perawat]")),
        ("QC120", code("terms: [{regex: '(a+)+'}]"), code("terms: [{regex: '(ha+)+'}]")),
        ("QC121", code("terms: [{regex: '(ha)*'}]"), code("terms: [{regex: '(ha)+'}]")),
        ("QC124", code("retired: true") + code("parent: a", "b"), code("retired: true")),
        ("QC125", code("rules: [{any: [x, y]}, {any: [y, x]}]"), code("rules: [{any: [x, y]}, {all: [[x], [y]]}]")),
        ("QC123", code("kind: theme"), code("terms: [x]")),
    ],
)  # fmt: skip
def test_a_check_finds_what_is_wrong_and_leaves_the_rest(check, wrong, right):
    assert messages(check, book(wrong))
    assert messages(check, book(right)) == []


def test_a_language_in_which_no_code_has_a_label_is_told_once():
    own = "  - {code: a, label: {id: A}}\n  - {code: b, label: {id: B}}\n"
    assert [each.finding.message for each in found("QC108", book(own))] == ["no code has a label in `en`"]
    assert len(messages("QC108", book(own + "  - {code: c, label: {id: C, en: C}}\n"))) == 2


def test_frequent_slips_that_dictionaries_have_are_noted_without_a_corpus():
    text = book(code("terms: [intenet, bandwith, internet banking, lelet, koordinasi, durung, sorangan, LAPOR]"))
    assert [(each.finding.level, each.finding.hint) for each in found("QC116", text)] == [
        ("note", "did you mean `bandwidth`?")
    ]
    text = book(code("terms: [intenet]"))
    assert [each.finding.hint for each in found("QC116", text)] == ["did you mean `internet`?"]


def test_a_lexicon_that_nobody_uses_is_found_at_its_place():
    text = book(code("terms: [x]"), "lexicons:\n  net: [jaringan]\n")
    assert [each.finding.place for each in found("QC122", text)] == ["book.yaml:5:3"]


def test_circles_and_broken_references_are_errors():
    circle = book(code("terms: ['@a']"), "lexicons:\n  a: ['@b']\n  b: ['@a']\n")
    assert {each.finding.level for each in found("QC105", circle)} == {"error"}
    assert messages("QC104", book(code("terms: ['@nte']"), "lexicons:\n  net: [x]\n"))


class TestExamples:
    CODES = """\
  - code: access
    examples:
      - {text: Jaringan putus., expect: true}
      - {text: Semua baik., expect: true}
  - code: network
    parent: access
    rules:
      - {rule: net, any: [jaringan]}
    examples:
      - {text: Jaringan ada., expect: false}
      - {text: Tidak ada jaringan., expect: true}
      - {text: Tidak ada jaringan., expect: false}
      - {text: "Das Netz fehlt. 没有网络", expect: false}
"""

    def test_each_that_fails_says_why_at_its_line(self):
        text = book(self.CODES)
        assert [each.finding.line for each in found("QC110", text)] == [8, 14, 15]
        none, finds, negated = (each.finding.hint for each in found("QC110", text))
        assert "no rule finds it" in none
        assert finds == "rule `net` finds it"
        assert negated == "it is found, but negated (rule `net`), and only affirmed codings count"

    def test_one_may_answer_a_question(self):
        rule = "rules: [{any: [jaringan], context: question}]"
        asked = "{question: Ada kendala jaringan?, text: Sering., expect: %s}"
        assert messages("QC110", book(code(f"{rule}, examples: [{asked % 'true'}]"))) == []
        assert len(messages("QC110", book(code(f"{rule}, examples: [{asked % 'false'}]")))) == 1
        unasked = "examples: [{text: Sering., expect: true}]"
        assert len(messages("QC110", book(code(f"{rule}, {unasked}")))) == 1

    def test_those_of_retired_codes_are_not_run(self):
        retired = code("retired: true, examples: [{text: X., expect: true}]")
        assert messages("QC110", book(retired)) == []

    def test_their_text_is_in_no_message(self):
        assert "Semua" not in " ".join(messages("QC110", book(self.CODES)))


@pytest.mark.parametrize("pattern", ["(a+)+", "(a|a)*b", "(a|ab)+", r"(\w+\s*)*$", "(?:x*)*", "((ab)*c?)*", "(a{2,})+"])
def test_patterns_that_can_take_for_ever_are_seen(pattern):
    assert list(explosive(pattern))


@pytest.mark.parametrize(
    "pattern", ["a+b+", "(ab)+", "(a|b)*", r"[(a+)]+", r"\(a+\)+", "(a+)", "(a++)+", "(ab?c){1,3}"]
)
def test_others_are_left_alone(pattern):
    assert not list(explosive(pattern))


@given(st.text(max_size=40))
def test_any_text_can_be_read_as_a_pattern(text):
    list(explosive(text))


@given(st.sets(st.text("abcd", min_size=1, max_size=6), max_size=30), st.text("abcd", min_size=1, max_size=6))
def test_neighbours_are_the_words_at_distance_one(known, word):
    expected = {other for other in known if other[0] == word[0] and distance(other, word) == 1}
    assert set(Neighbours(known).of(word)) == expected


@pytest.mark.slow
def test_ten_thousand_rules_are_not_compared_with_each_other():
    def seconds(n: int) -> float:
        rules = ", ".join(f"{{any: [kata{i}, benda{i} satu]}}" for i in range(n))
        text = book(code(f"rules: [{rules}]"))
        before = time.process_time()
        for check in ("QC113", "QC114", "QC115", "QC116", "QC117", "QC125"):
            found(check, text)
        return time.process_time() - before

    seconds(10)  # dictionaries are loaded once
    assert seconds(4000) < 12 * seconds(1000)
