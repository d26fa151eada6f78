from dataclasses import replace

import pytest

from qualcode.model.codebook import Code
from qualcode.tables.interviews import (
    codes_by_interview,
    first_seen,
    interviews,
    is_date,
    order_note,
    unread_interview_dates,
)
from qualcode.tables.kind import TableOptions
from tables.study import Given, Said, codings, frame, with_attribute

SAID = [
    Said("satu dua", "a", session="s1"),
    Said("satu dua", "b", session="s2"),
    Said("satu dua", "c", session="s1"),
    Said("satu dua", "d", session="s3", role="unknown", respondent=None),
]
CODES = (Code("x", "barrier"), Code("y", "theme"))


def dated(**of):
    return interviews(with_attribute(frame(SAID), "date", of))


def test_interviews_are_sessions_in_which_a_participant_speaks():
    made = interviews(frame(SAID))
    assert made.sessions == ("s1", "s2")
    assert made.turn_interview.tolist() == [0, 1, 0, -1]


def test_dates_order_them_and_a_session_of_several_days_has_its_first():
    made = dated(a="2024-05-02", b="2024-05-01", c="2024-04-30")
    assert (made.sessions, made.dates) == (("s1", "s2"), ("2024-04-30", "2024-05-01"))
    assert dated(a="2024-05-02", b="2024-05-01").sessions == ("s2", "s1")
    assert order_note(made, TableOptions()) == "Interviews stand in order of date."


def test_interviews_without_a_date_stand_last_and_the_note_says_so():
    made = dated(b="2024-05-01")
    assert (made.sessions, made.dates) == (("s2", "s1"), ("2024-05-01", None))
    assert "1 without a `date`" in order_note(made, TableOptions())
    assert "order of their names" in order_note(dated(a="lusa", b="kemarin"), TableOptions())


def test_dates_as_people_write_them_are_put_in_order():
    made = dated(a="13/03/2024", b="2 Maret 2024", c="5-4-2024")
    assert (made.sessions, made.dates) == (("s2", "s1"), ("2024-03-02", "2024-03-13"))
    assert order_note(made, TableOptions()).endswith("Dates such as 03/04/2024 are read day first.")
    assert not made.unread


def test_a_date_that_may_mean_two_days_needs_another_one_or_the_language_of_the_study():
    made = dated(a="03/04/2024", b="2024-03-20")
    assert (made.dates, made.unread) == (("2024-03-20", None), (("s1", "03/04/2024"),))
    assert "may mean two days" in str(unread_interview_dates(made)[0])
    indonesian = replace(with_attribute(frame(SAID), "date", {"a": "03/04/2024", "b": "2024-03-20"}), day_first=True)
    assert interviews(indonesian).dates == ("2024-03-20", "2024-04-03")
    assert dated(a="03/04/2024", b="3/25/2024").dates == ("2024-03-04", "2024-03-25")


def test_a_date_that_is_none_is_a_warning_with_its_session():
    codes_by_interview = unread_interview_dates(dated(a="kemarin", b="2024-03-20"))
    assert [(it.level, it.code) for it in codes_by_interview] == [("warning", "unread-date")]
    assert "`kemarin` of session `s1`" in codes_by_interview[0].message


@pytest.mark.parametrize("text", ["2024", "2024-05", "2024-05-02", "2024-05-02T09:30", "2024-05-02 09:30"])
def test_dates_are_written_year_first_and_may_be_coarse(text):
    assert is_date(text)


@pytest.mark.parametrize("text", ["", "2024-13", "2024-02-30", "02-05-2024", "2 Mei 2024", "20240502", "0000"])
def test_other_texts_are_no_dates(text):
    assert not is_date(text)


def test_codes_are_found_where_a_participant_affirms_them():
    given = [
        Given(0, "x", "satu"),
        Given(2, "x", "dua"),
        Given(1, "y", "satu"),
        Given(1, "x", "satu", "negated"),
        Given(3, "y", "satu"),
    ]
    coded, made = codings(SAID, CODES, given), interviews(frame(SAID))
    assert [list(pair) for pair in codes_by_interview(frame(SAID), coded, made, TableOptions())] == [[0, 1], [0, 1]]
    assert [list(pair) for pair in codes_by_interview(frame(SAID), coded, made, TableOptions(kind="theme"))] == [
        [1],
        [1],
    ]


def test_the_first_interview_of_each_code():
    code, interview = codes_by_interview(
        frame(SAID),
        codings(SAID, CODES, [Given(1, "x", "dua"), Given(0, "x", "dua")]),
        interviews(frame(SAID)),
        TableOptions(),
    )
    assert first_seen(code, interview).tolist() == [0]
