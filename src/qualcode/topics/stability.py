"""Stability: how much of a topic comes back when it is looked for among other respondents and from other starts.

After Greene, O'Callaghan and Cunningham (2014, "How many topics? Stability analysis for topic models"): models of
samples are matched with the model of all units, and what is compared are the ten heaviest terms.
"""

from collections.abc import Callable, Iterator

import numpy as np

from qualcode.tables.frame import Floats, Longs

TOP = 10
"""Terms of a topic that are compared."""
LONGEST = 10_000
"""Most units of a sample: respondents are drawn until there are so many."""

Refit = Callable[[Longs, int], Floats]
"""Units of a sample and a seed -> components of a model of them."""


def tops(components: Floats, size: int = TOP) -> Longs:
    """The heaviest terms of each topic, the heaviest first; of equal ones the first."""
    weights = np.round(components / (components.max(axis=1, keepdims=True) + 1e-30), 6)
    order: Longs = np.argsort(-weights, axis=1, kind="stable")[:, :size]
    return order


def shared(one: Longs, other: Longs) -> Floats:
    """Share of terms that each topic of one model has in common with each of the other."""
    both = (one[:, None, :, None] == other[None, :, None, :]).any(axis=3).sum(axis=2)
    agreement: Floats = both / one.shape[1]
    return agreement


def match(agreement: Floats) -> tuple[Longs, Longs]:
    """The pairing of rows and columns with the greatest total agreement (Kuhn 1955, by scipy)."""
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(agreement, maximize=True)
    return rows, columns


def stability(who: Longs, own: Longs, refit: Refit, samples: int, seed: int) -> Floats:
    """Share of models of samples of respondents in which each of a topic's heaviest terms comes back.

    The mean over its terms is the topic's stability.

    Args:
        who: respondent of each unit; units of voices that cannot be told apart (-1) are one respondent.
        own: top terms of the model that is judged.
        refit: fits the same kind of model.
        samples: number of samples; each has as many respondents as there are, drawn with replacement.
        seed: seed of the draws; each model gets a seed of its own as well.

    Returns:
        shape of `own`.
    """
    kept = np.zeros(own.shape)
    for number, rows in enumerate(draws(who, samples, seed)):
        found = tops(refit(rows, seed + 1 + number), own.shape[1])
        one, other = match(shared(own, found))
        kept[one] += (own[one][:, :, None] == found[other][:, None, :]).any(axis=2)
    return kept / samples


def draws(who: Longs, samples: int, seed: int) -> Iterator[Longs]:
    """Units of each sample of respondents."""
    random = np.random.default_rng(seed)
    people, number = np.unique(who, return_inverse=True)
    order = np.argsort(number, kind="stable")
    starts = np.searchsorted(number[order], np.arange(len(people) + 1))
    for _ in range(samples):
        drawn = random.integers(len(people), size=len(people))
        yield np.concatenate([order[starts[one] : starts[one + 1]] for one in drawn.tolist()])[:LONGEST]
