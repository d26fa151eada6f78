"""Cues that are sought only in some turns say of these what cues sought everywhere say."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.index.build import build_shard
from qualcode.rules.assertion import assertion_cues_of_shard
from qualcode.rules.engine import code_shard, turns_with_matches
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import compile_codebook, whole_scope
from qualcode.rules.terms.words import find_phrases
from rules.engine_codings import records
from rules.speech import EXACT, studies


def cues_in(shard, turns):
    return assertion_cues_of_shard(shard, Lookup(shard.keys), np.array(turns, np.bool_))


def everywhere(shard):
    return cues_in(shard, [True] * shard.turns)


def some_turns(data, shard):
    return data.draw(st.lists(st.booleans(), min_size=shard.turns, max_size=shard.turns))


def found(study, cues=None):
    codebook, texts, how, *_ = study
    shard, program = build_shard(texts, how), compile_codebook(codebook)
    own = None if cues is None else cues(shard)
    return records(program, shard, code_shard(program, shard, Lookup(shard.keys), whole_scope(shard), own))


@given(studies(EXACT))
def test_codings_are_those_of_cues_that_are_sought_everywhere(study):
    assert found(study) == found(study, everywhere)


@given(studies(EXACT), st.data())
def test_two_halves_are_the_whole(study, data):
    def halves(shard):
        turns = np.array(some_turns(data, shard), np.bool_)
        return cues_in(shard, turns).united(cues_in(shard, ~turns))

    assert found(study, halves) == found(study, everywhere)


@given(studies(EXACT), st.data())
def test_columns_of_two_halves_are_those_of_the_whole(study, data):
    shard = build_shard(study[1], study[2])
    turns, whole = np.array(some_turns(data, shard), np.bool_), everywhere(shard)
    both = cues_in(shard, turns).united(cues_in(shard, ~turns))
    for each in fields(whole):
        if each.name not in ("stops", "breaks"):  # where a negator ends to reach may lie beyond its clause
            assert getattr(both, each.name).tolist() == getattr(whole, each.name).tolist()
    openings = shard.turn_tokens  # a sentence begins with a turn, whether a pause stands before it or not
    assert np.setdiff1d(both.breaks, openings).tolist() == np.setdiff1d(whole.breaks, openings).tolist()


@given(studies(EXACT), st.data())
def test_what_is_said_in_other_turns_is_not_looked_at(study, data):
    shard = build_shard(study[1], study[2])
    turns = np.array(some_turns(data, shard), np.bool_)
    inside, own, whole = np.repeat(turns, np.diff(shard.turn_tokens)), cues_in(shard, turns), everywhere(shard)
    assert own.marks.tolist() == np.where(inside, whole.marks, 0).tolist()
    assert own.negators.tolist() == whole.negators[inside[whole.negators]].tolist()


@given(studies(EXACT))
def test_every_hit_stands_in_a_turn_in_which_cues_are_sought(study):
    codebook, texts, how, *_ = study
    shard, program = build_shard(texts, how), compile_codebook(codebook)
    matches = find_phrases(shard, Lookup(shard.keys), program.phrases)
    if not program.searches.terms:  # these are found by searching in the text
        turns = turns_with_matches(shard, matches, program, whole_scope(shard))
        assert turns[[one.turn for one in found(study)]].all()


@pytest.mark.slow
@settings(max_examples=4 * settings().max_examples)
@given(studies(), studies())
def test_a_second_codebook_finds_what_it_finds_first(first, second):
    """The cues that the first one left, and those of all other turns, are enough for the second one."""
    _, texts, how, *_ = first

    def left(shard):
        program = compile_codebook(first[0])
        matches = find_phrases(shard, Lookup(shard.keys), program.phrases)
        turns = turns_with_matches(shard, matches, program, whole_scope(shard))
        return cues_in(shard, turns).united(cues_in(shard, ~turns))

    other = (second[0], texts, how)
    assert found(other, left) == found(other)
