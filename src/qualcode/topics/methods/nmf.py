"""Non-negative matrix factorisation of tf-idf, the default: steadier than LDA on short texts."""

from qualcode.topics.material import Material
from qualcode.topics.methods.method import Method, Model, tf_idf
from qualcode.topics.options import TopicOptions


def fit(material: Material, k: int, seed: int, options: TopicOptions) -> Model:
    """NMF with a start from singular vectors (nndsvda), which hardly depends on the seed."""
    from sklearn.decomposition import NMF

    model = NMF(n_components=k, init="nndsvda", random_state=seed, max_iter=options.max_iter, tol=options.tol)
    weights = model.fit_transform(tf_idf(material.counts))
    return Model(weights, model.components_)


METHOD = Method("Non-negative matrix factorisation of tf-idf (scikit-learn's NMF).", fit)
