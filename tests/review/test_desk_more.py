"""The desk beside the text: queues, memos, changes of codes, a coder's own keys, units of a sample."""

import json
import subprocess
import sys

import pytest

from qualcode import api
from qualcode.api.folder import open_study
from qualcode.api.review_desk import DeskOptions
from qualcode.model.coding import REVIEW_KEYS
from qualcode.model.finding import StudyError
from qualcode.review.desk import Refused
from study import TXT, coded

A = "a"
MEMOS = "corpora/default/memos/ani.jsonl"


@pytest.fixture
def folder(tmp_path):
    return coded(
        tmp_path, {"a.txt": TXT, "b.txt": "Pewawancara: Lalu?\nInforman: Tidak ada perawat, koneksi kurang.\n"}
    )


def desk_of(folder, coder="ani", **options):
    return api.review.open_desk(open_study(folder.path), DeskOptions(coder, "clinic.yaml", **options))


def decision(do, item):
    return {"do": do} | {name: item[name] for name in ("turn", "code", "start", "end", "rules")}


def places(queue):
    return [(item["transcript"], item["turn"], item["state"]) for item in queue["items"]]


def test_a_queue_shows_what_is_decided_in_all_transcripts(folder):
    desk = desk_of(folder)
    first = desk.queue("text", {})["items"][0]
    desk.append(A, [decision("reject", first)])
    desk.append(A, [{"do": "code", "turn": 4, "code": "network", "start": 0, "end": 7}])
    assert places(desk.queue("code", {"code": "network"})) == [
        (A, 2, "reject"), (A, 2, "open"), (A, 4, "own"), ("b", 2, "open"),
    ]  # fmt: skip
    assert [item["code"] for item in desk.queue("rule", {})["items"]][:3] == ["network"] * 3
    assert [transcript for transcript, *_ in places(desk_of(folder, blind=True).queue("text", {}))] == []


def test_a_memo_is_a_line_and_an_edit_is_a_line_that_names_it(folder):
    desk = desk_of(folder)
    (memo,) = desk.keep_memo({"kind": "turn", "on": {"transcript": A, "turn": 4}, "text": "each week"})
    assert (memo["kind"], memo["on"]["turn"], memo["text"], memo["own"]) == ("turn", 4, "each week", True)
    (memo,) = desk_of(folder).keep_memo({"of": memo["id"], "text": "each Monday"})
    assert memo["text"] == "each Monday"
    assert len(folder.read(MEMOS).splitlines()) == 3
    assert folder.done("memos", "--json").json["memos"][0]["text"] == "each Monday"
    assert desk.keep_memo({"of": memo["id"], "text": ""}) == []
    assert len(folder.read(MEMOS).splitlines()) == 4


@pytest.mark.parametrize(
    ("kind", "on"),
    [
        ("study", {}),
        ("transcript", {"transcript": A}),
        ("respondent", {"respondent": "a/1"}),
        ("code", {"code": "staff"}),
        ("turn", {"transcript": A, "turn": 1}),
    ],
)
def test_memos_are_about_what_is_there(folder, kind, on):
    desk = desk_of(folder)
    assert "a/1" in [turn["respondent"] for turn in desk.transcript(A)["turns"]]
    (memo,) = desk.keep_memo({"kind": kind, "on": on, "text": "so"})
    assert {name: memo["on"][name] for name in on} == on


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "study", "text": " "},
        {"kind": "song", "text": "so"},
        {"kind": "turn", "on": {"transcript": A, "turn": 9}, "text": "so"},
        {"kind": "turn", "on": {"transcript": A, "turn": "4"}, "text": "so"},
        {"kind": "code", "on": {"code": "staf"}, "text": "so"},
        {"kind": "code", "on": {"code": ["staff"]}, "text": "so"},
        {"kind": "respondent", "text": "so"},
        {"of": "nothing", "text": "so"},
    ],
)
def test_a_memo_about_nothing_is_refused_and_nothing_is_written(folder, sent):
    with pytest.raises(Refused) as refused:
        desk_of(folder).keep_memo(sent)
    assert refused.value.status == 422
    assert not (folder.path / MEMOS).exists()


def test_memos_of_others_are_shown_and_not_edited(folder):
    (memo,) = desk_of(folder, "budi").keep_memo({"kind": "study", "text": "so"})
    desk = desk_of(folder)
    assert [(each["coder"], each["own"]) for each in desk.memos()] == [("budi", False)]
    with pytest.raises(Refused):
        desk.keep_memo({"of": memo["id"], "text": "otherwise"})


def test_a_code_is_added_with_its_definition_and_comments_stay(folder):
    folder.replace("clinic.yaml", "    terms: [perawat, nurse]", "    # as they call them\n    terms: [perawat, nurse]")
    desk = desk_of(folder)
    new = {
        "do": "add",
        "code": "roads",
        "kind": "barrier",
        "label": {"en": "Bad roads"},
        "definition": {"en": "No: road"},
    }
    asked = desk.change_code(new)
    assert (asked["written"], "+  - code: roads" in asked["diff"]) == (False, True)
    assert "roads" not in folder.read("clinic.yaml")
    assert desk.change_code(new | {"write": True})["written"]
    text = folder.read("clinic.yaml")
    assert "# as they call them" in text
    assert [code["code"] for code in desk.study()["codes"]] == ["access", "network", "staff", "roads", "health_app"]
    assert desk.study()["codes"][3]["definition"] == {"en": "No: road"}
    assert desk.append(A, [{"do": "code", "turn": 4, "code": "roads", "start": 0, "end": 7}])["codings"]


def test_renamed_and_merged_codes_take_codings_with_them(folder):
    desk = desk_of(folder)
    desk.append(A, [{"do": "code", "turn": 4, "code": "staff", "start": 0, "end": 7}])
    assert desk.change_code({"do": "rename", "code": "staff", "to": "nurses"})["codings"] == 1
    desk.change_code({"do": "rename", "code": "staff", "to": "nurses", "write": True})
    assert [coding["code"] for coding in desk.transcript(A)["codings"]] == ["nurses"]
    assert "nurses" in [each["code"] for each in desk.transcript(A)["suggestions"]]
    desk.change_code({"do": "merge", "code": "nurses", "to": "network", "write": True})
    assert [coding["code"] for coding in desk.transcript(A)["codings"]] == ["network"]


@pytest.mark.parametrize(
    "sent", [{"do": "add", "code": "staff"}, {"do": "rename", "code": "staff", "to": "Not one"}, {"do": "burn"}, {}]
)
def test_a_change_that_cannot_be_is_refused_and_nothing_changes(folder, sent):
    before = folder.read("clinic.yaml")
    with pytest.raises(Refused) as refused:
        desk_of(folder).change_code(sent | {"write": True})
    assert refused.value.status == 422
    assert folder.read("clinic.yaml") == before


def keep_keys(folder, keys):
    folder.write("corpora/default/coding/ani/coder.yaml", f"format: 1\nkind: person\nkeys: {keys}\n")


def test_keys_are_those_of_the_coder_and_else_the_usual_ones(folder):
    keep_keys(folder, "{accept: y, redo: Z, 1: health_app, 3: network}")
    keys = desk_of(folder).study()["keys"]
    assert keys["actions"] == {**REVIEW_KEYS, "accept": "y", "redo": "Z"}
    assert keys["codes"][:5] == ["health_app", "access", "network", "staff", ""]
    assert keys["modified"] is False
    keep_keys(folder, "modified")
    assert desk_of(folder).study()["keys"]["modified"] is True


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ("{acept: y}", "coder.yaml:3:8: there is no action `acept`; did you mean `accept`?"),
        ("{accept: yes}", "coder.yaml:3:16: `accept` takes one sign that is no digit, not `yes`"),
        ("{accept: 5}", "`accept` takes one sign that is no digit"),
        ("{accept: x}", "this key stands for `accept` and `reject`; give each of them its own key"),
        ("{modified: maybe}", "`modified` takes true or false"),
        ("[a, b]", "`keys` takes actions with keys"),
    ],
)
def test_wrong_keys_are_told_with_their_place(folder, keys, said):
    keep_keys(folder, keys)
    with pytest.raises(StudyError) as refused:
        desk_of(folder)
    assert said in str(refused.value)


def test_units_of_a_sample_are_read_without_suggestions_and_noted_as_looked_at(folder):
    folder.done("sample", "-b", "clinic.yaml", "-o", "pilot.csv", "--per-code", "1", "--uncoded", "0")
    desk = desk_of(folder, sample="pilot")
    items = desk.queue("sample", {})["items"]
    assert items
    assert {item["state"] for item in items} == {"open"}
    assert desk.transcript(items[0]["transcript"])["suggestions"] == []
    desk.append(items[0]["transcript"], [{"do": "looked", "turn": items[0]["turn"]}])
    assert desk.queue("sample", {})["items"][0]["state"] == "looked"
    (noted,) = folder.read("corpora/default/samples/pilot.looked-at.jsonl").splitlines()
    assert items[0]["why"] in json.loads(noted)["units"]


def test_a_sample_that_is_not_there_is_refused(folder):
    with pytest.raises(StudyError, match="pilto"):
        desk_of(folder, sample="pilto")


def test_what_checks_compares_and_writes_documents_is_loaded_when_it_is_asked_for():
    program = "import sys; from qualcode import api; api.review, api.review_desk; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    late = {"qualcode.checks", "qualcode.agreement", "qualcode.api.code", "qualcode.export", "starlette", "pyarrow"}
    assert late.isdisjoint(done.stdout.split())


@pytest.mark.parametrize("named", ["../out.wav", "/etc/passwd", "gone.wav", "clinic.yaml", "link.wav", ""])
def test_only_a_recording_in_the_studys_folder_is_played(folder, named):
    (folder.path.parent / "out.wav").write_bytes(b"RIFF")
    (folder.path / "link.wav").symlink_to(folder.path.parent / "out.wav")
    folder.write(
        "corpora/default/corpus.yaml", f'format: 1\ntranscripts: {{a: {{attributes: {{audio: "{named}"}}}}}}\n'
    )
    with pytest.raises(Refused) as refused:
        desk_of(folder).recording(A)
    assert refused.value.status == 404


def test_a_transcript_that_names_its_recording_says_so(folder):
    folder.write("rec/a.wav", "RIFF")
    folder.write("interviews/a.txt", f"---\naudio: rec/a.wav\n---\n{TXT}")
    folder.done("ingest", "interviews")
    desk = desk_of(folder)
    assert (desk.transcript(A)["audio"], desk.transcript("b")["audio"]) == (True, False)
    assert desk.recording(A) == (folder.path / "rec/a.wav").resolve()
    assert "audio" not in desk.transcript(A)["about"]


def test_codings_of_others_come_as_a_queue_unless_one_reads_blind(folder):
    desk_of(folder, "budi").append("b", [{"do": "code", "turn": 2, "code": "staff", "start": 0, "end": 9}])
    desk = desk_of(folder)
    assert {"name": "coder", "about": {"coder": "budi"}} in desk.study()["queues"]
    (item,) = desk.queue("coder", {"coder": "budi"})["items"]
    assert (item["transcript"], item["turn"], item["code"], item["coder"], item["state"]) == (
        "b",
        2,
        "staff",
        "budi",
        "own",
    )
    desk.append("b", [{"do": "code", "turn": 2, "code": "staff", "start": 0, "end": 9}])
    assert desk.queue("coder", {"coder": "budi"})["items"][0]["state"] == "same"
    assert desk_of(folder, "cici", blind=True).queue("coder", {"coder": "budi"})["items"] == []
    assert desk.queue("coder", {"coder": "nobody"})["items"] == []


def test_translations_stand_with_their_turn_and_not_when_its_words_are_others(folder):
    text = desk_of(folder).transcript(A)["turns"][1]["text"]
    place = {"transcript": A, "turn": 2, "start": 0, "end": len(text), "quote": text}
    lines = [{"format": 1}, {**place, "text": "There is no signal."}, {**place, "turn": 4, "text": "of other words"}]
    folder.write("corpora/default/translations/en.jsonl", "".join(json.dumps(line) + "\n" for line in lines))
    turns = desk_of(folder).transcript(A)["turns"]
    gloss = {"language": "en", "start": 0, "end": len(text), "text": "There is no signal."}
    assert [turn["glosses"] for turn in turns] == [[], [gloss], [], []]
