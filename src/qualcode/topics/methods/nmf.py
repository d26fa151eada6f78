"""Non-negative matrix factorisation, the default: steadier than LDA on short texts."""

from qualcode.topics.material import Material
from qualcode.topics.methods.method import Method, Model, evidence, in_terms
from qualcode.topics.options import TopicOptions


def fit(material: Material, k: int, seed: int, options: TopicOptions) -> Model:
    """NMF with a start from singular vectors (nndsvda), which hardly depends on the seed."""
    from sklearn.decomposition import NMF

    model = NMF(n_components=k, init="nndsvda", random_state=seed, max_iter=options.max_iter, tol=options.tol)
    weights = model.fit_transform(evidence(material.counts))
    return in_terms(weights, model.components_, material.counts)


METHOD = Method("Non-negative matrix factorisation of counts weighted by idf (scikit-learn's NMF).", fit)
