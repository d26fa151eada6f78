"""Counts agree with a slow second implementation, and totals with their parts."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qualcode.codings import mentions
from qualcode.export import TABLE_FORMATS
from qualcode.tables import TABLES, parts
from qualcode.tables.kind import TableOptions
from tables.oracle import count
from tables.random_studies import CODES, shuffled, studies
from tables.study import rows

LEAVES = {code.code for code in CODES} - {code.parent for code in CODES}


@pytest.mark.slow
@given(studies(), st.sampled_from(["", "city"]))
@settings(max_examples=300)
def test_every_cell_agrees_with_the_oracle(study, by):
    said, made, coded = study
    if by not in ("", *made.attribute_names):
        by = ""
    expected: dict = {}
    for row in rows(TABLES["codes"](made, coded, TableOptions(by=by))):
        group = row.get("group")
        if group not in expected:
            expected[group] = count(made, coded, said, group, by)
        cell = expected[group][row["code"]]
        assert {name: row[name] for name in cell} == cell


@pytest.mark.slow
@given(studies(), st.integers(0, 99), st.sampled_from(["", "city"]))
def test_codes_counted_one_family_after_the_other_give_the_same(study, seed, by):
    _, made, coded = study
    options = TableOptions(by=by if by in made.attribute_names else "")
    whole = rows(TABLES["codes"](made, coded, options))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mentions, "CODINGS_AT_ONCE", -1)
        patch.setattr(parts, "_ROOM", 0)
        assert rows(TABLES["codes"](made, shuffled(coded, seed), options)) == whole
        stretches = [codes for codes, _ in mentions.united_in_batches(made, coded)]
    assert sorted(code for codes in stretches for code in codes) == list(range(len(coded.codes)))
    assert len(stretches) > 1


@pytest.mark.slow
@given(studies())
def test_mentions_of_the_blocks_sum_to_those_of_the_table(study):
    _, made, coded = study
    if "city" not in made.attribute_names:
        return
    total = dict(
        zip(*(TABLES["codes"](made, coded, TableOptions()).data[name] for name in ("code", "mentions")), strict=True)
    )
    split = Counter(dict.fromkeys(total, 0))
    for row in rows(TABLES["codes"](made, coded, TableOptions(by="city"))):
        split[row["code"]] += row["mentions"]
    assert dict(split) == total


@pytest.mark.slow
@given(studies())
def test_affirmed_rows_of_segments_are_the_mentions_of_codes_without_children(study):
    _, made, coded = study
    listed = Counter(
        row["code"] for row in rows(TABLES["segments"](made, coded, TableOptions())) if row["assertion"] == "affirmed"
    )
    for row in rows(TABLES["codes"](made, coded, TableOptions())):
        if row["code"] in LEAVES:
            assert row["mentions"] == listed[row["code"]]


@pytest.mark.slow
@given(studies())
def test_a_parent_has_at_least_its_childs_people_and_at_most_their_mentions(study):
    _, made, coded = study
    cells = {row["code"]: row for row in rows(TABLES["codes"](made, coded, TableOptions()))}
    for code in CODES:
        if code.parent:
            for name in ("respondents", "sessions", "turns", "segments"):
                assert cells[code.parent][name] >= cells[code.code][name]
    assert all(row["respondents"] <= row["respondents_total"] for row in cells.values())


@pytest.mark.slow
@given(studies(), st.integers(0, 99), st.sampled_from(sorted(TABLES)), st.sampled_from(sorted(TABLE_FORMATS)))
def test_codings_in_any_order_give_the_same_bytes(study, seed, table, format):
    _, made, coded = study
    build, write = TABLES[table], TABLE_FORMATS[format]
    options = TableOptions(by="city" if build.needs == "by" else "", base=1, run=1)
    if not [finding for finding in build.wrong(made, coded, options) if finding.level == "error"]:
        assert write(build(made, coded, options)) == write(build(made, shuffled(coded, seed), options))
