"""Choose: how many topics there should be."""

from collections.abc import Sequence
from dataclasses import replace

from qualcode.topics.fitted import Tried

RULE = (
    "The number is taken that ranks best in coherence and stability together (sum of both ranks); "
    "of equal ones the steadier, then the smaller."
)


def choose_k(scores: Sequence[Tried]) -> tuple[Tried, ...]:
    """The scores with the chosen number marked, by the rule above."""
    by_coherence = sorted({each.coherence for each in scores}, reverse=True)
    by_stability = sorted({each.stability for each in scores}, reverse=True)
    best = min(
        scores,
        key=lambda each: (
            by_coherence.index(each.coherence) + by_stability.index(each.stability),
            -each.stability,
            each.k,
        ),
    )
    return tuple(replace(each, chosen=each is best) for each in scores)
