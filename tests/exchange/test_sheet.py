"""Sheets: columns are found by their titles in both languages, and cells mean what people mean."""

import io
from datetime import datetime, time
from time import process_time

import pytest
import xlsxwriter

from qualcode.exchange.sheet import divide, read_sheet
from readers import hostile


def read(text: str, **columns: str):
    return read_sheet("s.csv", text.encode(), columns)


@pytest.mark.parametrize(
    "header",
    ["transcript,turn,quote,codes", "Transkrip,Giliran,Kutipan,Kode", "Document;Turn_Number;Coded Text;Code"],
)
def test_titles_of_both_languages_are_known(header):
    filled = read(f"{header}\n" + header.replace("Turn_Number", "2").replace("Code\n", "x"))
    assert set(filled.columns) == {"transcript", "turn", "quote", "codes"}


def test_columns_can_be_named_or_numbered():
    filled = read("a,b,c\nt1,4,x\n", transcript="a", turn="2", codes="c")
    assert [row.cell("turn") for row in filled.rows] == ["4"]
    assert filled.rows[0].number == 2


def test_a_text_column_is_the_quote_unless_there_is_a_better_one():
    assert read("transcript,text,codes\nt,ya,x").columns["quote"] == "text"
    assert read("transcript,text,quote,codes\nt,ya,a,x").columns["quote"] == "quote"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("transcript,turn\nt,1", "missing-column"),
        ("turn,codes\n1,x", "missing-column"),
        ("transcript,codes\nt,x", "missing-column"),
        ("", "empty-sheet"),
    ],
)
def test_what_is_missing_is_said(text, code):
    filled = read(text)
    assert (filled.rows, [each.code for each in filled.findings]) == ((), [code])


def test_a_column_that_is_not_there_is_refused_with_a_suggestion():
    (finding,) = read("Dokumen,turn,codes\nt,1,x", transcript="Dokumem").findings
    assert (finding.code, finding.hint) == ("unknown-column", "did you mean `Dokumen`?")


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("", None), ("  ", None), ("-", []), ("Tidak  ada", []), ("none", []),
        ("a;b", ["a", "b"]), ("a, b", ["a", "b"]), ("a\na", ["a"]), ("a;;b;", ["a", "b"]),
    ],
)  # fmt: skip
def test_cells_of_codes(cell, codes):
    assert divide(cell) == codes


HEADER = ["transcript", "turn", "codes", "note"]


def workbook(*rows, first=HEADER):
    """A workbook with these rows; a pair is a formula and its last value."""
    saved = io.BytesIO()
    with xlsxwriter.Workbook(saved, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet()
        book.add_worksheet("others").write_row(0, 0, ["not", "this", "one"] * 20)
        for at, row in enumerate([first, *rows]):
            for column, value in enumerate(row):
                if isinstance(value, tuple):
                    sheet.write_formula(at, column, value[0], None, value[1])
                else:
                    sheet.write(at, column, value)
    return saved.getvalue()


def test_workbooks_give_whole_numbers_and_skip_empty_rows():
    filled = read_sheet("s.xlsx", workbook([], ["t", 3.0, "x"]), {})
    assert [(row.number, row.cell("turn")) for row in filled.rows] == [(3, "3")]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (17, "17"),
        (2.5, "2.5"),
        (True, "true"),
        (datetime(2024, 5, 3), "2024-05-03"),
        (datetime(2024, 5, 3, 9, 30), "2024-05-03 09:30:00"),
        (time(0, 1, 2), "00:01:02"),
        (('=A1&"x"', "hasil"), "hasil"),
        (("=1+1", 2), "2"),
        (("=TRUE()", True), "true"),
        (("=1/0", "#DIV/0!"), ""),
        ("baris satu\nbaris dua", "baris satu\nbaris dua"),
        (" tepi ", "tepi"),
        ("00123", "00123"),
        ("bel\x07", "bel\x07"),
        ("_x0041_", "_x0041_"),
        (None, ""),
    ],
)
def test_cells_of_workbooks_are_what_people_see(value, text):
    (row,) = read_sheet("s.xlsx", workbook(["t", 3, "x", value]), {}).rows
    assert (row.cell("codes"), row.cell("note")) == ("x", text)


def test_a_damaged_workbook_is_a_finding():
    filled = read_sheet("s.xlsx", b"PK\x03\x04 not really", {})
    assert [finding.code for finding in filled.findings] == ["bad-sheet"]


@pytest.mark.parametrize("inside", ["EncryptedPackage", "Workbook"])
def test_a_workbook_with_a_password_or_of_the_old_kind_says_what_to_do(inside):
    (finding,) = read_sheet("s.xls", hostile.OLE + inside.encode("utf-16-le"), {}).findings
    assert (finding.code, "save it again as .xlsx" in finding.hint) == ("bad-sheet", True)


SHEET, SHARED = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def bomb(**changes):
    """A workbook of which some parts are changed."""
    parts = hostile.unzipped(workbook(["t", 3, "x", "y"]))
    for name, change in changes.items():
        part = SHEET if name == "sheet" else SHARED
        parts[part] = change(parts[part])
    return parts


def far_corners():
    """Each sheet is small enough alone."""
    parts = bomb(sheet=lambda xml: xml.replace(b'"D2"', b'"D1000000"').replace(b'<row r="2"', b'<row r="1000000"'))
    return parts | {f"xl/worksheets/sheet{number}.xml": parts[SHEET] for number in range(1, 40)}


def cells(count, cell):
    return lambda xml: xml.replace(b"</row>", cell * count + b"</row>", 1)


BOMBS = {
    "a far corner": lambda: bomb(sheet=lambda xml: xml.replace(b'"D2"', b'"XFD1048576"')),
    "far corners on many sheets": far_corners,
    "entities of entities": lambda: bomb(sheet=lambda xml: hostile.BOMB + xml[xml.index(b"?>") + 2 :]),
    "200 MB of blanks": lambda: bomb(sheet=lambda xml: xml + b" " * 200_000_000),
    "a million cells": lambda: bomb(sheet=cells(1_300_000, b"<c><v>1</v></c>")),
    "one long text in many cells": lambda: bomb(
        sheet=cells(1_900, b'<c t="s"><v>0</v></c>'),
        shared=lambda xml: xml.replace(b"<t>not", b"<t>" + b"x" * 1_000_000, 1),
    ),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_crafted_workbook_is_refused_at_once(name):
    data = hostile.zipped(BOMBS[name]())
    start = process_time()
    filled = read_sheet("s.xlsx", data, {})
    assert process_time() - start < 2
    assert filled.rows == ()
    (finding,) = filled.findings
    assert finding.code in ("bad-sheet", "sheet-too-large")
    assert "\n" not in str(finding)
