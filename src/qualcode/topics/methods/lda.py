"""Latent Dirichlet allocation: an option, less steady on short texts."""

from qualcode.topics.material import Material
from qualcode.topics.methods.method import Method, Model
from qualcode.topics.options import TopicOptions


def fit(material: Material, k: int, seed: int, options: TopicOptions) -> Model:
    """LDA of counts (Blei, Ng and Jordan 2003)."""
    from sklearn.decomposition import LatentDirichletAllocation

    model = LatentDirichletAllocation(n_components=k, random_state=seed, max_iter=min(options.max_iter, 30))
    weights = model.fit_transform(material.counts)
    weights[material.counts.sum(axis=1) == 0] = 0  # a unit without terms gets the prior, which says nothing about it
    return Model(weights, model.components_)


METHOD = Method("Latent Dirichlet allocation of counts (scikit-learn's LatentDirichletAllocation).", fit)
