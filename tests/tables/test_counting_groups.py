"""docs/counting.md is right about groups, interviews and words: its study gives the page's numbers cell by cell."""

from dataclasses import replace

import numpy as np
import pytest

from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.tables.statistics import log_likelihood, log_ratio, wilson
from tables.study import rows, with_attribute
from tables.test_counting import page_table, study

PLACES = {"interview-1": "town", "interview-2": "town", "focus-group": "village"}
DATES = {"interview-1": "2024-02-10", "focus-group": "2024-02-20", "interview-2": "2024-03-05"}
PLACE = TableOptions(by="place")


def layer():
    made, coded = study()
    return with_attribute(with_attribute(made, "place", PLACES), "date", DATES), coded


def shown(table, columns) -> list[dict[str, str]]:
    return [{name: "" if row[name] is None else str(row[name]) for name in columns} for row in rows(table)]


@pytest.mark.parametrize(
    ("table", "options", "begins"),
    [
        ("compare", PLACE, ("code", "group")),
        ("compare", replace(PLACE, test=True), ("code", "test")),
        ("code_coverage", TableOptions(), ("interview", "session")),
        ("saturation", TableOptions(base=1, run=1), ("interview", "new_codes")),
    ],
    ids=["compare", "tests", "code_coverage", "saturation"],
)
def test_each_cell_of_the_page_is_the_tables(table, options, begins):
    expected = page_table(*begins)
    assert shown(TABLES[table](*layer(), options), expected[0]) == expected


def test_nobody_stands_in_two_places_and_both_groups_are_small():
    (finding,) = TABLES["compare"].wrong(*layer(), PLACE)
    assert (finding.level, finding.code) == ("warning", "small-group")
    assert "`town` (1), `village` (2)" in finding.message


def test_the_interval_of_one_of_two():
    assert wilson(1, 2) == (9.5, 90.5)


def test_saturation_is_written_as_on_the_page():
    assert TABLES["saturation"](*layer(), TableOptions(base=1, run=1)).meta["saturation"] == "2+1"


def test_the_word_of_the_page():
    own, other = np.array([8]), np.array([2])
    assert round(float(log_likelihood(own, other, 1000, 1000)[0]), 2) == 3.87
    assert float(log_ratio(own, other, 1000, 1000)[0]) == 2


def test_no_word_of_the_study_is_listed():
    assert TABLES["keyness"](*layer(), PLACE).rows == 0
    assert TABLES["keyness"].when_empty(PLACE).code == "no-shared-words"
