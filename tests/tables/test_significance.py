"""Significance: published examples, hand computation, and what must always hold."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from qualcode.tables.statistics import associate, exact_p, holm, post_hoc


def test_the_lady_tasting_tea():
    # Fisher (1935): 3 of 4 cups right; R's page of fisher.test prints the odds ratio 6.408309
    found = associate([3, 1], [4, 4])
    assert found.test == "fisher"
    assert found.p == pytest.approx(34 / 70)  # (1 + 16 + 16 + 1) / 70 tables are as unlikely
    assert found.odds_ratio == pytest.approx(6.408309, rel=1e-5)
    # at either end of the exact interval, a table as far out as this one has a chance of 2.5 %
    low, high = found.interval
    assert 1 - _chance_of_less_than(3, low) == pytest.approx(0.025)
    assert _chance_of_less_than(4, high) == pytest.approx(0.025)
    assert found.cramers_v == pytest.approx(0.5)  # phi = (3 * 3 - 1 * 1) / 16


def _chance_of_less_than(right: int, odds: float) -> float:
    """Chance of fewer right cups among four, when the odds of milk first in a cup called so are `odds`-fold."""
    ways = [math.comb(4, k) ** 2 * odds**k for k in range(5)]
    return sum(ways[:right]) / sum(ways)


def test_a_cell_of_zero_gives_an_infinite_odds_ratio_without_added_halves():
    found = associate([3, 0], [3, 3])
    assert math.isinf(found.odds_ratio)
    assert math.isinf(found.interval[1])
    assert associate([0, 3], [3, 3]).odds_ratio == 0
    assert associate([0, 3], [3, 3]).interval[0] == 0


def test_more_groups_are_tested_by_chi_squared():
    # by hand: 10, 20, 30 of 40 each; expected 20 and 20 in every group
    found = associate([10, 20, 30], [40, 40, 40])
    assert (found.test, found.df, found.expected) == ("chi-squared", 2, 20)
    assert found.chi2 == pytest.approx(2 * (100 / 20 + 0 + 100 / 20))
    assert found.p == pytest.approx(math.exp(-found.chi2 / 2))  # the chi-squared distribution with 2 degrees
    assert found.cramers_v == pytest.approx(math.sqrt(found.chi2 / 120))
    assert (found.odds_ratio, found.interval) == (None, None)


def test_residuals_say_which_group_differs():
    # by hand: 10, 20, 30 of 40 each; expected 20, and a standard error of sqrt(20 * 2/3 * 1/2)
    found = post_hoc([10, 20, 30], [40, 40, 40])
    error = math.sqrt(20 * (2 / 3) * (1 / 2))
    assert [residual for residual, _ in found] == pytest.approx([-10 / error, 0, 10 / error])
    p = [fisher_exact([[a, 60 - a], [40 - a, 20 + a]]).pvalue for a in (10, 20, 30)]
    assert [corrected for _, corrected in found] == pytest.approx(holm(p))
    assert associate([10, 20, 30], [40, 40, 40]).groups == found
    assert associate([3, 1], [4, 4]).groups == ()


@given(st.lists(st.tuples(st.integers(1, 9), st.integers(0, 9)), min_size=3, max_size=5))
def test_squared_residuals_weighted_by_what_the_group_lacks_add_up_to_chi_squared(groups):
    totals = [total for total, _ in groups]
    named = [min(count, total) for total, count in groups]
    if found := associate(named, totals):
        shares = [1 - total / sum(totals) for total in totals]
        residuals = [residual for residual, _ in found.groups]
        assert sum(s * r**2 for s, r in zip(shares, residuals, strict=True)) == pytest.approx(found.chi2)


@pytest.mark.parametrize("named", [[0, 0], [4, 3], [0, 0, 0]])
def test_what_nobody_or_everybody_names_is_not_tested(named):
    assert associate(named, [4, 3, 2][: len(named)]) is None


@given(st.integers(1, 12), st.integers(1, 12), st.data())
def test_fisher_adds_up_the_tables_that_are_as_unlikely(n, m, data):
    a, b = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    found = associate([a, b], [n, m])
    if found is None:
        assert a + b in (0, n + m)
        return
    ways = {k: math.comb(n, k) * math.comb(m, a + b - k) for k in range(max(0, a + b - m), min(n, a + b) + 1)}
    assert found.p == pytest.approx(sum(way for way in ways.values() if way <= ways[a]) / math.comb(n + m, a + b))
    low, high = found.interval
    assert low <= found.odds_ratio <= high
    assert associate([b, a], [m, n]).p == pytest.approx(found.p)


def test_holm_multiplies_the_smallest_by_their_number():
    # Holm (1979) by hand; R: p.adjust(c(.01, .04, .03, .005), "holm")
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])
    assert holm([0.5, 0.9]) == [1.0, 1.0]
    assert holm([]) == []


@given(st.lists(st.floats(0, 1), max_size=20))
def test_holm_keeps_the_order_and_never_makes_a_p_value_smaller(p_values):
    corrected = holm(p_values)
    assert all(p <= c <= 1 for p, c in zip(p_values, corrected, strict=True))
    by_p = sorted(range(len(p_values)), key=lambda at: p_values[at])
    assert [corrected[at] for at in by_p] == sorted(corrected)


@pytest.mark.parametrize(
    ("named", "totals", "p"),
    [
        # Listed by hand: 2 of 1 + 1 + 2 respondents in 6 ways. (0, 0, 2) has 1 way, (1, 1, 0) has 1, the others 2 each.
        ((0, 0, 2), (1, 1, 2), 2 / 6),
        ((1, 0, 1), (1, 1, 2), 1.0),
        ((3, 0), (4, 4), 2 * 4 / 56),  # two groups: as Fisher's
    ],
)
def test_the_exact_p_value_by_hand(named, totals, p):
    assert exact_p(named, totals) == pytest.approx(p)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 5)), min_size=2, max_size=2))
def test_of_two_groups_it_is_fishers(groups):
    totals = [total for total, _ in groups]
    named = [min(count, total) for total, count in groups]
    table = [named, [total - count for total, count in zip(totals, named, strict=True)]]
    assert exact_p(named, totals) == pytest.approx(min(fisher_exact(table).pvalue, 1))


def test_too_many_tables_are_not_listed():
    assert exact_p((1,) * 12, (9,) * 12) is None
