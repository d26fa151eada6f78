"""Whatever the table: a coefficient has a value, or a reason why there is none; never a traceback."""

from math import inf, isnan, nan

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qualcode.agreement import Continuum, RatingQuestion, SpanQuestion, measure_ratings, measure_spans

_ = None
TABLES = st.integers(0, 6).flatmap(
    lambda units: st.lists(
        st.lists(st.sampled_from([_, 0, 1, 2, 5]), min_size=units, max_size=units), min_size=2, max_size=4
    )
)
PASSAGE = st.tuples(st.integers(0, 8), st.integers(1, 4), st.sampled_from("ab"))
ONE_CATEGORY = [[1, 1, 1], [1, 1, 1]]
ONE_UNIT = [[1], [2], [_]]
ALL_MISSING = [[_, _], [_, _]]
NEVER_TOGETHER = [[1, 2, _, _], [_, _, 1, 2]]
NO_UNIT = [[], []]


def has_a_value_or_a_reason(measured) -> bool:
    figures = measured.agreement
    lost = isnan(figures.value) and not figures.note
    unsure = isnan(figures.low) and not figures.note
    return not lost and not unsure


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval", "ratio"])
@settings(max_examples=25)
@given(table=TABLES)
@example(table=ONE_CATEGORY)
@example(table=ONE_UNIT)
@example(table=ALL_MISSING)
@example(table=NEVER_TOGETHER)
@example(table=NO_UNIT)
def test_every_coefficient_of_any_table_is_a_figure_or_a_reason(scale, table):
    measured = measure_ratings(table, RatingQuestion(scale, pairs=True, resamples=20))
    assert {"percent", "alpha", "gwet"} <= {each.coefficient for each in measured}
    assert [each for each in measured if not has_a_value_or_a_reason(each)] == []


COMPLETE = st.integers(2, 6).flatmap(
    lambda units: st.lists(
        st.lists(st.sampled_from([0, 1, 2, 5]), min_size=units, max_size=units), min_size=2, max_size=4
    )
)


@pytest.mark.parametrize("weights", ["none", "linear", "quadratic", "ordinal", "radical", "ratio"])
@settings(max_examples=25)
@given(table=COMPLETE)
@example(table=[[1, 2, 5], [2, 2, 0]])
def test_no_interval_leaves_what_its_coefficient_can_be(weights, table):
    every = ("percent", "cohen", "scott", "fleiss", "conger", "brennan_prediger", "gwet")
    asked = RatingQuestion("nominal", every, (weights,), resamples=0)
    for measured in measure_ratings(table, asked):
        own = measured.agreement
        if not isnan(own.low):
            least = {"percent": 0.0, "brennan_prediger": -inf, "gwet": -inf}.get(measured.coefficient, -1.0)
            assert least <= own.low <= own.value <= own.high <= 1, measured


def test_guessing_coefficients_end_where_nobody_agrees_and_chance_expects_most():
    asked = RatingQuestion(coefficients=("bp", "ac1"), resamples=0, categories=(1, 2, 3))
    for measured in measure_ratings([[1, 2, 3], [1, 3, 1]], asked):
        assert measured.agreement.low == pytest.approx(-1 / 2)


@pytest.mark.parametrize("scale", ["nominal", "ordinal", "interval", "ratio"])
@settings(max_examples=30)
@given(table=TABLES)
def test_alpha_is_that_of_the_krippendorff_package(scale, table):
    package = pytest.importorskip("krippendorff")
    ((alpha),) = measure_ratings(table, RatingQuestion(scale, ("alpha",), resamples=0))
    values = [[nan if value is None else float(value) for value in row] for row in table]
    if isnan(alpha.agreement.value):
        together = [[v for v in unit if v is not None] for unit in zip(*table, strict=True)]
        assert len({value for unit in together if len(unit) > 1 for value in unit}) < 2
    else:
        expected = package.alpha(values, level_of_measurement=scale)
        assert alpha.agreement.value == pytest.approx(expected, abs=1e-9)


@settings(max_examples=25)
@given(
    st.lists(
        st.lists(st.none() | st.frozensets(st.sampled_from("abc")), min_size=3, max_size=3), min_size=2, max_size=4
    )
)
def test_sets_of_codes_too(table):
    measured = measure_ratings(table, RatingQuestion("sets", resamples=20))
    assert [each for each in measured if not has_a_value_or_a_reason(each)] == []


@settings(max_examples=25)
@given(st.lists(st.none() | st.lists(PASSAGE, max_size=4), min_size=2, max_size=3))
def test_and_any_passages(rows):
    spans = [None if row is None else [(start, start + size, code) for start, size, code in row] for row in rows]
    measured = measure_spans([Continuum(12, spans)], [*"xyz"[: len(rows)]], SpanQuestion(resamples=20))
    assert [each for each in measured if not has_a_value_or_a_reason(each)] == []
