"""Adjudication: two coders side by side, one decision each, kept as the coder `agreed` with who decided."""

import json

import pytest

from qualcode import api
from qualcode.api.folder import open_study
from qualcode.api.review_desk import DeskOptions
from qualcode.model.finding import StudyError
from qualcode.review.desk import Refused
from study import coded

A = "a"


def desk_of(folder, coder, *between):
    return api.review.open_desk(open_study(folder.path), DeskOptions(coder, "clinic.yaml", between=between))


def code(turn, code, start, end):
    return {"do": "code", "turn": turn, "code": code, "start": start, "end": end}


@pytest.fixture
def folder(tmp_path):
    """Both coded *Perawat*; they differ on the code of one passage, and one of them has a further one."""
    folder = coded(tmp_path)
    looked = [{"do": "looked", "turn": turn} for turn in (2, 4)]
    desk_of(folder, "ani").append(
        A, [code(4, "staff", 0, 7), code(2, "network", 0, 18), code(4, "health_app", 8, 14), *looked]
    )
    desk_of(folder, "budi").append(A, [code(4, "staff", 0, 7), code(2, "access", 0, 18), *looked])
    return folder


def test_both_stand_side_by_side_and_each_difference_is_decided_once(folder):
    desk = desk_of(folder, "ani", "ani", "budi")
    shown = desk.transcript(A)
    assert [(each["code"], each["do"]) for each in shown["codings"]] == [("staff", "agreed")]
    first, second = shown["suggestions"]
    assert [side["code"] for side in first["sides"]] == ["network", "access"]
    assert (second["kind"], second["sides"][1]) == ("only", None)
    taken = {**code(2, "network", 0, 18), "between": first["between"], "memo": "he says network"}
    shown = desk.append(A, [taken])
    assert [each["state"] for each in shown["suggestions"]] == ["settled", "open"]
    shown = desk.append(A, [{**code(4, "health_app", 8, 14), "do": "reject", "between": second["between"]}])
    assert [each["state"] for each in shown["suggestions"]] == ["settled", "settled"]
    lines = [json.loads(line) for line in folder.read("corpora/default/coding/agreed/a.jsonl").splitlines()[1:]]
    assert [(line["do"], line["by"]) for line in lines] == [("code", "ani"), ("reject", "ani")]
    assert lines[0]["memo"] == "he says network"
    folder.done("export", "codes", "--coder", "agreed", "-b", "clinic.yaml", "-o", "codes.csv")
    counts = {row["code"]: row["mentions"] for row in folder.rows("codes.csv")}
    assert (counts["staff"], counts["network"], counts["health_app"]) == ("1", "1", "0")


def test_both_can_be_right_and_a_decision_is_undone(folder):
    desk = desk_of(folder, "cici", "ani", "budi")
    first = desk.transcript(A)["suggestions"][0]
    lines = [{**code(2, name, 0, 18), "between": first["between"]} for name in ("network", "access")]
    shown = desk.append(A, lines)
    assert [each["code"] for each in shown["suggestions"][0]["decided"]] == ["access", "network"]
    shown = desk.append(A, [{"do": "undo", "of": of} for of in shown["undoes"]])
    assert [each["state"] for each in shown["suggestions"]] == ["open", "open"]


def test_the_queue_holds_the_differences_and_how_many_are_decided(folder):
    desk = desk_of(folder, "ani", "ani", "budi")
    assert [(item["turn"], item["state"]) for item in desk.queue("text", {})["items"]] == [(2, "open"), (4, "open")]
    assert desk.study()["between"] == ["ani", "budi"]
    assert desk.summary(A)["open"] == 2


def test_a_decision_between_nothing_is_refused(folder):
    desk = desk_of(folder, "ani", "ani", "budi")
    for between in ([], ["nothing"]):
        with pytest.raises(Refused) as refused:
            desk.append(A, [{**code(2, "network", 0, 18), "between": between}])
        assert refused.value.status == 422
    assert not (folder.path / "corpora/default/coding/agreed").exists()


@pytest.mark.parametrize(
    ("names", "said"), [(("ani",), "two coders"), (("ani", "ani"), "two coders"), (("ani", "budy"), "budi")]
)
def test_two_coders_that_are_there_are_needed(folder, names, said):
    with pytest.raises(StudyError, match=said):
        desk_of(folder, "ani", *names)


def test_agreed_stands_for_two_and_no_others(folder):
    desk_of(folder, "cici").append(A, [code(2, "access", 0, 18)])
    desk = desk_of(folder, "ani", "ani", "budi")
    desk.append(A, [{**code(2, "network", 0, 18), "between": desk.transcript(A)["suggestions"][0]["between"]}])
    with pytest.raises(StudyError, match="does not stand for ani and cici"):
        desk_of(folder, "ani", "ani", "cici")
