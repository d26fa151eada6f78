"""Significance: tests of whether naming a code goes with a group, and how strongly.

scipy does the statistics; Holm's correction, which it lacks, is here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.tables.exact import exact_p
from qualcode.tables.odds import conditional_odds

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
        return Association(test, p, v, float(result.statistic), int(result.dof), least)
    odds, low, high = conditional_odds(named, totals)
    p = min(float(fisher_exact(table).pvalue), 1.0)
    return Association("fisher", p, v, odds_ratio=odds, interval=(low, high))


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
