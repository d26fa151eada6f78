"""What always holds for a shard, whatever people said."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.index.build import build_lines, build_shard
from qualcode.text import marks, sentences, tokens
from qualcode.text.tokens import fold
from rules.speech import HOW, OTHERS, TOPICS, turns, vocabularies

spoken = vocabularies().flatmap(turns)
anything = st.lists(st.text(max_size=30).filter(lambda text: "\r" not in text), max_size=4)
said = spoken | anything
ways = st.sampled_from(HOW)


def words(text):
    """Spans of the words of a turn outside marks."""
    silent = marks.mark_spans(text)
    return [span for span in tokens.token_spans(text) if not any(low <= span[0] < high for low, high in silent)]


def points(shard, turn, positions):
    """Code points of some bytes in their turn."""
    return shard.codepoints(positions, np.full(len(positions), shard.turn_starts[turn])).tolist()


@given(said, ways)
def test_tokens_are_the_words_outside_marks(texts, how):
    shard = build_shard(texts, how)
    for turn, text in enumerate(texts):
        own = np.arange(shard.turn_tokens[turn], shard.turn_tokens[turn + 1])
        found = zip(points(shard, turn, shard.starts[own]), points(shard, turn, shard.ends(own)), strict=True)
        assert list(found) == words(text)
        assert [shard.keys[shard.types[one]] for one in own] == [fold(text[start:end]) for start, end in words(text)]


@given(said)
def test_postings_are_all_tokens_grouped_by_type(texts):
    shard = build_shard(texts)
    assert sorted(shard.postings.tolist()) == list(range(shard.tokens))
    for number in range(len(shard.keys)):
        own = shard.postings[shard.posting_starts[number] : shard.posting_starts[number + 1]].tolist()
        assert own == sorted(own)
        assert own
        assert set(shard.types[own].tolist()) == {number}


@given(said)
def test_types_are_sorted_and_differ(texts):
    shard = build_shard(texts)
    types = list(zip(shard.keys, shard.widths.tolist(), strict=True))
    assert shard.keys == sorted(shard.keys)
    assert len(set(types)) == len(types)


@given(said, ways)
def test_segments_are_those_of_the_turn(texts, how):
    shard = build_shard(texts, how)
    for turn, text in enumerate(texts):
        if text:
            own = shard.segment_starts[np.flatnonzero(shard.segment_turns == turn)]
            assert points(shard, turn, own) == sentences.segment_boundaries(text, how)


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("text", ["a\n\nb", "\n a", "a\n \n", "a\n\u2028\nb", "  ", "a. B"])
def test_blank_lines_are_no_segments(text, how):
    shard = build_shard(["x", text, "y"], how)
    assert shard.segments == 2 + len(sentences.segment_boundaries(text, how))


@given(said, ways)
def test_every_token_lies_in_the_segment_and_turn_in_which_it_starts(texts, how):
    shard = build_shard(texts, how)
    every = np.arange(shard.tokens)
    segment, turn = shard.segments_of(every), shard.turns_of(every)
    assert (shard.segment_starts[segment] <= shard.starts).all()
    assert (shard.starts < shard.segment_starts[segment + 1]).all()
    assert (shard.turn_starts[turn] <= shard.starts).all()
    assert (shard.ends(every) < shard.turn_starts[turn + 1]).all()
    assert (shard.segment_turns[segment] == turn).all()


@given(said)
def test_turns_come_back_as_they_were(texts):
    shard = build_shard(texts)
    assert [shard.turn_text(turn) for turn in range(shard.turns)] == texts


@given(st.text(max_size=30))
def test_code_points_count_what_people_see_as_offsets(text):
    shard = build_shard([text])
    positions = np.array([len(text[:at].encode("utf-8")) for at in range(len(text) + 1)])
    assert points(shard, 0, positions) == list(range(len(text) + 1))


@given(said, st.integers(0, 4))
def test_a_shard_of_more_turns_holds_the_tokens_of_smaller_ones(texts, at):
    def keys(some):
        shard = build_shard(some)
        return [shard.keys[one] for one in shard.types]

    assert keys(texts[:at]) + keys(texts[at:]) == keys(texts)


@pytest.mark.parametrize("words_between", [1, 3000])
def test_tokens_at_the_seams_of_blocks_are_whole(monkeypatch, words_between):
    from qualcode.index import vocabulary

    whole = build_shard([" guru ab" * words_between + "x"])
    for size in (1, 2, 5, 64):
        monkeypatch.setattr(vocabulary, "BATCH_BYTES", size)
        assert build_shard([" guru ab" * words_between + "x"]).starts.tolist() == whole.starts.tolist()


@given(st.lists(st.sampled_from([*TOPICS, *OTHERS]).filter(lambda word: "\n" not in word), max_size=6))
def test_lines_are_turns_and_segments_with_all_their_words(lines):
    shard = build_lines("".join(f"{line}\n" for line in lines).encode("utf-8"))
    assert shard.turns == shard.segments == len(lines)
    assert [shard.keys[one] for one in shard.types] == [key for line in lines for key in tokens.keys(line)]


def test_no_turns_make_an_empty_shard():
    shard = build_shard([])
    assert (shard.turns, shard.segments, shard.tokens) == (0, 0, 0)


def test_few_and_many_stretches_are_counted_alike():
    shard = build_shard([f"{'é' * (number % 3)} kafé {number} naïve" for number in range(60)], "turn")
    turns = np.arange(shard.turns)
    first, last = shard.turn_tokens[:-1] + 1, shard.turn_tokens[1:]
    many = shard.spans_in(turns, first, last)
    for turn in turns.tolist():
        own = slice(turn, turn + 1)
        few = shard.spans_in(turns[own], first[own], last[own])
        assert [part.tolist() for part in few] == [part[own].tolist() for part in many]
        start, end = int(few[0][0]), int(few[1][0])
        assert shard.turn_text(turn)[start:end].endswith("naïve")
