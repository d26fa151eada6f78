import pytest
from hypothesis import given as for_all

from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.text.languages import segment_language_names
from tables.random_studies import studies
from tables.study import Given, Said, codings, frame, rows

CODES = (Code("net", "barrier"), Code("will", "enabler"))


def said(name, *languages):
    text = " ".join(f"kata{at}." for at in range(len(languages)))
    return Said(text, "t1", name, respondent=name, languages=languages, attributes={"city": "Ambon"})


SAID = [said("A", "id", "en"), said("B", "id"), said("C", "id"), said("D", "mixed")]
GIVEN = [Given(at, "net", "kata0") for at in range(4)] + [Given(0, "net", "kata0. kata1")]


def table(**options):
    return TABLES["languages"](frame(SAID), codings(SAID, CODES, GIVEN, "person"), TableOptions(**options))


def test_a_mention_has_the_language_in_which_it_starts_and_segments_their_own():
    made = [row for row in rows(table()) if row["code"] == "net"]
    assert [(row["language"], row["mentions"], row["segments"]) for row in made] == [
        ("id", 4, 3),
        ("en", 0, 1),
        ("mixed", 1, 1),
    ]
    assert [(row["mentions_pct"], row["segments_pct"], row["ratio"]) for row in made] == [
        (80.0, 60.0, 1.33),
        (0.0, 20.0, 0.0),
        (20.0, 20.0, 1.0),
    ]


def test_a_code_that_nobody_mentions_stays_without_shares():
    silent = [row for row in rows(table()) if row["code"] == "will"]
    assert [(row["mentions"], row["mentions_pct"], row["ratio"]) for row in silent] == [(0, None, None)] * 3


def test_nothing_said_makes_no_row():
    made = TABLES["languages"](frame([]), codings([], CODES, []), TableOptions())
    assert (made.rows, made.notes[0][:15]) == (0, "There is no row")


@pytest.mark.slow
@for_all(studies())
def test_languages_add_up_to_the_table_of_codes(study):
    _, made, given = study
    for by in ("", *made.attribute_names):
        table = rows(TABLES["languages"](made, given, TableOptions(by=by)))
        for cell in rows(TABLES["codes"](made, given, TableOptions(by=by))):
            own = [row for row in table if row["code"] == cell["code"] and row.get("group") == cell.get("group")]
            assert sum(row["mentions"] for row in own) == cell["mentions"]
            assert sum(row["segments"] for row in own) == cell["segments"]
            people = [row["respondents"] for row in own]
            assert max(people, default=0) <= cell["respondents"] <= sum(people)
            assert {row["language"] for row in own} <= set(segment_language_names())
