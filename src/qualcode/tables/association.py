"""Association: how much two codes stand together, beyond what their frequencies make likely."""

from math import log

from qualcode.tables.rounding import ratio


def jaccard(both: int, one: int, other: int) -> float | None:
    """Units with both of those with either, from 0 to 1, with three decimals (Jaccard 1912)."""
    return ratio(both, one + other - both, 1, 3)


def npmi(both: int, one: int, other: int, units: int) -> float | None:
    """Normalised pointwise mutual information, with three decimals (Bouma 2009).

    ln(p(a,b) / (p(a) p(b))) / -ln p(a,b), where p is the share of all units: 1 when the two stand only together, 0 when
    they meet as often as chance makes them, -1 when they never meet. The base of the logarithm cancels out. None where
    there is nothing to compare with: no units, one code never stands, or both stand in every unit.
    """
    if not (one and other and units) or both == units:
        return None
    if not both:
        return -1.0
    # sums of logarithms of whole numbers: exactly 0 when both * units == one * other
    information = log(both * units) - log(one * other)
    return round(information / (log(units) - log(both)), 3) + 0.0  # no minus zero
