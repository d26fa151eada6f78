from dataclasses import replace

from hypothesis import given as for_all

from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from tables.random_studies import studies
from tables.study import Given, Said, codings, frame, rows

CODES = (Code("will"), Code("net"))
SAID = [
    Said("Apa kabar?", "t1", "P", role="interviewer", respondent=None),
    Said("Baik sekali.", "t1", "ליאת"),
    Said("hmm", "t1", "P", role="interviewer", respondent=None),
    Said("Lalu", "t1", "ליאת", continues=2),
    Said("[diam]", "t2", "B", respondent=None),
]
GIVEN = [Given(0, "net", "Apa"), Given(1, "net", "Baik"), Given(3, "will", "Lalu"), Given(3, "net", "Lalu", "negated")]
PLAIN = TableOptions()


def speakers(options=PLAIN):
    made = replace(frame(SAID), guessed=frozenset({("t1", "P")}))
    return TABLES["speakers"](made, codings(SAID, CODES, GIVEN), options)


def test_each_voice_of_each_transcript_is_a_row():
    made = speakers()
    assert made.data["speaker"] == ["P", "ליאת", "B"]
    assert made.data["role_guessed"] == [True, False, False]
    assert made.data["turns"] == [2, 1, 1]
    assert (made.data["words"], made.data["words_pct"]) == ([3, 3, 0], [50.0, 50.0, None])


def test_only_participants_mention_and_only_what_they_affirm():
    made = speakers()
    assert made.data["codes"] == [None, "will;net", None]
    assert made.data["mentions"] == [None, 2, 0]


@for_all(studies())
def test_mentions_are_the_affirmed_rows_of_segments_and_words_all_words(study):
    _, made, given = study
    table = TABLES["speakers"](made, given, PLAIN)
    affirmed = [row for row in rows(TABLES["segments"](made, given, PLAIN)) if row["assertion"] == "affirmed"]
    assert sum(number or 0 for number in table.data["mentions"]) == len(affirmed)
    assert sum(table.data["words"]) == made.turn_words.sum()
    assert len({(row["transcript"], row["speaker"]) for row in rows(table)}) == table.rows
