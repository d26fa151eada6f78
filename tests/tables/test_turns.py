import pytest

from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.study import Given, Said, codings, frame, rows

CODES = (Code("net"), Code("will"))
SAID = [
    Said("Apa kabar?", role="interviewer", speaker="P", respondent=None),
    Said("Ya [tertawa]. Lemah.", start_s=2.5, attributes={"city": "Ambon"}),
    Said("", "t2", "B", respondent="B", session="s"),
]
GIVEN = [Given(1, "will", "Ya"), Given(1, "net", "Lemah"), Given(1, "net", "Ya"), Given(1, "net", "tertawa", "negated")]
PLAIN = TableOptions()


def turns(options=PLAIN):
    return TABLES["turns"](frame(SAID), codings(SAID, CODES, GIVEN), options)


def test_every_turn_of_every_role_is_listed_in_order():
    made = turns()
    assert [column.name for column in made.columns] == [
        "corpus",
        "transcript",
        "session",
        "respondent",
        "turn",
        "continues",
        "role",
        "language",
        "words",
        "codes",
        "start_s",
        "end_s",
        "text",
    ]
    assert made.data["role"] == ["interviewer", "participant", "participant"]
    assert made.data["text"] == [turn.text for turn in SAID]


def test_codes_are_affirmed_once_each_and_in_the_codebooks_order():
    assert turns().data["codes"] == [None, "net;will", None]


def test_words_leave_out_transcriber_marks():
    assert turns().data["words"] == [2, 2, 0]


def test_missing_times_are_none():
    assert turns().data["start_s"] == [None, 2.5, None]
    assert turns().data["end_s"] == [None] * 3


@pytest.mark.parametrize(
    ("languages", "turn"),
    [
        (("id", "id"), "id"),
        (("en", "und"), "en"),
        (("id", "en"), "mixed"),
        (("mixed", "id"), "mixed"),
        (("und", "und"), "und"),
    ],
)
def test_a_turn_has_the_language_of_its_segments(languages, turn):
    said = [Said("Satu dua. Tiga empat.", languages=languages)]
    assert TABLES["turns"](frame(said), codings(said, CODES, []), TableOptions()).data["language"] == [turn]


def test_options_choose_columns_and_blocks():
    assert turns(TableOptions(speakers=True)).data["speaker"] == ["P", "A", "B"]
    assert [row["group"] for row in rows(turns(TableOptions(by="city")))] == ["Ambon", None, None]
