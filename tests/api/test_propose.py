"""Proposals of a study: who teaches, what is left alone, sheets, and a model for another study."""

import json
from dataclasses import replace

import pytest

from propose.taught import CODES, TURNS, code_whole, sentences, write_study
from qualcode.api.proposals import ProposeOptions, open_proposals
from qualcode.api.propose import export_model, propose
from qualcode.model.finding import StudyError
from qualcode.store.study import open_study
from qualcode.topics import kept
from topics.meant import FakeEncoder


@pytest.fixture(autouse=True)
def encoder(monkeypatch):
    made = FakeEncoder()
    monkeypatch.setattr(kept, "SentenceEncoder", lambda: made)
    return made


@pytest.fixture
def folder(tmp_path):
    folder = write_study(tmp_path)
    for person in "abcd":
        code_whole(folder, person)
    return folder


def asked(folder, question, about="", top=10, **other):
    wish = replace(options(folder), **other)
    return propose(open_study(folder.path), question, about, top, wish)


def options(folder):
    return ProposeOptions(codebook=str(folder.path / "subjects.yaml"))


def true_code(place):
    transcript, turn = place
    subject, _ = sentences(transcript)[turn // 2 - 1]
    return CODES[subject] if subject < 3 else ""


def test_a_review_list_begins_with_turns_that_have_the_code(folder):
    report = asked(folder, "code", "school")
    assert (report.coder, report.looked, report.turns) == ("ani", 4 * TURNS, 6 * TURNS)
    assert {each.transcript for each in report.proposals} == {"e", "f"}
    first = report.proposals[:6]
    assert [true_code((each.transcript, each.turn)) for each in first] == ["school"] * 6
    assert all(each.code == "school" and each.chance > 0.5 and each.expected and each.given is None for each in first)
    assert true_code((first[0].nearest.split(":")[0], int(first[0].nearest.split(":")[1]))) == "school"
    assert set(first[0].words) & {"guru", "murid", "sekolah", "buku", "ujian"}
    (outlook,) = report.codes
    assert (outlook.found, outlook.learnt_from, outlook.learnable) == (12, "turns", "well")


def test_the_same_study_gives_the_same_proposals(folder):
    assert asked(folder, "next") == asked(folder, "next")


def test_a_turn_has_its_likeliest_codes_first(folder):
    report = asked(folder, "turn", "e:2", top=3)
    assert report.proposals[0].code == true_code(("e", 2))
    assert [each.chance for each in report.proposals] == sorted(
        (each.chance for each in report.proposals), reverse=True
    )


@pytest.mark.parametrize("about", ["e:1", "nosuch:2", "e:99", "e"])
def test_other_turns_are_refused(folder, about):
    with pytest.raises(StudyError, match=r"turn|transcript"):
        asked(folder, "turn", about)


def test_a_misspelt_code_is_refused_with_the_nearest_one(folder):
    with pytest.raises(StudyError, match="school"):
        asked(folder, "code", "shool")


def test_what_is_set_aside_for_testing_neither_teaches_nor_is_proposed(folder):
    aside = "".join(f"  {transcript}: {{attributes: {{split: test}}}}\n" for transcript in "ae")
    folder.write("corpora/default/corpus.yaml", f"format: 1\ntranscripts:\n{aside}")
    report = asked(folder, "next", top=0)
    assert (report.looked, report.set_aside) == (3 * TURNS, 2)
    assert {each.transcript for each in report.proposals} == {"f"}
    assert {each.transcript for each in asked(folder, "next", top=0, split="all").proposals} == {"e", "f"}


def test_without_codings_definitions_teach(tmp_path):
    report = asked(write_study(tmp_path), "code", "network")
    assert (report.coder, report.looked, report.codes[0].learnt_from) == ("", 0, "definition")
    assert all(each.chance is None for each in report.proposals)
    assert true_code((report.proposals[0].transcript, report.proposals[0].turn)) == "network"


def test_a_rejected_code_is_an_answer_to_that_code_only(tmp_path):
    folder = write_study(tmp_path)
    place = {"turn": 2, "start": 0, "end": 5, "time": "2026-01-01T10:00:00.000Z"}
    line = {"do": "reject", "id": "r1", "code": "network", **place}
    folder.write("corpora/default/coding/ani/a.jsonl", f'{{"format": 2}}\n{json.dumps(line)}\n')
    learnt = open_proposals(open_study(folder.path), options(folder))
    assert learnt.material.known[0].tolist() == [True, False, False]
    assert learnt.material.known.sum() == 1
    assert not learnt.material.has.any()


def test_a_turn_counts_as_read_only_where_the_coder_says_so(tmp_path):
    folder = write_study(tmp_path)
    code_whole(folder, "a", looked=[0, 3, 4])
    learnt = open_proposals(open_study(folder.path), options(folder))
    assert learnt.material.looked.nonzero()[0].tolist() == [0, 3, 4]


def test_who_coded_most_teaches_unless_another_one_is_named(folder):
    code_whole(folder, "e", coder="budi")
    assert asked(folder, "codes").coder == "ani"
    report = asked(folder, "codes", coder="budi")
    assert (report.coder, report.looked) == ("budi", TURNS)


def test_what_was_coded_wrongly_comes_first_when_one_looks_again(folder):
    file = "corpora/default/coding/ani/b.jsonl"
    folder.replace(file, '"code": "school"', '"code": "field"')
    first, second = asked(folder, "check").proposals[:2]
    assert {(first.code, first.given), (second.code, second.given)} == {("field", True), ("school", False)}
    assert {(first.transcript, first.turn), (second.transcript, second.turn)} == {("b", 4)}


def test_proposals_are_no_codings(folder):
    before = folder.tree("corpora")
    for question, about in (("next", ""), ("code", "school"), ("check", ""), ("codes", ""), ("turn", "e:2")):
        asked(folder, question, about)
    assert folder.tree("corpora") == before


def test_sentences_are_encoded_once(folder, encoder):
    asked(folder, "next")
    number = len(encoder.encoded)
    asked(folder, "code", "school")
    assert len(encoder.encoded) == number


def test_what_is_left_is_estimated_from_turns_in_random_order(folder):
    assert asked(folder, "code", "school").codes[0].remaining is None
    learnt = open_proposals(open_study(folder.path), options(folder))
    for person in "ef":
        own = [learnt.place(row)[1] // 2 - 1 for row in learnt.order[:40].tolist() if learnt.place(row)[0] == person]
        code_whole(folder, person, looked=own)
    report = asked(folder, "code", "school")
    left = report.codes[0].remaining
    assert report.at_random >= 40
    assert left.low <= 18 - left.found <= left.high


def test_a_model_holds_single_words_that_three_respondents_share(tmp_path):
    folder = write_study(tmp_path)
    for person, words in (("a", "kelurahan balai kota"), ("b", "kelurahan balai desa"), ("c", "balai kami semua")):
        said = folder.read(f"interviews/{person}.txt")
        folder.write(f"interviews/{person}.txt", f"{said}Pewawancara: Lalu?\nInforman: {words}\n")
    folder.done("ingest", "interviews", "-q")
    folder.write("corpora/default/coding/ani/coder.yaml", "format: 1\nread_whole: true\n")
    for person in "abcd":
        code_whole(folder, person)
    export_model(open_study(folder.path), str(folder.path / "m.json"), options(folder))
    said = json.loads(folder.read("m.json"))
    assert (said["card"]["turns"], said["card"]["respondents"]) == (4 * TURNS + 3, 4)
    assert said["codes"]["school"]["turns"] == 12
    assert said["codes"]["school"]["weights"]["guru"] > 0.5
    assert "balai" in said["terms"]
    assert not {"lurah", "kelurahan", "kota", "desa"} & {*said["terms"]}
    assert not [term for term in said["terms"] if " " in term]


def test_a_model_orders_turns_in_another_study(folder, tmp_path_factory):
    export_model(open_study(folder.path), str(folder.path / "m.json"), options(folder))
    other = write_study(tmp_path_factory.mktemp("other"), "ef")
    other.write("subjects.yaml", "format: 1\ncodebook: subjects\ncodes: [{code: school}, {code: network}]\n")
    assert asked(other, "code", "school").proposals == ()
    report = asked(other, "code", "school", model=str(folder.path / "m.json"))
    assert [true_code((each.transcript, each.turn)) for each in report.proposals[:6]] == ["school"] * 6
    assert report.codes[0].learnt_from == "model"
    other.write("subjects.model.json", folder.read("m.json"))
    assert asked(other, "code", "school").model == "subjects.model.json"  # it lies beside the codebook


def test_words_of_two_respondents_stay_at_home(tmp_path):
    folder = write_study(tmp_path, "ab")
    for person in "ab":
        code_whole(folder, person)
    with pytest.raises(StudyError, match="too little"):
        export_model(open_study(folder.path), "m.json", options(folder))


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "no model"), ("[]", "no model"), ('{"format": 9}', "format 9"), ('{"format": 1, "terms": {}}', "no model"),
     ('{"format": 1, "card": 3, "codes": {}, "terms": {"a": "b"}}', "no model"), ("\xff", "no model")],
)  # fmt: skip
def test_a_bad_model_is_one_line(folder, text, said):
    folder.write("m.json", text.encode("latin-1"))
    with pytest.raises(StudyError, match=said) as raised:
        asked(folder, "next", model=str(folder.path / "m.json"))
    assert raised.value.findings[0].file == "m.json"


def test_whoever_codes_first_may_name_herself(tmp_path):
    folder = write_study(tmp_path)
    made = open_proposals(open_study(folder.path), replace(options(folder), coder="ani"))
    assert (made.coder, made.material.known.any()) == ("", False)
    code_whole(folder, "a")
    with pytest.raises(StudyError, match="no coder `nobody`"):
        open_proposals(open_study(folder.path), replace(options(folder), coder="nobody"))
