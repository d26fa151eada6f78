"""Keyness: words counted by loops, the words that are listed, and what is refused."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions, not_taken
from tables.random_studies import CODES, studies
from tables.study import MARK, TOKEN, Said, codings, frame, rows

KEYNESS = TABLES["keyness"]
BY = TableOptions(by="city")
SAID = [
    Said("Sinyalnya lemah. Sinyal hilang. [sinyal]", "t1", "A", respondent="A", attributes={"city": "x"}),
    Said("Sinyal sinyal kami lemah", "t2", "B", respondent="B", attributes={"city": "x"}),
    Said("Ada sinyal?", "t2", "P", role="interviewer", respondent=None, attributes={"city": "x"}),
    Said("Antre lama, antre lagi, sinyal ada", "t3", "C", respondent="C", attributes={"city": "y"}),
    Said("Antre terus kami", "t4", "D", respondent="D", attributes={"city": "y"}),
    Said("Kopi kopi kopi kopi", "t4", "D", respondent="D", attributes={"city": "y"}),
    Said("Sinyal bagus", "t5", "E", respondent="E"),
]


def made(said=SAID, options=BY):
    return KEYNESS(frame(said), codings(said, CODES, []), options)


def wrong(said=SAID, options=BY):
    found = KEYNESS.wrong(frame(said), codings(said, CODES, []), options)
    return [(finding.level, finding.code) for finding in found]


def of_group(table, group):
    return [row for row in rows(table) if row["group"] == group]


def test_inflected_forms_are_one_word_and_marks_and_other_roles_do_not_count():
    first = of_group(made(), "x")[0]
    assert (first["rank"], first["word"], first["forms"]) == (1, "sinyal", "sinyal;sinyalnya")
    # 4 of 8 words against 1 of 13; two people against one of two
    assert (first["frequency"], first["per_1000_words"]) == (4, 500.0)
    assert (first["other_frequency"], first["other_per_1000_words"]) == (1, 76.92)
    assert (first["respondents"], first["respondents_total"]) == (2, 2)
    assert (first["other_respondents"], first["other_total"]) == (1, 2)
    assert (first["sign"], first["log_ratio"]) == ("positive", 2.7)  # log2(6.5)


def test_a_word_of_one_person_is_not_listed_however_often():
    assert "kopi" not in made().data["word"]


def test_what_the_others_say_more_is_negative():
    row = next(row for row in of_group(made(), "x") if row["word"] == "antre")
    assert (row["sign"], row["frequency"], row["other_respondents"]) == ("negative", 0, 2)
    assert row["log_ratio"] == -1.88  # half an occurrence in 8 words against 3 in 13: log2(.0625 / .2308)


def test_signed_statistics_are_below_zero_for_what_the_others_say_more():
    table = made()
    for row in rows(table):
        sign = 1 if row["sign"] == "positive" else -1
        assert (row["g2_signed"], row["chi2_signed"]) == (sign * row["g2"], sign * row["chi2"])
    first = of_group(table, "x")[0]
    # 4 of 8 words against 1 of 13: 21 * (4 * 12 - 1 * 4)^2 / (8 * 13 * 5 * 16)
    assert first["chi2"] == round(21 * 44**2 / (8 * 13 * 5 * 16), 2)
    assert any('measure="lr", correction="none"' in note for note in table.notes)


def test_words_stand_in_order_of_g2_and_top_cuts_each_group():
    table = made()
    for group in ("x", "y"):
        listed = of_group(table, group)
        assert [row["g2"] for row in listed] == sorted((row["g2"] for row in listed), reverse=True)
        assert [row["rank"] for row in listed] == list(range(1, len(listed) + 1))
    assert [row["group"] for row in rows(made(options=replace(BY, top=1)))] == ["x", "y"]


def test_notes_say_who_is_left_out_and_that_it_is_no_test():
    notes = " ".join(made().notes)
    assert "Left out: 1 of 5 respondents, who have no value of `city`." in notes
    assert "is not a test" in notes
    assert "rules" not in notes  # no coding goes into it


def test_a_group_of_one_is_among_the_others_and_not_listed():
    said = [*SAID, Said("Antre antre sinyal", "t6", "F", respondent="F", attributes={"city": "z"})]
    table = made(said)
    assert set(table.data["group"]) == {"x", "y"}
    assert of_group(table, "x")[0]["other_total"] == 3
    assert any("groups of one respondent (`z`)" in note for note in table.notes)


def test_groups_of_different_languages_are_said_to_be():
    english = [replace(turn, languages=("en",) * 3) if turn.attributes.get("city") == "x" else turn for turn in SAID]
    assert any("`x` 100 %, `y` 0 %" in note for note in made(english).notes)
    assert not any("differ in language" in note for note in made().notes)


def test_what_cannot_be_listed_is_refused():
    assert wrong() == []
    for hidden in (replace(BY, redact=True), replace(BY, no_quotes=True)):
        assert [finding.code for finding in not_taken("keyness", KEYNESS, hidden)] == ["option-not-taken"]
    assert wrong(SAID[:3]) == [("error", "one-group")]
    assert wrong([SAID[0], SAID[3]]) == [("error", "lone-respondents")]
    strangers = [
        Said(word, respondent=word, attributes={"city": city}) for word, city in zip("abcd", "xxyy", strict=True)
    ]
    assert (wrong(strangers), made(strangers).rows) == ([], 0)
    assert KEYNESS.when_empty(BY).code == "no-shared-words"


@pytest.mark.slow
@given(studies(), st.dictionaries(st.sampled_from(["R1", "R2", "R3"]), st.sampled_from("ABC")))
def test_the_counts_are_those_of_a_reader(study, cities):
    """Cities of respondents where they are drawn, else of turns, so that some stand in several groups."""
    said = [
        replace(turn, attributes={"city": cities[turn.respondent]}) if turn.respondent in cities else turn
        for turn in study[0]
    ]
    if not any("city" in turn.attributes for turn in said) or wrong(said):
        return
    for row in rows(made(said)):
        sides = {True: (Counter(), set(), set()), False: (Counter(), set(), set())}
        members = {
            turn.attributes["city"]
            for turn in said
            if turn.role == "participant" and "city" in turn.attributes and turn.respondent and _words(turn)
        }
        for turn in said:
            city = turn.attributes.get("city")
            if turn.role == "participant" and city in members:
                counter, everyone, users = sides[city == row["group"]]
                counter.update(_words(turn))
                if turn.respondent and _words(turn):
                    everyone.add(turn.respondent)
                    users.update({turn.respondent} if row["word"] in _words(turn) else set())
        (own, n, users), (others, m, other_users) = sides[True], sides[False]
        assert (row["frequency"], row["other_frequency"]) == (own[row["word"]], others[row["word"]])
        assert (row["respondents"], row["respondents_total"]) == (len(users), len(n))
        assert (row["other_respondents"], row["other_total"]) == (len(other_users), len(m))
        more = own[row["word"]] * others.total() > others[row["word"]] * own.total()
        assert row["sign"] == ("positive" if more else "negative")
        assert len(users if more else other_users) >= 2


def _words(turn: Said) -> list[str]:
    return [word.lower() for word in TOKEN.findall(MARK.sub("", turn.text))]
