"""Code coverage: the curve in order of date, and the band of random orders."""

import math
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.model.codebook import Code, Rule, Term
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.random_studies import CODES, studies
from tables.study import MARK, TOKEN, Given, Said, codings, frame, rows, with_attribute

COVERAGE = TABLES["code_coverage"]


def seen(said, coded, kind=""):
    """Session -> its codes, by loops."""
    heard = {
        turn.session or turn.transcript: set()
        for turn in said
        if turn.role == "participant" and TOKEN.search(MARK.sub("", turn.text))
    }
    for code, turn, assertion in zip(coded.code, coded.turn, coded.assertion, strict=True):
        if assertion == 0 and said[turn].role == "participant" and kind in ("", coded.codes[code].kind):
            heard[said[turn].session or said[turn].transcript].add(int(code))
    return heard


@given(studies("person"), st.sampled_from(["", "theme"]))
@settings(max_examples=50)
def test_the_curve_is_what_a_reader_counts(study, kind):
    said, made, coded = study
    options = TableOptions(kind=kind, shuffles=20)
    if any(finding.level == "error" for finding in COVERAGE.wrong(made, coded, options)):
        return
    heard, before = seen(said, coded, kind), set()
    table = COVERAGE(made, coded, options)
    assert table.data["session"] == sorted(heard)
    for row in rows(table):
        here = heard[row["session"]]
        assert (row["codes_here"], row["new_codes"]) == (len(here), len(here - before))
        before |= here
        assert row["codes"] == len(before)
        assert row["codes_total"] == sum(kind in ("", code.kind) for code in CODES)
        assert row["shuffled_low"] <= row["shuffled_median"] <= row["shuffled_high"]
    last = rows(table)[-1]
    assert {last["shuffled_low"], last["shuffled_high"], last["codes"]} == {len(before)}


SAID = [Said("satu dua", name) for name in ("a", "b", "c", "d")]
GIVEN = [Given(0, code, "satu") for code in "xyz"] + [Given(1, "x", "satu"), Given(2, "w", "satu")]
LETTERS = tuple(Code(name) for name in "wxyz")


def test_the_band_is_that_of_all_orders():
    sets = [{"x", "y", "z"}, {"x"}, {"w"}, set()]
    curves = [[len(set().union(*order[: at + 1])) for at in range(4)] for order in permutations(sets)]
    table = COVERAGE(frame(SAID), codings(SAID, LETTERS, GIVEN), TableOptions(shuffles=5000))
    for at, row in enumerate(rows(table)):
        counts = sorted(curve[at] for curve in curves)
        low, high = (counts[math.ceil(share * 24) - 1] for share in (0.05, 0.95))
        assert (row["shuffled_low"], row["shuffled_high"]) == (low, high)
        assert row["shuffled_median"] in counts[11:13]  # half the orders may fall on either side


def test_a_seed_gives_the_same_table_and_another_one_may_not():
    made, coded = frame(SAID), codings(SAID, LETTERS, GIVEN)
    tables = [COVERAGE(made, coded, TableOptions(shuffles=3, seed=seed)).data for seed in (1, 1, 2, 3, 4)]
    assert tables[0] == tables[1]
    assert any(tables[0] != other for other in tables[2:])


def test_dates_order_the_curve():
    made = with_attribute(frame(SAID), "date", {"a": "2024-02", "b": "2024-01", "c": "2024-03", "d": "2024-04"})
    table = COVERAGE(made, codings(SAID, LETTERS, GIVEN), TableOptions())
    assert (table.data["session"], table.data["codes"]) == (["b", "a", "c", "d"], [1, 3, 4, 4])
    assert any("fixed before limits" in note for note in table.notes)


def test_the_total_is_of_codes_that_can_be_found():
    rules = (Rule("r", "any", ((Term("satu"),),)),)
    codes = (Code("top"), Code("x", parent="top", rules=rules), Code("y", parent="top"), Code("old", retired=True))
    totals = {}
    for kind in ("rules", "person"):
        for code in "xy":
            table = COVERAGE(frame(SAID), codings(SAID, codes, [Given(0, code, "satu")], kind), TableOptions())
            totals.setdefault(kind, []).append(table.data["codes_total"][0])
    assert totals == {"rules": [1, 2], "person": [3, 3]}
    assert any("leaves out 1 of 4 codes" in note for note in table.notes)


def test_no_interview_is_refused_and_one_is_warned_of():
    silent = [Said("[diam]")]
    found = [
        [
            (finding.level, finding.code)
            for finding in COVERAGE.wrong(frame(said), codings(said, LETTERS, []), TableOptions())
        ]
        for said in (silent, SAID[:1], SAID)
    ]
    assert found == [[("error", "no-interviews")], [("warning", "one-interview")], []]
    assert COVERAGE(frame(SAID[:1]), codings(SAID, LETTERS, []), TableOptions()).data["codes"] == [0]
