"""Blocks of hits: wherever the seams are, the codings are those of the oracle."""

import numpy as np
import pytest
from hypothesis import given

from oracle.codings import code_turns
from qualcode.index.build import build_shard
from qualcode.rules import merge_hits as room
from qualcode.rules.hits import MatchedParts, RuleHits, single
from qualcode.rules.merge_hits import hits_in_batches
from rules.engine_codings import codings
from rules.speech import EXACT, studies

TURNS = ["satu dua tiga", "empat lima", "", "enam tujuh delapan"]


@pytest.mark.slow
@given(studies(EXACT))
def test_the_seams_of_blocks_do_not_show(study):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(room, "_BLOCK", 1)
        assert sorted(codings(*study)) == code_turns(*study)


def places(*tokens):
    return np.array(tokens, np.int64)


def test_hits_of_one_match_and_of_several_come_in_order_of_text_and_then_of_rules(monkeypatch):
    monkeypatch.setattr(room, "_BLOCK", 2)
    bounds, parts = places(0, 2, 4), (places(3, 4, 0, 2), places(4, 5, 1, 3))
    pairs = RuleHits(places(3, 0), places(5, 3), places(1, 0), MatchedParts(bounds, *parts))
    words = single(places(7, 0, 3), places(8, 1, 4))
    found = list(hits_in_batches(build_shard(TURNS, "sentence"), [words, pairs, words]))
    assert len(found) > 1
    assert np.concatenate([hits.token_start for hits, _ in found]).tolist() == [0, 0, 0, 3, 3, 3, 7, 7]
    assert np.concatenate([rule for _, rule in found]).tolist() == [0, 1, 2, 0, 1, 2, 0, 2]
    assert np.concatenate([np.diff(hits.parts.offsets) for hits, _ in found]).tolist() == [1, 2, 1, 1, 2, 1, 1, 1]
    assert [part for hits, _ in found for part in hits.parts.token_start.tolist()] == [0, 0, 2, 0, 3, 3, 4, 3, 7, 7]


def test_no_hits_are_one_empty_block():
    assert [len(hits) for hits, _ in hits_in_batches(build_shard(TURNS, "sentence"), [])] == [0]
