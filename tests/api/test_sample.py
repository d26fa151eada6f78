"""Sample: a blind sheet, and what the study keeps of it."""

import json

import pytest

from qualcode.readers.workbook import read_workbook
from study import CODEBOOK, Folder, mixed, small


@pytest.fixture
def study(tmp_path) -> Folder:
    folder = mixed(tmp_path)
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "clinic.yaml")
    return folder


def test_the_sheet_says_nothing_of_the_rules(study):
    study.done("sample", "-o", "sheet.csv")
    rows = study.rows("sheet.csv")
    assert list(rows[0]) == [
        "id",
        "transcript",
        "turn",
        "continues",
        "segment",
        "question",
        "between",
        "text",
        "codes",
        "note",
    ]
    assert {row["codes"] for row in rows} == {""}
    for code in ("staff", "network", "health_app"):
        assert code not in study.read("sheet.csv")


def test_every_row_is_its_turn_and_the_question_before_it(study):
    study.done("sample", "-o", "sheet.csv")
    for row in study.rows("sheet.csv"):
        turns = study.turns(row["transcript"])
        assert row["text"] == turns[int(row["turn"]) - 1][1].strip()
        if row["transcript"] == "e":
            assert row["question"] == turns[0][1]


GROUP = """\
Moderator: Apakah perawat cukup?
Ani (A): Ya, begitulah.
Moderator: Hmm.
Budi (B): Perawat kurang di sini.
"""


def test_what_others_answered_stands_between_the_question_and_the_row(tmp_path):
    folder = small(tmp_path, {"group.txt": GROUP})
    folder.done("ingest", "interviews")
    folder.done("code", "--codebook", "clinic.yaml")
    folder.done("sample", "-o", "sheet.csv")
    rows = {row["turn"]: (row["question"], row["between"]) for row in folder.rows("sheet.csv")}
    question = "Apakah perawat cukup?"
    assert rows == {"2": (question, ""), "4": (question, "Ya, begitulah.")}


def test_segments_are_parts_of_their_turns(study):
    study.done("sample", "-o", "sheet.csv", "--unit", "segment")
    rows = study.rows("sheet.csv")
    assert len({(row["transcript"], row["turn"], row["segment"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["text"] in study.turns(row["transcript"])[int(row["turn"]) - 1][1]


def test_the_study_keeps_places_and_chances_and_no_words(study):
    study.done("sample", "-o", "sheet.csv", "--per-code", "2", "--uncoded", "1", "--seed", "7")
    header, *units = map(json.loads, study.read("corpora/default/samples/sheet.jsonl").splitlines())
    assert (header["seed"], header["unit"], header["strata"]["staff"][1]) == (7, "turn", 2)
    assert [unit["id"] for unit in units] == [row["id"] for row in study.rows("sheet.csv")]
    assert all(0 < unit["chance"] <= 1 for unit in units)
    assert "Perawat" not in study.read("corpora/default/samples/sheet.jsonl")


def test_the_workbook_explains_the_codes(study):
    study.done("sample", "-o", "sheet.xlsx")
    book = read_workbook((study.path / "sheet.xlsx").read_bytes())
    assert list(book) == ["sheet", "codebook", "notes"]
    assert "staff" in [row.cells[0] for row in book["codebook"]]


def test_the_same_draw_is_the_same_file_and_another_one_needs_another_name(study):
    study.done("sample", "-o", "sheet.csv")
    before = study.tree()
    study.done("sample", "-o", "sheet.csv")
    assert study.tree() == before
    assert study.run("sample", "-o", "other.csv", "--seed", "2", "--name", "sheet", "--per-code", "1").code == 2


def test_a_sheet_that_somebody_filled_is_never_overwritten(study):
    study.done("sample", "-o", "sheet.csv")
    study.write("sheet.csv", study.read("sheet.csv") + "mine\n")
    assert study.run("sample", "-o", "sheet.csv").code == 2
    assert study.read("sheet.csv").endswith("mine\n")


def test_a_dry_run_writes_nothing(study):
    before = study.tree("corpora")
    assert "Would write" in study.done("sample", "-o", "sheet.csv", "-n").err
    assert study.tree("corpora") == before
    assert not (study.path / "sheet.csv").exists()


@pytest.mark.parametrize(
    "options", [["-o", "s.docx"], ["-o", "s.csv", "--unit", "word"], ["-o", "s.csv", "--split", "x"]]
)
def test_options_without_meaning_are_refused(study, options):
    assert study.run("sample", *options).code == 2


def test_a_samples_folder_is_no_coder(study):
    study.done("sample", "-o", "sheet.csv")
    assert study.done("status", "--json").json["coders"] == []


def test_where_nobody_answers_that_is_said(tmp_path):
    folder = Folder(tmp_path)
    folder.write("clinic.yaml", CODEBOOK)
    folder.write("a.txt", "Pewawancara: Apa kendalanya?\nPewawancara: Perawat kurang?\n")
    folder.done("ingest", "a.txt")
    folder.done("code", "-b", "clinic.yaml")
    ended = folder.run("sample", "-o", "sheet.csv")
    assert (ended.code, "no participant says anything" in ended.err) == (2, True)
    assert "no turn of a participant has 3 words or more" in folder.run("propose").err
