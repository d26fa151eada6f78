"""Sources that grow when they are read are refused before they fill the memory."""

import codecs
import io
import zipfile

import pytest

from qualcode.readers import archive, decode, read, rich, workbook
from qualcode.readers.reading import ReadOptions
from readers.test_xlsx import book

TALK = "P: Apa kabar?\nI: “Baik” – sekali é\n" * 40
WIDE = codecs.BOM_UTF16_LE + TALK.encode("utf-16-le")


def found(name: str, data: bytes, **options) -> list[str]:
    return [finding.code for finding in read(name, data, ReadOptions(**options)).findings if finding.level == "error"]


@pytest.mark.parametrize(
    ("name", "data", "options"),
    [
        ("a.txt", WIDE, {}),
        ("a.txt", WIDE, {"each": "line"}),
        ("a.txt", TALK.encode("utf-16-be"), {}),
        ("a.txt", TALK.encode("windows-1252"), {}),
        ("a.txt", TALK.encode("windows-1252"), {"each": "line"}),
        ("a.txt", TALK.encode("gb18030"), {"encoding": "gb18030"}),
        ("a.csv", codecs.BOM_UTF16_LE + "speaker,text\nP,é\n".encode("utf-16-le") * 99, {}),
        ("a.json", codecs.BOM_UTF16_LE + '[{"text": "é"}]'.encode("utf-16-le") * 99, {}),
    ],
)
def test_a_text_that_is_too_long_as_utf_8_is_never_made(monkeypatch, name, data, options):
    monkeypatch.setattr(decode, "LARGEST", 1000)
    monkeypatch.setattr(decode, "_STRETCH", 64)
    monkeypatch.setattr(decode, "_checked", None)  # what the whole text would be given to
    reading = read(name, data, ReadOptions(**options))
    (finding,) = reading.findings
    assert (finding.code, finding.level, len(reading.turns)) == ("too-large", "error", 0)
    assert "divide it into files" in finding.hint


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "windows-1252", "utf-32-le"])
def test_what_counts_is_its_length_as_utf_8(monkeypatch, encoding):
    mark = {"utf-32-le": codecs.BOM_UTF32_LE}.get(encoding, b"")
    data, size = mark + TALK.encode(encoding), len(TALK.encode())
    monkeypatch.setattr(decode, "_STRETCH", 7)  # cuts through letters
    monkeypatch.setattr(decode, "LARGEST", size)
    assert found("a.txt", data) == []
    monkeypatch.setattr(decode, "LARGEST", size - 1)
    assert found("a.txt", data) == ["too-large"]


@pytest.mark.parametrize("encoding", ["utf-9", "zlib", "hex", "utf-16-le"])
def test_an_encoding_that_does_not_fit_is_said_as_ever(monkeypatch, encoding):
    data = b"kata \xff" * 99 + b"\n"
    expected = found("a.txt", data, encoding=encoding)
    monkeypatch.setattr(decode, "LARGEST", 100_000 if encoding == "utf-16-le" else 10)
    assert found("a.txt", data, encoding=encoding) == expected


def test_a_short_cell_that_stands_for_a_long_text_counts_each_time(monkeypatch):
    long = "kata " * 100
    data = book(a=[["P", "I"], *[[long, "ya"]] * 20], b=[["satu", "dua"]])
    letters = 20 * len(long)
    monkeypatch.setattr(archive, "MOST_UNPACKED_BYTES", 1_000_000)
    monkeypatch.setattr(workbook, "_sheets", lambda data: {})
    monkeypatch.setattr(workbook, "MOST_UNPACKED_BYTES", letters)
    assert found("a.xlsx", data) == ["xlsx-too-large"]
    monkeypatch.setattr(workbook, "MOST_UNPACKED_BYTES", letters + 100)
    assert found("a.xlsx", data) == ["empty-source"]  # goes on to read the sheets, of which there are none here


def test_spaces_that_a_document_only_counts_are_counted(monkeypatch):
    spaces = '<text:p>P: a<text:s text:c="1000"/></text:p>' * 30
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        f'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>{spaces}'
        "</office:text></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("content.xml", content)
    assert found("a.odt", buffer.getvalue()) == []
    monkeypatch.setattr(rich, "MOST_UNPACKED_BYTES", 20_000)
    assert found("a.odt", buffer.getvalue()) == ["odt-too-large"]
