"""Agreement is measured on what was read blind, as it was coded then; how much was left out is said."""

import pytest

from qualcode import api
from qualcode.api.folder import open_study
from qualcode.api.review_desk import DeskOptions
from qualcode.model.line import DecisionLine
from qualcode.store.decisions import append_decisions
from qualcode.store.layout import StudyLayout
from study import coded, keep_coding

A = "a"
STAFF = {"do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7}
READ = [{"do": "looked", "turn": 2}, {"do": "looked", "turn": 4}]


@pytest.fixture
def folder(tmp_path):
    return coded(tmp_path)


def desk(folder, *, blind):
    return api.review.open_desk(open_study(folder.path), DeskOptions("ani", "clinic.yaml", blind))


def evaluated(folder, *options):
    ended = folder.run("evaluate", "--against", "ani", "-b", "clinic.yaml", "--json", *options)
    return ended, {row["code"]: row for row in ended.json["evaluation"]["rows"]} if ended.code == 0 else {}


def test_turns_read_blind_are_measured_without_a_word_in_the_settings(folder):
    desk(folder, blind=True).append(A, [STAFF, *READ])
    ended, rows = evaluated(folder)
    assert (rows["staff"]["reference"], rows["staff"]["both"]) == (1, 1)
    assert ended.json["whole"]["units"] == 2
    assert "left out" not in ended.err


def test_what_is_accepted_afterwards_is_not_measured_but_counted(folder):
    desk(folder, blind=True).append(A, [STAFF, *READ])
    late = desk(folder, blind=True)
    network = next(each for each in late.transcript(A)["suggestions"] if each["code"] == "network")
    fields = ("turn", "code", "start", "end", "assertion", "rules")
    late.append(A, [{"do": "accept"} | {name: network[name] for name in fields}])
    late.append(A, [{"do": "remove", "of": late.transcript(A)["codings"][-1]["id"]}])
    _, rows = evaluated(folder)
    assert (rows["staff"]["reference"], "network" in rows) == (1, False)
    table = folder.done("export", "codes", "--coder", "ani", "-b", "clinic.yaml", "--to", "json", "-o", "-").json
    counted = {row["code"]: row["mentions"] for row in table["rows"] if row["mentions"]}
    assert counted == {"access": 1, "network": 1}


def test_turns_read_with_suggestions_are_left_out_and_said(folder):
    desk(folder, blind=True).append(A, [STAFF, READ[1]])
    desk(folder, blind=False).append(A, [READ[0]])
    ended, _ = evaluated(folder)
    said = "1 turn of `ani` was read with suggestions to be seen and left out: agreement is measured on what was read"
    assert said in ended.err
    assert [each["code"] for each in ended.json["findings"]] == ["not-blind"]
    assert any(said in note for note in ended.json["evaluation"]["notes"])
    assert ended.json["whole"]["units"] == 1


def test_where_nothing_was_read_blind_nothing_is_measured(folder):
    desk(folder, blind=False).append(A, [STAFF, *READ])
    ended, _ = evaluated(folder)
    assert ended.code == 2
    assert "2 turns of `ani` were read with suggestions to be seen" in ended.err
    assert "`qualcode review --coder ani --blind`" in ended.err
    table = folder.done("export", "codes", "-b", "clinic.yaml", "--to", "json", "-o", "-").json
    assert not any("Against coder ani" in note for note in table["notes"])


def test_codings_of_before_are_blind_where_all_was_read(folder):
    keep_coding(folder, A, 4, "Perawat", coder="ani")
    ended, rows = evaluated(folder)
    assert (rows["staff"]["both"], ended.json["whole"]["units"]) == (1, 2)
    answer = {"do": "reject", "turn": 2, "code": "network", "start": 0, "end": 20}
    desk(folder, blind=False).append(A, [answer])
    ended, rows = evaluated(folder)
    assert (rows["staff"]["both"], ended.json["whole"]["units"]) == (1, 1)
    assert "1 turn of `ani`" in ended.err


def test_a_correction_of_the_transcript_moves_blind_codings_with_their_words(folder):
    desk(folder, blind=True).append(A, [STAFF, *READ])
    (own,) = desk(folder, blind=True).transcript(A)["codings"]
    moved = DecisionLine("move", "m1", "2999", own["id"], turn=4, start=8, end=14, quote="datang")
    append_decisions(StudyLayout(folder.path), "default", "ani", A, [moved])
    ended, rows = evaluated(folder)
    assert rows["staff"]["reference"] == 1
    assert ended.json["disagreements"] == [] or all(each["code"] != "staff" for each in ended.json["disagreements"])


def test_several_coders_say_it_too(folder):
    desk(folder, blind=True).append(A, [STAFF, READ[1]])
    desk(folder, blind=False).append(A, [READ[0]])
    for name in ("budi", "citra"):
        keep_coding(folder, A, 4, "Perawat", coder=name)
    ended = folder.done("evaluate", "--against", "ani", "--coder", "budi,citra", "-b", "clinic.yaml", "--json")
    assert "1 turn of `ani` was read with suggestions" in ended.err
    assert any("1 turn of `ani`" in note for note in ended.json["agreement"]["notes"])


def test_who_stands_for_two_is_measured_where_both_read_blind(folder):
    desk(folder, blind=True).append(A, [STAFF, READ[1]])
    keep_coding(folder, A, 4, "Perawat", coder="budi")
    folder.write("corpora/default/coding/agreed/coder.yaml", "format: 1\nbetween: [ani, budi]\n")
    ended = folder.done("evaluate", "--against", "agreed", "-b", "clinic.yaml", "--json")
    assert ended.json["whole"]["units"] == 1
    assert ended.json["evaluation"]["rows"][0]["both"] == 1
