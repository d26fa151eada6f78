from itertools import combinations
from math import log

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions, not_taken
from qualcode.tables.pairs import COUNTED_UNITS
from qualcode.tables.statistics import jaccard, pair_npmi
from tables.oracle import kin, units
from tables.random_studies import shuffled, studies
from tables.study import Given, Said, codings, frame, rows

CODES = (Code("net", "barrier"), Code("wifi", "barrier", "net"), Code("will", "enabler"), Code("age", "barrier"))
SAID = [
    Said("satu dua tiga. empat.", "t 1", name, respondent=name, attributes={"city": "Ambon"} if name != "E" else {})
    for name in "ABCDE"
]
PLAIN = TableOptions()


def table(given, options=PLAIN):
    return TABLES["cooccurrence"](frame(SAID), codings(SAID, CODES, given), options)


def pairs(made):
    return [(row["code_a"], row["code_b"], row["n"]) for row in rows(made)]


def test_a_parent_and_its_child_are_no_pair():
    assert pairs(table([Given(0, "wifi", "satu"), Given(0, "will", "dua")])) == [
        ("net", "will", 1),
        ("wifi", "will", 1),
    ]


def test_codes_of_other_segments_meet_in_the_turn():
    given = [Given(0, "will", "satu"), Given(0, "age", "empat")]
    assert table(given).rows == 0
    assert table(given).notes[0] == "There is no row: no two of the codes stand in one segment."
    made = table(given, TableOptions(unit="turn"))
    assert (pairs(made), made.data["places"]) == ([("age", "will", 1)], ["t 1:1"])


def test_kind_holds_for_both_codes_and_code_for_one_of_them():
    given = [Given(0, code, "satu") for code in ("wifi", "will", "age")]
    assert pairs(table(given, TableOptions(kind="barrier"))) == [("age", "net", 1), ("age", "wifi", 1)]
    assert pairs(table(given, TableOptions(codes=("wifi",)))) == [("age", "wifi", 1), ("wifi", "will", 1)]


def test_overlaps_count_pairs_of_passages_and_not_the_segments_that_they_cover():
    given = [
        Given(0, "will", "satu dua tiga. empat"),
        Given(0, "age", "satu dua tiga. empat"),
        Given(1, "will", "satu"),
    ]
    given += [Given(1, "age", "tiga"), Given(1, "age", "satu dua")]
    (row,) = rows(table(given))
    assert (row["n"], row["overlaps"]) == (3, 2)


def test_an_unknown_unit_names_what_there_is():
    (finding,) = not_taken("cooccurrence", TABLES["cooccurrence"], TableOptions(unit="turm"))
    assert (finding.code, finding.hint) == ("unknown-unit", "did you mean `turn`?")


@pytest.mark.parametrize(
    ("counts", "expected"),
    [((2, 2, 2, 8), 1.0), ((2, 4, 4, 8), 0.0), ((0, 1, 1, 8), -1.0), ((8, 8, 8, 8), None), ((0, 0, 1, 8), None)],
)
def test_npmi_at_its_ends(counts, expected):
    assert pair_npmi(*counts) == expected


@for_all(st.integers(1, 50), st.integers(0, 50), st.integers(0, 50), st.integers(0, 50))
def test_measures_follow_their_formulas(both, one, other, rest):
    n_a, n_b, units = both + one, both + other, both + one + other + rest
    assert jaccard(both, n_a, n_b) == pytest.approx(both / (both + one + other), abs=0.0006)
    if both < units:
        p = both / units
        expected = log(p / ((n_a / units) * (n_b / units))) / -log(p)
        assert pair_npmi(both, n_a, n_b, units) == pytest.approx(expected, abs=0.0006)
        assert -1 <= pair_npmi(both, n_a, n_b, units) <= 1


@for_all(studies(), st.sampled_from(COUNTED_UNITS))
def test_pairs_are_those_of_the_oracle(study, unit):
    said, made, given = study
    every, found = units(made, given, said, unit)
    expected = {
        (a, b): (len(found[a] & found[b]), len(found[a]), len(found[b]), len(every))
        for a, b in combinations(sorted(found), 2)
        if found[a] & found[b] and not kin(given.codes, a, b)
    }
    table = TABLES["cooccurrence"](made, given, TableOptions(unit=unit))
    counts = {(row["code_a"], row["code_b"]): (row["n"], row["n_a"], row["n_b"], row["units"]) for row in rows(table)}
    assert counts == expected
    assert [len(places.split(";")) for places in table.data["places"]] == table.data["n"]


@for_all(studies(), st.sampled_from(COUNTED_UNITS))
def test_units_of_a_code_are_those_of_the_table_of_codes(study, unit):
    _, made, given = study
    for by in ("", *made.attribute_names):
        codes = {(row.get("group"), row["code"]): row[f"{unit}s"]
                 for row in rows(TABLES["codes"](made, given, TableOptions(by=by)))}  # fmt: skip
        for row in rows(TABLES["cooccurrence"](made, given, TableOptions(by=by, unit=unit))):
            assert row["n_a"] == codes[row.get("group"), row["code_a"]]
            assert row["n_b"] == codes[row.get("group"), row["code_b"]]


@pytest.mark.slow
@for_all(studies(), st.integers(0, 99))
def test_the_order_of_codings_changes_nothing(study, seed):
    _, made, given = study
    for name in ("matrix", "cooccurrence", "speakers", "languages"):
        assert TABLES[name](made, shuffled(given, seed), PLAIN).data == TABLES[name](made, given, PLAIN).data
