"""The engine finds what the reference matcher finds, on any codebook and any text."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oracle.codings import code_turns
from rules.engine_codings import codings
from rules.speech import EXACT, studies


@settings(max_examples=settings().max_examples // 4)
@given(studies(EXACT))
def test_engine_and_oracle_agree_at_a_first_look(study):
    assert sorted(codings(*study)) == code_turns(*study)


@pytest.mark.slow
@settings(max_examples=4 * settings().max_examples)
@given(studies(EXACT))
def test_engine_and_oracle_agree(study):
    assert sorted(codings(*study)) == code_turns(*study)


@pytest.mark.slow
@given(studies())
def test_engine_and_oracle_agree_on_inflected_forms(study):
    assert sorted(codings(*study)) == code_turns(*study)


@pytest.mark.slow
@given(studies(EXACT), st.randoms())
def test_the_order_of_rules_and_terms_changes_nothing(study, random):
    codebook, *rest = study
    codes = [replace(code, rules=tuple(_shuffled(_inside(code.rules, random), random))) for code in codebook.codes]
    assert sorted(codings(replace(codebook, codes=tuple(_shuffled(codes, random))), *rest)) == sorted(
        codings(codebook, *rest)
    )


def _inside(rules, random):
    return [replace(rule, lists=tuple(tuple(_shuffled(terms, random)) for terms in rule.lists)) for rule in rules]


def _shuffled(items, random):
    return random.sample(list(items), len(items))


@pytest.mark.slow
@given(studies(EXACT), st.integers(0, 4))
def test_codings_do_not_depend_on_how_turns_are_grouped(study, at):
    codebook, texts, how, coded, *_ = study
    coded = coded or [True] * len(texts)
    before = codings(codebook, texts[:at], how, coded[:at])
    after = codings(codebook, texts[at:], how, coded[at:])
    moved = [replace(found, turn=found.turn + at) for found in after]
    assert before + moved == codings(codebook, texts, how, coded)


@pytest.mark.slow
@given(studies(EXACT))
def test_codings_stand_in_order_and_inside_their_turn(study):
    _, texts, *_ = study
    found = codings(*study)
    assert [(one.turn, one.start, one.end) for one in found] == sorted((one.turn, one.start, one.end) for one in found)
    for one in found:
        assert 0 <= one.start < one.end <= len(texts[one.turn])
        assert one.start == one.matched[0][0]
        assert one.end == max(end for _, end in one.matched)
