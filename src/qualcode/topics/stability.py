"""Stability: how much of a topic comes back when it is looked for among half of the respondents.

After Greene, O'Callaghan and Cunningham (2014, "How many topics? Stability analysis for topic models"): models of
samples are matched with the model of all units, and what is compared are the ten heaviest terms. Samples are halves of
the respondents, in pairs that share nobody (Shah and Samworth 2013, "Variable selection with error control"): a half
varies as a sample with replacement does (Buja and Stuetzle 2006, "Observations on bagging"), and counts nobody twice.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np

from qualcode.tables.frame import Bools, Floats, Longs

TOP = 10
"""Terms of a topic that are compared."""
LONGEST = 10_000
"""Most units of a sample: respondents are taken until there are so many."""

Refit = Callable[[Longs, int], Floats]
"""Units of a sample and a seed -> components of a model of them."""


@dataclass(frozen=True, eq=False)
class Kept:
    """What of each topic comes back."""

    share: Floats
    """Shape (topics, terms of each): share of the halves in which each term comes back."""
    core: Bools
    """Shape (topics, terms of each): true for those that come back in enough of the first halves."""
    core_kept: Floats
    """One entry a topic: mean share of the second halves in which terms of its core come back; NaN without a core."""


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


def stability(who: Longs, own: Longs, refit: Refit, samples: int, seed: int, least: float) -> Kept:
    """How often each of a topic's heaviest terms comes back in models of halves of the respondents.

    The mean share of its terms is the topic's stability. Its *core* are the terms that come back in most of the first
    halves of the pairs; how often they do is told from the second halves, of other people, which did not choose them
    (stability selection: Meinshausen and Buehlmann 2010). A half with fewer units than topics brings nothing back.

    Args:
        who: respondent of each unit; units of voices that cannot be told apart (-1) are one respondent.
        own: top terms of the model that is judged.
        refit: fits the same kind of model.
        samples: number of halves, at least 2.
        seed: seed of the draws; each model gets a seed of its own as well.
        least: share of the first halves from which a term belongs to the core.
    """
    back = np.zeros((samples, *own.shape), np.bool_)
    for number, rows in enumerate(halves(who, samples, seed)):
        if len(rows) >= len(own):
            found = tops(refit(rows, seed + 1 + number), own.shape[1])
            one, other = match(shared(own, found))
            back[number, one] = (own[one][:, :, None] == found[other][:, None, :]).any(axis=2)
    core: Bools = back[::2].mean(axis=0) >= least
    size = core.sum(axis=1)
    told = np.where(core, back[1::2].mean(axis=0), 0).sum(axis=1)
    return Kept(back.mean(axis=0), core, np.where(size > 0, told / np.maximum(size, 1), np.nan))


def halves(who: Longs, samples: int, seed: int) -> Iterator[Longs]:
    """Units of each half of the respondents: one half, then the other one, then a half drawn anew."""
    return islice(_pairs(who, seed), samples)


def _pairs(who: Longs, seed: int) -> Iterator[Longs]:
    random = np.random.default_rng(seed)
    people, number = np.unique(who, return_inverse=True)
    while True:
        mixed = random.permutation(len(people))
        middle = len(mixed) // 2
        yield _said_by(mixed[:middle], number)
        yield _said_by(mixed[middle:], number)


def some_respondents(who: Longs, seed: int) -> Longs:
    """Units of respondents drawn at random, at most `LONGEST`; all where they are few."""
    people, number = np.unique(who, return_inverse=True)
    return _said_by(np.random.default_rng(seed).permutation(len(people)), number)


def _said_by(people: Longs, number: Longs) -> Longs:
    """Units of some respondents in order of text; of the last ones none, where the first have enough."""
    place = np.full(int(number.max(initial=-1)) + 1, -1)
    place[people] = np.arange(len(people))
    rows = np.flatnonzero(place[number] >= 0)
    if len(rows) > LONGEST:
        rows = np.sort(rows[np.argsort(place[number[rows]], kind="stable")[:LONGEST]])
    return rows
