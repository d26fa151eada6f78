"""Labels: the three terms that tell a topic apart."""

from collections.abc import Sequence

import numpy as np

from qualcode.tables.frame import Floats, Longs

WORDS = 3
"""Terms of a label."""
LAMBDA = 0.6
"""Weight of a term's share against its lift (Sievert and Shirley 2014 found 0.6 to serve people best)."""


def relevance(components: Floats) -> Floats:
    """How well a term names a topic: frequent in it, and not in all others (Sievert and Shirley 2014, LDAvis)."""
    inside = components / (components.sum(axis=1, keepdims=True) + 1e-30)
    overall = inside.mean(axis=0, keepdims=True)
    with np.errstate(divide="ignore"):
        found: Floats = LAMBDA * np.log(inside + 1e-30) + (1 - LAMBDA) * np.log((inside + 1e-30) / (overall + 1e-30))
    return found


def label(components: Floats, tops: Longs, names: Sequence[str]) -> list[str]:
    """A label for each topic: of its heaviest terms those that tell it apart best."""
    score = np.round(relevance(components), 6)
    made = []
    for topic, own in enumerate(tops):
        best = own[np.argsort(-score[topic, own], kind="stable")][:WORDS]
        made.append(", ".join(names[term] for term in best.tolist()))
    return made
