"""Disagreements: misses and false alarms in the order in which they teach."""

import numpy as np

from qualcode.agreement.disagreements import ComparedCodings, disagreement_table, disagreements
from qualcode.agreement.evaluation import CoderPair
from qualcode.agreement.units import codes_of_units, speech_units
from qualcode.model.codebook import Code
from tables.study import Given, Said, codings, frame

CODES = (Code("a"), Code("b"))
SAID = [
    Said("Kami dipingpong terus."),
    Said("Saya dipingpong juga."),
    Said("Sepi sekali."),
    Said("Saya terus bekerja."),
    Said("Jaringan bagus."),
]
FRAME = frame(SAID)


def differ(reference: list[Given], tested: list[Given]):
    one, other = codings(SAID, CODES, reference, "person"), codings(SAID, CODES, tested)
    made = speech_units(FRAME, "turn")
    pair = CoderPair(made, ("a", "b"), codes_of_units(FRAME, one, made), codes_of_units(FRAME, other, made))
    return disagreements(ComparedCodings(FRAME, one, other), pair)


def test_a_miss_whose_words_recur_comes_first():
    found = differ([Given(2, "a", "Sepi"), Given(0, "a", "dipingpong"), Given(1, "a", "Saya dipingpong")], [])
    assert [each.quote for each in found] == ["dipingpong", "Saya dipingpong", "Sepi"]
    assert [each.recurring for each in found] == ["dipingpong", "dipingpong", ""]


def test_a_miss_says_what_was_found_instead():
    (miss,) = differ([Given(4, "a", "Jaringan bagus")], [Given(4, "b", "bagus"), Given(4, "a", "Jaringan", "negated")])[
        :1
    ]
    assert (miss.kind, miss.others, miss.assertion) == ("miss", "b", "negated")


def test_a_rule_that_is_always_wrong_comes_before_one_that_is_often_right():
    right = [Given(turn, "a", SAID[turn].text) for turn in (0, 1)]
    tested = [
        *(Given(turn, "a", SAID[turn].text, rules=("good",), matched=(SAID[turn].text,)) for turn in (0, 1, 2)),
        Given(3, "b", "bekerja", rules=("bad",), matched=("bekerja",)),
        Given(4, "b", "bagus", rules=("bad",), matched=("bagus",)),
    ]
    found = differ(right, tested)
    assert [(each.rules, each.matched) for each in found] == [
        ("bad", "bagus"),
        ("bad", "bekerja"),
        ("good", "Sepi sekali."),
    ]
    assert found[2].recurring == "good 2/3"


def test_every_pair_that_differs_is_listed_once():
    rng = np.random.default_rng(5)
    sides = [
        [Given(turn, code, SAID[turn].text) for turn in range(5) for code in "ab" if rng.random() < 0.5]
        for _ in range(2)
    ]
    pairs = [{(each.turn, each.code) for each in side} for side in sides]
    found = differ(*sides)
    assert {(each.turn - 1, each.code) for each in found if each.kind == "miss"} == pairs[0] - pairs[1]
    assert {(each.turn - 1, each.code) for each in found if each.kind != "miss"} == pairs[1] - pairs[0]
    assert len(found) == len(pairs[0] ^ pairs[1])


def test_a_table_without_words_has_none():
    table = disagreement_table(differ([Given(0, "a", "dipingpong")], []), "T", words=False)
    assert "dipingpong" not in str(table.data)
