"""What is left to find of a code: estimated from turns drawn at random, never from those that were proposed."""

from dataclasses import dataclass

import numpy as np

from qualcode.corpus.frame import Bools, Floats, Int64s
from qualcode.propose.material import Material

FEWEST_AT_RANDOM = 10
"""Turns drawn at random from which there is an estimate."""


@dataclass(frozen=True)
class Remaining:
    """How many turns of a code are left among those that nobody has looked at."""

    found: int
    """Turns with the code so far."""
    left: int
    """About so many are left."""
    low: int
    """At least so many, ..."""
    high: int
    """... and at most so many, in 95 of 100 such draws."""


def estimate_remaining(material: Material, at_random: Bools) -> list[Remaining] | None:
    """For each code; None where too few turns were drawn at random.

    The share in the random turns, with an interval that knows that turns of one person hang together (Korn & Graubard
    1998), is taken for the share of all turns; what was found already is taken off. The design effect is the mean
    over all codes, since a rare code alone cannot show it.
    """
    drawn, turns = int(at_random.sum()), len(material.texts)
    if drawn < FEWEST_AT_RANDOM:
        return None
    has = (material.has & material.known)[at_random]
    effective = drawn / _design_effect(has, material.people[at_random])
    low, high = _interval(has.mean(axis=0), effective)
    most = (~material.known).sum(axis=0)
    return [
        Remaining(int(found), *(int(np.clip(round(share * turns) - found, 0, room)) for share in shares))
        for found, room, *shares in zip(material.positives, most, has.mean(axis=0), low, high, strict=True)
    ]


def _design_effect(has: Bools, people: Int64s) -> float:
    """How much more the share of a code varies than if all turns were other people's: at least 1."""
    group = np.unique(people, return_inverse=True)[1]
    size, share = int(group.max()) + 1, has.mean(axis=0)
    mixed = (share > 0) & (share < 1)
    if size < 2 or not mixed.any():
        return 1.0
    turns = np.bincount(group).astype(np.float64)
    totals = np.zeros((size, has.shape[1]))
    np.add.at(totals, group, has.astype(np.float64))
    apart = ((totals - share * turns[:, None]) ** 2).sum(axis=0) * size / (size - 1) / len(has) ** 2
    return max(1.0, float(np.mean(apart[mixed] / (share * (1 - share) / len(has))[mixed])))


def _interval(share: Floats, size: float) -> tuple[Floats, Floats]:
    """Exact binomial interval (Clopper & Pearson 1934) of shares of so many turns, which need not be whole."""
    from scipy.special import betaincinv

    held = share * size
    low = np.where(held > 0, betaincinv(np.maximum(held, 1e-9), size - held + 1, 0.025), 0.0)
    high = np.where(held < size, betaincinv(held + 1, np.maximum(size - held, 1e-9), 0.975), 1.0)
    return low, high
