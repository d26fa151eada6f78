"""Words that a study adds to the word lists: they change what is found in this study, and nowhere else."""

import csv
from pathlib import Path

import pytest

from qualcode.api.words import words
from qualcode.languages import languages_with
from qualcode.model.finding import StudyError
from qualcode.store.study import open_study
from study import Folder

CODEBOOK = """
format: 1
codebook: signal
languages: [id]
codes:
  - {code: signal, label: {id: Sinyal}, terms: [sinyal]}
"""
SOURCE = "Pewawancara: Apa kendalanya?\nInforman: Singnale sering hilang. Sinyal kuat di kota.\n"
LIST = "words/id/colloquial.txt"


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    folder = Folder(tmp_path)
    folder.write("qualcode.yaml", "format: 1\n")
    folder.write("talk.txt", SOURCE)
    folder.write("signal.yaml", CODEBOOK)
    folder.done("ingest", "talk.txt")
    return folder


def coded(folder: Folder) -> list[str]:
    folder.done("code", "--codebook", "signal.yaml")
    folder.done("export", "segments")
    return [row["quote"] for row in csv.DictReader(folder.read("out/segments.csv").splitlines())]


def test_a_regional_form_is_found_while_the_study_lists_it(folder: Folder) -> None:
    assert coded(folder) == ["Sinyal kuat di kota."]
    folder.write(LIST, "# spoken in the hills\nsingnale sinyal\n")
    assert coded(folder) == ["Singnale sering hilang.", "Sinyal kuat di kota."]
    (folder.path / LIST).unlink()
    assert coded(folder) == ["Sinyal kuat di kota."]


def test_codings_are_stale_when_a_list_has_changed_since(folder: Folder) -> None:
    coded(folder)
    folder.write(LIST, "singnale sinyal\n")
    ended = folder.run("export", "segments")
    assert ended.code == 2
    assert "were made before the word lists of the study changed" in ended.err
    assert coded(folder) == ["Singnale sering hilang.", "Sinyal kuat di kota."]


def test_with_the_same_lists_nothing_is_made_anew(folder: Folder) -> None:
    folder.write(LIST, "singnale sinyal\n")
    coded(folder)
    before = folder.stamps(".qualcode")
    coded(folder)
    after = folder.stamps(".qualcode")
    assert before == {name: after[name] for name in before}


def test_a_word_can_be_taken_away(folder: Folder) -> None:
    assert words(open_study(folder.path), "gak", "light").levels[0].keys == (("id:tidak", "en:gak"),)
    folder.write(LIST, "-gak\n")
    assert words(open_study(folder.path), "gak", "light").levels[0].keys == (("id:gak", "en:gak"),)


def test_studies_in_one_process_keep_their_words_apart(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    folder.write("other/qualcode.yaml", "format: 1\n")
    folder.write("other/words/id/negators.txt", "endak wae\n")
    folder.write("words/id/colloquial.txt", "singnale sinyal\n")
    one, other = open_study(folder.path), open_study(tmp_path / "other")
    for _ in range(2):  # each after the other
        assert _keys(one) == "id:sinyal"
        assert _keys(other) == "id:singnale"
    assert "endak wae" in other.languages.words("negators")
    assert "endak wae" not in languages_with().words("negators")


def _keys(study: object) -> str:
    return words(study, "singnale", "light").levels[0].keys[0][0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("file", "text", "code", "line"),
    [
        ("words/id/colloquial.txt", "# forms\nsingnale\n", "no-pair", 2),
        ("words/id/coloquial.txt", "a b\n", "unknown-word-list", None),
        ("words/xx/colloquial.txt", "a b\n", "unknown-language", None),
        ("words/id/roots.txt", "[verb]\nsampaikan\n", "unknown-heading", 1),
        ("words/id/role_labels.txt", "warga desa\n", "unknown-heading", 1),
        ("words/id/negators.txt", b"tida\xe9\n", "not-utf-8", None),
    ],
)
def test_a_mistake_is_an_error_with_its_place(
    folder: Folder, file: str, text: str | bytes, code: str, line: int | None
) -> None:
    folder.write(file, text)
    with pytest.raises(StudyError) as error:
        open_study(folder.path)
    assert [(each.code, each.file) for each in error.value.findings] == [(code, file)]
    assert line is None or error.value.findings[0].line is not None


def test_a_word_that_is_not_there_to_take_away_is_a_warning(folder: Folder) -> None:
    folder.write("words/id/negators.txt", "-tidaak\n")
    assert [(each.code, each.line) for each in open_study(folder.path).findings] == [("no-such-entry", 1)]
