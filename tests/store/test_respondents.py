"""`respondents.csv` gives attributes of many respondents at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.store.respondents import read_respondents


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_columns_are_attributes_and_empty_cells_are_missing(separator, start):
    text = start + "respondent,city,age\r\nR1,Kota A,40\r\n\r\nR2,,\r\n".replace(",", separator)
    found, findings = read_respondents("respondents.csv", text.encode())
    assert findings == ()
    assert found == {"R1": {"city": "Kota A", "age": "40"}, "R2": {}}


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "missing-column", 1),
        (b"name,city\nR1,A\n", "missing-column", 1),
        (b"respondent,\nR1,A\n", "missing-column", 1),
        (b"respondent,a,a\nR1,1,2\n", "duplicate-column", 1),
        (b"respondent,a\nR1,1\nR1,2\n", "duplicate-respondent", 3),
        (b"respondent,a\n\nR1\n", "bad-csv", 3),
        (b"respondent,a\n,1\n", "missing-respondent", 2),
        (b'respondent,a\nR1,"open\n', "bad-csv", 2),
        (b"respondent,a\nR1,caf\xe9\n", "not-utf8", 2),
    ],
)
def test_a_mistake_has_its_line(data, code, line):
    found, findings = read_respondents("respondents.csv", data)
    assert found is None
    assert [(finding.code, finding.line) for finding in findings] == [(code, line)]


@given(st.binary() | st.text(st.sampled_from('respondent,;"\n\r\t\x00'), max_size=40).map(str.encode))
def test_no_file_makes_it_raise(data):
    found, findings = read_respondents("respondents.csv", data)
    assert (found is None) == bool(findings)
