import io
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.utils.escape import unescape

from export.sample import TEXTS, rows, table
from qualcode.export import TABLE_FORMATS
from qualcode.export.xlsx import to_xlsx


def book(made):
    return load_workbook(io.BytesIO(to_xlsx(made)))


def test_every_value_is_read_back_with_its_type():
    made = table()
    sheet = book(made)["segments"]
    head, *body = [[excel(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    assert head == [column.name for column in made.columns]
    assert body == rows(made)


def excel(value):
    """A value as Excel shows it: it decodes control characters, openpyxl does not."""
    return unescape(value) if isinstance(value, str) else value


def test_texts_are_never_formulas_links_or_numbers():
    sheet = book(table())["segments"]
    cells = [row[-1] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)


def test_the_header_is_frozen_and_texts_are_wrapped():
    sheet = book(table())["segments"]
    assert sheet.freeze_panes == "A2"
    assert sheet["D2"].alignment.wrap_text
    assert sheet.column_dimensions["D"].width > sheet.column_dimensions["A"].width


def test_the_notes_sheet_has_title_notes_and_definitions():
    lines = list(book(table())["notes"].iter_rows(values_only=True))
    assert lines[0] == ("title", "Coded segments: corpus mini, coder rules")
    assert ("note", "N = 3 respondents.") in lines
    assert lines[-1] == ("quote", "The coded words.")


def test_no_clock_in_the_file():
    with ZipFile(io.BytesIO(TABLE_FORMATS["xlsx"](table()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_text_longer_than_a_cell_is_cut_and_said_so():
    opened = book(table(["😀" * 20_000, "kata"]))
    quote = opened["segments"]["D2"].value
    assert quote == "😀" * 16_383 + "…"
    assert any("Cut to 32767 characters" in str(row[1]) for row in opened["notes"].iter_rows(values_only=True))


def test_characters_that_xml_forbids_do_not_break_the_file():
    made = table(["a\x00b", "c\x0bd", "e\ufffef", "g\uffffh"])
    assert len(list(book(made)["segments"].iter_rows())) == 5


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("qualcode.export.xlsx.XLSX_ROWS", 2)
    with pytest.raises(ValueError, match="2 rows"):
        to_xlsx(table(TEXTS))
