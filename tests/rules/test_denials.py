"""Two negators: which sentences deny what, judged by a person before the engine was asked."""

import pytest

from qualcode.model.codebook import Code, Codebook, Rule, Term
from rules.denials import AMISS, FRESH, MENDED, sentences
from rules.engine_codings import codings


def put(text, terms):
    """How the engine puts each of some terms of a sentence."""
    rule = Rule("r", "any", (tuple(Term(term, level="exact") for term in terms),))
    codebook = Codebook("c", (Code("matter", rules=(rule,)),))
    return [(text[slice(*span)], found.assertion) for found in codings(codebook, [text]) for span in found.matched]


def _judged():
    for text, expected in [*sentences(MENDED), *sentences(FRESH)]:
        yield pytest.param(text, expected, marks=[pytest.mark.xfail(strict=True)] if text in AMISS else [], id=text)


@pytest.mark.parametrize(("text", "expected"), list(_judged()))
def test_each_term_is_put_as_a_person_put_it(text, expected):
    assert put(text, [term for term, _ in expected]) == expected


def test_a_negator_at_the_end_of_a_turn_says_nothing_of_the_next_one():
    codebook = Codebook("c", (Code("matter", rules=(Rule("r", "any", ((Term("forms", level="exact"),),)),)),))
    turns = ["We had the forms or not", "Available."]
    (alone,) = codings(codebook, turns[:1])
    (among,) = codings(codebook, turns)
    assert (alone, alone.assertion) == (among, "affirmed")
