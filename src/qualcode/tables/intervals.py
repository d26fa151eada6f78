"""Intervals: how far a share of a random sample of this size could lie from that of the population."""

from math import sqrt
from statistics import NormalDist

from qualcode.tables.options import Options

Z = NormalDist().inv_cdf(0.975)
"""Standard normal quantile of a two-sided interval of 95 %."""


def caution(options: Options) -> str:
    """What the intervals say, and what not; empty where there are none."""
    if not options.interval:
        return ""
    return options.said(
        "Intervals: 95 % Wilson score. They say how far chance alone moves a share in a random sample of N "
        "respondents; purposive samples are not random.",
        "Selang: skor Wilson 95 %. Selang menunjukkan seberapa jauh kebetulan saja menggeser persentase dalam sampel "
        "acak sebanyak N informan; sampel purposif tidak acak.",
    )


def wilson(part: int, whole: int) -> tuple[float, float] | tuple[None, None]:
    """Score interval of 95 % for a share, in per cent with one decimal; nothing when the whole is 0."""
    if not whole:
        return None, None
    low, high = score_interval(part, whole)
    return round(100 * low, 1), round(100 * high, 1)


def score_interval(part: int, whole: int) -> tuple[float, float]:
    """Score interval of 95 % for a share of something, 0 to 1.

    After Wilson (1927, "Probable inference, the law of succession, and statistical inference", JASA 22:209-212),
    without continuity correction.
    """
    middle = part + Z**2 / 2
    half = Z * sqrt(part * (whole - part) / whole + Z**2 / 4)
    low, high = (edge / (whole + Z**2) for edge in (middle - half, middle + half))
    return max(low, 0.0), min(high, 1.0)
