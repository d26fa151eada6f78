import numpy as np

from qualcode.tables.groups import groups_by
from qualcode.tables.kind import TableOptions
from qualcode.tables.listing import group_columns
from tables.study import Said, frame

SAID = [
    Said("a b", "t1", respondent="A", attributes={"age": "old"}),
    Said("a b c", "t1", "V", respondent=None, attributes={"age": "old"}),
    Said("Apa?", "t1", "P", role="interviewer", respondent=None, attributes={"age": "young"}),
    Said("a", "t2", respondent="A", attributes={"age": "older"}),
    Said("a", "t2", respondent="B"),
    Said("", "t3", respondent="C"),
]


def test_one_block_without_an_attribute():
    made = groups_by(frame(SAID))
    assert made.groups == (None,)
    assert made.turn_block.tolist() == [0, 0, -1, 0, 0, 0]
    assert (made.words.tolist(), made.sizes.tolist(), made.total) == ([7], [2], 2)


def test_a_block_for_each_value_that_a_participant_has_and_one_for_none():
    made = groups_by(frame(SAID), "age")
    assert made.groups == ("old", "older", None)
    assert made.words.tolist() == [5, 1, 1]
    assert made.sizes.tolist() == [1, 1, 1]
    assert made.member_words.tolist() == [2, 1, 1]
    assert made.total == 2


def test_no_missing_block_when_every_participant_has_a_value():
    assert groups_by(frame(SAID[:4]), "age").groups == ("old", "older")


def test_lists_show_the_value():
    columns = group_columns(frame(SAID), TableOptions(by="age"), np.arange(6))
    assert columns["group"] == ["old", "old", "young", "older", None, None]
