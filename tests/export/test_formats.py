"""What holds for every format."""

import pytest

from export.sample import table
from export.sample_wide import awkward, codes
from qualcode.export import TABLE_FORMATS
from qualcode.model.table import Table

BINARY = {"xlsx", "docx", "parquet", "sav"}
DATA = {"csv", "tsv", "json", "jsonl"}


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_the_same_table_gives_the_same_bytes(name):
    assert TABLE_FORMATS[name](table()) == TABLE_FORMATS[name](table())


@pytest.mark.parametrize("name", TABLE_FORMATS)
def test_every_table_that_researchers_have_is_written(name):
    assert TABLE_FORMATS[name](awkward())
    assert TABLE_FORMATS[name](codes(300))


@pytest.mark.parametrize("name", sorted(set(TABLE_FORMATS) - BINARY))
def test_text_is_utf_8_with_lf_at_its_end(name):
    text = TABLE_FORMATS[name](table(["😀"])).decode("utf-8")
    assert "😀" in text
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", sorted(DATA))
def test_numbers_are_written_shortest(name):
    made = table(["a"])
    made = Table(made.name, made.title, made.columns[1:2], {"share": [0.1 + 0.2, 12.0, 33.3]})
    written = TABLE_FORMATS[name](made).decode()
    assert all(number in written for number in ("0.30000000000000004", "12.0", "33.3"))
