"""`corpus.yaml` decides about speakers, sessions and attributes."""

import pytest

from qualcode.model.corpus import Attribute, Corpus, Speaker
from qualcode.store.config import read_corpus

WHOLE = """
format: 1
title: Wawancara
synthetic: true
licence: CC-BY-4.0
consent: sharing
interviewers: [Dan]
attributes:
  city: {level: session, label: Kota wawancara}
  umur: respondent
  note:
speakers:
  Informan 1: {role: participant, respondent: R1, attributes: {umur: 40, kota: }}
  Pak Lurah: participant
transcripts:
  2024/w-01:
    session: S1
    attributes: {city: Kota A, split: test, start: 09:30}
    speakers:
      Particpant: {role: participant, respondent: Participant}
      Dan: interviewer
  w-02: {}
  w-03:
"""


def test_everything_that_can_be_said():
    corpus, findings = read_corpus("kota", "corpus.yaml", WHOLE.encode())
    assert findings == ()
    assert corpus == Corpus(
        "kota",
        title="Wawancara",
        synthetic=True,
        licence="CC-BY-4.0",
        consent="sharing",
        interviewers=("Dan",),
        speakers={"Informan 1": Speaker("participant", "R1", {"umur": "40"}), "Pak Lurah": Speaker("participant")},
        transcript_speakers={
            "2024/w-01": {"Particpant": Speaker("participant", "Participant"), "Dan": Speaker("interviewer")}
        },
        sessions={"2024/w-01": "S1"},
        declared={"city": Attribute("session", "Kota wawancara"), "umur": Attribute("respondent")},
        attributes={"2024/w-01": {"city": "Kota A", "split": "test", "start": "09:30"}},
    )


def test_an_empty_file_knows_nothing():
    assert read_corpus("kota", "corpus.yaml", b"") == (Corpus("kota"), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("speakers: {A: particpant}", "corpus.yaml:1:15: `particpant` is not known here; did you mean `participant`?"),
        ("speakers:\n  A: {rol: other}", "corpus.yaml:2:7: the field `rol` is not known here; did you mean `role`?"),
        (
            "transcripts: {a: {sesion: 1}}",
            "corpus.yaml:1:19: the field `sesion` is not known here; did you mean `session`?",
        ),
        ("transcripts: [a]", "corpus.yaml:1:14: names with values belong here; write `name: value`"),
        ("transcripts: {a: {attributes: {k: [1]}}}", "corpus.yaml:1:35: a single value belongs here"),
        ("attributes: {a: sesion}", "corpus.yaml:1:17: `sesion` is not known here; did you mean `session`?"),
        (
            "attributes: {a: {levle: turn}}",
            "corpus.yaml:1:18: the field `levle` is not known here; did you mean `level`?",
        ),
        ("synthetic: yes", "corpus.yaml:1:12: this must be true or false"),
    ],
)
def test_a_mistake_is_one_finding_with_its_place(text, said):
    corpus, findings = read_corpus("kota", "corpus.yaml", text.encode())
    assert corpus is None
    assert [str(finding) for finding in findings] == [said]
