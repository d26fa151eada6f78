"""Numbers in order: transcripts, respondents and groups stand 1, 2, 10 wherever people read them."""

import pytest

from study import Folder, coded

SOURCES = {f"P{number}.txt": f"Pewawancara: Ada kendala?\nInforman: Perawat {number} hari.\n" for number in (1, 2, 10)}
ABOUT = "transcripts: {" + ", ".join(f"P{n}: {{attributes: {{age: '{n}'}}}}" for n in (10, 2, 1)) + "}\n"


@pytest.fixture
def study(tmp_path) -> Folder:
    folder = coded(tmp_path, SOURCES)
    folder.write("corpora/default/corpus.yaml", ABOUT)
    return folder


@pytest.mark.parametrize("table", ["segments", "turns", "matrix", "speakers"])
def test_transcripts_and_respondents(study, table):
    study.done("export", table, "-o", "out/t.csv")
    assert list(dict.fromkeys(row["transcript"] for row in study.rows("out/t.csv"))) == ["P1", "P2", "P10"]


@pytest.mark.parametrize("table", ["codes", "segments", "turns", "matrix", "languages", "quotes"])
def test_groups_by_a_number(study, table):
    study.done("export", table, "--by", "age", "-o", "out/t.csv")
    assert list(dict.fromkeys(row["group"] for row in study.rows("out/t.csv"))) == ["1", "2", "10"]


def test_interviews_without_a_date(study):
    study.done("export", "code_coverage", "-o", "out/t.csv")
    assert [row["session"] for row in study.rows("out/t.csv")] == ["P1", "P2", "P10"]


def test_codings_of_people_are_not_written_anew(study):
    rows = "".join(f"P{number},2,,staff\n" for number in (10, 2, 1))
    study.write("codes.csv", "transcript,turn,quote,codes\n" + rows)
    study.done("import", "codings", "codes.csv", "--coder", "ani", "--read-whole")
    before = study.tree("corpora/default/coding")
    study.done("import", "codings", "codes.csv", "--coder", "ani", "--read-whole")
    assert study.tree("corpora/default/coding") == before
