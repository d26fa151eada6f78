"""Evaluation: lines, blocks and the table agree with each other."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from agreement.small import pair
from qualcode.agreement.alpha import krippendorff_alpha
from qualcode.agreement.chance import cohen, percent_agreement
from qualcode.agreement.evaluation import evaluate_groups, evaluate_pair, evaluation_table
from qualcode.agreement.units import alternatives, resampled_alike
from qualcode.model.codebook import Code

ONE_OF_THREE = [1, 1, 1, 1, 1, 1, 1, 2, 2, 3], [1, 1, 1, 1, 1, 1, 2, 2, 1, 3]
THERE = [[1, 0], [1, 1], [0, 0], [0, 0]]
FOUND = [[1, 0], [0, 1], [1, 0], [0, 0]]
CODED = arrays(np.bool_, (8, 2))


def test_lines_counted_by_hand():
    block = evaluate_pair(pair(THERE, FOUND, [0, 0, 1, 1]), seed=1)
    first, second = block.codes
    assert (first.code, first.reference, first.found, first.both) == ("a", 2, 2, 1)
    assert (first.precision.value, first.recall.value, first.f1.value) == (0.5, 0.5, 0.5)
    assert (first.kappa, second.kappa, second.alpha) == (0, 1, 1)
    assert (block.micro.reference, block.micro.found, block.micro.both) == (3, 3, 2)
    assert block.macro.f1.value == 0.75
    assert (block.silent, block.alarms, block.false_alarms.value) == (2, 1, 0.5)


def test_a_score_without_denominator_is_missing():
    block = evaluate_pair(pair([[1], [0]], [[0], [0]], [0, 1]), seed=1)
    (line,) = block.codes
    assert (line.precision.value, line.recall.value, line.f1.value) == (None, 0, 0)
    assert line.precision.low is None


@given(CODED, CODED, arrays(np.int8, 8, elements={"min_value": 0, "max_value": 2}))
def test_blocks_add_up_to_the_whole(there, found, groups):
    whole = pair(there, found, list(range(8)))
    made = evaluate_groups(whole, ["xyz"[each] for each in groups], seed=1)
    every = evaluate_pair(whole, seed=1)
    for name in ("units", "silent", "alarms"):
        assert sum(getattr(block, name) for block in made) == getattr(every, name)
    assert sum(block.micro.both for block in made) == every.micro.both


@given(CODED, CODED)
def test_intervals_hold_what_they_are_of_or_nothing(there, found):
    block = evaluate_pair(pair(there, found, [0, 0, 1, 1, 2, 2, 3, 3]), seed=1)
    for line in (*block.codes, block.micro, block.macro):
        for each in (line.precision, line.recall, line.f1):
            assert each.value is None or 0 <= each.low <= each.high <= 1


def test_the_table_has_a_row_a_code_and_two_summaries():
    block = evaluate_pair(pair(THERE, FOUND), seed=1)
    table = evaluation_table((block,), "Title", "", ["Note."], "turn")
    assert table.data["code"] == ["a", "b", "(micro)", "(macro)"]
    assert table.data["false_alarms"] == [None, None, 0.5, None]
    assert "group" not in table.data


def one_of_three(one, other):
    """Two coders who give each unit one of three codes that exclude each other, or none (0)."""
    codes = [Code(name, one_of="stance") for name in "abc"]
    has = [np.array([[value == at for at in (1, 2, 3)] for value in values], bool) for values in (one, other)]
    return replace(pair(*has, list(range(len(one)))), nominal=alternatives(codes, has))


def test_codes_that_exclude_each_other_are_one_nominal_value():
    block = evaluate_pair(one_of_three(*ONE_OF_THREE), seed=1)
    (line,) = block.nominal
    assert (line.code, line.reference, line.found, line.both) == ("(one of stance)", 10, 10, 8)
    assert line.agreement == 0.8
    assert line.kappa == pytest.approx(cohen(ONE_OF_THREE).value) == pytest.approx((0.8 - 0.54) / (1 - 0.54))
    assert line.alpha == pytest.approx(krippendorff_alpha(ONE_OF_THREE).value)
    assert block.micro.kappa == pytest.approx(0.7)  # joint absences, counted once a code, make agreement easy


def test_none_of_them_is_a_value_and_several_are_left_out():
    made = one_of_three([1, 0, 2, 3], [1, 0, 2, 1])
    assert made.nominal["stance"].tolist() == [[1, 1], [0, 0], [2, 2], [3, 1]]
    twice = np.array([[1, 1, 0], [1, 0, 0]], bool)
    codes = [Code("a", one_of="x"), Code("b", one_of="x"), Code("c")]
    given_ = alternatives(codes, (twice, twice))
    assert {name: values.tolist() for name, values in given_.items()} == {"x": [[-1, -1], [1, 1]]}
    (line,) = evaluate_pair(replace(pair(twice, twice), nominal=given_), seed=1).nominal
    assert (line.reference, line.agreement, line.kappa) == (1, 1.0, None)


def test_rows_of_such_codes_stand_last():
    table = evaluation_table((evaluate_pair(one_of_three(*ONE_OF_THREE), seed=1),), "Title", "", [], "turn")
    assert table.data["code"][-2:] == ["(macro)", "(one of stance)"]
    assert table.data["precision"][-1] is None
    assert table.data["kappa"][-1] == 0.565


def test_agreement_kappa_and_alpha_have_intervals_in_every_row():
    random = np.random.default_rng(1)
    there = random.random((60, 3)) < 0.4
    found = there ^ (random.random((60, 3)) < 0.2)
    values = np.stack([np.where(each.any(axis=1), each.argmax(axis=1) + 1, 0) for each in (there, found)], axis=1)
    people = list(np.arange(60) // 4)
    block = evaluate_pair(replace(pair(there, found, people), nominal={"x": values}), 1)
    assert [line.code for line in block.lines] == ["a", "b", "c", "(micro)", "(macro)", "(one of x)"]
    for line in block.lines:
        for name, ends in zip(("agreement", "kappa", "alpha"), line.between, strict=True):
            assert ends[0] < getattr(line, name) < ends[1]
    (nominal,) = block.nominal
    own = cohen(values.T, groups=people)
    assert nominal.kappa == pytest.approx(own.value)
    assert nominal.between[1] == pytest.approx((own.low, own.high), abs=0.05)
    alpha = krippendorff_alpha(values.T, groups=people)
    assert nominal.between[2] == pytest.approx((alpha.low, alpha.high), abs=0.02)


def test_resampled_figures_of_all_units_are_those_of_the_coefficients():
    one, other = np.random.default_rng(2).integers(0, 3, (2, 40, 2))
    weight = np.random.default_rng(3).integers(1, 4, 40).astype(float)
    whole, drawn = resampled_alike(one, other, 3, np.arange(40), weight, 1)
    for at in range(2):
        table = (one[:, at], other[:, at])
        expected = [each(table, unit_weights=weight).value for each in (percent_agreement, cohen, krippendorff_alpha)]
        assert whole[:, at] == pytest.approx(expected)
    assert drawn.shape == (2000, 3, 2)


def test_what_no_resample_moves_and_one_person_alone_have_no_interval():
    same = np.array([[1], [0], [1], [0]], bool)
    assert list(evaluate_pair(pair(same, same, [0, 0, 1, 1]), 1).codes[0].between) == [None, None, None]
    assert list(evaluate_pair(pair(same, ~same), 1).codes[0].between) == [None, None, None]
