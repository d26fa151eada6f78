"""The search finds a string wherever a file may hide it, and takes no other word for it."""

import base64
import bz2
import gzip
import io
import json
import sqlite3
import zipfile
import zlib

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qualcode.identifiers.traces import search_folder
from study import docx, png

NAME = "Sari Kanaria"
SAID = f"kata Bu {NAME} kemarin"


def zipped(name: str, data: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def xlsx(text: str) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        book.add_worksheet().write_string(0, 0, text)
    return buffer.getvalue()


def npy(text: str) -> bytes:
    buffer = io.BytesIO()
    np.save(buffer, np.array([text]))
    return buffer.getvalue()


def parquet(text: str) -> bytes:
    buffer = io.BytesIO()
    pq.write_table(pa.table({"quote": [text]}), buffer, compression="zstd")
    return buffer.getvalue()


def sqlite(text: str) -> bytes:
    database = sqlite3.connect(":memory:")
    database.execute("create table people (name)")
    database.execute("insert into people values (?)", (text,))
    database.commit()
    return database.serialize()


def pdf(text: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=1)
    canvas.drawString(100, 700, text)
    canvas.save()
    return buffer.getvalue()


COMPRESSED = (b"zTXt", b"Comment\0\0" + zlib.compress(SAID.encode("latin-1")))
PROFILE = b"\nexif\n%8d\n%s\n" % (len(SAID), SAID.encode().hex().encode())
HIDDEN = {
    "text": SAID.encode(),
    "another case": SAID.upper().encode(),
    "across lines": SAID.replace(" ", "\r\n  ").encode(),
    "a comma between": b"Kanaria; Sari, Kanaria",
    "utf-16": SAID.encode("utf-16"),
    "utf-16 at an odd byte": b"x" + SAID.encode("utf-16-le"),
    "html": b"<p>Bu <b>Sari</b>&nbsp;Kan&#97;ria</p>",
    "cut by a tag": b"<w:t>Bu Sa</w:t><w:t>ri Kanaria</w:t>",
    "json": json.dumps("Sari Kanária").replace("\\u00e1", "\\u0061").encode(),
    "percent": b"file:///Sari%20Kanaria.docx",
    "soft hyphen": "Sari Kana\u00adria".encode(),
    "gzip": gzip.compress(SAID.encode()),
    "bz2": bz2.compress(SAID.encode()),
    "zlib": zlib.compress(SAID.encode()),
    "zip": zipped("a.txt", SAID.encode()),
    "name in a zip": zipped("sari_kanaria.txt", b""),
    "zip in a zip": zipped("b.zip", zipped("a.txt", SAID.encode())),
    "docx": docx(("Informan", SAID)),
    "xlsx": xlsx(SAID),
    "npy": npy(SAID),
    "parquet": parquet(SAID),
    "sqlite": sqlite(SAID),
    "pdf": pdf(SAID),
    "facts of a picture": png((b"tEXt", b"Author\0" + SAID.encode("latin-1"))),
    "compressed facts of a picture": png(COMPRESSED),
    "facts in Unicode": png((b"iTXt", b"Title\0\0\0id\0\0" + SAID.encode())),
    "compressed facts in Unicode": png((b"iTXt", b"Title\0\1\0id\0Judul\0" + zlib.compress(SAID.encode()))),
    "facts of a camera": png((b"eXIf", b"II*\0" + SAID.encode("utf-16-le"))),
    "a profile's bytes": png((b"zTXt", b"Raw profile type exif\0\0" + zlib.compress(PROFILE))),
    "a picture in a docx": zipped("word/media/image1.png", png(COMPRESSED)),
    "a picture in a page": b"<img src='data:image/png;base64," + base64.b64encode(png(COMPRESSED)) + b"'>",
}


@pytest.mark.parametrize("data", HIDDEN.values(), ids=HIDDEN)
def test_a_string_is_found_wherever_it_hides(tmp_path, data):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep/file.bin").write_bytes(data)
    found = search_folder(tmp_path, [NAME, "Bukan Ini"])
    assert {(trace.string, trace.file) for trace in found.traces} == {(NAME, "deep/file.bin")}
    assert (found.files, found.unopened) == (1, ())


def test_names_of_files_are_searched(tmp_path):
    (tmp_path / "Sari").mkdir()
    (tmp_path / "Sari/kanaria-2.txt").write_bytes(b"")
    assert [(each.file, each.place) for each in search_folder(tmp_path, [NAME]).traces] == [
        ("Sari/kanaria-2.txt", "its name")
    ]


def test_the_place_says_which_part_and_line(tmp_path):
    (tmp_path / "a.zip").write_bytes(zipped("in/b.txt", b"\n\nBu Sari Kanaria"))
    (trace,) = search_folder(tmp_path, [NAME]).traces
    assert trace.place == "in/b.txt, line 3"


@pytest.mark.parametrize(
    "text", ["Sarinah Kanaria", "Sari. Kanariawan", "Kanaria Sari", "sarikanaria", "Sari 2 Kanaria"]
)
def test_other_words_are_no_traces(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert search_folder(tmp_path, [NAME]).traces == ()


def test_what_cannot_be_opened_is_told(tmp_path):
    data = bytearray(zipped("a.txt", b"nothing"))
    data[6] |= 1
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "locked.zip").write_bytes(bytes(data))
    (tmp_path / "torn.docx").write_bytes(docx(("Informan", "Ya"))[:300] + b" Sari Kanaria")
    found = search_folder(tmp_path, [NAME])
    assert [file for file, _ in found.unopened] == ["locked.zip", "torn.docx"]
    assert [each.file for each in found.traces] == ["torn.docx"]


def test_folders_can_be_left_out(tmp_path):
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/x").write_text(SAID, "utf-8")
    assert search_folder(tmp_path, [NAME], skip=[".git"]).files == 0


@pytest.mark.parametrize(
    "text",
    ["Sariii!", "saarii", "SARIII", "S.A.R.I.", "namanya S.A.R.I ya", "s-a-r-i", "S. A. R. I.", "dieja S A R I"],
)
def test_a_name_stretched_or_spelt_letter_by_letter_is_found(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert [each.string for each in search_folder(tmp_path, ["Sari", "Bukan Ini"]).traces] == ["Sari"]


@pytest.mark.parametrize(
    "text", ["Sarah, sair, sarrih", "S.A.R.I.N.A.H", "S.A.R.", "3addee41c0", "all good", "Bagguss", "A.N.A", "ana"]
)
def test_other_words_are_no_spellings_of_a_name(tmp_path, text):
    (tmp_path / "a.txt").write_text(text, "utf-8")
    assert search_folder(tmp_path, ["Sari", "Al", "God", "Anna", "Gus", "Ade"]).traces == ()
