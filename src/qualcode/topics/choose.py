"""Choose: how many topics there should be."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qualcode.topics.fitted import Tried
from qualcode.topics.options import TopicOptions
from qualcode.topics.terms import Terms

USUAL = (4, 6, 9, 13, 20)
"""Numbers that are tried where none is named, each about half as many again."""
FEWEST_TERMS = 3
"""Terms that there must be for each topic."""
RULE = (
    "The number is taken that ranks best in coherence and stability together (sum of both ranks); "
    "of equal ones the steadier, then the smaller."
)


def most_topics(terms: Terms, options: TopicOptions) -> int:
    """Most topics that a corpus holds: each needs its fewest segments, and a few terms of its own."""
    full = int(np.count_nonzero(np.diff(terms.counts.indptr)))
    return min(full // options.fewest_segments, len(terms.names) // FEWEST_TERMS)


def numbers(terms: Terms, options: TopicOptions) -> Sequence[int]:
    """The numbers of topics that are tried; one number leaves no choice."""
    low, high = options.k
    if high:
        return range(low, high + 1)
    most = max(most_topics(terms, options), 2)
    return [k for k in USUAL if k <= most] or [most]


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
