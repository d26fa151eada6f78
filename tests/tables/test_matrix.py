import pytest
from hypothesis import given as for_all

from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.random_studies import studies
from tables.study import Given, Said, codings, frame, rows

CODES = (Code("net", "barrier"), Code("wifi", "barrier", "net"), Code("words", "barrier"), Code("will", "enabler"))
SAID = [
    Said("satu dua", "t1", "A", respondent="A", attributes={"Kota asal": "Ambon", "words": "x"}),
    Said("satu", "t2", "A", respondent="A", session="s2", attributes={"Kota asal": "Bogor"}),
    Said("satu", "t1", "V", respondent=None),
    Said("satu", "t1", "B", respondent="שירה בת־אל"),
]
GIVEN = [Given(0, "wifi", "satu"), Given(0, "net", "dua"), Given(2, "will", "satu"), Given(3, "words", "satu")]
PLAIN = TableOptions()


def matrix(options=PLAIN, said=SAID, given=GIVEN, codes=CODES):
    return TABLES["matrix"](frame(said), codings(said, codes, given), options)


def names(table):
    return [column.name for column in table.columns]


def test_a_row_is_a_respondent_with_transcripts_attributes_and_codes():
    one, other = rows(matrix())
    assert one["respondent"] == "A"
    assert (one["transcript"], one["session"], one["turns"], one["words"]) == ("t1;t2", "s2;t1", 2, 3)
    assert (one["kota_asal"], other["kota_asal"]) == ("Ambon;Bogor", None)
    assert (one["net"], one["net__n"], one["wifi__n"]) == (1, 1, 1)  # satu dua: one passage about the parent
    assert other["respondent"] == "שירה בת־אל"


def test_names_of_columns_are_safe_and_different():
    made = names(matrix())
    assert len({name.casefold() for name in made}) == len(made)
    assert {"kota_asal", "words_2", "words_2__n", "words_3"} <= set(made)  # a code, its count, an attribute
    assert made.index("will") + 1 == made.index("net__n")


def test_what_voices_say_has_no_row_and_the_notes_say_so():
    assert [row["will"] for row in rows(matrix())] == [0, 0]
    assert "Without a row: 1 affirmed coding of voices that cannot be told apart." in matrix().notes


def test_kinds_and_codes_narrow_the_columns():
    made = matrix(TableOptions(kind="barrier", codes=("net", "will")))
    assert {"net", "net__n"} <= set(names(made))
    assert not {"will", "wifi"} & set(names(made))
    assert "Only kind barrier, net, will: 1 of 4 codes." in made.notes


def test_blocks_have_a_row_for_each_member():
    made = matrix(TableOptions(by="Kota asal"))
    assert [(row["group"], row["respondent"], row["words"]) for row in rows(made)] == [
        ("Ambon", "A", 2),
        ("Bogor", "A", 1),
        (None, "שירה בת־אל", 1),
    ]


def test_300_codes_make_600_columns():
    codes = tuple(Code(f"code_{at}", label={"en": "x" * 40}) for at in range(300))
    assert sum(name.startswith("code_") for name in names(matrix(codes=codes, given=[]))) == 600


def test_a_study_without_participants_says_why_there_is_no_row():
    made = matrix(said=[Said("Apa?", role="interviewer", respondent=None)], given=[])
    assert made.rows == 0
    assert made.notes[0].startswith("There is no row")


@pytest.mark.slow
@for_all(studies())
def test_columns_add_up_to_the_table_of_codes(study):
    _, made, given = study
    for by in ("", *made.attribute_names):
        whole = TABLES["matrix"](made, given, TableOptions(by=by))
        for cell in rows(TABLES["codes"](made, given, TableOptions(by=by))):
            own = [row for row in rows(whole) if not by or row["group"] == cell["group"]]
            code = cell["code"]
            assert sum(row[code] for row in own) == cell["respondents"]
            assert sum(row[f"{code}__n"] for row in own) <= cell["mentions"]
            assert len(own) == cell["respondents_total"]


@pytest.mark.slow
@for_all(studies())
def test_with_a_name_for_every_voice_mentions_add_up(study):
    said, made, given = study
    spoken = all(turn.respondent or turn.role != "participant" for turn in said) and made.turn_words.all()
    whole, cells = TABLES["matrix"](made, given, PLAIN), rows(TABLES["codes"](made, given, PLAIN))
    for cell in cells if spoken else []:
        assert sum(whole.data[f"{cell['code']}__n"]) == cell["mentions"]
