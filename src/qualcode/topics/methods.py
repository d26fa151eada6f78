"""Models that find topics, one file each; `METHODS` is what a user can name."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from warnings import catch_warnings, filterwarnings

import numpy as np

from qualcode.corpus.frame import Floats
from qualcode.topics.fitted import TopicMaterial, TopicOptions

if TYPE_CHECKING:
    from scipy.sparse import csr_array


RELEVANCE = 0.7
"""Weight of a term's share in its topic against its lift over other topics."""
TINY = 1e-30
"""Prevents division by zero."""


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
    fit: "Callable[[TopicMaterial, int, int, TopicOptions], Model]"
    """Finds a number of topics in what is said, with a seed."""
    vectors: bool = False
    """True: it needs sentence vectors, not only words."""


def evidence(counts: "csr_array") -> "csr_array":
    """Weight of each term in a unit: (1 + ln n) sqrt(idf), for a term that occurs n times; idf as in scikit-learn.

    Squared errors are then weighted by idf, and longer units count more, since rows are not normalised.
    """
    from scipy.sparse import csr_array, diags_array
    from sklearn.feature_extraction.text import TfidfTransformer

    idf = TfidfTransformer().fit(counts).idf_
    said = counts.astype(np.float64)
    said.data = 1 + np.log(said.data)
    return csr_array(said @ diags_array(np.sqrt(idf)))


def in_terms(weights: Floats, components: Floats, counts: "csr_array") -> Model:
    """A factorisation as topics whose terms are weighted by the units that contain them, rows of length 1.

    The factors' own weights favour rare words that never occur together. Here the weight of a term is that of its units
    in the topic, adjusted by its lift over other topics: s^0.7 (s / mean s)^0.3, the relevance of Sievert and Shirley
    (2014, "LDAvis"), where s is its share in the weights of all terms of the topic.

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


def fit_lda(material: TopicMaterial, k: int, seed: int, options: TopicOptions) -> Model:
    """LDA of counts (Blei, Ng and Jordan 2003)."""
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(n_components=k, random_state=seed, max_iter=min(options.max_iter, 30))
    weights = model.fit_transform(material.counts)
    weights[material.counts.sum(axis=1) == 0] = 0  # a unit without terms gets the prior, which says nothing about it
    return Model(weights, model.components_)


LDA = Method("Latent Dirichlet allocation of counts (scikit-learn's LatentDirichletAllocation).", fit_lda)
UNITS_PER_BATCH = 4096
"""Units of a batch."""
MINIBATCH_ROUNDS = 3
"""Passes over all units."""


def fit_minibatch(material: TopicMaterial, k: int, seed: int, options: TopicOptions) -> Model:
    """NMF on one batch of units at a time."""
    from sklearn.decomposition import MiniBatchNMF

    model = MiniBatchNMF(
        n_components=k,
        init="nndsvda",
        random_state=seed,
        batch_size=UNITS_PER_BATCH,
        max_iter=MINIBATCH_ROUNDS,
        max_no_improvement=None,
    )
    with catch_warnings():
        # It also takes the root of the residual error, which rounding may make negative in an exact fit.
        filterwarnings("ignore", "invalid value encountered in sqrt", RuntimeWarning)
        weights = model.fit_transform(evidence(material.counts))
    return in_terms(weights, model.components_, material.counts)


MINIBATCH_NMF = Method("NMF in batches (scikit-learn's MiniBatchNMF), for large corpora.", fit_minibatch)


def fit_nmf(material: TopicMaterial, k: int, seed: int, options: TopicOptions) -> Model:
    """NMF with a start from singular vectors (nndsvda), which hardly depends on the seed."""
    from sklearn.decomposition import non_negative_factorization

    # Not the class NMF: it also takes the root of the residual error, which rounding may make negative.
    weights, components, _ = non_negative_factorization(
        evidence(material.counts),
        n_components=k,
        init="nndsvda",
        random_state=seed,
        max_iter=options.max_iter,
        tol=options.tol,
    )
    return in_terms(weights, components, material.counts)


NMF = Method("Non-negative matrix factorisation of counts weighted by idf (scikit-learn's NMF).", fit_nmf)
