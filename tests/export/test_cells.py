from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from export.sample_wide import matrix
from qualcode.export.cells import cell_texts, crowded, cut_bytes, for_page, printed
from qualcode.model.table import Column, Table
from qualcode.text.visible import visible

NUMBER = Column("share", "number", "A share.")


def test_missing_is_empty_and_booleans_are_words():
    assert cell_texts(Column("prompted", "boolean", ""), [True, False, None]) == ["true", "false", ""]
    assert cell_texts(NUMBER, [1.5, None]) == ["1.5", ""]


@pytest.mark.parametrize(
    ("values", "texts"), [([2.91, 0.5, None, 1.0], ["2.91", "0.50", "", "1.00"]), ([], []), ([1e-7], ["1e-07"])]
)
def test_numbers_of_a_column_have_as_many_decimals_in_print(values, texts):
    assert printed(NUMBER, values) == texts


def test_indonesian_has_a_comma_before_decimals():
    assert printed(NUMBER, [2.5, None, 10.25], "id") == ["2,50", "", "10,25"]


def test_texts_that_are_the_same_in_all_rows_of_a_wide_table_stand_in_a_note():
    wide = Table(
        "turns",
        "Turns",
        (Column("corpus", "string", "Corpus."), Column("by", "string", "By."), *matrix(12).columns),
        {"corpus": ["mini"] * 2, "by": [None] * 2} | {column.name: [1, 1] for column in matrix(12).columns},
        ("N = 3.",),
        language="id",
    )
    made = for_page(wide)
    assert [column.name for column in made.columns] == [column.name for column in matrix(12).columns]
    assert made.notes == ("N = 3.", "Sama dalam semua baris: corpus = mini, by = kosong.")
    narrow = replace(wide, columns=wide.columns[:12])
    assert for_page(narrow) == narrow


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
