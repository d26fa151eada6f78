import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from export.sample import rows, table
from qualcode.export import TABLE_FORMATS

DELIMITERS = {"csv": ",", "tsv": "\t"}
TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), min_size=1)


def read(name, data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline=""), delimiter=DELIMITERS[name], strict=True))


def written(value) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name", DELIMITERS)
def test_every_value_is_read_back(name):
    made = table()
    head, *body = read(name, TABLE_FORMATS[name](made))
    assert head == [column.name for column in made.columns]
    assert body == [[written(value) for value in row] for row in rows(made)]


@pytest.mark.parametrize("name", DELIMITERS)
@given(st.lists(TEXT, max_size=5))
def test_any_text_is_read_back(name, texts):
    _, *body = read(name, TABLE_FORMATS[name](table(texts)))
    assert [row[-1] for row in body] == texts


def test_lines_end_with_lf_and_a_lone_return_is_quoted():
    assert TABLE_FORMATS["csv"](table(["a\rb", "c"])) == b'turn,share,prompted,quote\n1,,true,"a\rb"\n2,0.1,false,c\n'
