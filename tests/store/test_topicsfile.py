"""`topics.yaml` and `topics:` of `qualcode.yaml`."""

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
