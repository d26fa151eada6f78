"""What indexing costs: work is done once per distinct word, whatever the length of the text. No clock is read."""

import pytest

from qualcode.index import vocabulary
from qualcode.index.build import build_lines, build_shard

ODD = "Jum’at di-upload: café—kata "


@pytest.mark.slow
def test_the_exact_tokeniser_sees_each_distinct_piece_and_the_blanks_after_it_once(monkeypatch):
    seen = []
    exact = vocabulary.token_spans
    monkeypatch.setattr(vocabulary, "token_spans", lambda piece: seen.append(piece) or exact(piece))
    shard = build_shard([ODD * 1000])
    assert shard.tokens == 4000
    assert len(seen) <= 2 * len(ODD.split())


@pytest.mark.slow
def test_a_text_that_is_utf8_is_never_decoded_to_find_words(monkeypatch):
    class Undecodable(bytes):
        def decode(self, *_):
            raise AssertionError("a pass through the whole text")

    assert build_lines(Undecodable(b"guru murid\nguru\n")).tokens == 3


@pytest.mark.slow
def test_five_megabytes_without_a_blank_are_one_word():
    shard = build_shard(["a" * 5_000_000])
    assert (shard.tokens, len(shard.keys), int(shard.widths[0])) == (1, 1, 5_000_000)


@pytest.mark.slow
def test_five_megabytes_of_odd_characters_without_a_blank_are_cut_in_linear_time():
    shard = build_shard(["é—" * 1_000_000])
    assert (shard.tokens, list(shard.keys)) == (1_000_000, ["é"])


@pytest.mark.slow
def test_as_many_types_as_words():
    shard = build_shard([" ".join(f"kata{number}" for number in range(50_000))])
    assert (shard.tokens, len(shard.keys)) == (50_000, 50_000)
    assert list(shard.keys) == sorted(shard.keys)
