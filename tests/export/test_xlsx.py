import io
from zipfile import ZipFile

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from export.sample import TEXTS, rows, table
from qualcode.export import TABLE_FORMATS
from qualcode.export.xlsx import to_xlsx
from readers.hostile import unzipped


def book(made):
    """Rows of each sheet, a missing value None."""
    read = CalamineWorkbook.from_filelike(io.BytesIO(to_xlsx(made)))
    sheets = {name: read.get_sheet_by_name(name).to_python() for name in read.sheet_names}
    return {name: [[None if cell == "" else cell for cell in row] for row in rows] for name, rows in sheets.items()}


def part(made, name):
    """One part of the file, its tags without namespace."""
    root = etree.fromstring(unzipped(to_xlsx(made))[name])
    for each in root.iter():
        each.tag = etree.QName(each).localname
    return root


SHEET = "xl/worksheets/sheet1.xml"


def test_every_value_is_read_back_with_its_type():
    made = table()
    head, *body = book(made)["segments"]
    assert head == [column.name for column in made.columns]
    assert body == rows(made)
    assert [type(value) for value in body[0]] == [float, type(None), bool, str]


def test_texts_are_never_formulas_links_or_numbers():
    sheet = part(table(), SHEET)
    cells = [cell for cell in sheet.iter("c") if cell.get("r").startswith("D")]
    assert len(cells) == len(TEXTS) + 1
    assert {cell.get("t") for cell in cells} == {"inlineStr"}
    assert {each.tag for each in sheet.iter()}.isdisjoint({"f", "hyperlink", "hyperlinks"})


def test_the_header_is_frozen_and_texts_are_wrapped():
    sheet = part(table(), SHEET)
    pane = sheet.find(".//pane")
    assert (pane.get("topLeftCell"), pane.get("state")) == ("A2", "frozen")
    style = int(sheet.find(".//c[@r='D2']").get("s"))
    assert part(table(), "xl/styles.xml").find("cellXfs")[style].find("alignment").get("wrapText") == "1"
    widths = {column.get("min"): float(column.get("width")) for column in sheet.iter("col")}
    assert widths["4"] > widths["1"]


def test_the_notes_sheet_has_title_notes_and_definitions():
    lines = book(table())["notes"]
    assert lines[0] == ["title", "Coded segments: corpus mini, coder rules"]
    assert ["note", "N = 3 respondents."] in lines
    assert lines[-1] == ["quote", "The coded words."]


def test_no_clock_in_the_file():
    with ZipFile(io.BytesIO(TABLE_FORMATS["xlsx"](table()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_text_longer_than_a_cell_is_cut_and_said_so():
    opened = book(table(["😀" * 20_000, "kata"]))
    assert opened["segments"][1][-1] == "😀" * 16_383 + "…"
    assert any("Cut to 32767 characters" in str(row[1]) for row in opened["notes"])


def test_characters_that_xml_forbids_do_not_break_the_file():
    made = table(["a\x00b", "c\x0bd", "e\ufffef", "g\uffffh"])
    assert len(book(made)["segments"]) == 5


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("qualcode.export.xlsx.XLSX_ROWS", 2)
    with pytest.raises(ValueError, match="2 rows"):
        to_xlsx(table(TEXTS))
