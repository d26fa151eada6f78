"""Configuration is optional, and found where the layout says."""

from qualcode.model.corpus import Corpus, StudySettings
from qualcode.store.atomic import write_bytes
from qualcode.store.config import load_corpus, load_study
from qualcode.store.layout import StudyLayout


def test_without_files_everything_is_as_usual(tmp_path):
    layout = StudyLayout(tmp_path)
    assert load_study(layout) == (StudySettings(), ())
    assert load_corpus(layout, "default") == (Corpus("default"), ())


def test_corpus_and_respondents_are_joined(tmp_path):
    layout = StudyLayout(tmp_path)
    write_bytes(layout.corpus_file("kota"), b"title: Kota\n")
    write_bytes(layout.respondents_file("kota"), b"respondent,age\nR1,40\n")
    assert load_corpus(layout, "kota") == (Corpus("kota", title="Kota", respondents={"R1": {"age": "40"}}), ())


def test_mistakes_in_both_files_are_said_with_paths_from_the_study(tmp_path):
    layout = StudyLayout(tmp_path)
    write_bytes(layout.corpus_file("kota"), b"titel: Kota\n")
    write_bytes(layout.respondents_file("kota"), b"name\n")
    corpus, findings = load_corpus(layout, "kota")
    assert corpus is None
    assert [finding.place for finding in findings] == ["corpora/kota/corpus.yaml:1:1", "corpora/kota/respondents.csv:1"]
