"""Sheets: columns are found by their titles in both languages, and cells mean what people mean."""

import io

import pytest

from qualcode.exchange.sheet import divide, read_sheet


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


def test_workbooks_give_whole_numbers_and_skip_empty_rows():
    from openpyxl import Workbook

    book = Workbook()
    for row in (["transcript", "turn", "codes"], [None, None, None], ["t", 3.0, "x"]):
        book.active.append(row)
    saved = io.BytesIO()
    book.save(saved)
    filled = read_sheet("s.xlsx", saved.getvalue(), {})
    assert [(row.number, row.cell("turn")) for row in filled.rows] == [(3, "3")]


def test_a_damaged_workbook_is_a_finding():
    filled = read_sheet("s.xlsx", b"PK\x03\x04 not really", {})
    assert [finding.code for finding in filled.findings] == ["bad-sheet"]
