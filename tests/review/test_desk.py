"""The desk: what a coder decides is on disk, in force, undone and found again, whoever else works on the study."""

import json
import threading

import pytest

from qualcode import api
from qualcode.api import review_desk
from qualcode.api.folder import open_study
from qualcode.api.review_desk import DeskOptions
from qualcode.review.desk import Refused
from qualcode.store.guard import guard
from study import TXT, coded

A = "a"


@pytest.fixture
def folder(tmp_path):
    return coded(tmp_path)


def desk_of(folder, coder="ani", **options):
    return api.review.open_desk(open_study(folder.path), DeskOptions(coder, "clinic.yaml", **options))


def keys(shown):
    return [(each["turn"], each["code"], each["state"]) for each in shown["suggestions"]]


def accept(suggestion, do="accept"):
    return {"do": do} | {name: suggestion[name] for name in ("turn", "code", "start", "end", "assertion", "rules")}


def in_force(shown):
    return [(each["turn"], each["code"], each["start"], each["end"], each["assertion"]) for each in shown["codings"]]


def test_it_shows_turns_codes_and_what_rules_found(folder):
    desk = desk_of(folder)
    study, shown = desk.study(), desk.transcript(A)
    assert [code["code"] for code in study["codes"]] == ["access", "network", "staff", "health_app"]
    assert [turn["role"] for turn in shown["turns"]] == ["interviewer", "participant"] * 2
    assert keys(shown) == [
        (2, "network", "open"),
        (2, "network", "open"),
        (4, "staff", "open"),
        (4, "health_app", "open"),
    ]
    assert study["transcripts"][0] | {"turns": 0} == {
        "transcript": A, "about": "", "turns": 0, "finished": False, "codings": 0, "open": 4, "decided": 0
    }  # fmt: skip


def test_what_comes_next_is_a_table_that_shows_the_codes(folder):
    def table():
        return api.review.review_report(open_study(folder.path), desk_of(folder)).table

    assert table() == "barriers"
    codebook = folder.path / "clinic.yaml"
    codebook.write_text(codebook.read_text("utf-8").replace("kind: barrier", "kind: theme"), "utf-8")
    assert table() == "codes"


def test_accepted_is_a_coding_and_rejected_is_silenced(folder):
    desk = desk_of(folder)
    first, second, *_ = desk.transcript(A)["suggestions"]
    shown = desk.append(A, [accept(first), accept(second, "reject")])
    assert in_force(shown) == [(2, "network", first["start"], first["end"], "affirmed")]
    assert [state for *_, state in keys(shown)] == ["accept", "reject", "open", "open"]
    assert desk_of(folder).transcript(A)["suggestions"] == shown["suggestions"]


def test_tables_count_what_is_accepted(folder):
    desk = desk_of(folder)
    desk.append(A, [accept(desk.transcript(A)["suggestions"][2])])
    folder.done("export", "codes", "--coder", "ani", "-b", "clinic.yaml", "-o", "codes.csv")
    assert {row["code"]: row["mentions"] for row in folder.rows("codes.csv")}["staff"] == "1"


def test_own_codes_are_anchored_by_their_words(folder):
    desk = desk_of(folder)
    desk.append(A, [{"do": "code", "turn": 4, "code": "health_app", "start": 20, "end": 26}])
    line = json.loads(folder.read("corpora/default/coding/ani/a.jsonl").splitlines()[1])
    assert (line["quote"], line["prefix"]) == ("Senin.", "Perawat datang hari ")
    assert folder.run("verify").code == 0


def test_undo_goes_back_over_a_new_start_and_redo_forward(folder):
    desk = desk_of(folder)
    desk.append(A, [{"do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7}])
    shown = desk_of(folder).transcript(A)
    assert in_force(desk.append(A, [{"do": "undo", "of": of} for of in shown["undoes"]])) == []
    shown = desk_of(folder).transcript(A)
    assert len(in_force(desk.append(A, [{"do": "undo", "of": of} for of in shown["redoes"]]))) == 1


def test_changes_keep_what_they_do_not_state(folder):
    desk = desk_of(folder)
    (coding,) = desk.append(A, [{"do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7}])["codings"]
    for change in ({"start": 0, "end": 14}, {"assertion": "negated"}, {"code": "network"}):
        shown = desk.append(A, [{"do": "change", "of": coding["id"], **change}])
    assert in_force(shown) == [(4, "network", 0, 14, "negated")]
    assert desk.append(A, [{"do": "memo", "of": coding["id"], "memo": "why"}])["codings"][0]["memo"] == "why"
    assert in_force(desk.append(A, [{"do": "remove", "of": coding["id"]}])) == []


def test_blind_hides_what_rules_found_until_all_is_read(folder):
    desk = desk_of(folder, blind=True)
    assert (desk.transcript(A)["suggestions"], desk.study()["transcripts"][0]["open"]) == ([], 0)
    desk.append(A, [{"do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7}])
    shown = desk.append(A, [{"do": "looked", "turn": 2}, {"do": "looked", "turn": 4}])
    assert [state for *_, state in keys(shown)] == ["open", "open", "same", "open"]
    later = desk.append(A, [{"do": "code", "turn": 2, "code": "staff", "start": 0, "end": 7}])
    assert [each["blind"] for each in later["codings"]] == [False, True]


def test_a_line_that_is_sent_twice_is_kept_once(folder):
    desk = desk_of(folder)
    line = {"id": "00ff", "do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7}
    assert desk.append(A, [line])["codings"] == desk.append(A, [line])["codings"]
    assert len(folder.read("corpora/default/coding/ani/a.jsonl").splitlines()) == 2


def test_lines_that_are_sent_together_are_kept_once_and_may_name_each_other(folder):
    desk = desk_of(folder)
    line = {"id": "00ff", "do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7}
    assert desk.append(A, [line, line, {"do": "remove", "of": "00ff"}])["codings"] == []
    assert len(folder.read("corpora/default/coding/ani/a.jsonl").splitlines()) == 3


def test_a_transcript_taken_out_meanwhile_is_said(folder):
    folder.write("interviews/b.txt", TXT)
    folder.done("ingest", "interviews")
    desk = desk_of(folder)
    path = folder.path / "corpora/default/transcripts/a.jsonl"
    before = path.read_bytes()
    path.unlink()
    for ask in (lambda: desk.transcript(A), lambda: desk.append(A, [{"do": "looked", "turn": 2}])):
        with pytest.raises(Refused) as refused:
            ask()
        assert refused.value.status == 404
    assert A not in [each["transcript"] for each in desk.study()["transcripts"]]
    assert not (folder.path / "corpora/default/coding").exists()
    path.write_bytes(before)  # as git does that goes to another branch and comes back
    assert desk.append(A, [{"do": "looked", "turn": 2}])["summary"]["transcript"] == A


@pytest.mark.parametrize(
    ("line", "status"),
    [
        ({"do": "code", "turn": 4, "code": "staf", "start": 0, "end": 7}, 422),
        ({"do": "code", "turn": 9, "code": "staff", "start": 0, "end": 7}, 422),
        ({"do": "code", "turn": 4, "code": "staff", "start": 7, "end": 7}, 422),
        ({"do": "code", "turn": 4, "code": "staff", "start": 7, "end": 8}, 422),
        ({"do": "code", "turn": 4, "code": "staff", "start": 70, "end": 7000}, 422),
        ({"do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7, "sha": "123"}, 409),
        ({"do": "undo", "of": "nothing"}, 422),
        ({"do": "say", "turn": 4}, 422),
        ({"do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7, "time": "2001-01-01"}, 422),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_is_written(folder, line, status):
    desk = desk_of(folder)
    with pytest.raises(Refused) as refused:
        desk.append(A, [{"do": "looked", "turn": 2}, line])
    assert refused.value.status == status
    assert not (folder.path / "corpora/default/coding").exists()


def test_a_transcript_corrected_meanwhile_is_opened_anew(folder):
    desk = desk_of(folder)
    sha = desk.transcript(A)["turns"][3]["sha"]
    folder.write("interviews/a.txt", TXT.replace("hari Senin", "hari Selasa"))
    folder.done("ingest", "interviews")
    with pytest.raises(Refused) as refused:
        desk.append(A, [{"do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7, "sha": sha}])
    assert refused.value.status == 409
    assert "Selasa" in desk.transcript(A)["turns"][3]["text"]


def test_another_process_that_writes_is_waited_for_and_said(folder, monkeypatch):
    desk = desk_of(folder)
    monkeypatch.setattr(review_desk, "WAIT_S", 0.0)
    held, done = threading.Event(), threading.Event()

    def hold():
        with guard(open_study(folder.path).layout.guard):
            held.set()
            done.wait(30)

    other = threading.Thread(target=hold)
    other.start()
    held.wait(30)
    with pytest.raises(Refused) as refused:
        desk.append(A, [{"do": "looked", "turn": 2}])
    done.set()
    other.join()
    assert refused.value.status == 423
    assert desk.append(A, [{"do": "looked", "turn": 2}])["undoes"]


def test_words_are_found_as_a_codebook_finds_them(folder):
    (place,) = desk_of(folder).find("perawat datang")
    assert (place["transcript"], place["turn"], place["quote"]) == (A, 4, "Perawat datang")


def test_decisions_of_a_file_are_kept_and_a_wrong_line_is_named(folder):
    line = {"transcript": A, "do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7}
    folder.write("lines.jsonl", f"{json.dumps(line)}\n{json.dumps(line | {'code': 'no'})}\n")
    ended = folder.run("review", "--coder", "ani", "-b", "clinic.yaml", "--apply", "lines.jsonl")
    assert ended.code == 2
    assert "lines.jsonl:2: there is no code `no`; the 1 decisions before this line are kept" in ended.err
    state = folder.done("review", "--coder", "ani", "-b", "clinic.yaml", "--json").json
    assert len(state["transcripts"][0]["codings"]) == 1


def test_the_rules_are_no_coder(folder):
    ended = folder.run("review", "--coder", "rules", "-b", "clinic.yaml", "--json")
    assert (ended.code, "give the person another name" in ended.err) == (2, True)
