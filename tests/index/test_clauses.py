"""Where punctuation ends a clause."""

from itertools import pairwise

import pytest
from hypothesis import given

from qualcode.index.build import build_shard
from qualcode.text import marks, tokens
from rules.speech import turns, vocabularies

ENDS = set(',;:.!?()\n"–—…')


@given(vocabularies().flatmap(turns))
def test_a_break_stands_before_a_token_that_punctuation_precedes(texts):
    shard = build_shard(texts, "turn")
    breaks = set(shard.breaks.tolist())
    for turn, text in enumerate(texts):
        silent = marks.mark_spans(text)
        spans = [one for one in tokens.token_spans(text) if not any(low <= one[0] < high for low, high in silent)]
        base = int(shard.turn_tokens[turn])
        for number, (before, after) in enumerate(pairwise(spans), base + 1):
            assert (number in breaks) == (not ENDS.isdisjoint(text[before[1] : after[0]]))


@pytest.mark.parametrize("between", [", ", "; ", ": ", "(", ") ", '"', "\n", " – ", "—", "… ", "! ", "? ", ". "])
def test_punctuation_ends_a_clause(between):
    assert 1 in build_shard([f"guru{between}murid"], "turn").breaks


@pytest.mark.parametrize("between", [" ", "  ", " / ", " 'kata' ", " [tertawa] ", " “", "\u2028", " ‐ ", "☝"])
def test_other_signs_do_not(between):
    assert 1 not in build_shard([f"guru{between}murid"], "turn").breaks
