"""Non-negative matrix factorisation, the default: steadier than LDA on short texts."""

from qualcode.topics.material import Material
from qualcode.topics.methods.method import Method, Model, evidence, in_terms
from qualcode.topics.options import TopicOptions


def fit(material: Material, k: int, seed: int, options: TopicOptions) -> Model:
    """NMF with a start from singular vectors (nndsvda), which hardly depends on the seed."""
    from sklearn.decomposition import non_negative_factorization

    # Not the class NMF: it also takes the root of the error that is left, which rounding puts below 0 in an exact fit.
    weights, components, _ = non_negative_factorization(
        evidence(material.counts),
        n_components=k,
        init="nndsvda",
        random_state=seed,
        max_iter=options.max_iter,
        tol=options.tol,
    )
    return in_terms(weights, components, material.counts)


METHOD = Method("Non-negative matrix factorisation of counts weighted by idf (scikit-learn's NMF).", fit)
