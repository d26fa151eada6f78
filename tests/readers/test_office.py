"""Files of offices that are not of today: .doc through LibreOffice, .ods as a sheet."""

import io
import os
import sys
import zipfile

import pytest

from qualcode.readers import read
from qualcode.readers.archive import OLE
from readers.talk import codes, talk
from study import docx

SAID = [("Interviewer", "Why?"), ("Informant", "So.")]
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "manifest")
)
EMPTY = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)


def ods(rows, tail=EMPTY):
    def cell(text):
        return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'

    body = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in rows)
    content = (
        f"<office:document-content {SPACES}><office:body><office:spreadsheet>"
        f'<table:table table:name="S">{body}{tail}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", content)
        archive.writestr(
            "META-INF/manifest.xml",
            f"<manifest:manifest {SPACES}/>",
        )
    return buffer.getvalue()


def test_a_sheet_of_libreoffice_is_read_without_it():
    assert talk("a.ods", ods([["speaker", "text"], *SAID, ["Interviewer", "And &amp; then?"]])) == [
        *SAID,
        ("Interviewer", "And & then?"),
    ]


@pytest.mark.parametrize(
    "filled",
    [
        EMPTY.replace("/></table:table-row>", "><text:p>x</text:p></table:table-cell></table:table-row>"),
        f"{EMPTY}<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>",
    ],
)
def test_a_few_marks_do_not_stand_for_millions_of_cells(filled):
    assert codes("a.ods", ods([["speaker", "text"], *SAID], filled)) == [("xlsx-too-large", None)]


def test_what_only_calls_itself_doc_is_read_as_what_it_is():
    assert talk("a.doc", docx(*SAID)) == SAID
    assert talk("a.doc", r"{\rtf1 Interviewer: Why?\par Informant: So.\par }") == SAID
    assert talk("a.doc", "<html><p>Interviewer: Why?</p><p>Informant: So.</p></html>") == SAID
    assert codes("a.doc", "plain") == [("doc-broken", None)]


def test_without_libreoffice_one_line_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    (finding,) = read("a.doc", OLE + b"\0" * 600).findings
    assert finding.code == "doc-needs-libreoffice"
    assert "save the document as .docx" in finding.hint


@pytest.mark.skipif(os.name == "nt", reason="a script stands in for the program")
def test_libreoffice_turns_it_into_docx(monkeypatch, tmp_path):
    (tmp_path / "made.docx").write_bytes(docx(*SAID))
    program = tmp_path / "soffice"
    program.write_text(
        f"#!{sys.executable}\nimport pathlib, shutil, sys\n"
        "source = pathlib.Path(sys.argv[-1])\nassert source.read_bytes().startswith(bytes([0xD0, 0xCF]))\n"
        f"shutil.copy({str(tmp_path / 'made.docx')!r}, source.with_suffix('.docx'))\n"
    )
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert talk("a.doc", OLE + b"\0" * 600) == SAID
    program.write_text(f"#!{sys.executable}\n")
    assert codes("a.doc", OLE + b"\0" * 600) == [("doc-broken", None)]
