"""What a coder has looked at: N, words and shares are of that, and codings elsewhere are named."""

from dataclasses import replace

import numpy as np
import pytest

from qualcode.corpus.frame import Looked
from qualcode.model.codebook import Code
from qualcode.tables import TABLES
from qualcode.tables.kind import TableOptions
from qualcode.tables.reading import reading_problems, uncounted
from tables.study import Given, Said, codings, frame, row, rows

CODES = (Code("power"), Code("network"))
SAID = (
    Said("Ada kendala listrik?", "t1", "P", "interviewer", None),
    Said("Listrik padam terus.", "t1"),
    Said("Internet mati.", "t2", "B", respondent="B"),
    Said("Listrik padam juga.", "t3", "X", "unknown", None),
)
GIVEN = (
    Given(0, "power", "listrik"),
    Given(1, "power", "Listrik padam"),
    Given(2, "network", "Internet mati"),
    Given(3, "power", "Listrik padam"),
)
FIRST = Looked(np.array([True, True, False, False]))


def made(name: str, looked: Looked | None = None, given=GIVEN, kind="person"):
    who = frame(SAID) if looked is None else replace(frame(SAID), looked=looked)
    return TABLES[name](who, codings(SAID, CODES, given, kind, "ani"), TableOptions())


def problems(name: str, looked: Looked | None = None, given=GIVEN, kind="person"):
    who = frame(SAID) if looked is None else replace(frame(SAID), looked=looked)
    return reading_problems(TABLES[name].shows, who, codings(SAID, CODES, given, kind, "ani"))


def test_n_and_words_are_of_what_was_looked_at():
    all_of_it, some = made("codes"), made("codes", FIRST)
    assert (row(all_of_it, "power")["respondents_total"], all_of_it.meta["words"]) == (2, 5)
    assert (row(some, "power")["respondents_total"], some.meta["words"]) == (1, 3)
    assert row(some, "power")["respondents_pct"] == 100.0
    assert row(some, "network")["mentions"] == 0  # its turn was not looked at
    assert (
        "Looked at by ani: 1 of 2 turns of participants, in 1 of 3 transcripts. N, words and shares are of these."
        in (some.notes)
    )


@pytest.mark.parametrize(("name", "column"), [("matrix", "respondent"), ("segments", "transcript")])
def test_other_tables_list_nobody_else(name, column):
    assert len(set(made(name).data[column])) == 2
    assert len(set(made(name, FIRST).data[column])) == 1


def test_turns_say_which_were_looked_at_and_speakers_leave_the_others_empty():
    assert "looked" not in made("turns").data
    assert made("turns", FIRST).data["looked"] == [True, True, False, False]
    assert made("speakers", FIRST).data["mentions"] == [None, 1, None, None]


def test_codings_on_turns_that_are_not_counted_are_said_with_the_mend():
    for name in ("codes", "segments", "matrix", "turns", "cooccurrence"):
        said = [note for note in made(name).notes if "not counted" in note]
        assert said[0].startswith("2 of 4 codings stand on turns that are not counted: interviewer 1, role unknown 1")
        assert made(name).meta["not_counted"] == {"interviewer": 1, "unknown": 1}
        (found,) = problems(name)
        assert (found.level, found.code) == ("warning", "uncounted-codings")
        assert "interviewer 1, role unknown 1" in found.message
        assert "under `speakers:` in corpus.yaml" in found.hint


def test_what_was_not_looked_at_is_told_apart():
    who = replace(frame(SAID), looked=FIRST)
    assert uncounted(who, codings(SAID, CODES, GIVEN, "person")) == {"interviewer": 1, "unknown": 1, "not looked at": 1}
    (found,) = problems("codes", FIRST)
    assert "under `read_whole` in coding/ani/coder.yaml" in found.hint


def test_a_table_without_one_counted_coding_fails_and_one_of_turns_does_not():
    lost = (GIVEN[0], GIVEN[3])
    assert {name: problems(name, given=lost)[0].level for name in ("codes", "segments", "turns", "speakers")} == {
        "codes": "error",
        "segments": "error",
        "turns": "warning",
        "speakers": "warning",
    }


def test_nobody_coded_is_no_loss_and_rules_mean_what_they_do():
    assert problems("codes", given=()) == ()
    assert problems("codes", given=(GIVEN[0],), kind="rules") == ()


def test_a_sample_is_not_counted_as_if_it_were_the_whole():
    drawn = Looked(FIRST.turns, sample="first")
    found = problems("codes", drawn)[0]
    assert (found.level, found.code) == ("error", "drawn-units")
    assert "qualcode evaluate --against ani" in found.hint
    assert "--read-whole" in found.hint
    assert not any(each.code == "drawn-units" for each in problems("segments", drawn))
    assert any("drawn as sample first" in note for note in made("segments", drawn).notes)


def test_it_is_said_that_nobody_knows_what_was_read():
    (note,) = [note for note in made("codes", Looked(known=False)).notes if "not known" in note]
    assert note.startswith("It is not known what ani has read (`read_whole` in coding/ani/coder.yaml)")
    assert made("codes", Looked(known=False)).meta["looked"]["known"] is False


@pytest.mark.parametrize("looked", [FIRST, Looked(known=False), Looked(FIRST.turns, sample="first")])
def test_saturation_needs_a_whole_reading(looked):
    given = codings(SAID, CODES, GIVEN, "person", "ani")
    (found,) = TABLES["saturation"].wrong(replace(frame(SAID), looked=looked), given, TableOptions(base=1, run=1))
    assert (found.level, found.code) == ("error", "incomplete-reading")


def test_rows_stay_the_same_where_everything_was_looked_at():
    every = Looked(np.ones(4, np.bool_))
    assert rows(made("codes", every)) == rows(made("codes"))


def test_speech_after_a_backchannel_is_said_to_be_one_turn():
    said = (Said("Listrik padam,"), Said("hmm", speaker="P", role="interviewer", respondent=None))
    said = (*said, Said("dan padam lagi.", continues=1))
    table = TABLES["turns"](frame(said), codings(said, CODES, ()), TableOptions())
    assert table.data["continues"] == [None, None, 1]
    assert any(note.startswith("Speech that goes on after a backchannel") for note in table.notes)
    assert not any(note.startswith("Speech that goes on") for note in made("turns").notes)
