"""Words: what a term catches in the corpus, level by level."""

import pytest

from qualcode.api.words import words
from qualcode.model.finding import StudyError
from qualcode.store.study import open_study
from study import Folder, coded

TEXT = "Informan: Percaya? Dipercaya, percaya. Kepercayaan kami hilang [percaya]. Layanannya lack of it, Lack of it.\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return coded(tmp_path_factory.mktemp("words"), {"a.txt": TEXT})


def forms(folder, term, *arguments):
    report = words(open_study(folder.path), term, *arguments)
    return {caught.level: {form.form: form.count for form in caught.forms} for caught in report.levels}


def test_each_level_catches_what_the_one_before_does(folder):
    found = forms(folder, "percaya")
    assert found["exact"] == {"Percaya": 2}
    assert found["light"] == {"Percaya": 2, "Dipercaya": 1}
    assert found["light"].items() <= found["root"].items()
    assert "Kepercayaan" in found["root"]


def test_ways_of_writing_one_form_are_counted_together_and_apart(folder):
    report = words(open_study(folder.path), "lack of", "exact")
    assert [(form.form, form.count, form.written) for form in report.levels[0].forms] == [
        ("Lack of", 2, {"Lack of": 1, "lack of": 1})
    ]


def test_a_pattern_is_the_same_at_every_level(folder):
    assert forms(folder, "*percaya*") == {"exact": {"Percaya": 2, "Dipercaya": 1, "Kepercayaan": 1}}


def test_an_expression_catches_the_whole_words_that_it_touches(folder):
    report = words(open_study(folder.path), r"per?caya|lack\s+of", regex=True)
    caught = report.levels[0]
    assert [(form.form, form.count) for form in caught.forms] == [
        ("Lack of", 2), ("Percaya", 2), ("Dipercaya", 1), ("Kepercayaan", 1)
    ]  # fmt: skip
    assert (caught.level, caught.keys, report.near) == ("exact", ((r"per?caya|lack\s+of",),), ())


def test_a_word_is_no_expression_unless_asked(folder):
    assert forms(folder, "perc.ya") == {"exact": {}, "light": {}, "root": {}}
    assert words(open_study(folder.path), "perc.ya", regex=True).levels[0].count == 4


def test_an_expression_without_end_is_given_up_and_said(tmp_path):
    folder = coded(tmp_path, {"a.txt": f"Informan: {'kata ' * 40}!\n"})
    report = words(open_study(folder.path), r"(\w|\s|kata)+\d", regex=True)
    assert [finding.code for finding in report.findings] == ["slow-regex"]


@pytest.mark.parametrize(
    ("term", "arguments", "said"), [("(a", (), "not a regular"), ("a*", (), "empty"), ("a", ("light",), "no level")]
)
def test_expressions_that_cannot_be_looked_for_are_refused(folder, term, arguments, said):
    with pytest.raises(StudyError, match=said):
        words(open_study(folder.path), term, *arguments, regex=True)


def test_one_level_and_one_language(folder):
    report = words(open_study(folder.path), "layanan", "light", "id")
    assert [(caught.level, caught.keys, caught.count) for caught in report.levels] == [("light", (("id:layanan",),), 1)]


def test_what_is_nowhere_has_near_words(folder):
    report = words(open_study(folder.path), "kepercayan", "exact")
    assert (report.levels[0].count, report.near[:1]) == (0, ("kepercayaan",))


def test_without_a_corpus_the_keys_are_told(tmp_path):
    report = words(open_study(Folder(tmp_path).path), "percaya")
    assert (report.corpus, report.levels[0].keys) == ("", (("percaya",),))


@pytest.mark.parametrize(
    ("arguments", "said"), [(("a", "lite"), "light"), (("a", "", "idn"), "`id`"), (("!",), "letter")]
)
def test_mistakes_are_refused(folder, arguments, said):
    with pytest.raises(StudyError, match=said):
        words(open_study(folder.path), *arguments)
