"""When to use a code and when not: a list for everybody, or one in each language."""

import zipfile

import pytest

from qualcode.codebook import load_codebook
from qualcode.codebook.load import write_plain
from study import coded

HEAD = "format: 1\ncodebook: x\nlanguages: [id, en]\ncodes:\n- code: fee\n"


def read(written):
    book, findings = load_codebook("x.yaml", f"{HEAD}{written}".encode(), lambda name: None)
    return book and book.codes[0], findings


@pytest.mark.parametrize(
    ("written", "include"),
    [
        ("  include: felt now\n", {"": ("felt now",)}),
        ("  include: [felt now, paid]\n", {"": ("felt now", "paid")}),
        ("  include: {en: [felt now, paid], id: terasa}\n", {"en": ("felt now", "paid"), "id": ("terasa",)}),
        ("  include:\n    id:\n      - terasa\n    en:\n", {"id": ("terasa",)}),
        ("", {}),
    ],
)
def test_it_is_read_and_written_as_it_was(written, include):
    code, findings = read(written)
    assert (code.include, [each.code for each in findings]) == (include, ["no-rules"])
    again, _ = load_codebook("y.yaml", write_plain("x", ["id", "en"], [code], []).encode(), lambda name: None)
    assert again.codes[0].include == include


def test_what_is_no_language_is_refused_at_its_place():
    code, findings = read("  exclude: {paid: [yes], en: [no]}\n")
    assert code is None
    assert ("wrong-value", 6, 13) in {(each.code, each.line, each.column) for each in findings}


def test_sheet_terminal_and_page_show_it(tmp_path):
    folder = coded(tmp_path)
    both = "    include: {en: [felt now], id: [terasa sekarang]}\n    exclude: [paid]\n    terms: [perawat, nurse]"
    folder.replace("clinic.yaml", "    terms: [perawat, nurse]", both)
    shown = folder.done("codes", "show", "staff", "-b", "clinic.yaml").out
    assert "en: felt now" in shown
    assert "id: terasa sekarang" in shown
    folder.done("code", "-b", "clinic.yaml")
    state = folder.done("review", "--coder", "ani", "-b", "clinic.yaml", "--json").json
    staff = next(code for code in state["codes"] if code["code"] == "staff")
    assert (staff["include"], staff["exclude"]) == ({"en": ["felt now"], "id": ["terasa sekarang"]}, {"": ["paid"]})
    folder.done("sample", "-b", "clinic.yaml", "-o", "sheet.xlsx")
    with zipfile.ZipFile(folder.path / "sheet.xlsx") as sheet:
        written = "".join(sheet.read(name).decode() for name in sheet.namelist())
    assert "felt now\nterasa sekarang" in written
