"""`qualcode.yaml` is read whole, with the usual settings for what it leaves out."""

import pytest

from qualcode.model.corpus import CheckSettings, StudySettings
from qualcode.store.config import read_study


def test_everything_that_can_be_set():
    text = "format: 1\ntitle: Kota\nlanguages: [en, id]\ncorpus: kota\ncodebook: codebooks/x.yaml\nsegment: turn\n"
    expected = StudySettings("Kota", ("en", "id"), "kota", "codebooks/x.yaml", "turn", configured=True)
    assert read_study("qualcode.yaml", text.encode()) == (expected, ())


def test_an_empty_file_is_the_usual_study():
    assert read_study("qualcode.yaml", b"") == (StudySettings(configured=True), ())


def test_mistakes_are_all_named_with_their_places():
    study, findings = read_study("qualcode.yaml", b"format: 1\nsegmnt: turn\nsegment: sentences\n")
    assert study is None
    assert [str(finding) for finding in findings] == [
        "qualcode.yaml:2:1: a study has no field `segmnt`; did you mean `segment`?",
        "qualcode.yaml:3:10: `segment` takes `sentence`, `turn`, `paragraph` or `line`, not `sentences`;"
        " did you mean `sentence`?",
    ]


@pytest.mark.parametrize(("written", "share"), [("30", 30), ("'12.5 %'", 12.5), ("0%", 0), ("", 25), ("100", 100)])
def test_a_share_is_a_percentage(written, share):
    study, findings = read_study("qualcode.yaml", f"check: {{max_share: {written}}}".encode())
    assert findings == ()
    assert study.check == CheckSettings(max_share=share)


@pytest.mark.parametrize("written", ["101", "-1", "nan", "a third", "[1]", "''"])
def test_nothing_else_is_a_share(written):
    study, (finding,) = read_study("qualcode.yaml", f"check: {{max_share: {written}}}".encode())
    assert study is None
    assert (finding.code, finding.place) == ("wrong-value", "qualcode.yaml:1:20")


def test_an_empty_list_of_languages_is_the_usual_one():
    assert read_study("qualcode.yaml", b"languages: []") == (StudySettings(configured=True), ())
