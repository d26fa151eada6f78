from qualcode.model.corpus import Attribute
from qualcode.tables.groups import attribute_note, compared, groups_by, in_several, level, report_incomparable
from qualcode.tables.kind import TableOptions
from tables.study import Said, frame


def said(transcript, respondent, **attributes):
    return Said("satu dua", transcript, respondent=respondent, session=f"s-{transcript}", attributes=attributes)


def test_one_value_a_respondent_is_an_attribute_of_respondents():
    assert level(frame([said("t1", "A", age="old"), said("t1", "B", age="young")]), "age") == "respondent"
    assert level(frame([said("t1", "A", age="old"), said("t2", "B", age="young")]), "age") == "respondent"


def test_one_value_a_session_but_not_a_respondent_is_an_attribute_of_sessions():
    assert level(frame([said("t1", "A", city="x"), said("t2", "A", city="y")]), "city") == "session"


def test_several_values_in_one_session_and_person_are_of_turns():
    assert level(frame([said("t1", "A", topic="x"), said("t1", "A", topic="y")]), "topic") == "turn"


def test_other_roles_and_silent_people_say_nothing_of_the_level():
    asked = Said("Apa?", "t1", role="interviewer", respondent=None, attributes={"age": "young"})
    silent = Said("[diam]", "t1", respondent="A", attributes={"age": "young"})
    assert level(frame([asked, silent, said("t1", "A", age="old")]), "age") == "respondent"


def test_what_is_declared_wins_and_is_said():
    turns, declared = [said("t1", "A", age="x")], {"age": Attribute("turn", {"": "Umur"})}
    assert level(frame(turns, declared=declared), "age") == "turn"
    assert (
        attribute_note(frame(turns, declared=declared), TableOptions(by="age"))
        == "`age` (Umur) is an attribute of turns (corpus.yaml)."
    )
    assert "does not declare its level" in attribute_note(frame(turns), TableOptions(by="age"))


def test_who_stands_in_several_groups_and_who_is_left_out():
    made = frame(
        [
            said("t1", "A", city="x"),
            said("t2", "A", city="y"),
            said("t1", "B", city="x"),
            said("t3", "B"),
            said("t3", "C"),
            said("t4", None, city="z"),
        ]
    )
    found = groups_by(made, "city")
    assert in_several(made, found) == ["A"]
    assert [found.groups[block] for block in compared(found)] == ["x", "y"]
    assert report_incomparable(found, TableOptions(by="city")) == (
        "Left out: 1 of 3 respondents, who have no value of `city`.",
        "Left out: what 1 respondents said where `city` has no value.",
        "Left out: the group `z`, in which nobody can be told apart (N = 0).",
    )
