"""Word frequencies: counted by loops, stop words left out and said so, and drawn as bars."""

from collections import Counter

import pytest
from hypothesis import given

from figures.made import drawn, texts
from qualcode.figures import FigureSource
from qualcode.model.finding import StudyError
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.topics.terms import stop_words
from tables.random_studies import CODES, studies
from tables.study import MARK, TOKEN, Said, codings, frame, rows

SAID = [
    Said("Sinyalnya lemah dan sinyal hilang. [sinyal]", "t1", "A", respondent="A", attributes={"city": "x"}),
    Said("The signal is weak, sinyal", "t2", "B", respondent="B", attributes={"city": "y"}),
    Said("Ada sinyal 2024?", "t2", "P", role="interviewer", respondent=None, attributes={"city": "y"}),
    Said("Yang antre 30 orang, yang lain antre", "t3", "C", respondent="C", attributes={"city": "y"}),
]


def made(said=SAID, **options):
    return TABLES["frequencies"](frame(said), codings(said, CODES, []), TableOptions(**options))


def test_the_most_frequent_words_come_first_and_forms_are_one_word():
    first, second, *others = rows(made())
    assert (first["word"], first["forms"]) == ("sinyal", "sinyal;sinyalnya")
    assert (first["frequency"], first["respondents"]) == (3, 2)
    assert (second["word"], second["frequency"], second["respondents_total"]) == ("antre", 2, 3)
    assert {row["word"] for row in others} >= {"lemah", "hilang", "signal", "weak"}


def test_stop_words_numbers_and_interviewers_are_left_out_and_the_notes_say_so():
    table = made()
    assert not {row["word"] for row in rows(table)} & {"yang", "dan", "the", "is", "2024", "30"}
    assert any(note.startswith("Stop words are left out") for note in table.notes)
    indonesian = made(lang="id")
    assert not set(indonesian.notes) & set(table.notes) - {""}


def test_by_an_attribute_each_group_has_its_words():
    assert [row["word"] for row in rows(made(by="city", top=1))] == ["sinyal", "antre"]
    assert {row["group"]: row["respondents_total"] for row in rows(made(by="city"))} == {"x": 1, "y": 2}


@given(studies())
def test_every_count_is_that_of_a_loop(study):
    said = study[0]
    table = made(said, top=1000)
    counts, people = Counter(), {}
    for turn in said:
        if turn.role == "participant":
            for word in TOKEN.findall(MARK.sub("", turn.text)):
                key = word.lower().removesuffix("nya")
                counts[key] += 1
                people.setdefault(key, set()).add(turn.respondent)
    listed = stop_words()
    shown = {row["word"].removesuffix("nya"): row for row in rows(table)}
    assert set(shown) <= set(counts)
    assert all(row["frequency"] == counts[key] for key, row in shown.items())
    assert all(row["respondents"] == len(people[key] - {None}) for key, row in shown.items())
    assert {key for key in counts if key not in shown} <= {
        key for key in counts if key in listed or f"{key}nya" in listed or len(key) < 2 or key.isdigit()
    }


def test_words_are_not_given_away_redacted():
    with pytest.raises(StudyError, match="made of participants' words"):
        made(redact=True)


def test_bars_are_as_long_as_the_counts_and_the_people_stand_beside():
    table = made()
    drawing = drawn("word-frequencies", FigureSource(table))
    counts = [row["frequency"] for row in rows(table)]
    bars = sorted(drawing.figure.axes[0].patches, key=lambda each: each.get_y())
    assert [each.get_width() for each in bars] == counts
    assert "sinyal 3" in drawing.alt
    assert "Stop words are left out" in drawing.reading
    assert str(rows(table)[0]["respondents"]) in texts(drawing)
