"""SQL over the tables: the numbers of the tables, only the tables that are named, and nothing but reading."""

import re
import subprocess
import sys

import pytest

from qualcode import Study, StudyError
from qualcode.api import sql as module
from qualcode.languages.retold import retold
from study import coded, environment


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return coded(tmp_path_factory.mktemp("study"))


@pytest.fixture(scope="module")
def study(folder):
    return Study(folder.path)


def test_a_query_counts_what_the_table_counts(study):
    barriers = study.export("barriers")
    answer = study.sql(
        "select code, count(*) as mentions from segments where assertion = 'affirmed' group by code order by code"
    )
    counted = dict(zip(answer.data["code"], answer.data["mentions"], strict=True))
    expected = dict(zip(barriers.data["code"], barriers.data["mentions"], strict=True))
    assert counted["staff"] == expected["staff"] > 0
    assert [column.type for column in answer.columns] == ["string", "integer"]
    assert any(note.startswith("N = ") for note in answer.notes)
    assert (answer.meta["tables"], answer.meta["n"]) == (["segments"], barriers.meta["n"])


def test_only_the_tables_that_a_query_names_are_made(study, monkeypatch):
    made = []
    monkeypatch.setattr(module, "export", lambda opened, wanted: made.append(wanted.table) or EXPORT(opened, wanted))
    query = "with turns as (select 1 as x) select b.code from Barriers b join codes using (code), turns"
    assert study.sql(query).rows == 3
    assert made == ["barriers", "codes"]
    made.clear()
    study.sql("select turns from codes where code in (select code from main.segments)")
    assert made == ["codes", "segments"]


EXPORT = module.export


def test_values_of_all_types_become_those_of_tables(study):
    answer = study.sql(
        "select 1::hugeint as a, 1.5::decimal(9, 2) as b, 1 / 0 as c, true as d, null as e, date '2024-05-01' as f,"
        " [1, 2] as g, 'x' as h"
    )
    assert {name: values[0] for name, values in answer.data.items()} == {
        "a": 1, "b": 1.5, "c": None, "d": True, "e": None, "f": "2024-05-01", "g": "[1, 2]", "h": "x",
    }  # fmt: skip
    assert answer.to_arrow().num_rows == 1


def test_options_go_to_the_tables_that_take_them(study):
    answer = study.sql("select keyword, count(*) as codes from kwic, codes group by keyword", terms="perawat")
    assert answer.data == {"keyword": ["Perawat"], "codes": [4]}
    with pytest.raises(StudyError, match="`terms` is not an option of `codes`"):
        study.sql("select * from codes", terms="perawat")
    with pytest.raises(StudyError, match="needs --term"):
        study.sql("select * from kwic")


REFUSED = {
    "selct 1": "this is no SQL",
    "select 1; select 2": "one SELECT",
    "insert into codes values (1)": "one SELECT",
    "create table x as select 1": "one SELECT",
    "copy (select 1) to 'x.csv'": "one SELECT",
    "attach 'x.db'": "one SELECT",
    "set threads = 2": "one SELECT",
    "install httpfs": "one SELECT",
    "select * from read_csv('clinic.yaml')": "cannot access file",
    "select * from read_text('clinic.yaml')": "cannot access file",
    "select * from 'clinic.yaml'": "no table `clinic.yaml`",
    "select * from glob('*')": "cannot access file",
    "select * from study": "no table `study`",
    "select * from barrierz": "did you mean `barriers`?",
    "select nope from codes": "not found in FROM clause",
    "select code, code from codes": "two columns are called `code`",
}


@pytest.mark.parametrize("query", REFUSED)
def test_a_query_reads_tables_and_nothing_else(query, study, folder, monkeypatch):
    monkeypatch.chdir(folder.path)
    before = folder.tree()
    with pytest.raises(StudyError) as refused:
        study.sql(query)
    assert REFUSED[query] in str(refused.value)
    assert folder.tree() == before


def test_variables_of_python_are_no_tables(study):
    secret = study.export("codes").to_pandas()
    assert len(secret)
    with pytest.raises(StudyError, match="no table `secret`"):
        study.sql("select * from secret")


def test_without_duckdb_the_extra_is_named(folder):
    program = "import sys; sys.modules['duckdb'] = None; from qualcode.cli.main import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", program, "sql", "select 1"],
        cwd=folder.path, env=environment(), capture_output=True, text=True,
    )  # fmt: skip
    assert ended.returncode == 2
    assert 'pip install "qualcode[sql]"' in ended.stderr


class TestCommand:
    QUERY = "select code, mentions from barriers order by code"

    def test_the_answer_stands_on_stdout_and_what_it_counts_below_it(self, folder):
        ended = folder.done("sql", self.QUERY)
        assert "staff" in ended.out
        assert "N = 1 respondent" in ended.err

    def test_formats_are_those_of_tables(self, folder):
        assert folder.done("sql", self.QUERY, "--to", "csv").out.startswith("code,mentions\naccess,")
        assert folder.done("sql", self.QUERY, "--to", "csv", "-o", "-").out.startswith("code,mentions\n")
        folder.done("sql", self.QUERY, "-o", "answers/a.csv")
        assert [row["code"] for row in folder.rows("answers/a.csv")] == ["access", "network", "staff"]
        assert "answers/datapackage.json" in folder.tree("answers")
        answer = folder.done("sql", self.QUERY, "--json").json
        assert [row["code"] for row in answer["table"]["rows"]] == ["access", "network", "staff"]

    def test_the_same_query_has_the_same_bytes(self, folder):
        query = "select unnest(string_split(text, ' ')) as word, count(*) as n from turns group by 1"
        once = folder.done("sql", query, "--to", "csv").data
        assert folder.done("sql", query, "--to", "csv").data == once

    def test_participants_words_can_be_left_out(self, folder):
        assert folder.run("sql", "select quote from segments").code == 0
        ended = folder.run("sql", "select quote from segments", "--no-quotes")
        assert (ended.code, "quote" in ended.err) == (2, True)


@pytest.mark.parametrize(
    "query",
    [
        "select lable from barriers", "select x.code from barriers", "selec", "select code from barriers order by",
        "select a.code, b.code as c from barriers a join barriers b on a.rank = b.rank where code = 'x'",
        "select code from barriers group by label", "select code from barriers having rank > 1",
        "select code from barriers where sum(mentions) > 1", "select fo(code) from barriers",
        "select sum(code) from barriers", "select cast(code as int) from barriers", "select 'a",
        "select code from barriers where rank > 'abc'", "select mentions > label as x from barriers",
        "select * from read_csv('x.csv')",
    ],
)  # fmt: skip
def test_what_duckdb_says_most_often_is_said_in_other_languages_too(study, query):
    with pytest.raises(StudyError) as error:
        study.sql(query)
    (finding,) = error.value.findings
    for said in filter(None, (finding.message, finding.hint)):
        english = {word for word in re.findall(r"[a-z]{2,}", _outside_quotes(said)) if word not in query}
        left = english & set(re.findall(r"[a-z]{2,}", _outside_quotes(retold("id", said))))
        assert not left, retold("id", said)


def _outside_quotes(text: str) -> str:
    return re.sub(r""""[^"]*"|'[^']*'|`[^`]*`""", "", text)


def test_a_word_in_capitals_stays_one(study):
    with pytest.raises(StudyError, match="answered: WHERE clause"):
        study.sql("select code from barriers where sum(mentions) > 1")
