"""Words that stand everywhere: as many hits as tokens, in bounded memory, with the codings as they should be."""

import numpy as np
import pytest
from hypothesis import given

from oracle.codings import code_turns
from qualcode.index.build import build_shard
from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.rules import engine as room
from qualcode.rules.engine import chunks_of_turns
from qualcode.rules.kinds.near import Near
from qualcode.rules.lookup import Lookup
from qualcode.rules.program import compile_codebook
from qualcode.rules.terms.words import find_phrases
from rules.engine_codings import codings
from rules.speech import EXACT, studies

EVERY = (Term("*", level="exact"),)
ALL = Codebook(
    "all", (Code("one", rules=(Rule("every", "any", (EVERY,)), Rule("near", "near", (EVERY, EVERY), own=Near()))),)
)
TEXTS = ["Jaringan di desa kurang. Guru tidak ada!", "", "ya", "Yang di kota, yang di desa: sama saja?"] * 9


@pytest.mark.slow
@given(studies(EXACT))
def test_one_turn_at_a_time_gives_what_the_oracle_finds(study):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(room, "_MOST", 1)
        assert sorted(codings(*study)) == code_turns(*study)


def test_a_pattern_that_matches_every_token():
    assert sorted(codings(ALL, TEXTS)) == code_turns(ALL, TEXTS)


def test_no_stretch_of_several_turns_names_more_than_it_may(monkeypatch):
    monkeypatch.setattr(room, "_MOST", 50)
    shard, program = build_shard(TEXTS, "sentence"), compile_codebook(ALL)
    matches = find_phrases(shard, Lookup(shard.keys), program.phrases)
    parts = list(chunks_of_turns(shard, matches, program))
    assert len(parts) > 1
    term = program.rules[0].lists[0][0]
    for part in parts:
        first, _ = part.of(term)
        assert 3 * len(first) <= 50 or len(set(shard.turns_of(first).tolist())) == 1
    assert np.array_equal(np.concatenate([part.of(term)[0] for part in parts]), matches.of(term)[0])


def test_as_many_different_words_as_tokens():
    texts = [" ".join(f"kata{number:x}q" for number in range(at, at + 1000)) for at in range(0, 50_000, 1000)]
    found = codings(Codebook("one", (Code("one", rules=(Rule("a", "any", ((Term("kata*7q"),),)),)),)), texts)
    assert len(found) == 50_000 // 16
