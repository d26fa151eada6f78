"""Attributes: from the source, a file, a survey's columns and the corpus file, in that order of weight."""

from study import Folder, small

SURVEY = (
    "who,city,age,answer\n1,Kota A,30,Perawat kurang\n2,Kota B,,koneksi kurang\n3,Kota A,41,\n4,Kota B,50,Perawat\n"
)
TALK = "---\ncity: Kota Asal\n---\nPewawancara: Apa?\n\nInforman: Perawat kurang.\n"


def groups(folder: Folder, by: str) -> dict[str, str]:
    """Value of an attribute -> respondents in its block."""
    folder.done("export", "barriers", "--by", by)
    rows = [row for row in folder.rows(f"out/barriers-by-{by}.csv") if row["code"] == "staff"]
    assert {row["by"] for row in rows} == {by}
    return {row["group"]: f"{row['respondents']} of {row['respondents_total']}" for row in rows}


def survey(path, *options: str) -> Folder:
    folder = small(path, {"s.csv": SURVEY})
    folder.done("ingest", "interviews", "--each", "row", "--columns", "text=answer,id=who", *options)
    folder.done("code", "-b", "clinic.yaml")
    return folder


def test_each_row_of_a_survey_is_a_respondent_with_the_other_columns_as_attributes(tmp_path):
    folder = survey(tmp_path)
    assert groups(folder, "city") == {"Kota A": "1 of 1", "Kota B": "1 of 2"}
    assert groups(folder, "age") == {"30": "1 of 1", "50": "1 of 1", "": "0 of 1"}


def test_what_is_said_of_a_respondent_wins_over_a_column(tmp_path):
    folder = survey(tmp_path)
    folder.write("corpora/default/respondents.csv", "respondent,city\ns/1,Kota C\n")
    assert groups(folder, "city") == {"Kota B": "1 of 2", "Kota C": "1 of 1"}


def test_each_line_is_a_respondent(tmp_path):
    folder = small(tmp_path, {"l.txt": "Perawat kurang\n\nkoneksi kurang: lama\nPerawat\n"})
    report = folder.done("ingest", "interviews", "--each", "line", "--json").json
    assert [speaker["respondent"] for speaker in report["speakers"]] == ["l/1", "l/2", "l/3"]
    assert {speaker["role"] for speaker in report["speakers"]} == {"participant"}


def test_front_matter_gives_way_to_a_file_and_that_to_the_corpus_file(tmp_path):
    folder = small(tmp_path, {"a.md": TALK})
    folder.write("meta.csv", "transcript,city\na,Kota Berkas\n")
    folder.done("ingest", "interviews")
    folder.done("code", "-b", "clinic.yaml")
    assert groups(folder, "city") == {"Kota Asal": "1 of 1"}
    folder.done("ingest", "interviews", "--meta", "meta.csv")
    folder.done("code", "-b", "clinic.yaml")
    assert groups(folder, "city") == {"Kota Berkas": "1 of 1"}
    folder.write("corpora/default/corpus.yaml", "format: 1\ntranscripts: {a: {attributes: {city: Kota Tangan}}}\n")
    assert groups(folder, "city") == {"Kota Tangan": "1 of 1"}
