"""Explaining a turn of the corpus is explaining its text with the question before it."""

import pytest

from qualcode.api.explain import explain
from qualcode.model.finding import StudyError
from qualcode.store.study import open_study
from study import Folder, coded


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return coded(tmp_path_factory.mktemp("explain"))


def explained(folder, what, codebook=""):
    return explain(open_study(folder.path), what, str(folder.path / codebook) if codebook else "")


def test_a_turn_is_found_with_its_speaker_and_its_codings_are_those_of_the_study(folder):
    report = explained(folder, "a:4")
    assert (report.place, report.speaker, report.role, report.codebook) == (
        "a:4",
        "Informan",
        "participant",
        "clinic.yaml",
    )
    folder.done("export", "segments")
    rows = [row for row in folder.rows("out/segments.csv") if (row["transcript"], row["turn"]) == ("a", "4")]
    said = report.explanation
    assert [(each.code, each.start, each.end, each.assertion, each.prompted) for each in said.codings] == [
        (row["code"], int(row["start"]), int(row["end"]), row["assertion"], row["prompted"] == "true") for row in rows
    ]


@pytest.mark.parametrize("text", ["Buka jam 12:30", "12:30", "Katanya: 3", "Informan 1:2"])
def test_what_names_no_turn_is_a_text(folder, text):
    assert (explained(folder, text).place, explained(folder, text).explanation.text) == ("", text)


def test_a_name_with_blanks_is_found(tmp_path):
    folder = coded(tmp_path, {"h plain.txt": "Koneksi kurang.\n"})
    assert explained(folder, "h plain:1").place == "h plain:1"


@pytest.mark.parametrize(("what", "said"), [("aa:4", "did you mean `a`"), ("a:99", "a:1 to a:4")])
def test_a_turn_that_is_not_there_is_refused(folder, what, said):
    with pytest.raises(StudyError, match=said):
        explained(folder, what)


def test_without_any_codebook_words_are_explained(tmp_path):
    report = explain(open_study(Folder(tmp_path).path), "Jaringannya kurang.")
    assert (report.codebook, report.explanation.fired) == ("", ())
    assert len(report.explanation.tokens) == 2


def test_a_codebook_that_is_named_must_be_there(folder):
    with pytest.raises(StudyError, match="no such codebook"):
        explained(folder, "Jaringan.", "no.yaml")


def test_a_search_that_cannot_be_made_is_told(tmp_path):
    text = (
        "format: 1\ncodebook: c\npipelines: {en: xx_none}\n"
        "codes: [{code: a, terms: [{pattern: [{POS: NOUN}], language: en}]}]"
    )
    folder = coded(tmp_path)
    (folder.path / "p.yaml").write_text(text + "\n", "utf-8")
    report = explained(folder, "The nurse left.", "p.yaml")
    assert [(each.code, each.line) for each in report.findings] == [("missing-pipeline", 4)]


def test_the_name_of_a_transcript_alone_is_a_text_and_the_way_to_its_turns_is_said(folder):
    (found,) = explained(folder, "a").findings
    assert (found.level, found.code) == ("warning", "transcript-as-text")
    assert "qualcode explain a:1" in found.hint
    assert not explained(folder, "a b").findings


def test_words_stand_in_the_order_in_which_they_are_first_said(folder):
    shown = folder.done("explain", "Mau tidak mau saya takut.").out.partition("Words")[2].splitlines()
    words = [line.split()[0] for line in shown if line.strip() and line.split()[0] in ("Mau", "tidak", "saya", "takut")]
    assert words == ["Mau", "tidak", "saya", "takut"]


def test_a_rule_is_shown_with_the_sentence_that_its_codebook_has_for_it(folder):
    text = folder.read("clinic.yaml").replace(
        "- rule: net-missing", "- rule: net-missing\n        says: {id: Jaringan kurang., en: The network is lacking.}"
    )
    folder.write("said.yaml", text)
    said = explained(folder, "Jaringannya kurang, perawat datang.", "said.yaml").explanation.says
    assert said == {"net-missing": {"id": "Jaringan kurang.", "en": "The network is lacking."}}
    shown = folder.done("explain", "Jaringannya kurang, perawat datang.", "-b", "said.yaml").out
    assert "The network is lacking. (net-missing)" in " ".join(shown.split())
    assert "perawat" in shown
