import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT

from export.sample import table
from export.sample_wide import awkward, codes, matrix
from qualcode.export import TABLE_FORMATS
from qualcode.export.cells import LINE_END, printed
from qualcode.export.docx import LETTER, docx_layout
from qualcode.model.table import Column, Table
from qualcode.text.visible import visible


def document(made):
    return Document(io.BytesIO(TABLE_FORMATS["docx"](made)))


def texts(made) -> list[list[str]]:
    (found,) = document(made).tables
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_every_value_is_in_its_cell():
    made = awkward()
    head, *rows = texts(made)
    columns = [printed(column, made.data[column.name]) for column in made.columns]
    assert head == [column.name for column in made.columns]
    expected = [[visible(LINE_END.sub("\n", text)) for text in row] for row in zip(*columns, strict=True)]
    assert rows == expected


def test_looks_come_from_named_styles():
    made = document(table())
    (found,) = made.tables
    assert found.style.name == "Qualcode Table"
    assert [cell.paragraphs[0].style.name for cell in found.rows[1].cells] == ["Table Number"] * 2 + ["Table Text"] * 2
    assert {each.paragraphs[0].style.name for each in found.rows[0].cells} == {"Table Number Heading", "Table Heading"}
    assert [each.style.name for each in made.paragraphs] == ["Caption", "Table Note", "Table Note"]


def test_numbers_stand_right_by_their_style():
    assert document(table()).styles["Table Number"].paragraph_format.alignment == 2


def test_the_header_returns_on_each_page_and_rows_stay_whole():
    (found,) = document(codes()).tables
    assert len(found.rows) == 301
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in found.rows] == [True] + [False] * 300
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in found.rows)


def test_the_caption_is_numbered_by_a_field_and_the_notes_stand_below():
    made = document(table())
    caption, note, columns = made.paragraphs
    (field,) = caption._p.xpath("./w:fldSimple")
    assert "SEQ Table" in field.values()[0]
    assert caption.text.startswith("Table ")
    assert caption.text.endswith(". Coded segments: corpus mini, coder rules")
    assert note.text == "Note. N = 3 respondents. Frequency is not importance."
    assert "quote: The coded words." in columns.text


def test_numbers_and_words_have_room_on_the_widest_page():
    many = [Column(f"share_{at}", "number", "A share.") for at in range(30)]
    made = Table("wide", "Wide", tuple(many), {column.name: [0.005418, 100.0] for column in many})
    set_as = docx_layout(made)
    assert set_as.turned
    assert set_as.size < docx_layout(matrix(9)).size
    assert min(set_as.widths) - 2 * set_as.margin >= len("0.00") * LETTER * set_as.size
    grid = [int(width) for width in document(made).tables[0]._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")]
    assert grid == [int(20 * width) for width in set_as.widths]
    cells = document(made).tables[0].rows[1].cells
    assert all(cell._tc.xpath("./w:tcPr/w:noWrap") for cell in cells)


def test_a_document_speaks_the_language_of_the_table():
    caption, note, columns = document(replace(table(), language="id")).paragraphs
    assert caption.text.startswith("Tabel ")
    assert (note.text.split()[0], columns.text.split()[0]) == ("Catatan.", "Kolom.")


def test_many_columns_turn_the_page():
    assert document(matrix(8)).sections[0].orientation == WD_ORIENT.PORTRAIT
    assert document(matrix(9)).sections[0].orientation == WD_ORIENT.LANDSCAPE


def test_a_table_without_rows_says_so():
    assert texts(codes(0))[1] == ["No rows."] * 4


def test_no_clock_in_the_file():
    with ZipFile(io.BytesIO(TABLE_FORMATS["docx"](table()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_too_many_rows_are_refused():
    with pytest.raises(ValueError, match="ask `problems` first"):
        TABLE_FORMATS["docx"](codes(3_000))
