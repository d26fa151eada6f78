"""A file of codings in which a code has another name is the same file otherwise."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.model.finding import StoreError
from qualcode.store.people import recode

FILE = Path("a.jsonl")
texts = st.text(max_size=12) | st.sampled_from(['"code":"old"', '\\"code": "old"', "old", "\u2028", '{"code":"old"}'])
lines = st.fixed_dictionaries(
    {"turn": st.integers(1, 9), "code": st.sampled_from(["old", "older", "x"]), "quote": texts},
    optional={"memo": texts},
)
shapes = st.sampled_from([{}, {"separators": (",", ":")}, {"ensure_ascii": False}, {"sort_keys": True}])


@given(st.lists(st.tuples(lines, shapes), max_size=5), st.sampled_from(["\n", "\n\n", "\r\n"]))
def test_there_and_back_is_the_same_file(written, newline):
    data = newline.join(['{"format":1}', *(json.dumps(line, **shape) for line, shape in written), ""]).encode()
    there, changed = recode(FILE, data, "old", "new")
    assert changed == sum(line["code"] == "old" for line, _ in written)
    found = [json.loads(line) for line in there.split(b"\n") if line.strip()][1:]
    assert found == [{**line, "code": "new"} if line["code"] == "old" else line for line, _ in written]
    assert recode(FILE, there, "new", "old")[0] == data


def test_a_name_in_escapes_is_found():
    data, changed = recode(FILE, b'{"turn":1,"code":"\\u006fld"}\n', "old", "new")
    assert (data, changed) == (b'{"turn":1,"code":"new"}\n', 1)


@pytest.mark.parametrize("data", [b'{"code":"old"}\n{"code":"ol', b'nonsense\n{"code":"old"}\n'])
def test_a_line_that_cannot_be_read_stops_all(data):
    with pytest.raises(StoreError, match="line"):
        recode(FILE, data, "old", "new")
