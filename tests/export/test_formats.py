"""What holds for every format."""

import pytest

from export.sample import table
from qualcode.export import FORMATS
from qualcode.model import Table


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_table_gives_the_same_bytes(name):
    assert FORMATS[name](table()) == FORMATS[name](table())


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"jsonl"}))
def test_a_table_without_rows_is_written(name):
    assert FORMATS[name](table(texts=()))


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"xlsx"}))
def test_text_is_utf_8_with_lf_at_its_end(name):
    text = FORMATS[name](table(["😀"])).decode("utf-8")
    assert "😀" in text
    assert "\r" not in text
    assert text.endswith("\n")
    assert not text.endswith("\n\n")


@pytest.mark.parametrize("name", sorted(set(FORMATS) - {"xlsx", "md"}))
def test_numbers_are_written_shortest(name):
    made = table(["a"])
    made = Table(made.name, made.title, made.columns[1:2], {"share": [0.1 + 0.2, 12.0, 33.3]})
    written = FORMATS[name](made).decode()
    assert all(number in written for number in ("0.30000000000000004", "12.0", "33.3"))
