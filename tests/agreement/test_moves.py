"""Moves: codings gained and lost."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qualcode.agreement.coding_changes import coding_changes
from qualcode.model.codebook import Code
from tables.study import Given, Said, codings, frame

CODES = (Code("a"), Code("b"))
SAID = [Said("satu dua tiga empat"), Said("lima enam tujuh", transcript="t2")]
FRAME = frame(SAID)
NOBODY = np.zeros(len(SAID), bool)
QUOTES = st.sampled_from(
    [
        Given(turn, code, word)
        for turn, words in ((0, "satu dua tiga"), (1, "lima enam"))
        for word in words.split()
        for code in "ab"
    ]
)
CODED = st.lists(QUOTES, unique=True)


def moves(old: list[Given], new: list[Given], codes=CODES, hidden=NOBODY):
    return coding_changes(FRAME, codings(SAID, CODES, old), codings(SAID, codes, new), hidden)


def test_a_coding_that_only_becomes_longer_has_not_moved():
    assert moves([Given(0, "a", "dua")], [Given(0, "a", "dua tiga")]) == []


def test_one_that_is_negated_now_is_lost_and_says_so():
    (lost,) = moves([Given(0, "a", "dua")], [Given(0, "a", "dua tiga", "negated")])
    assert (lost.how, lost.quote, lost.otherwise) == ("lost", "dua", "negated")


def test_codes_are_the_same_by_name_not_by_number():
    assert moves([Given(0, "a", "dua")], [Given(0, "a", "dua")], tuple(reversed(CODES))) == []
    (gained, lost) = moves([Given(0, "a", "dua")], [Given(0, "c", "dua")], (Code("c"),))
    assert (gained.how, gained.code, lost.how, lost.code) == ("gained", "c", "lost", "a")


def test_words_that_are_withheld_are_counted():
    (gained,) = moves([], [Given(1, "a", "lima")], hidden=np.array([False, True]))
    assert (gained.transcript, gained.turn, gained.quote, gained.matched) == ("t2", 1, None, None)


@given(CODED, CODED)
def test_single_words_move_as_sets_do(old, new):
    found = moves(old, new)
    places = {(each.how, each.code, each.transcript, each.quote) for each in found}
    told = {how: {(g.code, SAID[g.turn].transcript, g.quote) for g in side} for how, side in (("o", old), ("n", new))}
    expected = {("gained", *each) for each in told["n"] - told["o"]} | {
        ("lost", *each) for each in told["o"] - told["n"]
    }
    assert (places, len(found)) == (expected, len(expected))
