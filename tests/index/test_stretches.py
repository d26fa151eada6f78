"""A text indexed stretch by stretch, or block by block, has the columns of the text indexed at once."""

from dataclasses import fields

import numpy as np
import pytest

from qualcode.index import clauses, numbering, segments, vocabulary
from qualcode.index.build import build
from qualcode.text import blocks

TURNS = ["Sinyal—kata, “lemah”. Ya!", "", "a a b [tertawa] Jum’at", "— ... —", "di-upload: café. Lagi?"] * 9


@pytest.mark.parametrize("stretch", [1, 7, 50])
@pytest.mark.parametrize("how", ["sentence", "turn", "line"])
def test_the_seams_of_stretches_do_not_show(monkeypatch, stretch, how):
    whole = build(TURNS, how)
    monkeypatch.setattr(vocabulary, "_STRETCH", stretch)
    assert_same(build(TURNS, how), whole)


@pytest.mark.parametrize("size", [1, 2, 5, 64])
@pytest.mark.parametrize("how", ["sentence", "turn", "line"])
def test_the_seams_of_blocks_do_not_show(monkeypatch, size, how):
    whole = build(TURNS, how)
    for module in (blocks, clauses, segments, vocabulary):
        monkeypatch.setattr(module, "BLOCK", size)
    assert_same(build(TURNS, how), whole)


def assert_same(shard, whole):
    for name in (field.name for field in fields(whole) if field.name != "tell"):
        assert np.array_equal(getattr(shard, name), getattr(whole, name)), name


def test_a_piece_seen_in_a_stretch_before_is_not_cut_again(monkeypatch):
    cut = []
    split = numbering.split
    monkeypatch.setattr(vocabulary, "_STRETCH", 1)
    monkeypatch.setattr(numbering, "split", lambda some: cut.extend(some.to_pylist()) or split(some))
    build(["satu dua tiga", "tiga dua satu", "satu dua tiga"])
    assert len(cut) == len(set(cut))
