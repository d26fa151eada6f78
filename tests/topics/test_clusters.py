"""Clusters: units that mean much the same, whatever their language."""

import numpy as np
from sklearn.metrics import adjusted_rand_score

from qualcode.topics import meaning
from qualcode.topics.meaning import cluster, nearest_joined, principal, without_language
from qualcode.topics.vectors import unit_length
from topics.meant import FakeEncoder, two_languages


def _clouds(size=30, groups=4, seed=1):
    chance = np.random.default_rng(seed)
    centres = unit_length(chance.normal(size=(groups, 64)).astype(np.float32))
    group = np.repeat(np.arange(groups), size)
    return unit_length(centres[group] + 0.05 * chance.normal(size=(len(group), 64)).astype(np.float32)), group


def test_groups_that_are_there_are_found():
    points, group = _clouds()
    assert adjusted_rand_score(group, cluster(points, np.zeros(len(points), np.int8), 4)) == 1


def test_a_language_is_no_group():
    points, group = _clouds()
    language = np.tile([0, 1], len(points) // 2).astype(np.int8)
    shift = np.zeros(64, np.float32)
    shift[0] = 3
    moved = unit_length(points + language[:, None] * shift)
    found = cluster(moved, language, 4)
    assert adjusted_rand_score(group, found) == 1
    assert adjusted_rand_score(language, cluster(moved, np.zeros(len(points), np.int8), 2)) == 1  # it would be one


def test_translations_stay_together():
    pairs = two_languages()
    vectors = FakeEncoder().encode([text for side in zip(*pairs, strict=True) for text in side])
    language = np.repeat([0, 1], len(pairs)).astype(np.int8)
    for k in (3, 6, 10):
        found = cluster(vectors, language, k)
        assert np.mean(found[: len(pairs)] == found[len(pairs) :]) >= 0.9
        assert len(set(found.tolist())) == k


def test_the_order_of_units_changes_names_only():
    points, _ = _clouds()
    language = np.zeros(len(points), np.int8)
    order = np.random.default_rng(3).permutation(len(points))
    assert adjusted_rand_score(cluster(points, language, 4)[order], cluster(points[order], language, 4)) == 1


def test_of_many_units_a_sample_makes_the_tree_and_the_others_follow(monkeypatch):
    points, group = _clouds(size=100)
    monkeypatch.setattr(meaning, "SAMPLED", 60)
    plain, asked = meaning._tree, []
    monkeypatch.setattr(meaning, "_tree", lambda *given: asked.append(len(given[0])) or plain(*given))
    language = np.zeros(len(points), np.int8)
    found = cluster(points, language, 4)
    assert asked == [60]
    assert adjusted_rand_score(group, found) == 1
    assert found.tolist() == cluster(points, language, 4).tolist()


def test_outside_the_sample_a_sentence_stays_with_its_translation(monkeypatch):
    """Pairs at the border of two clouds: k-means would draw it between them."""
    random = np.random.default_rng(5)
    middle = random.normal(size=(80, 512))
    points = unit_length(np.vstack([middle + random.normal(size=middle.shape) * 0.4 for _ in "ab"]).astype(np.float32))
    language = np.repeat(np.array([0, 1], np.int8), 80)
    monkeypatch.setattr(meaning, "SAMPLED", 30)
    found = cluster(points, language, 12)
    assert (found[:80] == found[80:]).all()


def test_few_units():
    points = np.eye(3, 512, dtype=np.float32)
    assert sorted(cluster(points, np.zeros(3, np.int8), 3).tolist()) == [0, 1, 2]
    assert cluster(points[:1], np.zeros(1, np.int8), 1).tolist() == [0]


def test_joining_keeps_groups_apart():
    points, group = _clouds()
    joined, centres = nearest_joined(points, 20)
    assert len(centres) <= 20
    assert joined.shape == group.shape
    assert all(len(set(group[joined == each].tolist())) == 1 for each in range(len(centres)))


def test_mean_of_a_language_is_gone_and_few_units_keep_theirs():
    points, _ = _clouds(size=200)
    language = np.zeros(len(points), np.int8)
    language[:400] = 1
    left = without_language(points, language)
    assert np.linalg.norm(left[:400].mean(axis=0)) < 0.5 * np.linalg.norm(points[:400].mean(axis=0))
    np.testing.assert_allclose(np.linalg.norm(left, axis=1), 1, atol=1e-5)


def test_principal_components_keep_distances():
    points, _ = _clouds()
    found = principal(points, 64)
    np.testing.assert_allclose(
        np.linalg.norm(found[:5, None] - found[None, :5], axis=2),
        np.linalg.norm(points[:5, None] - points[None, :5], axis=2),
        atol=1e-4,
    )
