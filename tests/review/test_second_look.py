"""A second look: what is surprising in a coder's own answers comes as a queue, learnt beside the page."""

import json
import time

import pytest

from propose.taught import code_whole, sentences, write_study
from qualcode import api
from qualcode.api.folder import open_study
from qualcode.api.review_desk import DeskOptions
from qualcode.review.desk import Refused
from qualcode.topics import kept
from topics.meant import FakeEncoder

MISSED, DOUBTED = ("a", 4, "school"), ("b", 2, "field")


@pytest.fixture(autouse=True)
def _encoder(monkeypatch):
    monkeypatch.setattr(kept, "SentenceEncoder", FakeEncoder)


@pytest.fixture
def folder(tmp_path):
    """Four people coded rightly, but for one code that was missed and one that is wrong."""
    folder = write_study(tmp_path)
    for person in "abcd":
        code_whole(folder, person, looked=range(len(sentences(person))))
    lines = [json.loads(line) for line in folder.read("corpora/default/coding/ani/a.jsonl").splitlines()]
    kept_lines = [line for line in lines if (line.get("turn"), line.get("code")) != MISSED[1:]]
    assert len(kept_lines) == len(lines) - 1
    folder.write("corpora/default/coding/ani/a.jsonl", "".join(json.dumps(line) + "\n" for line in kept_lines))
    desk_of(folder).append("b", [{"do": "code", "turn": 2, "code": "field", "start": 0, "end": 9}])
    return folder


def desk_of(folder, **options):
    return api.review.open_desk(open_study(folder.path), DeskOptions("ani", "subjects.yaml", **options))


def learnt(desk):
    """The queue, once it is learnt; the desk answers other questions meanwhile."""
    with pytest.raises(Refused) as refused:
        desk.queue("again", {})
    assert refused.value.status == 503
    assert desk.transcript("a")["turns"]
    for _ in range(600):
        try:
            return desk.queue("again", {})["items"]
        except Refused:
            time.sleep(0.1)
    raise AssertionError("never learnt")


def places(items):
    return {(each["transcript"], each["turn"], each["code"]): each for each in items}


def test_codes_that_were_missed_and_that_are_doubted_are_asked_again(folder):
    desk = desk_of(folder)
    found = places(learnt(desk))
    assert not found[MISSED]["given"]
    assert found[MISSED]["chance"] > 0.5
    assert found[DOUBTED]["given"]
    assert found[DOUBTED]["chance"] < 0.5
    assert {each["state"] for each in found.values()} == {"open"}
    assert (found[DOUBTED]["start"], found[DOUBTED]["end"]) == (0, 9)


def test_what_stays_as_it_is_is_noted_and_not_asked_again(folder):
    desk = desk_of(folder)
    learnt(desk)
    desk.append("a", [{"do": "looked", "turn": 4, "code": "school"}])
    (given,) = [each for each in desk.transcript("b")["codings"] if (each["turn"], each["code"]) == DOUBTED[1:]]
    desk.append("b", [{"do": "remove", "of": given["id"]}])
    state = {place: each["state"] for place, each in places(desk.queue("again", {})["items"]).items()}
    assert (state[MISSED], state[DOUBTED]) == ("looked", "looked")


def test_who_is_blind_is_asked_of_finished_transcripts_only(folder):
    desk = desk_of(folder, blind=True)
    assert {place[0] for place in places(learnt(desk))} >= {"a", "b"}
    path = folder.path / "corpora/default/coding/ani/b.jsonl"
    lines = [line for line in path.read_text("utf-8").splitlines() if '"looked"' not in line]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    assert "b" not in {place[0] for place in places(desk.queue("again", {})["items"])}


def test_who_has_coded_nothing_is_told_so(folder):
    desk = api.review.open_desk(open_study(folder.path), DeskOptions("budi", "subjects.yaml"))
    with pytest.raises(Refused):
        desk.queue("again", {})
    for _ in range(600):
        try:
            items = desk.queue("again", {})["items"]
        except Refused as error:
            if error.status == 503:
                time.sleep(0.1)
                continue
            items = error.why
        break
    assert items == [] or "budi" in items
