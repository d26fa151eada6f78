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
    assert study.done("export", "methods", "-o", "-").out.startswith("# Method\n")
    assert study.done("export", "methods", "--lang", "id", "-o", "-").out.startswith("# Metode")
    ended = study.run("export", "methods", "--lang", "jv")
    assert (ended.code, "`jv`" in ended.err) == (2, True)


@pytest.mark.parametrize(("first", "method", "title"), [("id", "# Metode", "Hambatan"), ("en", "# Method", "Barriers")])
def test_tables_and_page_of_a_study_are_in_one_language(tmp_path, first, method, title):
    folder = coded(tmp_path)
    folder.write("qualcode.yaml", f"format: 1\nlanguages: [{first}]\ncodebook: clinic.yaml\n")
    assert folder.done("export", "methods", "-o", "-").out.startswith(f"{method}\n")
    assert folder.done("export", "barriers", "--to", "md", "-o", "-").out.startswith(f"## {title}")


def test_the_ending_of_the_file_says_what_the_page_is_written_as(tmp_path):
    from docx import Document

    folder = coded(tmp_path)
    for name in ("m.docx", "m.html", "m.md"):
        folder.done("export", "methods", "--lang", "id", "-o", name)
    paragraphs = Document(str(folder.path / "m.docx")).paragraphs
    assert (paragraphs[0].text, paragraphs[0].style.name) == ("Metode", "Title")
    assert paragraphs[1].style.name == "Heading 1"
    assert "`" not in "".join(paragraph.text for paragraph in paragraphs)
    assert "<h1>Metode</h1>" in folder.read("m.html")
    assert folder.read("m.md").startswith("# Metode")
    before = (folder.path / "m.docx").read_bytes()
    folder.done("export", "methods", "--lang", "id", "-o", "n.docx")
    assert (folder.path / "n.docx").read_bytes() == before
    assert folder.run("export", "methods", "-o", "m.pdf").code == 2


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
    study.write(
        "corpora/default/coding/reader-1/coder.yaml", "format: 1\nkind: person\nmethod: Read twice.\nread_whole: true\n"
    )
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


TWO = {
    "a.txt": "Pewawancara: Ada?\nInforman: Jaringannya kurang.\nPewawancara: Lalu?\nInforman: Perawat datang.\n",
    "b.txt": "Interviewer: Any nurse?\nParticipant: Nobody came.\n",
}


def test_people_and_their_agreement_stand_in_it(tmp_path):
    study = coded(tmp_path, TWO)
    for coder, quote in (("ani", "Jaringannya kurang"), ("budi", "Jaringannya"), ("ani@2", "Jaringannya")):
        keep_coding(study, "a", 2, quote, coder=coder)
    keep_coding(study, "b", 2, study.turns("b")[1][1][:5], coder="citra", whole=False)
    page = study.done("export", "methods", "--lang", "en", "-o", "-").out
    assert "The study keeps the codings of 3 coders: `ani` (a person, 1 coding), `ani@2`" in page
    assert "`ani` and `budi` were compared on 2 turns" in page
    assert "Cohen's kappa 1.00" in page


def test_the_last_test_is_told_without_looking_there_again(tmp_path):
    study = coded(tmp_path)
    study.write("corpora/default/corpus.yaml", "format: 1\ntranscripts:\n  a: {attributes: {split: test}}\n")
    keep_coding(study, "a", 2, "Jaringannya kurang")
    study.done("evaluate", "--against", "reader-1", "--split", "test")
    for _ in range(2):
        page = study.done("export", "methods", "--lang", "en", "-o", "-").out
        assert "with the codebook as it is now, F1 against `reader-1` was 0.00" in page
        assert "looked at 1 time in all" in page


def test_codings_of_interviewers_are_said_to_be_theirs(tmp_path):
    study = coded(tmp_path, TWO)
    keep_coding(study, "a", 1, study.turns("a")[0][1][:4], coder="ani")
    keep_coding(study, "b", 2, study.turns("b")[1][1][:4], coder="ani")
    page = study.done("export", "methods", "--coder", "ani", "--lang", "en", "-o", "-").out
    assert "Not counted either are 1 coding in turns of interviewers." in page


def test_a_checklist_is_written_in_every_format_and_language(study):
    text = study.done("export", "methods", "--checklist", "coreq", "--lang", "en", "-o", "-").out
    assert "## 12. Sample size" in text
    text = study.done("export", "methods", "--checklist", "coreq", "--lang", "id", "-o", "-").out
    assert "## 12. Ukuran sampel" in text
    study.done("export", "methods", "--checklist", "srqr", "--to", "docx")
    assert (study.path / "out/methods-srqr.docx").is_file()


@pytest.mark.parametrize("arguments", [("methods", "--checklist", "coreg"), ("codes", "--checklist", "coreq")])
def test_a_checklist_that_is_none_or_of_a_table_is_refused(study, arguments):
    ended = study.run("export", *arguments)
    assert (ended.code, len(ended.err.strip().splitlines())) == (2, 1)
