"""Non-negative matrix factorisation of tf-idf, the default: steadier than LDA on short texts."""

from typing import TYPE_CHECKING

from qualcode.topics.methods.method import Method, Model, tf_idf
from qualcode.topics.options import TopicOptions

if TYPE_CHECKING:
    from scipy.sparse import csr_array


def fit(counts: "csr_array", k: int, seed: int, options: TopicOptions) -> Model:
    """NMF with a start from singular vectors (nndsvda), which hardly depends on the seed."""
    from sklearn.decomposition import NMF

    model = NMF(n_components=k, init="nndsvda", random_state=seed, max_iter=options.max_iter, tol=options.tol)
    weights = model.fit_transform(tf_idf(counts))
    return Model(weights, model.components_)


METHOD = Method("Non-negative matrix factorisation of tf-idf (scikit-learn's NMF).", fit)
