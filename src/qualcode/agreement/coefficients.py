"""Coefficients of agreement beyond chance, for nominal values.

Weights say how often each unit stands for itself; they are scaled so that they add up to the number of units, so that
weighting never makes a sample look larger than it is.
"""

import numpy as np
import numpy.typing as npt

from qualcode.tables.frame import Floats, Longs

Values = npt.NDArray[np.generic]
MISSING = -1
"""Value of a unit that a coder has not looked at."""


def kappa(one: Values, other: Values, weight: Floats | None = None) -> float | None:
    """Cohen's kappa of two coders: (observed - expected) / (1 - expected), expected from each coder's own shares.

    None when it is not defined: no units, or both give everything the same value.

    Source: Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement
    20(1), 37-46.
    """
    if not len(one):
        return None
    shares = _scaled(weight, len(one)) / len(one)
    values = np.unique(np.concatenate((one, other)))
    observed = float(shares[one == other].sum())
    expected = sum(float(shares[one == value].sum() * shares[other == value].sum()) for value in values)
    return None if 1 - expected < 1e-12 else (observed - expected) / (1 - expected)


def alpha(values: Longs, weight: Floats | None = None) -> float | None:
    """Krippendorff's alpha for nominal values of any number of coders, shape (units, coders); -1: missing.

    1 - observed / expected disagreement, both from the matrix of coincidences. None when it is not defined: fewer than
    two coders have looked at any unit, or there is only one value.

    Source: Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania, section C.
    """
    kinds = np.unique(values[values != MISSING])
    often = np.stack([(values == kind).sum(axis=1) for kind in kinds], axis=1) if len(kinds) else np.zeros((0, 0))
    coders = often.sum(axis=1)
    pairable = coders > 1
    if not pairable.any():
        return None
    scale = _scaled(None if weight is None else weight[pairable], int(pairable.sum()))
    often, coders = often[pairable].astype(np.float64), coders[pairable]
    differ = (often * (coders[:, None] - often)).sum(axis=1) / (coders - 1)
    each = scale @ often
    total = float(each.sum())
    expected = float((each * (total - each)).sum()) / (total - 1)
    return None if expected < 1e-12 else 1 - float(scale @ differ) / expected


def _scaled(weight: Floats | None, size: int) -> Floats:
    """Weights that add up to the number of units."""
    return np.ones(size) if weight is None else weight * (size / weight.sum())
