import io
from zipfile import ZipFile

import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from export.sample import TEXTS, rows, table
from qualcode.export import TABLE_FORMATS
from qualcode.export.xlsx import data_workbook, to_xlsx
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


PAGE, SHEET = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


def test_every_value_is_read_back_with_its_type():
    made = table()
    head, *body = book(made)["data"]
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


def test_the_first_sheet_is_for_people_and_the_next_for_programs():
    made = book(table(["kata"]))
    assert [*made] == ["segments", "data", "notes"]
    title, _, head, row, *_ = made["segments"]
    assert title[0] == table().title
    assert head == ["Turn", "Share", "Prompted", "Quote"]
    assert row == [1.0, "–", "yes", "“kata”"]


def test_a_sheet_is_printed_one_page_wide_with_its_headings_on_each_page():
    sheet = part(table(), PAGE)
    assert sheet.find(".//pageSetUpPr").get("fitToPage") == "1"
    assert (sheet.find(".//pageSetup").get("fitToHeight"), sheet.find(".//pageSetup").get("paperSize")) == ("0", "9")
    titles = [each.text for each in part(table(), "xl/workbook.xml").iter("definedName")]
    assert titles == ["segments!$3:$3"]
    assert sheet.find(".//pane").get("state") == "frozen"
    widths = [float(column.get("width")) for column in sheet.iter("col")]
    assert len(widths) == 4
    assert max(widths) == widths[3]


def test_numbers_of_a_page_are_numbers_with_the_decimals_of_print():
    rows = {row.get("r"): row for row in part(table(), PAGE).iter("row")}
    cell = rows["5"].findall("c")[1]
    styles = part(table(), "xl/styles.xml")
    look = styles.find("cellXfs")[int(cell.get("s"))]
    code = {each.get("numFmtId"): each.get("formatCode") for each in styles.iter("numFmt")}[look.get("numFmtId")]
    assert (cell.find("v").text, code) == ("0.1", "#,##0.0")


def test_a_table_too_long_to_read_has_the_exact_sheet_alone(monkeypatch):
    monkeypatch.setattr("qualcode.export.xlsx.LONGEST_SHEET", 2)
    assert [*book(table())] == ["segments", "notes"]


def test_sheets_to_fill_in_have_the_names_that_programs_know():
    assert unzipped(data_workbook(table())).keys() == unzipped(to_xlsx(table())).keys() - {
        SHEET.replace("2", "3"),
        "xl/sharedStrings.xml",
    } | {"xl/sharedStrings.xml"}


def test_no_clock_in_the_file():
    with ZipFile(io.BytesIO(TABLE_FORMATS["xlsx"](table()))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2000-01-01T00:00:00Z" in archive.read("docProps/core.xml")


def test_a_text_longer_than_a_cell_is_cut_and_said_so():
    opened = book(table(["😀" * 20_000, "kata"]))
    assert opened["data"][1][-1] == "😀" * 16_383 + "…"
    assert any("Cut to 32767 characters" in str(row[1]) for row in opened["notes"])


def test_characters_that_xml_forbids_do_not_break_the_file():
    made = table(["a\x00b", "c\x0bd", "e\ufffef", "g\uffffh"])
    assert len(book(made)["data"]) == 5


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("qualcode.export.xlsx.XLSX_ROWS", 2)
    with pytest.raises(ValueError, match="2 rows"):
        to_xlsx(table(TEXTS))
