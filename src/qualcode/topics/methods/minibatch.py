"""NMF in small batches, for large corpora."""

from warnings import catch_warnings, filterwarnings

from qualcode.topics.material import Material
from qualcode.topics.methods.method import Method, Model, evidence, in_terms
from qualcode.topics.options import TopicOptions

BATCH = 4096
"""Units of a batch."""
ROUNDS = 3
"""Times that all units are gone through."""


def fit(material: Material, k: int, seed: int, options: TopicOptions) -> Model:
    """NMF that looks at a batch of units at a time."""
    from sklearn.decomposition import MiniBatchNMF

    model = MiniBatchNMF(
        n_components=k, init="nndsvda", random_state=seed, batch_size=BATCH, max_iter=ROUNDS, max_no_improvement=None
    )
    with catch_warnings():
        # It also takes the root of the error that is left, which rounding puts below 0 in an exact fit.
        filterwarnings("ignore", "invalid value encountered in sqrt", RuntimeWarning)
        weights = model.fit_transform(evidence(material.counts))
    return in_terms(weights, model.components_, material.counts)


METHOD = Method("NMF in batches (scikit-learn's MiniBatchNMF), for large corpora.", fit)
