"""Clusters of sentence vectors: what is said in Indonesian and what is said in English come into one topic."""

from typing import TYPE_CHECKING

import numpy as np

from qualcode.tables.frame import Floats, Longs
from qualcode.topics.clusters import cluster, without_language
from qualcode.topics.material import Material
from qualcode.topics.methods.method import Method, Model
from qualcode.topics.options import TopicOptions
from qualcode.topics.vectors import Vectors, mean_vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_array

LEAST = 0.01
"""Closeness of a unit to its own topic that lies on the other side of the centre."""
NEXT = 0.99
"""Most of the closeness to its own topic that a unit has to another one."""


def fit(material: Material, k: int, seed: int, options: TopicOptions) -> Model:
    """Clusters of sentence vectors, named by the terms that set them apart; nothing in it is random."""
    meant = material.meaning
    if meant is None or meant.vectors is None:
        raise ValueError("method meaning needs vectors")
    topic = np.unique(cluster(meant.vectors, meant.language, k), return_inverse=True)[1]
    weights = _closeness(without_language(meant.vectors, meant.language), topic)
    return Model(weights, class_tf_idf(material.counts, topic))


def _closeness(vectors: Vectors, topic: Longs) -> Floats:
    """Cosine of each unit and the mean of each topic, nothing below 0; its own topic comes first."""
    size = int(topic.max()) + 1
    row = np.arange(len(topic))
    like = (vectors @ mean_vectors(vectors, row, topic, size).T).astype(np.float64)
    own = np.maximum(like[row, topic], LEAST)
    found: Floats = np.clip(like, 0, NEXT * own[:, None])
    found[row, topic] = own
    return found


def class_tf_idf(counts: "csr_array", topic: Longs) -> Floats:
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


METHOD = Method(
    "Clusters of sentence vectors, one topic for both languages (Ward's tree, named by class-based tf-idf); "
    "needs the extra `qualcode[meaning]`.",
    fit,
    vectors=True,
)
