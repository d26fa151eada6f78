"""The programs in which researchers load tables read ours, every value and its type."""

import io
import math
import shutil
import subprocess

import pytest

from export.sample_wide import awkward, codes
from qualcode.export import TABLE_FORMATS

MADE = codes(20)
WORDS = awkward()


def same(values, expected) -> bool:
    def plain(value):
        return None if value is None or (isinstance(value, float) and math.isnan(value)) else value

    return [plain(value) for value in values] == expected


def check(column):
    """Whether a loaded table, given as a function from name to values, is the one that was written."""
    assert all(same(column(name), values) for name, values in MADE.data.items())


PANDAS = {
    "csv": lambda pandas, data: pandas.read_csv(data),
    "tsv": lambda pandas, data: pandas.read_csv(data, sep="\t"),
    "jsonl": lambda pandas, data: pandas.read_json(data, lines=True),
    "xlsx": lambda pandas, data: pandas.read_excel(data, sheet_name="data", engine="calamine"),
    "parquet": lambda pandas, data: pandas.read_parquet(data),
}


@pytest.mark.parametrize("name", PANDAS)
def test_pandas(name):
    pandas = pytest.importorskip("pandas")
    frame = PANDAS[name](pandas, io.BytesIO(TABLE_FORMATS[name](MADE)))
    check(lambda column: frame[column].tolist())


POLARS = {
    "csv": lambda polars, data: polars.read_csv(data),
    "tsv": lambda polars, data: polars.read_csv(data, separator="\t"),
    "jsonl": lambda polars, data: polars.read_ndjson(data),
    "parquet": lambda polars, data: polars.read_parquet(data),
}


@pytest.mark.parametrize("name", POLARS)
def test_polars(name):
    polars = pytest.importorskip("polars")
    frame = POLARS[name](polars, io.BytesIO(TABLE_FORMATS[name](MADE)))
    check(lambda column: frame[column].to_list())


def test_calamine():
    calamine = pytest.importorskip("python_calamine")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(TABLE_FORMATS["xlsx"](MADE)))
    head, *rows = book.get_sheet_by_name("data").to_python()
    check(lambda column: [None if row[head.index(column)] == "" else row[head.index(column)] for row in rows])


def test_calamine_reads_texts_as_they_are():
    calamine = pytest.importorskip("python_calamine")
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(TABLE_FORMATS["xlsx"](WORDS)))
    _, *rows = book.get_sheet_by_name("data").to_python()
    plain = [text for text in WORDS.data["quote"] if text.isprintable()]
    assert set(plain) <= {row[-1] for row in rows}


PROGRAM = """
table <- read.csv(commandArgs(TRUE)[1], encoding = "UTF-8")
stopifnot(nrow(table) == 20, is.integer(table$mentions), is.numeric(table$per_1000_words))
stopifnot(sum(table$mentions) == 190, sum(is.na(table$per_1000_words)) == 3, table$code[20] == "code_19")
"""


def test_r(tmp_path):
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed")
    (tmp_path / "codes.csv").write_bytes(TABLE_FORMATS["csv"](MADE))
    (tmp_path / "read.R").write_text(PROGRAM, encoding="utf-8")
    run = ["Rscript", "--vanilla", str(tmp_path / "read.R"), str(tmp_path / "codes.csv")]
    done = subprocess.run(run, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stderr
