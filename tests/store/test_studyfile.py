"""`qualcode.yaml` is read whole, with the usual settings for what it leaves out."""

from qualcode.model.corpus import StudySettings
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
        "qualcode.yaml:2:1: the field `segmnt` is not known here; did you mean `segment`?",
        "qualcode.yaml:3:10: `sentences` is not known here; did you mean `sentence`?",
    ]
