"""Compare: each group against the other, checked against a slow count, and what is refused."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.codebook import Code
from qualcode.model.corpus import Attribute
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.oracle import count
from tables.random_studies import CODES as RANDOM_CODES
from tables.random_studies import studies
from tables.study import Given, Said, codings, frame, rows

COMPARE = TABLES["compare"]
BY = TableOptions(by="sex")
CODES = (
    Code("a", "barrier", label={"id": "Hambatan A"}),
    Code("b", "barrier"),
    Code("c", "barrier"),
    Code("d", "theme"),
)


def person(name, sex="", words="satu dua tiga empat lima", transcript=""):
    return Said(words, transcript or f"t-{name}", name, respondent=name, attributes={"sex": sex} if sex else {})


SAID = [*(person(name, "f") for name in "ABCD"), *(person(name, "m") for name in "EFG"), person("H")]
GIVEN = [
    *(Given(at, "a", "satu") for at in (0, 1, 2, 4)),  # 3 of 4 women, 1 of 3 men
    *(Given(at, "b", "dua") for at in (0, 4, 5, 6)),  # 1 of 4, 3 of 3
    *(Given(at, "d", "dua") for at in range(8)),  # everybody
    Given(0, "a", "dua"),
    Given(7, "c", "dua"),  # who says it has no sex: nobody is left
]


def made(options=BY, said=SAID, given=GIVEN, **others):
    return COMPARE(frame(said, **others), codings(said, CODES, given), options)


def wrong(said=SAID, options=BY, **others):
    found = COMPARE.wrong(frame(said, **others), codings(said, CODES, []), options)
    return [(finding.level, finding.code) for finding in found]


def test_two_groups_are_compared_once_those_that_differ_most_first():
    table = made()
    assert list(zip(table.data["code"], table.data["group"], table.data["other"], strict=True)) == [
        ("b", "f", "m"),
        ("a", "f", "m"),
        ("c", "f", "m"),
        ("d", "f", "m"),
    ]
    b, a, c, _ = rows(table)
    assert (a["respondents"], a["respondents_total"], a["respondents_pct"]) == (3, 4, 75.0)
    assert (a["other_respondents"], a["other_total"], a["other_pct"]) == (1, 3, 33.3)
    assert (a["difference_pp"], b["difference_pp"], c["difference_pp"]) == (41.7, -75.0, 0.0)
    assert (a["mentions"], a["per_1000_words"], a["other_mentions"], a["other_per_1000_words"]) == (4, 200.0, 1, 66.67)
    assert (a["words_per_respondent"], a["other_words_per_respondent"]) == (5.0, 5.0)


def test_of_more_groups_each_is_compared_with_the_rest():
    said = [*SAID[:7], person("I", "x"), person("J", "x")]
    table = made(said=said, given=GIVEN[:4])
    assert [(row["group"], row["other"]) for row in rows(table)[:3]] == [("f", None), ("m", None), ("x", None)]
    first = rows(table)[1]
    assert (first["respondents"], first["respondents_total"]) == (1, 3)
    assert (first["other_respondents"], first["other_total"], first["difference_pp"]) == (3, 6, -16.7)
    assert any("3 groups: each row compares one with all the others together." in note for note in table.notes)


def test_groups_count_by_their_size_when_differences_are_put_in_order():
    said = [
        *(person(f"x{at}", "x") for at in range(10)),
        *(person(f"y{at}", "y") for at in range(10)),
        person("z", "z"),
    ]
    one_of_one = [Given(20, "a", "satu")]  # 100 points of a group of one
    half = [Given(at, "b", "satu") for at in range(10)]  # 100 points between two groups of ten
    assert made(said=said, given=one_of_one + half).data["code"][:6] == ["b"] * 3 + ["a"] * 3


def test_tests_and_intervals_stand_there_only_when_asked_for():
    assert not {"p", "respondents_pct_low"} & set(made().data)
    assert made(replace(BY, interval=True)).data["respondents_pct_low"][1] == 30.1
    table = made(replace(BY, test=True))
    b, a, c, d = rows(table)
    # 1 of 4 against 3 of 3: 7 choose 4 = 35 tables; those as unlikely have 1 or 4 women: 4 + 1 of them
    assert (b["test"], b["p"], b["p_holm"]) == ("fisher", 0.1429, 0.2857)
    assert (a["p"], a["p_holm"]) == (0.4857, 0.4857)  # 12 + 4 + 1 of 35
    assert (b["odds_ratio"], b["odds_ratio_low"]) == (0.0, 0.0)
    assert a["odds_ratio_low"] < 1 < a["odds_ratio"] < a["odds_ratio_high"]
    assert {c["p"], d["p"], c["test"], d["cramers_v"]} == {None}
    assert table.meta["tested"] == 2
    assert any("corrected for 2 tests" in note for note in table.notes)


def test_an_infinite_odds_ratio_is_empty_and_its_lower_end_is_not():
    given = [Given(at, "a", "satu") for at in range(3)]
    row = rows(made(replace(BY, test=True), given=given))[0]
    assert (row["odds_ratio"], row["odds_ratio_high"]) == (None, None)
    assert row["odds_ratio_low"] > 0


def test_more_groups_are_tested_together_and_exactly_where_counts_are_small():
    said = [*SAID[:7], person("I", "x"), person("J", "x")]
    table = made(replace(BY, test=True), said=said, given=GIVEN[:4])
    row = rows(table)[0]
    assert (row["test"], row["df"], row["odds_ratio"]) == ("exact", 2, None)
    assert row["min_expected"] < 5
    assert any("exact (Freeman and Halton 1951) where an expected count is under 5" in note for note in table.notes)
    assert not any("rough" in note for note in table.notes)


def test_of_more_groups_residuals_and_corrected_pairs_say_which_one_differs():
    said = [*SAID[:7], person("I", "x"), person("J", "x")]
    table = made(replace(BY, test=True), said=said, given=GIVEN[:4])
    first = rows(table)[:3]
    assert [row["group"] for row in first] == ["f", "m", "x"]
    assert [row["residual"] for row in first] == [1.65, -0.47, -1.43]  # by hand, the first: (3 - 16/9) / (20/27)
    assert [row["group_p_holm"] for row in first] == [0.619, 1.0, 0.8889]
    assert any("exploratory" in note for note in table.notes)
    assert {row["residual"] for row in rows(made(replace(BY, test=True)))} == {None}


def test_one_code_is_corrected_as_in_the_table_of_all():
    everything = {row["code"]: row["p_holm"] for row in rows(made(replace(BY, test=True)))}
    table = made(replace(BY, test=True, codes=("b",)))
    assert [(row["code"], row["p_holm"]) for row in rows(table)] == [("b", everything["b"])] == [("b", 0.2857)]
    assert any("not over the codes shown" in note for note in table.notes)
    assert rows(made(replace(BY, test=True, codes=("b",), kind="barrier")))[0]["p_holm"] == 0.2857


def test_notes_say_who_is_left_out_and_how_small_groups_are():
    notes = made().notes
    assert "Left out: 1 of 8 respondents, who have no value of `sex`." in notes
    assert "The smallest group has N = 3: one person is 33 percentage points of it." in notes
    assert any("taken as an attribute of respondents" in note for note in notes)


def test_who_stands_in_two_groups_is_not_compared():
    assert wrong() == []
    assert wrong([*SAID, person("A", "m", transcript="t2")]) == [("error", "respondent-in-two-groups")]
    assert wrong([*SAID, person("A", "", transcript="t2")]) == []


def test_small_groups_and_many_missing_values_are_warned_of():
    assert wrong([*SAID, person("X", "x"), person("Y", "x")]) == [("warning", "small-group")]
    said = [*SAID, person("Y"), person("Z")]
    (finding,) = COMPARE.wrong(frame(said), codings(said, CODES, []), BY)
    assert (finding.level, finding.code) == ("warning", "missing-values")
    assert finding.message == "3 of 10 respondents have no value of `sex` and are left out"


def test_attributes_of_turns_are_refused_and_contradictions_said():
    assert wrong(declared={"sex": Attribute("turn")}) == [("error", "wrong-level")]
    assert wrong(declared={"sex": Attribute("session")}) == []
    together = [replace(turn, transcript="t") for turn in SAID]
    assert wrong(together, declared={"sex": Attribute("session")}) == [("warning", "level-contradicted")]


@pytest.mark.parametrize(
    "said",
    [SAID[:4], SAID[:1], [*SAID[:4], Said("satu", "t", respondent=None, attributes={"sex": "m"})]],
    ids=["one group", "one respondent", "nobody can be told apart in the other"],
)
def test_one_group_is_nothing_to_compare(said):
    assert wrong(said) == [("error", "one-group")]


@given(studies(), st.fixed_dictionaries({name: st.sampled_from("ABC") for name in ("R1", "R2", "R3")}), st.booleans())
def test_it_is_what_a_slow_count_of_each_group_gives(study, cities, test):
    said = [replace(turn, attributes={"city": cities.get(turn.respondent, "A")}) for turn in study[0]]
    made, coded, options = frame(said), study[2], TableOptions(by="city", test=test)
    if COMPARE.wrong(made, coded, options):
        return
    slow = {group: count(made, coded, said, group, "city") for group in "ABC"}
    table = COMPARE(made, coded, options)
    assert {row["code"] for row in rows(table)} == {code.code for code in RANDOM_CODES}
    for row in rows(table):
        own = slow[row["group"]][row["code"]]
        names = ("respondents", "respondents_total", "mentions", "per_1000_words")
        assert [row[name] for name in names] == [own[name] for name in names]
        rest = [
            slow[group][row["code"]] for group in ([row["other"]] if row["other"] else "ABC") if group != row["group"]
        ]
        kept = [cell for cell in rest if cell["respondents_total"]]
        assert row["other_respondents"] == sum(cell["respondents"] for cell in kept)
        assert row["other_total"] == sum(cell["respondents_total"] for cell in kept)
        assert row["other_mentions"] == sum(cell["mentions"] for cell in kept)
        share, other = row["respondents"] / row["respondents_total"], row["other_respondents"] / row["other_total"]
        assert row["difference_pp"] == pytest.approx(100 * (share - other), abs=0.0501)
