"""What a check worked out once is remembered, and says the same as what is worked out anew."""

import pytest

from checks.books import book
from checks.test_codebook import code
from qualcode.checks import qc110_failing_example, qc116_likely_typo
from qualcode.checks.context import CheckContext, CodebookFile
from qualcode.codebook.load import load_codebook
from qualcode.rules.lookup import Analyser

TYPO = qc116_likely_typo.CHECK
EXAMPLE = qc110_failing_example.CHECK
TALE = "examples: [{text: Jaringan putus., expect: true}, {text: Listrik mati., expect: false}]"


def said(check, text, analyser):
    codebook, findings = load_codebook("book.yaml", text.encode())
    context = CheckContext((CodebookFile("book.yaml", codebook, findings),), analyser=analyser)
    return [(each.message, each.line, each.hint) for each in check.find(context)]


def test_dictionaries_are_asked_about_new_words_only(monkeypatch):
    analyser, asked = Analyser(), []
    text = book(code("terms: [koordniasi, intenet, jaringan, durung]"))
    first = said(TYPO, text, analyser)
    assert len(first) == 2
    before = qc116_likely_typo._judge
    monkeypatch.setattr(qc116_likely_typo, "_judge", lambda own, names: asked.extend(names) or before(own, names))
    assert said(TYPO, text, analyser) == first
    assert asked == []
    assert said(TYPO, text.replace("durung", "bandwith"), analyser) != first
    assert asked == [":bandwith"]


def test_what_was_meant_is_no_slip_once_it_stands_in_the_codebook():
    analyser = Analyser()
    assert said(TYPO, book(code("terms: [intenet]")), analyser)
    assert said(TYPO, book(code("terms: [intenet, internet]")), analyser) == []


@pytest.fixture
def compiled(monkeypatch):
    """The codes of which the rules ran."""
    seen, before = [], qc110_failing_example.compile_codebook
    monkeypatch.setattr(
        qc110_failing_example,
        "compile_codebook",
        lambda given: seen.append([each.code for each in given.codes]) or before(given),
    )
    return seen


def test_only_the_code_that_changed_runs_on_its_examples(compiled):
    analyser = Analyser()
    text = book(code(f"terms: [jaringan], {TALE}") + code(f"terms: [listrik], {TALE}", "b"))
    first = said(EXAMPLE, text, analyser)
    assert (len(first), compiled) == (2, [["a", "b"]])
    assert said(EXAMPLE, text, analyser) == first
    changed = text.replace("[listrik]", "[jaringan]")
    assert said(EXAMPLE, changed, analyser) == said(EXAMPLE, changed, Analyser()) == []
    assert compiled[1:] == [["b"], ["a", "b"]]


def test_a_code_below_counts_for_the_one_above(compiled):
    analyser = Analyser()
    text = book(code(f"terms: [lemot], {TALE}") + code("parent: a, terms: [jaringan]", "b"))
    assert said(EXAMPLE, text, analyser) == []
    broken = text.replace("[jaringan]", "[listrik]")
    assert len(said(EXAMPLE, broken, analyser)) == 2
    assert compiled == [["a", "b"], ["a", "b"]]


def test_the_same_example_twice_is_told_twice():
    twice = "examples: [{text: Listrik mati., expect: true}, {text: Listrik mati., expect: true}]"
    assert len(said(EXAMPLE, book(code(f"terms: [x], {twice}")), Analyser())) == 2


def test_a_pattern_is_looked_for_each_time(compiled):
    analyser = Analyser()
    text = book(code("terms: [{regex: 'lis+trik'}], examples: [{text: Jaringan putus., expect: true}]"))
    assert said(EXAMPLE, text, analyser) == said(EXAMPLE, text, analyser) != []
    assert len(compiled) == 2
