import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from export.sample_wide import matrix
from qualcode.export.cells import crowded, cut_bytes, printed, shown, visible
from qualcode.model import Column

NUMBER = Column("share", "number", "A share.")


def test_missing_is_empty_and_booleans_are_words():
    assert shown(Column("prompted", "boolean", ""), [True, False, None]) == ["true", "false", ""]
    assert shown(NUMBER, [1.5, None]) == ["1.5", ""]


@pytest.mark.parametrize(
    ("values", "texts"), [([2.91, 0.5, None, 1.0], ["2.91", "0.50", "", "1.00"]), ([], []), ([1e-7], ["1e-07"])]
)
def test_numbers_of_a_column_have_as_many_decimals_in_print(values, texts):
    assert printed(NUMBER, values) == texts


def test_control_characters_are_seen():
    assert visible("a\x00\x1b\x7f\x9f\ufffe\n\t") == "a␀␛␡\ufffd\ufffd\n\t"


@given(st.text(st.characters(exclude_categories=())))
def test_every_text_fits_into_xml(text):
    etree.Element("text").text = visible(text)


@given(st.text(), st.integers(0, 20))
def test_a_cut_text_is_a_beginning_that_fits(text, size):
    text = text.encode("utf-8", "replace").decode()
    cut = cut_bytes(text, size)
    assert text.startswith(cut)
    assert len(cut.encode()) <= size


def test_many_columns_are_a_crowd():
    assert not crowded(matrix(8))
    assert crowded(matrix(9))
