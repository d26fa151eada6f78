"""Saturation: the arithmetic of Guest, Namey and Chen (2020), and to whom it is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.study import Given, Said, codings, frame, rows

SATURATION = TABLES["saturation"]


def assessed(new_codes, options, kind="person", approach="inductive"):
    """Findings and table of interviews that bring so many new codes each."""
    codes = tuple(Code(f"c{number}") for number in range(sum(new_codes)))
    if not codes:
        codes, new_codes = (Code("c0"),), [1, *new_codes[1:]]
    said = [Said("satu", f"i{at:02}") for at in range(len(new_codes))]
    starts = [sum(new_codes[:at]) for at in range(len(new_codes))]
    coded = [
        Given(at, codes[number].code, "satu")
        for at, (start, new) in enumerate(zip(starts, new_codes, strict=True))
        for number in {*range(min(start, 1)), *range(start, start + new)}  # later ones repeat the first code, too
    ]
    made, given = frame(said), codings(said, codes, coded, kind)
    given = replace(given, source=replace(given.source, approach=approach))
    findings = SATURATION.wrong(made, given, options)
    broken = any(finding.level == "error" for finding in findings)
    return findings, None if broken else SATURATION(made, given, options)


def test_a_run_is_divided_by_the_base_and_the_next_one_begins_one_interview_later():
    # 37 codes in the base of four; runs of two bring 3, 4, 2, 1 more: 8.1, 10.8, 5.4, 2.7 per cent
    _, table = assessed([16, 10, 7, 4, 1, 2, 2, 0, 1], TableOptions(base=4, run=2))
    assert table.data["codes"] == [16, 26, 33, 37, 38, 40, 42, 42, 43]
    assert set(table.data["base_codes"]) == {37}
    assert table.data["run_from"] == [None] * 5 + [5, 6, 7, 8]
    assert table.data["run_new_codes"] == [None] * 5 + [3, 4, 2, 1]
    assert table.data["new_information_pct"] == [None] * 5 + [8.1, 10.8, 5.4, 2.7]
    assert table.data["saturated"] == [None] * 5 + [False, False, False, True]
    # written as in the paper: interview 7, seen after two more
    assert (table.meta["saturation"], table.meta["saturation_without_new_codes"]) == ("7+2", None)
    assert any("5 % new information or less: reached at 7+2; without any: not reached" in note for note in table.notes)


def test_five_per_cent_is_reached_before_rounding():
    _, table = assessed([20, 0, 0, 0, 1, 0], TableOptions())
    assert (table.data["new_information_pct"][-1], table.data["saturated"][-1]) == (5.0, True)
    _, table = assessed([198, 0, 0, 0, 10, 0], TableOptions())  # 5.05 is written 5.1, and is more than 5
    assert (table.data["new_information_pct"][-1], table.data["saturated"][-1]) == (5.1, False)


def test_a_longer_run_is_stricter():
    new = [16, 10, 7, 4, 2, 1, 0, 0, 0, 0]
    assert assessed(new, TableOptions(run=2))[1].meta["saturation"] == "5+2"
    assert assessed(new, TableOptions(run=3))[1].meta["saturation"] == "5+3"
    assert assessed(new, TableOptions(run=3))[1].meta["saturation_without_new_codes"] == "6+3"


@given(st.lists(st.integers(0, 6), min_size=3, max_size=9), st.integers(1, 4), st.integers(1, 3))
def test_it_is_what_a_pencil_gives(new_codes, base, run):
    findings, table = assessed(new_codes, TableOptions(base=base, run=run))
    if len(new_codes) < base + run:
        assert [finding.level for finding in findings] == ["error"]
        return
    if table is None:
        assert [finding.code for finding in findings] == ["empty-base"]
        return
    cumulative = table.data["codes"]
    for last, row in enumerate(rows(table), start=1):
        if last - run < base:
            assert row["saturated"] is None
        else:
            new = cumulative[last - 1] - cumulative[last - run - 1]
            assert (row["run_new_codes"], row["saturated"]) == (new, new / cumulative[base - 1] <= 0.05)


@pytest.mark.parametrize(
    ("kind", "approach", "found"),
    [
        ("person", "inductive", []),
        ("person", "", [("warning", "approach-not-stated")]),
        ("person", "deductive", [("error", "not-inductive")]),
        ("rules", "", [("error", "not-inductive")]),
        ("model", "", [("error", "not-inductive")]),
    ],
)
def test_only_people_who_made_codes_while_reading_can_saturate(kind, approach, found):
    findings, table = assessed([3, 1, 1, 1, 0, 0], TableOptions(), kind, approach)
    assert [(finding.level, finding.code) for finding in findings] == found
    if table and not approach:
        assert any("Nobody has stated" in note for note in table.notes)


def test_too_few_interviews_and_an_empty_base_are_refused():
    assert [finding.message for finding in assessed([3, 1, 1], TableOptions())[0]] == [
        "saturation needs 6 interviews (base 4 and run 2), there are 3"
    ]
    said = [Said("satu", f"i{at}") for at in range(6)]
    late = codings(said, (Code("a"),), [Given(5, "a", "satu")], "person")
    assert [finding.code for finding in SATURATION.wrong(frame(said), late, TableOptions())] == ["empty-base"]
