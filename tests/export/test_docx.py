import io
from dataclasses import replace
from zipfile import ZipFile

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.shared import Mm

from export.sample import table
from export.sample_wide import awkward, codes, matrix
from qualcode.export import TABLE_FORMATS
from qualcode.export.cells import LINE_END
from qualcode.model.table import PageChoices
from qualcode.printed.present import printed_table
from qualcode.text.visible import visible


def document(made):
    return Document(io.BytesIO(TABLE_FORMATS["docx"](made)))


def texts(made) -> list[list[str]]:
    (found,) = document(made).tables
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_every_value_is_in_its_cell():
    made = awkward()
    head, *rows = texts(made)
    columns = [column.texts for column in printed_table(made).columns]
    assert head == ["Turn", "Share", "Prompted", "Quote"]
    expected = [[visible(LINE_END.sub("\n", text)) for text in row] for row in zip(*columns, strict=True)]
    assert rows == expected


def test_looks_come_from_named_styles():
    made = document(table())
    (found,) = made.tables
    assert found.style.name == "Qualcode Table"
    assert [cell.paragraphs[0].style.name for cell in found.rows[1].cells] == ["Table Number"] * 2 + ["Table Text"] * 2
    assert {each.paragraphs[0].style.name for each in found.rows[0].cells} == {"Table Number Heading", "Table Heading"}
    assert [each.style.name for each in made.paragraphs] == ["Caption", "Table Note"]


def test_numbers_stand_right_by_their_style():
    assert document(table()).styles["Table Number"].paragraph_format.alignment == 2


def test_the_header_returns_on_each_page_and_rows_stay_whole():
    (found,) = document(codes()).tables
    assert len(found.rows) == 301
    assert [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in found.rows] == [True] + [False] * 300
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in found.rows)


def test_the_caption_is_numbered_by_a_field_and_the_notes_stand_below():
    made = document(table())
    caption, note = made.paragraphs
    (field,) = caption._p.xpath("./w:fldSimple")
    assert "SEQ Table" in field.values()[0]
    assert caption.text.startswith("Table ")
    assert caption.text.endswith(". Coded segments: corpus mini, coder rules")
    assert note.text == "Note. N = 3 respondents. Frequency is not importance."


def test_after_the_apa_the_title_stands_in_italics_under_the_number():
    number, title, _ = document(replace(table(), page=PageChoices(("all",), "apa"))).paragraphs
    assert (number.text.strip(), title.text) == ("Table", "Coded segments: corpus mini, coder rules")
    assert title.runs[0].italic


def test_a_document_speaks_the_language_of_the_table():
    made = document(replace(table(), language="id"))
    caption, note = made.paragraphs
    assert caption.text.startswith("Tabel ")
    assert note.text.split()[0] == "Catatan."
    assert made.styles.element.xpath("./w:docDefaults//w:lang/@w:val") == ["id-ID"]


def test_a_page_has_the_margins_of_theses_and_is_turned_where_columns_need_it():
    upright, turned = (document(matrix(columns)).sections[0] for columns in (8, 17))
    assert (upright.orientation, turned.orientation) == (WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE)
    for section, room in ((upright, 140), (turned, 227)):
        assert round((section.page_width - section.left_margin - section.right_margin) / Mm(1)) == room


def test_a_table_wider_than_a_turned_page_is_set_in_parts_that_begin_with_the_first_column():
    made = document(matrix(60))
    assert len(made.tables) == 3
    assert [len({cell._tc for cell in found.rows[0].cells}) for found in made.tables] == [23, 23, 16]
    heads = [found.rows[0].cells[0].text for found in made.tables]
    assert heads == ["Code 0"] * 3
    assert [each.text[:8] for each in made.paragraphs if each.style.name == "Caption"] == [
        "Table a.",
        "Table b.",
        "Table c.",
    ]


def test_no_table_is_wider_than_its_page():
    for made in (table(), awkward(), codes(3), matrix(60)):
        room = 227 if printed_table(made).landscape else 140
        for found in document(made).tables:
            assert sum(map(int, found._tbl.xpath("./w:tblGrid/w:gridCol/@w:w"))) <= room * 56.7 + 30


def test_a_table_without_rows_says_so():
    assert texts(codes(0))[1] == ["No rows."] * 3


def test_no_clock_in_the_file():
    with ZipFile(io.BytesIO(TABLE_FORMATS["docx"](table()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_too_many_rows_are_refused():
    with pytest.raises(ValueError, match="ask `problems` first"):
        TABLE_FORMATS["docx"](codes(3_000))
