"""Units: whose speech, cut how."""

import numpy as np

from qualcode.topics.fitted import topic_units
from tables.study import Said, frame

SAID = [
    Said("One? Two?", role="interviewer", respondent=None, speaker="I"),
    Said("One. Two. Three. "),
    Said("Four. Five. ", respondent="B", speaker="B"),
    Said("Six. ", continues=2),
    Said("[tertawa]", respondent="C", speaker="C"),
]


def test_segments_are_those_of_participants():
    made = topic_units(frame(SAID))
    assert made.segment.tolist() == [2, 3, 4, 5, 6, 7, 8]
    assert made.of_segment.tolist() == [-1, -1, 0, 1, 2, 3, 4, 5, 6]


def test_speech_that_resumes_belongs_to_its_first_turn():
    made = topic_units(frame(SAID), "turn")
    assert made.turn.tolist() == [1, 2, 4]
    assert made.of_segment.tolist() == [-1, -1, 0, 0, 0, 1, 1, 0, 2]


def test_a_window_ends_with_its_turn_and_every_segment_has_one():
    made = topic_units(frame(SAID), "window", 1)
    windows = {}
    for segment, window in zip(*(column.tolist() for column in made.inside), strict=True):
        windows.setdefault(window, []).append(segment)
    assert windows == {0: [2, 3], 1: [2, 3, 4], 2: [3, 4, 7], 3: [5, 6], 4: [5, 6], 5: [4, 7], 6: [8]}
    assert made.segment.tolist() == [2, 3, 4, 5, 6, 7, 8]


def test_who_says_no_word_is_not_counted():
    assert topic_units(frame(SAID)).people == 2


def test_turns_that_are_left_out_have_no_units():
    made = topic_units(frame(SAID), left_out=np.array([False, True, False, True, False]))
    assert made.segment.tolist() == [5, 6, 8]
    assert made.people == 1
