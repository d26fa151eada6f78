"""Columns of codings follow one another whatever is done with them: compared with plain lists of records."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.index.codings import Codings, Source
from qualcode.model.codebook import Code, Codebook, Rule
from qualcode.model.coding import ASSERTIONS

RULES = {name: Rule(name, "any", ()) for name in ("a1", "a2", "b1")}
BOOK = Codebook("book", (Code("a", rules=(RULES["a1"], RULES["a2"])), Code("b", rules=(RULES["b1"],))))
SPANS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3)
RECORDS = st.lists(
    st.tuples(
        *(st.integers(0, 1), st.integers(0, 50), st.integers(0, 50), st.integers(0, len(ASSERTIONS) - 1)),
        *(st.booleans(), st.lists(st.integers(0, 2), max_size=3), SPANS, st.integers(0, 99)),
    ),
    max_size=8,
)


def columns(records, line=True):
    """The codings of some records: code, start, token, assertion, prompted, rules, matched, line."""
    code, start, token, assertion, prompted, rules, matched, lines = zip(*records, strict=True) if records else [()] * 8
    ints = {name: np.array(values, np.int32) for name, values in (("code", code), ("start", start), ("token", token))}
    return Codings(
        source=Source.of(BOOK),
        code=ints["code"],
        turn=ints["start"] + 1,
        segment=ints["start"] + 2,
        start=ints["start"],
        end=ints["start"] + 5,
        token_start=ints["token"],
        token_end=ints["token"] + 3,
        assertion=np.array(assertion, np.int8),
        prompted=np.array(prompted, np.bool_),
        rule_offsets=np.cumsum([0, *map(len, rules)]),
        rule=np.array([rule for own in rules for rule in own], np.int32),
        matched_offsets=np.cumsum([0, *map(len, matched)]),
        matched_start=np.array([low for own in matched for low, _ in own], np.int32),
        matched_end=np.array([high for own in matched for _, high in own], np.int32),
        line=np.array(lines, np.int32) if line else None,
    )


def same(one, other):
    """Whether two codings have the same values of the same types in every column."""
    for field in fields(Codings):
        a, b = getattr(one, field.name), getattr(other, field.name)
        if isinstance(a, np.ndarray):
            assert (a.dtype, a.tolist()) == (b.dtype, b.tolist()), field.name
        else:
            assert a == b, field.name
    return True


@given(RECORDS, st.randoms(use_true_random=False), st.booleans())
def test_taking_takes_whole_records(records, random, line):
    at = [random.randrange(len(records)) for _ in range(5)] if records else []
    assert same(columns(records, line).take(np.array(at, np.int64)), columns([records[one] for one in at], line))


@given(RECORDS)
def test_keeping_and_the_codings_of_a_code(records):
    made = columns(records)
    assert same(made.keep(made.prompted), columns([each for each in records if each[4]]))
    assert same(made.of_code(1), columns([each for each in records if each[0] == 1]))


@pytest.mark.slow
@given(st.lists(RECORDS, min_size=1, max_size=4), st.booleans())
def test_joined_parts_are_the_records_one_part_after_the_other(parts, line):
    joined = Codings.join([columns(part, line) for part in parts])
    assert same(joined, columns([each for part in parts for each in part], line))


@given(RECORDS)
def test_rows_have_names(records):
    names = list(RULES)
    assert [
        (row.code, row.start, row.end, row.segment, row.assertion, row.prompted, row.rules, row.matched)
        for row in columns(records).rows()
    ] == [
        *(
            (
                *("ab"[code], start, start + 5, start + 2, ASSERTIONS[assertion], prompted),
                *(tuple(names[rule] for rule in rules), tuple(matched)),
            )
            for code, start, _, assertion, prompted, rules, matched, _ in records
        )
    ]


def test_counting_from_elsewhere_moves_turns_segments_and_tokens_only():
    made = columns([(0, 4, 7, 0, True, [1], [(4, 6)], 3)])
    moved = made.rebased(100, 200, 300)
    assert (moved.turn.tolist(), moved.segment.tolist()) == ([105], [206])
    assert (moved.token_start.tolist(), moved.token_end.tolist()) == ([307], [310])
    back = replace(moved, turn=made.turn, segment=made.segment, token_start=made.token_start, token_end=made.token_end)
    assert same(back, made)


def test_no_codings_can_be_taken_and_joined():
    none = Codings.none(replace(Source.of(BOOK), coder="ani", kind="person"))
    assert (len(none), list(none.rows()), none.coder, none.kind) == (0, [], "ani", "person")
    assert same(Codings.join([none, none.take(np.empty(0, np.int64))]), none)
