"""Redacted tables: nobody is found in one of them, nor in two together."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.tables.redaction import protect, rows_shared_by_three
from qualcode.tables.suppression import along
from tables.random_studies import CODES, shuffled, studies
from tables.study import rows

REDACTED = [name for name, kind in TABLES.items() if "redact" not in kind.refuses]
ROWS_OF_PEOPLE = ("segments", "turns", "speakers", "matrix")
"""Tables whose rows are people or things said by one."""


def redacted(name, study, by=""):
    _, made, coded = study
    return TABLES[name](made, coded, TableOptions(by=by, redact=True))


def exposed(people, hidden):
    """Whether a reader who knows the sums of rows and columns learns of one or two people: tried out, not computed."""
    for row, out in [*zip(people, hidden, strict=True), *zip(people.T, hidden.T, strict=True)]:
        total = int(row[out].sum())
        fits = [cells for cells in product(range(total + 1), repeat=int(out.sum())) if sum(cells) == total]
        if total and (len(fits) == 1 or total < 3) and not out.all():
            return True
    return False


@given(st.lists(st.lists(st.integers(0, 6), min_size=3, max_size=3), min_size=2, max_size=4))
def test_sums_of_lines_give_no_hidden_cell_away(cells):
    people = np.array(cells)
    hidden = protect(people, [*along(people.shape, 0), *along(people.shape, 1)])
    assert hidden[people < 3].all()
    assert not exposed(people, hidden)


def test_no_more_is_hidden_than_must_be():
    people = np.array([[9, 5, 1, 4], [9, 0, 0, 8], [2, 2, 9, 9]])
    assert protect(people, along(people.shape, 1)).tolist() == [
        [False, False, True, True],
        [False, True, True, False],
        [True, True, False, False],
    ]


def test_a_row_is_shown_when_three_respondents_have_it():
    data = {"code": ["a", "a", "a", "a", "b", "b", "b"], "kind": [None] * 7}
    assert rows_shared_by_three(data, np.array([0, 1, 2, 2, 0, 1, -1])) == {"code": ["a"] * 4, "kind": [None] * 4}


@pytest.mark.slow
@given(studies(), st.sampled_from(["", "city"]))
def test_what_is_hidden_in_one_table_is_hidden_in_all(study, by):
    made = study[1]
    if by and by not in made.attribute_names:
        return
    codes = rows(redacted("codes", study, by))
    hidden = {(row.get("group"), row["code"]) for row in codes if row["respondents"] is None}
    names = {code.code for code in CODES}
    for row in rows(redacted("matrix", study, by)):
        assert not {code for code in names & row.keys() if row[code] is not None and (row.get("group"), code) in hidden}
    for row in rows(redacted("languages", study, by)):
        assert row["respondents"] is None or (row.get("group"), row["code"]) not in hidden
    for row in rows(redacted("cooccurrence", study, by)):
        assert not {(row.get("group"), row["code_a"]), (row.get("group"), row["code_b"])} & hidden
    for row in rows(redacted("segments", study, by)):
        assert (row.get("group"), row["code"]) not in hidden
    for row in rows(redacted("turns", study, by)):
        assert not {(row.get("group"), code) for code in (row["codes"] or "").split(";")} & hidden


@pytest.mark.slow
@given(studies())
def test_totals_of_codes_and_blocks_give_no_block_away(study):
    if "city" not in study[1].attribute_names:
        return
    _, made, coded = study
    whole = {row["code"]: row for row in rows(redacted("codes", study))}
    blocks = rows(redacted("codes", study, "city"))
    true = {(row["group"], row["code"]): row for row in rows(TABLES["codes"](made, coded, TableOptions(by="city")))}
    for code, total in whole.items():
        shown = {row["group"] for row in blocks if row["code"] == code and row["respondents"] is not None}
        out = [row["respondents"] for (group, name), row in true.items() if name == code and group not in shown]
        if total["respondents"] is not None and sum(out):
            assert len(out) > 1
            assert sum(out) > 2


@pytest.mark.parametrize("name", ROWS_OF_PEOPLE)
@given(study=studies())
def test_lists_have_no_column_by_which_they_can_be_joined(name, study):
    table = redacted(name, study)
    codes = {code.code for code in CODES}
    open_to_all = {"corpus", "role", "role_guessed", "language", "code", "kind", "label", "coder", "assertion", "codes"}
    assert {column.name for column in table.columns} <= (codes if name == "matrix" else open_to_all)
    listed = list(zip(*table.data.values(), strict=True))
    assert listed == sorted(listed, key=lambda row: [(value is None, value) for value in row])


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in REDACTED if name not in ("compare", "saturation", "code_coverage")])
@given(study=studies(), seed=st.integers(0, 99))
def test_the_order_of_codings_changes_no_redacted_table(name, study, seed):
    _, made, coded = study
    options = TableOptions(redact=True)
    assert TABLES[name](made, coded, options) == TABLES[name](made, shuffled(coded, seed), options)
