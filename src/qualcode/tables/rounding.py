"""Rounding: shares and rates as a person with a pencil writes them, half up and without a binary error."""


def ratio(numerator: int, denominator: int, scale: int, decimals: int) -> float | None:
    """`scale * numerator / denominator`, rounded half up; None where there is nothing to divide by."""
    if not denominator:
        return None
    unit = 10**decimals
    # whole numbers all the way: 1 of 16 is 6.25 per cent, and 6.3 with one decimal on every machine
    return float((2 * scale * unit * numerator + denominator) // (2 * denominator) / unit)


def percent(part: int, whole: int) -> float | None:
    """Part of the whole in per cent, with one decimal; None when the whole is 0."""
    return ratio(part, whole, 100, 1)


def per_1000(mentions: int, words: int) -> float | None:
    """Mentions per 1000 words, with two decimals; None when there are no words."""
    return ratio(mentions, words, 1000, 2)


def mean_per_1000(one: tuple[int, int], other: tuple[int, int]) -> float | None:
    """Mean of two rates given as (mentions, words), per 1000 words, with two decimals."""
    (a, b), (c, d) = one, other
    return per_1000(a * d + c * b, 2 * b * d)
