from collections import Counter

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from qualcode.model.codebook import Code
from qualcode.printed.present import printed_table
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions, not_taken
from tables.random_studies import shuffled, studies
from tables.study import Given, Said, codings, frame, rows

CODES = (Code("net", "barrier", label={"id": "Jaringan"}), Code("wifi", "barrier", "net"), Code("will", "enabler"))
TEXTS = {
    "A": "Sinyal di kampung kami lemah sekali. Sinyal di kampung kami lemah sekali lho.",
    "B": "Sinyal di kampung sebelah lemah juga. Kabel putus dimakan tikus bulan lalu.",
    "C": "Sinyal lemah.",
    "D": "The tower fell down in the storm last year.",
}
SAID = [
    Said(text, "t1", name, respondent=name if name != "D" else None, attributes={"city": "Ambon"})
    for name, text in TEXTS.items()
]
GIVEN = [
    Given(0, "net", "Sinyal di kampung kami lemah sekali"),
    Given(0, "wifi", "Sinyal di kampung kami lemah sekali lho"),
    Given(1, "net", "Sinyal di kampung"),
    Given(1, "wifi", "Kabel putus"),
    Given(1, "wifi", "putus dimakan tikus"),
    Given(2, "net", "Sinyal lemah"),
    Given(3, "net", "tower fell"),
    Given(3, "will", "storm", "negated"),
]
QUIET = (*CODES, Code("silent", "enabler"))
PLAIN = TableOptions()


def quotes(options=PLAIN, given=GIVEN):
    return TABLES["quotes"](frame(SAID), codings(SAID, CODES, given), options)


def chosen(code, options=PLAIN):
    return [(row["choice"], row["respondent"], row["text"]) for row in rows(quotes(options)) if row["code"] == code]


def test_near_duplicates_are_taken_once_and_fragments_last():
    texts = [text for _, _, text in chosen("net", TableOptions(top=9))]
    assert sum(text.startswith("Sinyal di kampung kami lemah") for text in texts) == 1
    assert texts[-1] == "Sinyal lemah."


def test_nobody_is_quoted_again_while_others_remain():
    people = [who for _, who, _ in chosen("net", TableOptions(top=9))]
    assert sorted(people[:3], key=str) == ["A", "B", None]
    assert people[3:] == ["B", "C"]  # C said a fragment only


def test_a_parent_chooses_from_its_childrens_passages_and_the_longest_quote_of_a_segment_stands():
    made = {row["text"]: row["quote"] for row in rows(quotes(TableOptions(top=9))) if row["code"] == "net"}
    assert made["Kabel putus dimakan tikus bulan lalu."] == "putus dimakan tikus"
    assert {row["passages"] for row in rows(quotes()) if row["code"] == "net"} == {6}


def test_varied_quotes_are_unlike_the_typical_one():
    first, second = chosen("net", TableOptions(top=1))
    assert first[0] == "typical"
    assert "Sinyal di kampung" in first[2]
    assert (second[0], "Sinyal" in second[2]) == ("varied", False)


def test_what_is_put_otherwise_stands_after_the_others_and_is_not_counted():
    given = [*GIVEN, Given(1, "net", "Sinyal", "resolved"), Given(2, "net", "lemah", "hypothetical")]
    made = [row for row in rows(quotes(given=given)) if row["code"] == "net"]
    assert [row["choice"] for row in made[-2:]] == ["contrary", "contrary"]
    assert {row["assertion"] for row in made[:-2]} == {"affirmed"}
    assert {(row["assertion"], row["respondent"]) for row in made[-2:]} == {("resolved", "B"), ("hypothetical", "C")}
    assert {row["passages"] for row in made[-2:]} == {2}
    assert {(row["respondents"], row["respondents_total"]) for row in made} == {(3, 3)}
    assert [(row["choice"], row["respondents"]) for row in rows(quotes()) if row["code"] == "will"] == [("contrary", 0)]
    assert any(note.startswith("After them up to 3 that are put otherwise") for note in quotes().notes)


def test_on_a_page_the_code_says_how_many_name_it():
    page = printed_table(quotes())
    assert any(text.startswith("Jaringan (3 of 3 respondents)") for text in page.blocks.values())
    assert "storm" in page.columns[0].texts[-1]
    assert page.columns[2].texts[-1] == "negated"


def test_codes_without_a_quote_are_named_and_all_of_them_make_an_empty_table():
    silent = TABLES["quotes"](frame(SAID), codings(SAID, QUIET, GIVEN), PLAIN)
    assert "Without a quote: silent." in silent.notes
    made = TABLES["quotes"](frame(SAID), codings(SAID, QUIET, GIVEN), TableOptions(codes=("silent",)))
    assert (made.rows, made.notes[0]) == (0, "There is no row: no participant mentions any of the codes.")
    assert quotes(given=[]).rows == 0


@pytest.mark.parametrize("name", ["quotes", "kwic"])
@pytest.mark.parametrize("option", ["redact", "no_quotes"])
def test_tables_made_of_words_refuse_to_be_without_them(name, option):
    (finding,) = not_taken(name, TABLES[name], TableOptions(**{option: True}, terms=("x",) if name == "kwic" else ()))
    assert (finding.code, "participants' words" in finding.message) == ("option-not-taken", True)


def test_speakers_are_named_when_asked_and_groups_choose_on_their_own():
    assert "speaker" not in quotes().data
    assert set(quotes(TableOptions(speakers=True)).data["speaker"]) <= set(TEXTS)
    assert set(quotes(TableOptions(by="city")).data["group"]) == {"Ambon"}


@for_all(studies(), st.integers(1, 4))
def test_every_quote_is_a_row_of_segments_and_stands_in_its_text(study, top):
    _, made, given = study
    segments = rows(TABLES["segments"](made, given, PLAIN))
    known = {(row["transcript"], row["turn"], row["segment"], row["quote"], row["assertion"]) for row in segments}
    table = rows(TABLES["quotes"](made, given, TableOptions(top=top)))
    for row in table:
        assert (row["transcript"], row["turn"], row["segment"], row["quote"], row["assertion"]) in known
        assert (row["assertion"] == "affirmed") == (row["choice"] != "contrary")
        assert row["quote"] in row["text"]
        assert 0 <= row["closeness"] <= 1
    assert max(Counter((row["code"], row["choice"]) for row in table).values(), default=0) <= top
    counted = [row for row in table if row["choice"] != "contrary"]
    for some in (counted, [row for row in table if row["choice"] == "contrary"]):
        places = [(row["code"], row["transcript"], row["turn"], row["segment"]) for row in some]
        assert len(set(places)) == len(places)
    named = {row["code"]: row["respondents"] for row in rows(TABLES["codes"](made, given, PLAIN)) if row["mentions"]}
    assert {row["code"]: row["respondents"] for row in counted} == named


@pytest.mark.slow
@for_all(studies(), st.integers(0, 99))
def test_the_order_of_codings_changes_no_quote(study, seed):
    _, made, given = study
    assert TABLES["quotes"](made, shuffled(given, seed), PLAIN).data == TABLES["quotes"](made, given, PLAIN).data
