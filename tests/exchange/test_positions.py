"""Positions: the same words, whichever way a program counts them; what is not certain is said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.made import MARKS, TALK, Marked, Way, position, written
from qualcode.exchange.positions import (
    CONVENTIONS,
    SURE_LOG_ODDS,
    Convention,
    Passage,
    Scale,
    decide,
    prior,
    weigh_offset_units,
)

WAYS = {
    Convention(): Way(),
    Convention("utf-16"): Way(utf16=True),
    Convention("code-points", returns=False): Way(crlf=True, crlf_as_one=True),
    Convention("utf-16", returns=False): Way(utf16=True, crlf=True, crlf_as_one=True),
}
ODD = st.text(st.sampled_from("ab c\n😅👩‍👧🏠e\u0301ï.,"), max_size=40)


def passages(text: str, marks: tuple[Marked, ...], way: Way) -> list[Passage]:
    found = []
    for each in marks:
        start = text.index(each.quote)
        last = start + len(each.quote) - way.inclusive
        found.append(Passage(position(text, start, way), position(text, last, way), each.name))
    return found


def scale(text: str, way: Way) -> Scale:
    return Scale(written(text, way).decode("utf-8-sig"))


@pytest.mark.parametrize("way", [
    Way(), Way(utf16=True), Way(crlf=True), Way(crlf=True, utf16=True), Way(crlf=True, crlf_as_one=True),
    Way(crlf=True, crlf_as_one=True, utf16=True), Way(crlf=True, mark=True), Way(crlf=True, mark=True, utf16=True),
], ids=str)  # fmt: skip
def test_every_way_to_count_gives_the_same_words(way):
    own = scale(TALK, way)
    decided = decide(weigh_offset_units(own, passages(TALK, MARKS, way), marked=way.mark), [], "Other 1.0")
    assert [own.text[slice(*span)] for span in decided.spans] == [each.quote for each in MARKS]
    assert not decided.doubtful
    assert decided.by == "selections"


def test_the_last_character_itself_can_be_the_end_where_many_selections_say_so():
    way = Way(inclusive=True)
    marks = (*MARKS, *map(Marked, ("What is hard", "wrong", "button", "I walk", "the cost")))
    decided = decide(weigh_offset_units(scale(TALK, way), passages(TALK, marks, way), marked=False), [], "Other 1.0")
    assert decided.convention == Convention(last=True)
    assert [TALK[slice(*span)] for span in decided.spans] == [each.quote for each in marks]


def test_without_wide_characters_units_do_not_matter():
    text = "Ana: the fee is high, and nobody helps.\n"
    decided = decide(
        weigh_offset_units(Scale(text), passages(text, (Marked("the fee"),), Way()), marked=False), [], "Other"
    )
    assert (decided.differs, decided.by, decided.doubtful) == (False, "", frozenset())


def test_one_selection_that_fits_both_ways_is_doubtful():
    text = "😅 ------ x\n"
    decided = decide(weigh_offset_units(Scale(text), [Passage(4, 6)], marked=False), [], "Other")
    assert decided.doubtful == {0}


def test_other_texts_of_the_file_settle_a_doubt():
    text = "😅 ------ x\n"
    own = weigh_offset_units(Scale(text), [Passage(4, 6)], marked=False)
    other = weigh_offset_units(scale(TALK, Way(utf16=True)), passages(TALK, MARKS, Way(utf16=True)), marked=False)
    decided = decide(own, [other], "Other")
    assert (decided.convention.unit, decided.doubtful, decided.by) == ("utf-16", frozenset(), "other texts")


def test_what_nvivo_is_known_to_do_settles_a_doubt_but_not_against_the_words():
    text = "😅 ------ x\n"
    own = weigh_offset_units(Scale(text), [Passage(4, 6)], marked=False)
    assert decide(own, [], "NVivo for Windows 12.6").convention.unit == "utf-16"
    right = weigh_offset_units(Scale(TALK), passages(TALK, MARKS, Way()), marked=False)
    assert decide(right, [], "NVivo for Windows 20").convention.unit == "code-points"


def test_a_name_that_is_the_passage_is_evidence():
    text = "😅 ---abcd--- x\n"
    passage = Passage(5, 9, "abcd…")
    decided = decide(weigh_offset_units(Scale(text), [passage], marked=False), [], "Other")
    assert (text[slice(*decided.spans[0])], decided.doubtful) == ("abcd", frozenset())


def test_a_position_outside_the_text_or_inside_a_character_has_no_words():
    own = Scale("a 😅 b")
    assert own.span(0, 99, Convention()) is None
    assert own.span(-1, 3, Convention()) is None
    assert own.span(3, 5, Convention("utf-16")) is None
    assert own.span(2, 2, Convention()) is None


def test_ours_are_code_points_whatever_the_words_look_like():
    assert all(
        prior(Convention(), "qualcode 0.1.0") - prior(each, "qualcode 0.1.0") > SURE_LOG_ODDS
        for each in CONVENTIONS[1:]
    )


@given(ODD, st.data())
def test_a_way_to_count_leads_back_to_the_words(text, data):
    convention, way = data.draw(st.sampled_from(list(WAYS.items())))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    span = scale(text, way).span(position(text, start, way), position(text, end, way), convention)
    assert span == ((start, end) if start < end else None)
