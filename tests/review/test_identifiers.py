"""The desk on which what may identify somebody is decided: each once, in the key outside the study."""

import pytest
from starlette.testclient import TestClient

from qualcode.api.identifiers import IdentifierDesk, IdentifierOptions
from qualcode.model.finding import StudyError
from qualcode.pseudonyms.key import KEY_FILE, read_key
from qualcode.review.app import identifier_room
from qualcode.review.desk import Refused
from qualcode.store.study import open_study
from study import coded

TALK = """\
Pewawancara: Siapa yang memimpin?
Informan: Pak Udin Sunarya dari Dinas Kominfo di Wanasari, teleponnya 0812-3456-7890.
Informan: Pak Udin Sunarya diam saja.
"""
NAME = "Udin Sunarya"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "study").mkdir()
    return coded(tmp_path / "study", {"a.txt": TALK})


@pytest.fixture
def key(folder):
    return folder.path.parent / "study-key"


@pytest.fixture
def desk(folder):
    return IdentifierDesk(open_study(folder.path), IdentifierOptions())


def decisions(key):
    return {line.name: (line.kind, line.decision) for line in read_key(key).values() if line.decision}


def test_candidates_come_ranked_with_kind_count_and_the_words_around(desk):
    found = desk.candidates()["candidates"]
    (one,) = [each for each in found if each["name"] == NAME]
    assert (one["kind"], one["count"], one["titles"], one["decision"]) == ("person", 2, ("pak",), "")
    assert one["places"][0]["place"] == "a:2"
    assert f"Pak [{NAME}] dari" in one["places"][0]["words"]


def test_a_decision_is_kept_as_a_sheet_would_keep_it(desk, key, folder):
    assert desk.decide({"name": NAME, "decision": "organisation"})["decision"] == "replace"
    assert decisions(key) == {NAME: ("organisation", "replace")}
    desk.decide({"name": NAME, "decision": ""})
    (again,) = [each for each in desk.candidates()["candidates"] if each["name"] == NAME]
    assert (again["kind"], again["decision"]) == ("person", "")  # what was guessed
    desk.decide({"name": NAME, "decision": "keep"})
    report = folder.done("identifiers", "--json").json
    assert [each["decision"] for each in report["candidates"] if each["name"] == NAME] == ["keep"]


def test_what_a_sheet_decides_meanwhile_stays(desk, key, folder):
    folder.write("sheet.csv", "name,decision\nDinas Kominfo,keep\n")
    folder.done("identifiers", "--decide", "sheet.csv")
    desk.decide({"name": NAME, "decision": "replace"})
    assert set(decisions(key)) == {NAME, "Dinas Kominfo"}


@pytest.mark.parametrize("sent", [{"name": "Nobody", "decision": "keep"}, {"name": NAME, "decision": "away"}, {}])
def test_nothing_else_is_taken(desk, key, sent):
    before = (key / KEY_FILE).read_bytes()
    with pytest.raises(Refused, match=r"no such candidate|no decision"):
        desk.decide(sent)
    assert (key / KEY_FILE).read_bytes() == before


def test_a_key_inside_the_study_is_refused(folder):
    with pytest.raises(StudyError, match="inside the study"):
        IdentifierDesk(open_study(folder.path), IdentifierOptions(key=str(folder.path / "key")))


def test_only_this_page_may_ask_and_decide(desk, key):
    client = TestClient(identifier_room(desk, "en", "token", 8000, lambda: None), base_url="http://127.0.0.1:8000")
    right = {"authorization": "Bearer token", "origin": "http://127.0.0.1:8000"}
    assert NAME not in client.get("/").text
    assert client.get("/api/identifiers").status_code == 403
    assert client.get("/api/identifiers", headers=right).json() == desk.candidates() | {
        "candidates": [each | {"titles": list(each["titles"])} for each in desk.candidates()["candidates"]]
    }
    sent = {"name": NAME, "decision": "keep"}
    evil = right | {"origin": "http://evil.example"}
    assert client.post("/api/identifiers", json=sent, headers=evil).status_code == 403
    assert client.post("/api/identifiers", json=sent, headers=right).status_code == 201
    assert client.get("/api/study", headers=right).status_code == 404
    assert decisions(key) == {NAME: ("person", "keep")}
