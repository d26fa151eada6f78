"""Clusters of sentence vectors: groups of units with similar meaning, whatever their language.

A sentence and its translation are joined first and stay together; then k-means refines the groups of Ward's tree.
K-means alone separates a quarter of all sentences from their translations; the tree alone (Ward 1963) keeps them
together, but changes a lot if a fifth of the units is left out.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from qualcode.corpus.frame import Bools, Floats, Int8s, Int64s
from qualcode.text.languages import segment_language_names
from qualcode.topics.fitted import TopicMaterial, TopicOptions
from qualcode.topics.methods import Method, Model
from qualcode.topics.vectors import Vectors, mean_vectors, unit_length

if TYPE_CHECKING:
    from scipy.sparse import csr_array


NEIGHBOURS_AVERAGED = 4
"""Number of nearest neighbours whose mean similarity is subtracted."""
LEAST_COSINE = 0.3
"""Cosine below which two units are unrelated."""
ROWS_COMPARED_AT_ONCE = 2_048
"""Rows that are compared at once, to limit memory."""


def translations(points: Vectors, language: Int8s) -> tuple[Int64s, Int64s]:
    """Pairs (a unit that is not English, an English one) that are each other's nearest.

    Args:
        points: shape (units, dimensions), rows of length 1.
        language: language of each unit; mixed speech stands with Indonesian, into which English words are mixed.
    """
    english: Bools = language == segment_language_names().index("en")
    here, there = np.flatnonzero(~english), np.flatnonzero(english)
    if not len(here) or not len(there):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    near, far = _crowd(points[here], points[there]), _crowd(points[there], points[here])
    best, like = _nearest(points[here], points[there], far)
    back, _ = _nearest(points[there], points[here], near)
    mutual = (back[best] == np.arange(len(here))) & (like >= LEAST_COSINE)
    return here[mutual], there[best[mutual]]


def _blocks(left: Vectors, right: Vectors) -> Iterator[tuple[slice, Vectors]]:
    for begin in range(0, len(left), ROWS_COMPARED_AT_ONCE):
        rows = slice(begin, begin + ROWS_COMPARED_AT_ONCE)
        yield rows, left[rows] @ right.T


def _crowd(left: Vectors, right: Vectors) -> Floats:
    """Mean cosine of each row with its nearest few on the other side."""
    few = min(NEIGHBOURS_AVERAGED, len(right))
    means = [
        np.partition(like, -few, axis=1)[:, -few:].mean(axis=1, dtype=np.float64) for _, like in _blocks(left, right)
    ]
    return np.concatenate(means)


def _nearest(left: Vectors, right: Vectors, crowd: Floats) -> tuple[Int64s, Floats]:
    """The nearest on the other side, the first of equal ones, and its cosine."""
    best, cosine = np.empty(len(left), np.int64), np.empty(len(left))
    for rows, like in _blocks(left, right):
        own = (like - crowd[None, :] / 2).argmax(axis=1)
        best[rows], cosine[rows] = own, like[np.arange(len(like)), own]
    return best, cosine


PRINCIPAL_COMPONENTS = 128
"""Number of principal components: the others add only noise, and take four times as long."""
MOST_TREE_GROUPS = 2_000
"""Most groups from which the tree is built, in quadratic time and memory."""
STEADY = 20
"""Pseudo-count by which the mean of a language shrinks to the overall mean, since few sentences have no stable mean."""
SAMPLED = 5_000
"""Most groups for the tree, drawn at random if there are more, since its time is quadratic."""
KMEANS_ROUNDS = 100
"""Most rounds of k-means."""


def cluster(vectors: Vectors, language: Int8s, k: int) -> Int64s:
    """The cluster of each unit, 0 to k - 1; the same units give the same clusters.

    All units are joined with their translations; the tree is built from a sample if they are many, and k-means refines
    its branches.

    Args:
        vectors: shape (units, dimensions), rows of length 1.
        language: language of each unit.
        k: number of clusters, at most the number of units.
    """
    from sklearn.cluster import KMeans

    points = unit_length(principal(without_language(vectors, language), PRINCIPAL_COMPONENTS))
    group = _told_twice(points, language)
    centres, sizes = _means(points, group)
    if len(centres) <= k:
        return group
    some = _some(len(centres), max(SAMPLED, k))
    start, _ = _means(centres[some], _tree(centres[some], k), sizes[some])
    model = KMeans(k, init=start, n_init=1, max_iter=KMEANS_ROUNDS, random_state=0)
    found: Int64s = model.fit(centres, sample_weight=sizes).labels_.astype(np.int64)
    return found[group]


def _some(size: int, most: int) -> Int64s:
    """The groups from which the tree is built."""
    if size <= most:
        return np.arange(size)
    return np.sort(np.random.default_rng(0).choice(size, most, replace=False))


def _told_twice(points: Vectors, language: Int8s) -> Int64s:
    """A number for each unit, the same for a unit and its translation."""
    number = np.arange(len(points))
    one, other = translations(points, language)
    number[other] = one
    return np.unique(number, return_inverse=True)[1]


def _means(points: Vectors, group: Int64s, weights: Floats | None = None) -> tuple[Vectors, Floats]:
    """Mean of each group, and its weight."""
    from scipy.sparse import csr_array

    each: Floats = np.ones(len(points)) if weights is None else weights
    sums = csr_array((each.astype(np.float32), (group, np.arange(len(group))))) @ points
    total = np.bincount(group, each).astype(np.float64)
    return (sums / total[:, None]).astype(np.float32), total


def _tree(points: Vectors, k: int) -> Int64s:
    """The branch of each point if Ward's tree is cut into k branches."""
    from scipy.cluster.hierarchy import cut_tree, linkage

    group, centres = nearest_joined(points, max(MOST_TREE_GROUPS, k))
    cut: Int64s = cut_tree(linkage(centres, "ward"), k)[:, 0].astype(np.int64)
    return cut[group]


def without_language(vectors: Vectors, language: Int8s) -> Vectors:
    """Vectors without the mean of their language, so that language alone makes none similar."""
    mean = vectors.mean(axis=0, dtype=np.float64)
    out = np.empty_like(vectors)
    for each in np.unique(language).tolist():
        own = language == each
        pulled = (vectors[own].sum(axis=0, dtype=np.float64) + STEADY * mean) / (own.sum() + STEADY)
        out[own] = vectors[own] - pulled
    return unit_length(out)


def principal(vectors: Vectors, size: int) -> Vectors:
    """The first principal components of vectors, each signed so that its largest loading is positive."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    axes = axes[:, ::-1][:, :size]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    found: Vectors = (centred @ axes).astype(np.float32)
    return found


def nearest_joined(points: Vectors, most: int) -> tuple[Int64s, Vectors]:
    """Join points that are each other's nearest, repeatedly, until at most `most` groups are left.

    Returns:
        the group of each point, and the mean of each group, scaled to the length that its members have on average.
    """
    length = np.sqrt(np.einsum("ij,ij->i", points, points))
    group, sums, sizes = np.arange(len(points)), points, np.ones(len(points))
    while len(sums) > most:
        partner = nearest_points(unit_length(sums))
        own = np.arange(len(partner))
        lower = np.where(partner[partner] == own, np.minimum(own, partner), own)
        _, joined = np.unique(lower, return_inverse=True)
        sums = _added(sums, joined)
        group, sizes = joined[group], np.bincount(joined, sizes).astype(np.float64)
    lengths = np.bincount(group, length) / sizes
    return group, (unit_length(sums) * lengths[:, None]).astype(np.float32)


def nearest_points(points: Vectors) -> Int64s:
    """For each point of length 1 the one that is nearest; of equal ones the first."""
    found = np.empty(len(points), np.int64)
    for rows, like in _blocks(points, points):
        like[np.arange(len(like)), rows.start + np.arange(len(like))] = -np.inf
        found[rows] = like.argmax(axis=1)
    return found


def _added(sums: Vectors, joined: Int64s) -> Vectors:
    order = np.argsort(joined, kind="stable")
    added: Vectors = np.add.reduceat(sums[order], np.flatnonzero(np.diff(joined[order], prepend=-1)), axis=0)
    return added


OPPOSITE_CLOSENESS = 0.01
"""Closeness to its own topic of a unit with a negative cosine."""
NEXT = 0.99
"""Upper limit of the closeness to another topic, relative to the unit's own topic."""


def fit_meaning(material: TopicMaterial, k: int, seed: int, options: TopicOptions) -> Model:
    """Clusters of sentence vectors, described by their distinctive terms; nothing in it is random."""
    meant = material.meaning
    if meant is None or meant.vectors is None:
        raise ValueError("method meaning needs vectors")
    topic = np.unique(cluster(meant.vectors, meant.language, k), return_inverse=True)[1]
    weights = _closeness(without_language(meant.vectors, meant.language), topic)
    return Model(weights, class_tf_idf(material.counts, topic))


def _closeness(vectors: Vectors, topic: Int64s) -> Floats:
    """Cosine of each unit with the mean of each topic, at least 0 and highest for its own topic."""
    size = int(topic.max()) + 1
    row = np.arange(len(topic))
    like = (vectors @ mean_vectors(vectors, row, topic, size).T).astype(np.float64)
    own = np.maximum(like[row, topic], OPPOSITE_CLOSENESS)
    found: Floats = np.clip(like, 0, NEXT * own[:, None])
    found[row, topic] = own
    return found


def class_tf_idf(counts: "csr_array", topic: Int64s) -> Floats:
    """Class-based tf-idf: tf(t, c) ln(1 + A / f(t)), rows of length 1.

    tf is the share of term t in the terms of topic c, f its count in all topics, A the mean number of terms of a topic
    (Grootendorst 2022, "BERTopic").
    """
    from scipy.sparse import csr_array

    size = int(topic.max()) + 1
    inside = csr_array((np.ones(len(topic)), (topic, np.arange(len(topic)))), shape=(size, len(topic)))
    said = np.asarray((inside @ counts).toarray(), np.float64)
    everywhere = np.maximum(said.sum(axis=0), 1)
    weights = said / np.maximum(said.sum(axis=1, keepdims=True), 1) * np.log1p(said.sum() / size / everywhere)
    scaled: Floats = weights / np.maximum(np.sqrt(np.square(weights).sum(axis=1, keepdims=True)), 1e-30)
    return scaled


MEANING = Method(
    "Clusters of sentence vectors, one topic for both languages (Ward's tree, named by class-based tf-idf); "
    "needs the extra `qualcode[meaning]`.",
    fit_meaning,
    vectors=True,
)
