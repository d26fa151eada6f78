"""A text indexed stretch by stretch, or block by block, has the columns of the text indexed at once."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.index import build, vocabulary
from qualcode.index.build import build_shard
from qualcode.text import tokens

TURNS = ["Sinyal—kata, “lemah”. Ya!", "", "a a b [tertawa] Jum’at", "— ... —", "di-upload: café. Lagi?"] * 9


@pytest.mark.parametrize("stretch", [1, 7, 50])
@pytest.mark.parametrize("how", ["sentence", "turn", "line"])
def test_the_seams_of_stretches_do_not_show(monkeypatch, stretch, how):
    whole = build_shard(TURNS, how)
    monkeypatch.setattr(vocabulary, "_STRETCH", stretch)
    assert_same(build_shard(TURNS, how), whole)


@pytest.mark.parametrize("size", [1, 2, 5, 64])
@pytest.mark.parametrize("how", ["sentence", "turn", "line"])
def test_the_seams_of_blocks_do_not_show(monkeypatch, size, how):
    whole = build_shard(TURNS, how)
    for module in (tokens, build, vocabulary):
        monkeypatch.setattr(module, "BATCH_BYTES", size)
    assert_same(build_shard(TURNS, how), whole)


@pytest.mark.parametrize("stretch", [1, 50])
def test_a_text_is_indexed_where_it_lies(monkeypatch, stretch):
    text = "\n".join([*TURNS, ""]).encode()
    starts = np.cumsum([0, *(len(turn.encode()) + 1 for turn in TURNS)])
    whole = build.build_text(text, starts, TURNS, "sentence")
    monkeypatch.setattr(vocabulary, "_STRETCH", stretch)
    assert_same(build.build_text(np.frombuffer(text, np.uint8).data, starts, TURNS, "sentence"), whole)


def assert_same(shard, whole):
    for name in (field.name for field in fields(whole) if field.name != "tell"):
        assert np.array_equal(getattr(shard, name), getattr(whole, name)), name


def test_an_odd_piece_seen_in_a_stretch_before_is_not_cut_again(monkeypatch):
    cut = []
    exactly = vocabulary.split_exactly
    vocabulary._remembered.cache_clear()
    monkeypatch.setattr(vocabulary, "_STRETCH", 1)
    monkeypatch.setattr(vocabulary, "split_exactly", lambda piece: cut.append(piece) or exactly(piece))
    shard = build_shard(["satu café tiga", "tiga café satu", "satu café tiga", "— café"])
    assert sorted(cut) == ["café", "—"]
    said = " ".join(shard.keys[number] for number in shard.types)
    assert said == "satu café tiga tiga café satu satu café tiga café"


def test_a_stretch_may_hold_no_word(monkeypatch):
    monkeypatch.setattr(vocabulary, "_STRETCH", 1)
    shard = build_shard(["—", "kata", "...", "'"])
    assert (list(shard.keys), shard.types.tolist(), shard.turn_tokens.tolist()) == (["kata"], [0], [0, 0, 1, 1, 1])


@given(st.lists(st.lists(st.integers(0, 9), max_size=20), max_size=5))
def test_tokens_are_grouped_by_type_however_they_come(stretches):
    types = np.array([each for stretch in stretches for each in stretch], np.int32)
    lists = vocabulary.InvertedLists(np.bincount(types, minlength=10))
    for stretch in stretches:
        lists.add(np.array(stretch, np.int32))
    assert lists.tokens.tolist() == sorted(range(len(types)), key=lambda token: (types[token], token))


def test_tokens_of_more_types_than_16_bits_number_are_in_order_of_type_and_then_of_text() -> None:
    types = np.array([70_000, 5, 65_541, 70_000, 5, 65_536, 0, 4_464], np.int32)
    counts, order = vocabulary.tokens_by_type(types, 70_001)
    assert order.tolist() == sorted(range(len(types)), key=lambda token: (types[token], token))
    assert counts.tolist() == np.bincount(types, minlength=70_001).tolist()


@given(st.lists(st.integers(0, 9), max_size=40), st.lists(st.integers(0, 9), max_size=5))
def test_lists_of_some_types_are_those_of_all_and_the_others_are_empty(types, wanted):
    tokens, starts = vocabulary.lists_of_some(np.array(types, np.int32), np.array(wanted, np.int64), 10)
    for kind in range(10):
        own = [token for token, each in enumerate(types) if each == kind and kind in wanted]
        assert tokens[starts[kind] : starts[kind + 1]].tolist() == own
