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
        declared={"city": Attribute("session", {"": "Kota wawancara"}), "umur": Attribute("respondent")},
        attributes={"2024/w-01": {"city": "Kota A", "split": "test", "start": "09:30"}},
    )


def test_an_empty_file_knows_nothing():
    assert read_corpus("kota", "corpus.yaml", b"") == (Corpus("kota"), ())


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "speakers: {A: particpant}",
            "corpus.yaml:1:15: `role` takes `interviewer`, `participant`, `other` or `unknown`, not `particpant`;"
            " did you mean `participant`?",
        ),
        ("speakers:\n  A: {rol: other}", "corpus.yaml:2:7: a speaker has no field `rol`; did you mean `role`?"),
        (
            "transcripts: {a: {sesion: 1}}",
            "corpus.yaml:1:19: a transcript has no field `sesion`; did you mean `session`?",
        ),
        (
            "transcripts: [a]",
            "corpus.yaml:1:14: `transcripts` takes names with values, not a list; write `name: value`",
        ),
        (
            "transcripts: {a: {attributes: {k: [1]}}}",
            "corpus.yaml:1:35: each value of `attributes` takes a text, not a list",
        ),
        (
            "attributes: {a: sesion}",
            "corpus.yaml:1:17: `level` takes `respondent`, `session` or `turn`, not `sesion`; did you mean `session`?",
        ),
        (
            "attributes: {a: {levle: turn}}",
            "corpus.yaml:1:18: an attribute has no field `levle`; did you mean `level`?",
        ),
        (
            "synthetic: yes",
            "corpus.yaml:1:12: `synthetic` takes true or false, not `yes`; write true without quotes",
        ),
        (
            "title: Kota: utara",
            "corpus.yaml:1:12: a second `: ` stands in this line; if it belongs to the text, put the"
            ' whole text in quotes: "..."',
        ),
    ],
)
def test_a_mistake_is_one_finding_with_its_place(text, said):
    corpus, findings = read_corpus("kota", "corpus.yaml", text.encode())
    assert corpus is None
    assert [str(finding) for finding in findings] == [said]


def test_what_an_empty_text_in_quotes_stands_for_is_not_stated():
    text = (
        "title: ''\nconsent: \"\"\ninterviewers: ['', Dan]\nspeakers: {A: '', B: {role: '', attributes: {umur: ''}}}\n"
    )
    corpus, findings = read_corpus("kota", "corpus.yaml", text.encode())
    assert findings == ()
    assert corpus == Corpus("kota", interviewers=("Dan",), speakers={"A": Speaker(), "B": Speaker()})
