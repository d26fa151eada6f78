"""`qualcode propose` and `qualcode sample --proposed` on the command line."""

import csv
import io

import pytest

from propose.taught import TURNS, code_whole, write_study
from qualcode.topics import kept
from topics.meant import FakeEncoder

B = ("-b", "subjects.yaml")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = write_study(tmp_path_factory.mktemp("propose"))
    for person in "abcd":
        code_whole(folder, person)
    return folder


@pytest.fixture(autouse=True)
def encoder(monkeypatch):
    made = FakeEncoder()
    monkeypatch.setattr(kept, "SentenceEncoder", lambda: made)


def test_codes_say_how_well_they_can_be_learnt(folder):
    ended = folder.done("propose", *B)
    assert "can be learnt" in ended.out
    assert ended.out.count("well") == 3
    assert f"Learnt from {4 * TURNS} turns of {6 * TURNS} that ani looked at." in ended.err
    assert "10 are needed to estimate what is left" in ended.err


def test_a_review_list_gives_reasons(folder):
    ended = folder.done("propose", "school", "--top", "2", *B)
    assert "like " in ended.out
    assert "%" in ended.out
    assert "a proposal is never a coding" in ended.err
    found = folder.done("propose", "school", "--top", "0", "--json", *B).json
    assert len(found["proposals"]) == 2 * TURNS
    assert found["proposals"][0]["expected"]


def test_next_names_a_code_or_that_it_was_drawn_at_random(folder):
    ended = folder.done("propose", "next", "--top", "5", *B)
    assert ended.out.count("(drawn at random)") == 1


def test_who_has_looked_at_everything_is_told_so(tmp_path):
    folder = write_study(tmp_path)
    for person in "abcdef":
        code_whole(folder, person)
    ended = folder.done("propose", "next", *B)
    assert ended.out == ""
    assert "Every turn was looked at. Next: `qualcode propose --check`" in ended.err


def test_one_turn_has_three_codes_unless_more_are_asked_for(folder):
    assert len(folder.done("propose", "--turn", "e:2", "--json", *B).json["proposals"]) == 3
    assert len(folder.done("propose", "--turn", "e:2", "--top", "1", "--json", *B).json["proposals"]) == 1


def test_one_thing_at_a_time(folder):
    ended = folder.run("propose", "school", "--check", *B)
    assert (ended.code, "one thing" in ended.err) == (2, True)


def test_a_sheet_is_written_and_not_over_another_one(folder):
    folder.done("propose", "school", "-o", "list.csv", *B)
    rows = list(csv.DictReader(io.StringIO(folder.read("list.csv"))))
    assert len(rows) == 10
    assert {rows[0]["proposed"], rows[0]["codes"]} == {"school", ""}
    folder.done("propose", "school", "-o", "list.csv", *B)
    ended = folder.run("propose", "field", "-o", "list.csv", *B)
    assert (ended.code, "may hold somebody's codes" in ended.err) == (2, True)
    assert folder.run("propose", "field", "-o", "list.pdf", *B).code == 2


def test_a_sheet_of_proposed_turns_comes_back_and_counts_as_looked_at(tmp_path):
    folder = write_study(tmp_path)
    for person in "abcd":
        code_whole(folder, person)
    folder.done("sample", "--proposed", "--size", "5", "-o", "next.csv", *B)
    rows = list(csv.DictReader(io.StringIO(folder.read("next.csv"))))
    assert len(rows) == 5
    assert "proposed" not in rows[0]  # nobody is told what the model thinks
    for row in rows:
        row["codes"] = "-"
    out = io.StringIO()
    csv.DictWriter(out, rows[0].keys()).writeheader()
    csv.DictWriter(out, rows[0].keys()).writerows(rows)
    folder.write("next.csv", out.getvalue())
    folder.done("import", "codings", "next.csv", "--coder", "ani", *B)
    assert f"Learnt from {4 * TURNS + 5} turns" in folder.done("propose", *B).err
    left = folder.done("propose", "next", "--top", "0", "--json", *B).json["proposals"]
    done = {(row["transcript"], int(row["turn"])) for row in rows}
    assert not done & {(each["transcript"], each["turn"]) for each in left}


def test_nothing_is_measured_on_proposed_turns(tmp_path):
    folder = write_study(tmp_path)
    folder.done("sample", "--proposed", "--size", "5", "--name", "mine", "-o", "next.csv", *B)
    folder.write("next.csv", folder.read("next.csv").replace(",,\n", ",-,\n").replace(",,\r\n", ",-,\r\n"))
    folder.done("import", "codings", "next.csv", "--coder", "budi", *B)
    ended = folder.run("evaluate", "--against", "budi", "--sample", "mine", *B)
    assert (ended.code, "proposed, not drawn" in ended.err) == (2, True)


def test_turns_for_one_code(folder, tmp_path):
    folder.done("sample", "--proposed", "--code", "school", "--size", "4", "--dry-run", "-o", "school.csv", *B)
    assert folder.run("sample", "--code", "school", "-o", "school.csv", *B).code == 2


def test_a_model_is_written_with_its_card(folder):
    ended = folder.done("propose", "--export-model", "m.json", *B)
    assert "single words that three respondents share" in ended.err
    assert "school" in ended.out
    ended = folder.done("propose", "next", "--model", "m.json", *B)
    assert "The model m.json is used as well." in ended.err
    assert folder.run("propose", "next", "--model", "no.json", *B).code == 2
