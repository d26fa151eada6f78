"""Labels: the three terms that tell a topic apart."""

from collections.abc import Sequence

import numpy as np

from qualcode.tables.frame import Bools, Bytes, Floats, Longs
from qualcode.topics.stability import tops
from qualcode.topics.term_languages import SIDES

WORDS = 3
"""Terms of a label."""
LAMBDA = 0.6
"""Weight of a term's share against its lift (Sievert and Shirley 2014 found 0.6 to serve people best)."""
OF_EACH = 2
"""Terms of each language in a label of two."""
FEWEST_SHARE = 0.05
"""Share of a topic's weight from which a language is named."""


def relevance(components: Floats) -> Floats:
    """How well a term names a topic: frequent in it, and not in all others (Sievert and Shirley 2014, LDAvis)."""
    inside = components / (components.sum(axis=1, keepdims=True) + 1e-30)
    overall = inside.mean(axis=0, keepdims=True)
    with np.errstate(divide="ignore"):
        found: Floats = LAMBDA * np.log(inside + 1e-30) + (1 - LAMBDA) * np.log((inside + 1e-30) / (overall + 1e-30))
    return found


def label(components: Floats, tops: Longs, core: Bools, names: Sequence[str]) -> list[str]:
    """A label for each topic: of its core those terms that tell it apart best, then of its other heaviest terms."""
    score = np.round(relevance(components), 6)
    made = []
    for topic, own in enumerate(tops):
        best = own[np.lexsort((-score[topic, own], ~core[topic]))][:WORDS]
        made.append(", ".join(names[term] for term in best.tolist()))
    return made


def label_both(components: Floats, language: Bytes, names: Sequence[str]) -> list[str]:
    """A label in each language that a topic holds, the one that weighs more first: *sinyal, hujan / signal, rain*.

    Terms that are at home in both languages (*internet*) stand with the first.
    """
    weight = np.stack([components[:, language == side].sum(axis=1) for side in SIDES])
    share = weight / np.maximum(components.sum(axis=1), 1e-30)
    score = np.round(relevance(components), 6)
    made = []
    for topic, order in enumerate(np.argsort(-weight, axis=0, kind="stable").T.tolist()):
        shown = [side for side in order if share[side, topic] >= FEWEST_SHARE] or order[:1]
        size = OF_EACH if len(shown) > 1 else WORDS
        others = [np.isin(language, [each for each in SIDES if each != SIDES[shown[0]]])]
        others += [language != SIDES[side] for side in shown[1:]]
        best = [_best(np.where(other, 0.0, components[topic]), score[topic], size) for other in others]
        made.append(" / ".join(", ".join(names[term] for term in own) for own in best))
    return made


def _best(weights: Floats, score: Floats, size: int) -> list[int]:
    """Of the ten heaviest terms those that tell the topic apart best."""
    heavy = tops(weights[None, :])[0]
    heavy = heavy[weights[heavy] > 0]
    best: list[int] = heavy[np.argsort(-score[heavy], kind="stable")][:size].tolist()
    return best
