"""Units: who has which code, in turns and in segments."""

import numpy as np

from qualcode.agreement.units import codes_of_units, keep_units, speech_units, unit_text
from qualcode.model.codebook import Code
from tables.study import Given, Said, codings, frame

CODES = (Code("top"), Code("under", parent="top"), Code("other"))
SAID = [
    Said("Ada apa?", role="interviewer", respondent=None),
    Said("Sinyal mati. Listrik juga."),
    Said("Hmm.", role="interviewer", respondent=None),
    Said("Dan jalan.", continues=2),
    Said("Fine here.", transcript="t2", languages=("en",)),
]
FRAME = frame(SAID)


def has(unit: str, *given_: Given, kind: str = "person") -> list[list[int]]:
    made = speech_units(FRAME, unit)
    return codes_of_units(FRAME, codings(SAID, CODES, given_, kind), made).astype(int).tolist()


def test_turns_of_participants_are_units_and_resumed_speech_belongs_to_its_turn():
    made = speech_units(FRAME, "turn")
    assert made.place.tolist() == [1, 4]
    assert unit_text(FRAME, made, 0) == "Sinyal mati. Listrik juga.\nDan jalan."
    assert made.language.tolist() == [0, 1]


def test_a_turn_has_a_code_when_one_of_its_segments_has_it():
    assert has("turn", Given(1, "other", "Listrik")) == [[0, 0, 1], [0, 0, 0]]
    assert has("turn", Given(3, "other", "jalan")) == [[0, 0, 1], [0, 0, 0]]


def test_a_segment_has_a_code_when_a_part_of_a_coding_stands_in_it():
    assert has("segment", Given(1, "other", "mati. Listrik")) == [[0, 0, 1], [0, 0, 1], [0, 0, 0], [0, 0, 0]]


def test_a_parent_has_what_its_children_have():
    assert has("turn", Given(4, "under", "Fine")) == [[0, 0, 0], [1, 1, 0]]


def test_codings_that_are_not_affirmed_or_not_a_participants_do_not_count():
    assert has("turn", Given(1, "other", "Sinyal", "negated"), Given(0, "other", "Ada")) == [[0, 0, 0], [0, 0, 0]]


def test_some_units_keep_their_weights_in_any_order():
    kept = keep_units(speech_units(FRAME, "segment"), np.array([5, 1, 99]), np.array([5.0, 2.0, 1.0]))
    assert (kept.place.tolist(), kept.weight.tolist(), kept.weighted) == ([1, 5], [2.0, 5.0], True)


def test_nothing_is_no_trouble():
    made = speech_units(FRAME, "turn", np.zeros(len(SAID), bool))
    assert codes_of_units(FRAME, codings(SAID, CODES, [Given(1, "other", "Sinyal")]), made).shape == (0, 3)
