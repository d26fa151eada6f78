from hypothesis import given as for_all

from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.random_studies import studies
from tables.study import Given, Said, codings, frame, rows

CODES = (Code("net", "barrier", label={"id": "Jaringan", "en": "Network"}), Code("will", "enabler"))
SAID = [
    Said("Apa kabar?", role="interviewer", speaker="P", respondent=None),
    Said("Ya 😀. Sinyal di sini lemah sekali.", start_s=2.5, languages=("id", "mixed"), attributes={"city": "Ambon"}),
    Said("Baik.", "t2", "B", respondent="B", session="s"),
    Said("Baik juga.", "t2", "Suara", respondent=None, session="s"),
]
GIVEN = [
    Given(3, "will", "Baik"),
    Given(
        1, "net", "Sinyal di sini lemah", rules=("r2", "r1"), matched=("lemah", "Sinyal", "Sinyal di"), prompted=True
    ),
    Given(2, "will", "Baik", "negated"),
    Given(0, "net", "kabar"),
]
PLAIN = TableOptions()


def segments(options=PLAIN, kind="rules"):
    return TABLES["segments"](frame(SAID), codings(SAID, CODES, GIVEN, kind), options)


def names(table):
    return [column.name for column in table.columns]


def test_columns_stand_in_their_order():
    plain = [
        "corpus",
        "transcript",
        "session",
        "respondent",
        "turn",
        "segment",
        "segment_end",
        "language",
        "code",
        "kind",
        "label",
        "coder",
        "rules",
        "start",
        "end",
        "quote",
        "matched",
        "assertion",
        "prompted",
        "start_s",
        "text",
        "memo",
    ]
    assert names(segments()) == plain
    assert names(segments(TableOptions(speakers=True))) == [*plain[:4], "speaker", *plain[4:]]
    assert names(segments(TableOptions(by="city"))) == ["by", "group", *plain]


def test_a_row_says_who_where_what_and_why():
    assert rows(segments())[0] == {
        "corpus": "mini",
        "transcript": "t1",
        "session": "t1",
        "respondent": "A",
        "turn": 2,
        "segment": 2,
        "segment_end": 2,
        "language": "mixed",
        "code": "net",
        "kind": "barrier",
        "label": "Jaringan",
        "coder": "rules",
        "rules": "r1;r2",
        "start": 6,
        "end": 26,
        "quote": "Sinyal di sini lemah",
        "matched": "Sinyal di | lemah",
        "assertion": "affirmed",
        "prompted": True,
        "start_s": 2.5,
        "text": "Sinyal di sini lemah sekali.",
        "memo": None,
    }


def test_rows_stand_in_the_order_of_the_transcripts_without_other_roles():
    assert segments().data["turn"] == [2, 1, 2]
    assert any("stand on turns that are not counted: interviewer 1 (" in note for note in segments().notes)


def test_all_assertions_are_listed_and_what_is_missing_is_none():
    made = segments()
    assert made.data["assertion"] == ["affirmed", "negated", "affirmed"]
    assert made.data["respondent"] == ["A", "B", None]
    assert made.data["rules"][1:] == made.data["matched"][1:] == made.data["start_s"][1:] == [None, None]


def test_a_coding_over_two_segments_shows_the_text_of_both():
    given = [Given(1, "net", "😀. Sinyal")]
    table = TABLES["segments"](frame(SAID), codings(SAID, CODES, given, "person"), TableOptions())
    assert (table.data["segment"], table.data["text"]) == ([1], [SAID[1].text])


def test_groups_make_blocks_with_the_missing_value_last():
    made = segments(TableOptions(by="city"))
    assert made.data["group"] == ["Ambon", None, None]


def test_no_quotes_leaves_no_words():
    assert not {"quote", "matched", "text"} & set(names(segments(TableOptions(no_quotes=True, speakers=True))))


def test_a_coding_says_where_it_ends_and_the_text_has_no_blank_after_it():
    given = [Given(1, "net", "Ya 😀. Sinyal"), Given(1, "net", "Ya")]
    table = TABLES["segments"](frame(SAID), codings(SAID, CODES, given, "person"), TableOptions())
    assert (table.data["segment"], table.data["segment_end"]) == ([1, 1], [1, 2])
    assert table.data["text"] == ["Ya 😀.", SAID[1].text]


@for_all(studies())
def test_every_quote_is_its_slice_and_lies_in_the_text(study):
    said, made, coded = study
    turns = {(turn.transcript, number): turn.text for turn, number in zip(said, made.turn_number.tolist(), strict=True)}
    for row in rows(TABLES["segments"](made, coded, TableOptions())):
        assert row["quote"] == turns[row["transcript"], row["turn"]][row["start"] : row["end"]]
        assert row["quote"] in row["text"]
