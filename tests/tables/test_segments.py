from hypothesis import given as for_all

from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.text.sentences import segment_boundaries
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
        "quote_start",
        "quote_end",
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
        "quote_start": 6,
        "quote_end": 34,
        "quote": "Sinyal di sini lemah sekali.",
        "matched": "Sinyal di | lemah",
        "assertion": "affirmed",
        "prompted": True,
        "start_s": 2.5,
        "text": "Sinyal di sini lemah sekali.",
        "memo": None,
    }


def test_what_a_person_marked_is_quoted_as_marked():
    row = rows(segments(kind="person"))[0]
    assert (row["quote_start"], row["quote_end"], row["quote"]) == (6, 26, "Sinyal di sini lemah")


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


def quoted(study):
    """Each row of the table with the text of its turn."""
    said, made, coded = study
    turns = {(turn.transcript, number): turn.text for turn, number in zip(said, made.turn_number.tolist(), strict=True)}
    for row in rows(TABLES["segments"](made, coded, TableOptions())):
        yield row, turns[row["transcript"], row["turn"]]


@for_all(studies())
def test_the_quote_of_rules_is_whole_sentences_and_lies_in_the_text(study):
    for row, turn in quoted(study):
        start, end = row["quote_start"], row["quote_end"]
        assert row["quote"] == turn[start:end]
        assert start <= row["start"] < row["end"] <= end
        assert row["quote"] in row["text"]
        borders = segment_boundaries(turn)
        assert start in borders
        assert end == len(turn) or next(at for at in borders if at >= end) == end + 1  # a blank divides the sentences
        assert not [at for at in borders if start < at <= row["start"] or row["end"] <= at < end]


@for_all(studies("person"))
def test_the_quote_of_a_person_is_what_is_coded(study):
    for row, turn in quoted(study):
        assert (row["quote_start"], row["quote_end"]) == (row["start"], row["end"])
        assert row["quote"] == turn[row["start"] : row["end"]]
        assert row["quote"] in row["text"]


def test_speech_that_runs_on_is_quoted_by_its_clause():
    text = f"{'lalu kami jalan ' * 40}, ya, sinyal di sini lemah sekali, begitu, {'dan terus ' * 40}"
    given = [Given(0, "net", "sinyal di sini lemah", matched=("sinyal", "lemah"))]
    made = TABLES["segments"](frame([Said(text)]), codings([Said(text)], CODES, given), TableOptions())
    assert made.data["quote"] == ["sinyal di sini lemah sekali"]
