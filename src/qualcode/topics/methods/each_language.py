"""Topics of each language by itself: a model of what is said in Indonesian beside one of what is said in English."""

import numpy as np

from qualcode.tables.frame import Floats, Longs
from qualcode.text.languages import LANGUAGES
from qualcode.topics.material import Material
from qualcode.topics.methods.method import Method, Model
from qualcode.topics.options import TopicOptions


def fit_each(method: Method, material: Material, k: int, seed: int, options: TopicOptions) -> Model:
    """As many topics for each language, Indonesian ones first; mixed speech stands with Indonesian.

    A language with few units has fewer topics, as many as they can fill, and none where they fill no topic.
    """
    if material.meaning is None:
        raise ValueError("the language of units is not known")
    english = material.meaning.language == LANGUAGES.index("en")
    models = [Model(np.zeros((len(english), 0)), np.zeros((0, material.counts.shape[1])))]
    for rows in (np.flatnonzero(~english), np.flatnonzero(english)):
        topics = min(k, len(rows) // options.fewest_segments)
        if topics:
            found = method.fit(material.take(rows), topics, seed, options)
            models.append(Model(_spread(found.weights, rows, len(english)), found.components))
    return Model(np.hstack([each.weights for each in models]), np.vstack([each.components for each in models]))


def _spread(weights: Floats, rows: Longs, size: int) -> Floats:
    """Weights of some units as those of all."""
    spread = np.zeros((size, weights.shape[1]))
    spread[rows] = weights
    return spread
