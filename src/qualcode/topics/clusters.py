"""Clusters of sentence vectors: groups of units that mean much the same, whatever their language.

A sentence and its translation are joined first and stay together; then k-means moves them between groups, beginning
with those of Ward's tree. K-means alone draws a border between a quarter of all sentences and their translations;
the tree alone (Ward 1963) keeps them together, but comes out very different when a fifth of the units is left out.
"""

import numpy as np

from qualcode.tables.frame import Bytes, Floats, Longs
from qualcode.topics.translations import translations
from qualcode.topics.vectors import Vectors, unit_length

DIMENSIONS = 128
"""Principal components that are kept: the rest is noise here, and four times the time."""
MOST = 2_000
"""Groups from which the tree is built: its time and memory grow with their square."""
BLOCK = 2_048
"""Rows that are compared with all others at once."""
STEADY = 20
"""Units of a language by which its mean is pulled towards the mean of all: few sentences have no mean of their own."""
SAMPLED = 5_000
"""Groups that the tree is made of, drawn at random where there are more: its time grows with their square."""
ROUNDS = 100
"""Most rounds of k-means."""


def cluster(vectors: Vectors, language: Bytes, k: int) -> Longs:
    """The cluster of each unit, 0 to k - 1; the same units give the same clusters.

    Of many units a sample makes the tree; all are joined with their translations, and moved by k-means.

    Args:
        vectors: shape (units, dimensions), rows of length 1.
        language: language of each unit.
        k: number of clusters, at most the number of units.
    """
    from sklearn.cluster import KMeans

    points = unit_length(principal(without_language(vectors, language), DIMENSIONS))
    group = _told_twice(points, language)
    centres, sizes = _means(points, group)
    if len(centres) <= k:
        return group
    some = _some(len(centres), max(SAMPLED, k))
    start, _ = _means(centres[some], _tree(centres[some], k), sizes[some])
    model = KMeans(k, init=start, n_init=1, max_iter=ROUNDS, random_state=0)
    found: Longs = model.fit(centres, sample_weight=sizes).labels_.astype(np.int64)
    return found[group]


def _some(size: int, most: int) -> Longs:
    """The groups that the tree is made of."""
    if size <= most:
        return np.arange(size)
    return np.sort(np.random.default_rng(0).choice(size, most, replace=False))


def _told_twice(points: Vectors, language: Bytes) -> Longs:
    """A number for each unit, the same for a unit and its translation."""
    number = np.arange(len(points))
    one, other = translations(points, language)
    number[other] = one
    return np.unique(number, return_inverse=True)[1]


def _means(points: Vectors, group: Longs, weights: Floats | None = None) -> tuple[Vectors, Floats]:
    """Mean of each group, and its weight."""
    from scipy.sparse import csr_array

    each: Floats = np.ones(len(points)) if weights is None else weights
    sums = csr_array((each.astype(np.float32), (group, np.arange(len(group))))) @ points
    total = np.bincount(group, each).astype(np.float64)
    return (sums / total[:, None]).astype(np.float32), total


def _tree(points: Vectors, k: int) -> Longs:
    """Where each point stands when Ward's tree is cut into k branches."""
    from scipy.cluster.hierarchy import cut_tree, linkage

    group, centres = nearest_joined(points, max(MOST, k))
    cut: Longs = cut_tree(linkage(centres, "ward"), k)[:, 0].astype(np.int64)
    return cut[group]


def without_language(vectors: Vectors, language: Bytes) -> Vectors:
    """Vectors without the mean of their language, so that none lies near another for its language alone."""
    mean = vectors.mean(axis=0, dtype=np.float64)
    out = np.empty_like(vectors)
    for each in np.unique(language).tolist():
        own = language == each
        pulled = (vectors[own].sum(axis=0, dtype=np.float64) + STEADY * mean) / (own.sum() + STEADY)
        out[own] = vectors[own] - pulled
    return unit_length(out)


def principal(vectors: Vectors, size: int) -> Vectors:
    """The first principal components of vectors, each turned so that its largest loading is above 0."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    axes = axes[:, ::-1][:, :size]
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    found: Vectors = (centred @ axes).astype(np.float32)
    return found


def nearest_joined(points: Vectors, most: int) -> tuple[Longs, Vectors]:
    """Join each two points that are each other's nearest, and do it again, until at most `most` groups are left.

    Returns:
        the group of each point, and the mean of each group, scaled to the length that its members have on average.
    """
    length = np.sqrt(np.einsum("ij,ij->i", points, points))
    group, sums, sizes = np.arange(len(points)), points, np.ones(len(points))
    while len(sums) > most:
        partner = nearest(unit_length(sums))
        own = np.arange(len(partner))
        lower = np.where(partner[partner] == own, np.minimum(own, partner), own)
        _, joined = np.unique(lower, return_inverse=True)
        sums = _added(sums, joined)
        group, sizes = joined[group], np.bincount(joined, sizes).astype(np.float64)
    lengths = np.bincount(group, length) / sizes
    return group, (unit_length(sums) * lengths[:, None]).astype(np.float32)


def nearest(points: Vectors) -> Longs:
    """For each point of length 1 the one that is nearest; of equal ones the first."""
    found = np.empty(len(points), np.int64)
    for begin in range(0, len(points), BLOCK):
        like = points[begin : begin + BLOCK] @ points.T
        like[np.arange(len(like)), np.arange(begin, begin + len(like))] = -np.inf
        found[begin : begin + BLOCK] = like.argmax(axis=1)
    return found


def _added(sums: Vectors, joined: Longs) -> Vectors:
    order = np.argsort(joined, kind="stable")
    added: Vectors = np.add.reduceat(sums[order], np.flatnonzero(np.diff(joined[order], prepend=-1)), axis=0)
    return added
