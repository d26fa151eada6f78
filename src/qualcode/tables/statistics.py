"""Association: how much two codes stand together, beyond what their frequencies make likely."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import exp, inf, log, prod, sqrt
from statistics import NormalDist
from typing import Any

import numpy as np
import numpy.typing as npt

from qualcode.corpus.frame import Floats
from qualcode.tables.kind import TableOptions


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


def jaccard(both: int, one: int, other: int) -> float | None:
    """Units with both of those with either, from 0 to 1, with three decimals (Jaccard 1912)."""
    return ratio(both, one + other - both, 1, 3)


def pair_npmi(both: int, one: int, other: int, units: int) -> float | None:
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


MOST_TABLES = 2_000_000
"""Tables that are looked through at most, some tenths of a second; a larger study has larger expected counts."""
CLOSE = 1e-7
"""Relative difference below which two tables are equally likely, as in R's `fisher.test`."""


def exact_p(named: Sequence[int], totals: Sequence[int]) -> float | None:
    """Probability of a table at most as likely as this one, all with the same margins; None where there are too many.

    Freeman and Halton (1951, "Note on an exact treatment of contingency, goodness of fit and other problems of
    significance", Biometrika 38:141-149), for those who name a code and those who do not, by group.
    """
    if prod(total + 1 for total in totals) > MOST_TABLES:
        return None
    sums, weights = np.zeros(1, np.int64), np.zeros(1)
    for total in totals:
        counts = np.arange(total + 1)
        sums = np.add.outer(sums, counts).ravel()
        weights = np.add.outer(weights, log_ways(total)).ravel()
    likely = weights[sums == sum(named)]
    own = sum(log_ways(total)[count] for count, total in zip(named, totals, strict=True))
    chances = np.exp(likely - likely.max())
    return float(min(chances[likely <= own + CLOSE].sum() / chances.sum(), 1.0))


def log_ways(total: int) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Logarithm of the ways to choose 0, 1, ... total respondents of a group."""
    steps = np.log(np.arange(1, total + 1))
    factorial = np.concatenate([[0.0], np.cumsum(steps)])
    return np.asarray(factorial[-1] - factorial - factorial[::-1])


Z = NormalDist().inv_cdf(0.975)
"""Standard normal quantile of a two-sided interval of 95 %."""


def caution(options: TableOptions) -> str:
    """What the intervals mean, and do not mean; empty where there are none."""
    if not options.interval:
        return ""
    return options.message(
        "Intervals: 95 % Wilson score. They say how far chance alone moves a share in a random sample of N "
        "respondents; purposive samples are not random."
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


CountArray = npt.NDArray[np.integer[Any]]


def log_likelihood(inside: CountArray, outside: CountArray, n_inside: int, n_outside: int) -> Floats:
    """G2 of things that occur `inside` times in `n_inside` and `outside` times in `n_outside` words (or segments).

    All four cells of the table count: the word and every other word, in both texts (Dunning 1993, "Accurate methods for
    the statistics of surprise and coincidence", Computational Linguistics 19:61-74). Rayson and Garside (2000,
    "Comparing corpora using frequency profiling") leave out the two cells of the other words, which changes little as
    long as a word is rare.
    """
    total = n_inside + n_outside
    g2 = np.zeros(len(inside))
    for own, size in ((inside, n_inside), (outside, n_outside)):
        for seen, margin in ((own, inside + outside), (size - own, total - inside - outside)):
            expected = margin * size / max(total, 1)
            share = np.divide(seen, expected, out=np.ones(len(inside)), where=(seen > 0) & (expected > 0))
            g2 += 2 * seen * np.log(share)
    return np.maximum(g2, 0.0)  # equal shares may come out as -1e-15


def chi_squared(inside: CountArray, outside: CountArray, n_inside: int, n_outside: int) -> Floats:
    """Pearson's chi-squared of the same four cells (1900), without correction; 0 where a side or a word is empty."""
    total, both = n_inside + n_outside, inside + outside
    cross = (inside * (n_outside - outside) - outside * (n_inside - inside)).astype(np.float64)
    margins = n_inside * float(n_outside) * both * (total - both)
    return np.divide(total * cross**2, margins, out=np.zeros(len(inside)), where=margins > 0)


def log_ratio(inside: CountArray, outside: CountArray, n_inside: int, n_outside: int) -> Floats:
    """Binary logarithm of the ratio of the relative frequencies: 1 is twice as frequent inside, -1 half as frequent.

    After Hardie (2014, "Log Ratio: an informal introduction"): a frequency of 0 counts as 0.5, all others as they are.
    """
    own, other = np.maximum(inside, 0.5), np.maximum(outside, 0.5)
    ratio: Floats = np.log2(own / max(n_inside, 1)) - np.log2(other / max(n_outside, 1))
    return ratio


TAIL = 0.025
"""Probability that the interval leaves out on either side."""


def conditional_odds(named: Sequence[int], totals: Sequence[int]) -> tuple[float, float, float]:
    """Odds ratio of two groups, and the ends of its 95 % interval: 0 or infinite where all or none name the code.

    With all margins fixed, the number of the first group who name it has the noncentral hypergeometric distribution of
    Fisher; the estimate makes the number seen its mean, and at the ends of the interval (Clopper and Pearson's) what
    was seen, or more extreme, has a probability of 2.5 %.
    """
    seen, both = named[0], sum(named)
    counts = np.arange(max(0, both - totals[1]), min(both, totals[0]) + 1)
    weights = log_ways(totals[0])[counts] + log_ways(totals[1])[both - counts]

    def chances(log_odds: float) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
        logs = weights + counts * log_odds
        likely = np.exp(logs - logs.max())
        return np.asarray(likely / likely.sum())

    least, most = seen == counts[0], seen == counts[-1]
    at_least, at_most = counts >= seen, counts <= seen
    estimate = 0.0 if least else inf if most else _root(lambda log: float(chances(log) @ counts) - seen)
    low = 0.0 if least else _root(lambda log: float(chances(log)[at_least].sum()) - TAIL)
    high = inf if most else _root(lambda log: TAIL - float(chances(log)[at_most].sum()))
    return estimate, low, high


def _root(rising: Callable[[float], float]) -> float:
    """The odds ratio at whose logarithm a rising function is 0."""
    from scipy.optimize import brentq

    reach = 1.0
    while rising(reach) < 0 or rising(-reach) > 0:
        reach *= 2
    return exp(brentq(rising, -reach, reach, xtol=1e-12))


SMALL = 5
"""Smallest expected count below which the chi-squared approximation is not to be trusted (Cochran 1954)."""


@dataclass(frozen=True)
class Association:
    """One code against the groups: a table of those who name it and those who do not, by group."""

    test: str
    """`fisher` for two groups; for more `chi-squared`, or `exact` where an expected count is small."""
    p: float
    """Two-sided p-value."""
    cramers_v: float
    """Strength from 0 to 1, without correction; |phi| for two groups."""
    chi2: float | None = None
    """Pearson's statistic over three groups or more."""
    df: int | None = None
    """Its degrees of freedom."""
    expected: float | None = None
    """Smallest expected count of the table of three groups or more."""
    odds_ratio: float | None = None
    """Odds of naming the code in the first group to those in the second; None: more than two groups."""
    interval: tuple[float, float] | None = None
    """Its 95 % interval; the upper end may be infinite."""
    groups: tuple[tuple[float, float], ...] = ()
    """Of three groups or more, each one against all the others: its adjusted residual and its p-value (Holm)."""


def associate(named: Sequence[int], totals: Sequence[int]) -> Association | None:
    """Test a code: how many of each group's respondents name it; None where nobody or everybody does.

    Two groups: Fisher's exact test; the odds ratio is the conditional maximum likelihood estimate with its exact
    interval, as in R's `fisher.test`. More: Pearson's chi-squared without correction (scipy.stats), and the exact
    p-value where an expected count is under 5 and the tables can be listed.
    """
    if sum(named) in (0, sum(totals)):
        return None
    from scipy.stats import chi2_contingency, fisher_exact  # heavy: only `--test` needs it
    from scipy.stats.contingency import association

    table = np.array([named, np.subtract(totals, named)])
    v = float(association(table, method="cramer"))
    if len(totals) > 2:
        result = chi2_contingency(table, correction=False)
        least = float(result.expected_freq.min())
        exact = exact_p(named, totals) if least < SMALL else None
        test, p = ("chi-squared", float(result.pvalue)) if exact is None else ("exact", exact)
        after = post_hoc(named, totals)
        return Association(test, p, v, float(result.statistic), int(result.dof), least, groups=after)
    odds, low, high = conditional_odds(named, totals)
    p = min(float(fisher_exact(table).pvalue), 1.0)
    return Association("fisher", p, v, odds_ratio=odds, interval=(low, high))


def post_hoc(named: Sequence[int], totals: Sequence[int]) -> tuple[tuple[float, float], ...]:
    """Which groups make a difference between three or more: adjusted residual and p-value of each against the others.

    The residual is that of Haberman (1973, "The analysis of residuals in cross-classified tables", Biometrics
    29:205-220): observed less expected over its standard error, as R's `chisq.test(...)$stdres`. The p-value is that of
    Fisher's exact test, corrected over the groups after Holm.
    """
    from scipy.stats import fisher_exact

    who, everyone = sum(named), sum(totals)
    others = [[[count, who - count], [size - count, everyone - size - who + count]]
              for count, size in zip(named, totals, strict=True)]  # fmt: skip
    corrected = holm([min(float(fisher_exact(table).pvalue), 1.0) for table in others])
    expected = [size * who / everyone for size in totals]
    errors = [sqrt(mean * (1 - size / everyone) * (1 - who / everyone))
              for mean, size in zip(expected, totals, strict=True)]  # fmt: skip
    residuals = [(count - mean) / error for count, mean, error in zip(named, expected, errors, strict=True)]
    return tuple(zip(residuals, corrected, strict=True))


def holm(p_values: Sequence[float]) -> list[float]:
    """P-values corrected for their number, in the order given.

    Holm (1979, "A simple sequentially rejective multiple test procedure", Scandinavian Journal of Statistics 6:65-70):
    the smallest is multiplied by their number m, the next by m - 1, and so on; none may be less than the one before.
    """
    order = np.argsort(p_values, kind="stable")
    factors = len(p_values) - np.arange(len(p_values))
    corrected = np.minimum(np.maximum.accumulate(np.asarray(p_values, float)[order] * factors), 1.0)
    placed = np.empty(len(p_values))
    placed[order] = corrected
    return [float(p) for p in placed]
