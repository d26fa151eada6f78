"""What a model of topics is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from qualcode.tables.frame import Floats
from qualcode.topics.options import TopicOptions

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from qualcode.topics.material import Material

RELEVANCE = 0.7
"""Weight of a term's share in its topic against its lift over other topics."""
TINY = 1e-30
"""Keeps sums of nothing from being divisors."""


@dataclass(frozen=True, eq=False)
class Model:
    """What a model found."""

    weights: Floats
    """Shape (units, topics): how much of each topic is in each unit; nothing is below 0."""
    components: Floats
    """Shape (topics, terms): how much each term belongs to each topic; nothing is below 0."""


@dataclass(frozen=True)
class Method:
    """One model that a user can name."""

    about: str
    """What it does, in one sentence."""
    fit: "Callable[[Material, int, int, TopicOptions], Model]"
    """Finds a number of topics in what is said, with a seed."""
    vectors: bool = False
    """True: it asks what sentences mean, not only which words they have."""


def evidence(counts: "csr_array") -> "csr_array":
    """What each term of a unit says: (1 + ln n) sqrt(idf), for a term said n times; idf as in scikit-learn.

    Squared errors are then weighed by idf, and a unit that says more counts more: rows are not brought to one length.
    """
    from scipy.sparse import csr_array, diags_array
    from sklearn.feature_extraction.text import TfidfTransformer

    idf = TfidfTransformer().fit(counts).idf_
    said = counts.astype(np.float64)
    said.data = 1 + np.log(said.data)
    return csr_array(said @ diags_array(np.sqrt(idf)))


def in_terms(weights: Floats, components: Floats, counts: "csr_array") -> Model:
    """A factorisation as topics whose terms are weighed by the units that say them, rows of length 1.

    The factors' own weights let rare words in, of which no two ever meet. Here a term weighs what its units weigh in
    the topic, tempered by how much more than in other topics: s^0.7 (s / mean s)^0.3, the relevance of Sievert and
    Shirley (2014, "LDAvis"), where s is its share in the weights of all terms of the topic.

    Args:
        weights: shape (units, topics).
        components: shape (topics, terms), as they were factorised.
        counts: shape (units, terms).
    """
    present = counts.astype(np.float64)
    present.data[:] = 1
    behind = (present.T @ (weights / np.maximum(_length(weights, 0), TINY))).T
    share = behind / np.maximum(behind.sum(axis=1, keepdims=True), TINY)
    lift = share / np.maximum(share.mean(axis=0), TINY)
    made = share**RELEVANCE * lift ** (1 - RELEVANCE)
    return Model(weights * _length(components, 1), made / np.maximum(_length(made, 1), TINY)[:, None])


def _length(values: Floats, axis: int) -> Floats:
    found: Floats = np.sqrt(np.square(values).sum(axis=axis))
    return found
