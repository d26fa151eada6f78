"""Every kind of line of people's work is copied: what it points at is found again, what it says is replaced."""

import hashlib
import json

import pytest

from qualcode.model.transcript import Header, Transcript, Turn
from qualcode.pseudonyms.lines import LineCopier, Turns, copied_lines
from qualcode.pseudonyms.replace import Replacer, Substitute
from qualcode.store.decisions import parse_decisions

OLD = "Kata Pak Udin, jaringan kurang. Udin pergi."
NEW = "Kata Pak Budiman, jaringan kurang. Budiman pergi."
SHA, NEW_SHA = (hashlib.sha256(text.encode()).hexdigest() for text in (OLD, NEW))


@pytest.fixture
def copier() -> LineCopier:
    replacer = Replacer([Substitute(("udin",), "Budiman")])
    turns = Turns()
    turns.add(Transcript(Header("udin-1", "", "", "txt", 1), (Turn(1, "Udin", OLD),)), replacer, "budiman-1")
    return LineCopier(turns, replacer, {"age": {"43": "40-49"}})


def copied(copier: LineCopier, *lines: dict, transcript: str = "udin-1") -> list[dict]:
    data = "".join(json.dumps(line) + "\n" for line in lines).encode()
    return [json.loads(line) for line in copied_lines(data, copier, transcript).splitlines()]


def passage(quote: str, **more) -> dict:
    start = OLD.index(quote)
    return {
        "turn": 1,
        "code": "net",
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "turn_sha256": SHA,
        **more,
    }


@pytest.mark.parametrize("quote", ["Udin, jaringan kurang", "jaringan kurang", "Pak Udin", "Udin pergi", OLD])
def test_a_passage_stands_on_its_words(copier, quote):
    (line,) = copied(copier, passage(quote, prefix="x", suffix="y"))
    assert line["quote"] == NEW[line["start"] : line["end"]] == quote.replace("Udin", "Budiman")
    assert (line["prefix"], line["suffix"]) == (NEW[: line["start"]][-32:], NEW[line["end"] :][:32])
    assert (line["turn_sha256"], copier.turns.uncertain) == (NEW_SHA, 0)


def test_decisions_of_format_2_are_copied_one_by_one(copier):
    lines = [
        {"format": 2},
        {"do": "code", "id": "k1", **passage("Udin pergi"), "time": "2026-12-01T03:10:07.412Z"},
        {"do": "accept", "id": "k2", **passage("jaringan kurang"), "rules": ["udin-rule"]},
        {"do": "change", "id": "k3", "of": "k1", "start": 32, "end": 36, "quote": "Udin"},
        {"do": "memo", "id": "k4", "of": "k3", "memo": "Ask Udin."},
        {"do": "looked", "id": "k5", "turn": 1, "turn_sha256": SHA, "blind": True},
        {"do": "undo", "id": "k6", "of": "k5"},
    ]
    made = copied(copier, *lines)
    assert [(line["start"], line["end"]) for line in made[1:4]] == [(35, 48), (18, 33), (35, 42)]
    assert [line.get("quote") for line in made[1:4]] == ["Budiman pergi", "jaringan kurang", "Budiman"]
    assert made[4]["memo"] == "Ask Budiman."
    assert (made[5]["turn_sha256"], made[6]) == (NEW_SHA, lines[6])
    assert made[2]["rules"] == ["udin-rule"]  # names of rules are the codebook's
    data = "".join(json.dumps(line) + "\n" for line in made).encode()
    assert parse_decisions("x", data, "ani", "budiman-1")[1] == []


def test_memos_and_samples_name_their_transcript(copier):
    memo = {"id": "m1", "kind": "passage", "text": "Udin!", "on": {"transcript": "udin-1", "quote": "Udin pergi",
            "turn": 1, "start": 32, "end": 42, "respondent": "Udin"}}  # fmt: skip
    unit = {"id": "s-001", "transcript": "udin-1", "turn": 1, "segment": 2, "start": 32, "end": 43, "turn_sha256": SHA,
            "codes": ["net"], "chance": 0.5}  # fmt: skip
    note, drawn = copied(copier, memo, unit, transcript="")
    assert note["text"] == "Budiman!"
    assert note["on"] == {"transcript": "budiman-1", "quote": "Budiman pergi", "turn": 1, "start": 35, "end": 48,
                          "respondent": "Budiman"}  # fmt: skip
    assert drawn == {**unit, "transcript": "budiman-1", "start": 35, "end": 49, "turn_sha256": NEW_SHA}


def test_what_had_no_certain_place_is_counted_and_keeps_no_surroundings(copier):
    (line,) = copied(copier, {**passage("Udin pergi"), "quote": "Udin datang", "prefix": "in, kata Ud", "suffix": "x"})
    assert (line["quote"], line["prefix"], line["suffix"]) == ("Budiman datang", "", "")
    assert copier.turns.uncertain == 1


def test_another_state_of_the_turn_stays_another_one(copier):
    other = hashlib.sha256(b"Kata Udin lain.").hexdigest()
    (line,) = copied(copier, {**passage("Udin pergi"), "turn_sha256": other})
    assert line["turn_sha256"] not in (other, NEW_SHA)


def test_lines_named_by_what_they_say_are_followed(copier):
    copier.turns.renamed["0ld"] = "n3w"
    (line,) = copied(copier, {"do": "remove", "id": "k9", "of": "0ld", "between": ["0ld", "k1"]})
    assert (line["of"], line["between"]) == ("n3w", ["n3w", "k1"])


def test_attributes_get_wider(copier):
    (line,) = copied(copier, {"transcript": "udin-1", "attributes": {"age": "43", "job": "kata Udin"}})
    assert line["attributes"] == {"age": "40-49", "job": "kata Budiman"}


def test_a_torn_line_is_told(copier):
    with pytest.raises(ValueError, match="line 2 is no JSON"):
        copied_lines(b'{"format":1}\n{"turn":1', copier)
