"""People who belong together: what a resample draws, by respondents and the sessions in which they met."""

import numpy as np

from qualcode.corpus.frame import people_together
from tables.study import Said, frame


def together(*said: Said, surveys=frozenset()) -> list[int]:
    """Number of the people of each turn, numbered as they first speak."""
    made = frame(said)
    object.__setattr__(made, "surveys", frozenset(made.transcripts.index(each) for each in surveys))
    people = people_together(made).tolist()
    return [list(dict.fromkeys(people)).index(each) for each in people]


def said(transcript: str, respondent: str | None, session: str = "") -> Said:
    return Said("Ya.", transcript, respondent or "X", respondent=respondent, session=session)


def test_one_respondent_in_four_transcripts_is_one():
    assert together(*(said(f"t{at}", "A") for at in range(4)), said("u", "B")) == [0, 0, 0, 0, 1]


def test_those_who_met_belong_together_and_so_does_whom_they_met_elsewhere():
    assert together(said("t", "A"), said("t", "B"), said("u", "B"), said("u", "C"), said("v", "D")) == [0, 0, 0, 0, 1]


def test_transcripts_of_one_session_belong_together():
    assert together(said("t", "A", "s"), said("u", "B", "s"), said("v", "C")) == [0, 0, 1]


def test_a_voice_that_cannot_be_told_apart_belongs_to_its_session():
    assert together(said("t", "A"), said("t", None), said("u", None), said("u", None)) == [0, 0, 1, 1]


def test_rows_of_a_survey_never_met():
    rows = [said("s", name) for name in ("A", "B", None, None)]
    assert together(*rows, surveys={"s"}) == [0, 1, 2, 3]
    assert together(*rows) == [0, 0, 0, 0]


def test_who_answers_a_survey_and_is_interviewed_is_one():
    assert together(said("s", "A"), said("s", "B"), said("t", "B"), surveys={"s"}) == [0, 1, 1]


def test_numbers_count_from_0_without_a_gap():
    made = frame([said("t", "A"), said("u", "B")])
    assert np.array_equal(np.unique(people_together(made)), [0, 1])
