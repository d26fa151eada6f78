"""Samples: units drawn for a person to code, so that every code has some and every unit's chance is known."""

from dataclasses import dataclass

import numpy as np

from qualcode.tables.frame import Bools, Floats, Longs


@dataclass(frozen=True, eq=False)
class Drawn:
    """The units of a sample in the order in which a person sees them."""

    units: Longs
    """Indexes of the units drawn, shuffled."""
    chance: Floats
    """Chance with which each of them was drawn; its inverse is its weight."""
    available: Longs
    """Units of each stratum: one a code, and the last one for units without any code."""
    drawn: Longs
    """Units drawn from each stratum; a unit with several codes may be drawn in several."""


def draw(has: Bools, per_code: int, uncoded: int, seed: int) -> Drawn:
    """Draw units by the codes that they have, shape (units, codes).

    For each code so many of its units are drawn, each with the same chance, independently of the other codes; and so
    many of those without any code. A unit is drawn when any of its codes draws it, so its chance is
    1 - (1 - n1/N1)(1 - n2/N2) ... over its codes (Horvitz-Thompson weights are the inverse).
    """
    random = np.random.default_rng(seed)
    strata = np.concatenate((has, ~has.any(axis=1, keepdims=True)), axis=1)
    available = strata.sum(axis=0)
    drawn = np.minimum(available, np.array([*[per_code] * has.shape[1], uncoded]))
    chosen = np.zeros(len(has), dtype=np.bool_)
    for stratum, number in enumerate(drawn.tolist()):
        chosen[random.choice(np.flatnonzero(strata[:, stratum]), number, replace=False)] = True
    left_out = 1 - np.divide(drawn, available, out=np.zeros(len(drawn)), where=available > 0)
    chance = 1 - np.where(strata, left_out, 1.0).prod(axis=1)
    units = random.permutation(np.flatnonzero(chosen))
    return Drawn(units, chance[units], available.astype(np.int64), drawn.astype(np.int64))
