"""Names for people: of attributes and their values, of codes, and of respondents."""

import pytest

from qualcode.model.corpus import Attribute
from qualcode.store.config import load_corpus, read_corpus
from qualcode.store.layout import StudyLayout
from study import coded

CORPUS = """
attributes:
  group:
    level: respondent
    label: {id: Kelompok, en: Group}
    values:
      official: {id: [pejabat, Pejabat], en: [official, Officials]}
      citizen: warga
"""


def test_an_attribute_and_its_values_have_names_in_two_languages():
    corpus, findings = read_corpus("kota", "corpus.yaml", CORPUS.encode())
    assert findings == ()
    group = corpus.declared["group"]
    assert (group.called("id"), group.called("en"), group.called("jv")) == ("Kelompok", "Group", "Kelompok")
    assert group.value_called("official", "id", group=True) == "Pejabat"
    assert group.value_called("official", "en") == "official"
    assert group.value_called("citizen", "en", group=True) == "warga"
    assert group.value_called("vendor", "en") == "vendor"
    assert [*group.values] == ["official", "citizen"]
    assert Attribute().called("id") == ""


def load(path, rows):
    layout = StudyLayout(path)
    file = layout.respondents_file("kota")
    file.parent.mkdir(parents=True)
    file.write_text(rows, "utf-8")
    return load_corpus(layout, "kota")


def test_an_alias_is_no_attribute(tmp_path):
    corpus, findings = load(tmp_path, 'respondent,alias,age\nani,"R05, camat, 52",52\nbudi,,40\n')
    assert findings == ()
    assert corpus.aliases == {"ani": "R05, camat, 52"}
    assert corpus.respondents == {"ani": {"age": "52"}, "budi": {"age": "40"}}


def test_an_alias_of_two_people_is_refused(tmp_path):
    corpus, (finding,) = load(tmp_path, "respondent,alias\nani,R05\nbudi,R05\n")
    assert corpus is None
    assert "the alias `R05` stands twice" in str(finding)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return coded(tmp_path_factory.mktemp("called"))


def test_an_alias_stands_where_people_read_and_data_stay(study):
    before = study.done("export", "segments", "--to", "csv", "-o", "-").out
    person = study.done("export", "segments", "--to", "json", "-o", "-").json["rows"][0]["respondent"]
    study.write("corpora/default/respondents.csv", f'respondent,alias\n{person},"R05, camat"\n')
    study.done("code", "-b", "clinic.yaml")
    assert study.done("export", "segments", "--to", "csv", "-o", "-").out == before
    page = study.done("export", "segments", "--to", "md", "-o", "-").out
    assert "R05, camat<br>" in page
    study.done("report", "-o", "r.html")
    assert "R05, camat" in (study.path / "r.html").read_text("utf-8")


def test_columns_and_style_are_for_pages_and_known(study):
    assert study.run("export", "barriers", "--columns", "label", "-o", "b.csv").code == 2
    wrong = study.run("export", "codes", "--columns", "labl", "--to", "md", "-o", "-")
    assert (wrong.code, "did you mean `label`?" in wrong.err) == (2, True)
    asked = study.done("export", "codes", "--columns", "respondents,label", "--to", "md", "-o", "-").out
    assert "| n | Code |" in asked or "| n | Kode |" in asked
