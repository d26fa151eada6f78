"""The paragraph on method: its numbers are those of the tables."""

import pytest

from study import coded, keep_coding

RESUMED = "Pewawancara: Ada kendala?\nInforman: Perawat kurang di\nPewawancara: Hmm.\nInforman: desa kami.\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return coded(tmp_path_factory.mktemp("methods"))


def test_numbers_are_those_of_the_tables(study):
    meta = study.done("export", "codes", "--to", "json", "-o", "-").json["meta"]
    rows = study.done("export", "segments", "--to", "json", "-o", "-").json["rows"]
    page = study.done("export", "methods", "--lang", "en", "-o", "-").out
    affirmed = sum(row["assertion"] == "affirmed" for row in rows)
    assert f"N = {meta['n']} respondents" in page
    assert f"{meta['words']} words" in page
    assert f"there are {affirmed} affirmed codings" in page
    assert meta["codebook_sha256"] in page
    assert "have not been validated" in page


def test_no_words_of_participants_stand_in_it(study):
    assert "Sinyal" not in study.done("export", "methods", "-o", "-").out


def test_the_language_is_the_first_of_the_study_or_the_one_named(study):
    assert study.done("export", "methods", "-o", "-").out.startswith("# Metode")
    assert study.done("export", "methods", "--lang", "en", "-o", "-").out.startswith("# Method\n")
    ended = study.run("export", "methods", "--lang", "jv")
    assert (ended.code, "`jv`" in ended.err) == (2, True)


def test_figures_name_the_coder_and_stay_away_from_what_is_set_aside(tmp_path):
    study = coded(tmp_path)
    keep_coding(study, "a", 2, "Jaringannya kurang")
    page = study.done("export", "methods", "--lang", "en", "-o", "-").out
    assert "compared with coder `reader-1` (a person), turn by turn: 2 turns of 1 transcript, 1 code." in page
    assert "Precision is 0.00 (0 of 1 assignments of the rules), recall 0.00 (0 of 1 assignments of the coder)" in page
    study.write("corpora/default/corpus.yaml", "format: 1\ntranscripts:\n  a: {attributes: {split: test}}\n")
    page = study.done("export", "methods", "--lang", "en", "-o", "-").out
    assert "Precision" not in page
    assert "set aside for testing exist" in page


def test_a_person_is_described_as_the_study_records(tmp_path):
    study = coded(tmp_path)
    keep_coding(study, "a", 4, "Perawat datang")
    study.write("corpora/default/coding/reader-1/coder.yaml", "format: 1\nkind: person\nmethod: Read twice.\n")
    page = study.done("export", "methods", "--lang", "en", "--coder", "reader-1", "-o", "-").out
    assert "made by a person (`reader-1`). The study's record of this coder says: “Read twice.”" in page
    assert "there is 1 affirmed coding;" in page


def test_turns_are_those_of_the_speakers(tmp_path):
    folder = coded(tmp_path, {"a.txt": RESUMED})
    folder.done("export", "speakers")
    spoken = sum(int(row["turns"]) for row in folder.rows("out/speakers.csv") if row["role"] == "participant")
    assert spoken == 1
    assert "spoke 1 turn with" in folder.done("export", "methods", "--lang", "en", "-o", "-").out


def test_the_terminal_names_the_codes_that_nobody_mentions(tmp_path):
    folder = coded(tmp_path, {"a.txt": RESUMED})
    ended = folder.done("code", "-b", "clinic.yaml")
    assert "No mentions: " in ended.err
    assert "health_app" in ended.err.split("No mentions: ")[1]
    assert "N = 1 respondent." in ended.err
