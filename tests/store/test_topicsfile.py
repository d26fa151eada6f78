"""`topics.yaml` and `topics:` of `qualcode.yaml`."""

import pytest

from qualcode.model.corpus import NamedTopic, TopicSettings
from qualcode.store.config import read_study, read_topics


def test_numbers_names_and_terms_are_read():
    named = '{topic: 4, name: "Antre, lama", terms: [antrean, "tanda tangan"]}'
    text = f"format: 1\ntopics:\n  - {named}\n  - {{topic: 1, terms: no}}\n"
    assert read_topics("topics.yaml", text.encode())[0] == (
        NamedTopic(4, "Antre, lama", ("antrean", "tanda tangan")),
        NamedTopic(1, "", ("no",)),
    )


def test_a_newer_format_is_refused():
    topics, findings = read_topics("topics.yaml", b"format: 2\ntopics: []\n")
    assert topics is None
    assert [each.code for each in findings] == ["newer-format"]


def test_a_study_says_what_topics_leave_out():
    study, findings = read_study("qualcode.yaml", b"format: 1\ntopics: {stop_words: [aplikasi], names: Sukatirta}\n")
    assert study is not None
    assert not findings
    assert study.topics == TopicSettings(("aplikasi",), ("Sukatirta",))


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("topics: [{terms: [a]}]", "missing-field", "topics.yaml:1:10"),
        ("topics: [{topic: 1}]", "missing-field", "topics.yaml:1:10"),
        ("topics: [{topic: 0, terms: [a]}]", "wrong-value", "topics.yaml:1:18"),
        ("topics: [{topic: 1, terms: []}]", "empty-list", "topics.yaml:1:28"),
        ("topics: {topic: 1}", "wrong-value", "topics.yaml:1:9"),
        ("topics:\n- {topic: 1, terms: a}\n- {topic: 1, terms: b}", "repeated-topic", "topics.yaml:2:1"),
    ],
)
def test_a_mistake_has_its_place(text, code, place):
    topics, (finding,) = read_topics("topics.yaml", text.encode())
    assert topics is None
    assert (finding.code, finding.place) == (code, place)
