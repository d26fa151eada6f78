"""Figures as files: the same bytes twice, fonts in them, described for readers who do not see them."""

import re
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pypdfium2
import pytest

from figures.made import drawn, share, table
from qualcode.figures import FigureSource
from qualcode.figures.save import FIGURE_FORMATS, figure_bytes
from study import environment

TITLE = "Hambatan: korpus \\1 <klinik> & lainnya"
DRAW = "from figures.test_files import write; import sys; sys.stdout.buffer.write(write(sys.argv[1]))"


def source():
    rows = [{"code": f"c{n}", "label": f"Kode \\g<0> <{n}> & µ − é", **share(n, 12)} for n in (9, 5, 0)]
    return FigureSource(table("barriers", rows, "id"))


def write(how, **look):
    return figure_bytes(drawn("dots", source(), **look), how, TITLE)


@pytest.mark.slow
@pytest.mark.parametrize("how", FIGURE_FORMATS)
def test_another_process_with_other_settings_writes_the_same_bytes(how, tmp_path):
    (tmp_path / "matplotlibrc").write_text("font.size: 30\nsvg.fonttype: none\nfigure.facecolor: red\nbackend: tkagg\n")
    tests = str(Path(__file__).parent.parent)
    clean = environment(LC_ALL="id_ID.UTF-8", TZ="Asia/Jakarta", SOURCE_DATE_EPOCH="1", MPLCONFIGDIR=str(tmp_path))
    clean["PYTHONPATH"] += f":{tests}"
    ran = subprocess.run([sys.executable, "-c", DRAW, how], capture_output=True, check=True, env=clean, cwd=tmp_path)
    assert ran.stdout == write(how)


@pytest.mark.parametrize("how", FIGURE_FORMATS)
def test_twice_the_same_bytes_and_no_date(how):
    data = write(how)
    assert data == write(how)
    assert not re.search(rb"CreationDate|<dc:date>|20\d\d-\d\d-\d\d|D:20\d\d", data)


def test_an_svg_is_read_aloud():
    text = write("svg").decode()
    assert '<svg role="img" aria-labelledby="title desc"' in text
    assert '<title id="title">Hambatan: korpus \\1 &lt;klinik&gt; &amp; lainnya</title>' in text
    said = re.search(r'<desc id="desc">(.+?)</desc>', text)[1]
    assert said.startswith(
        "Diagram titik kode menurut informan yang menyebutnya, N = 12: Kode \\g&lt;0&gt; &lt;9&gt; &amp; µ − é 9;"
    )
    assert text.count("<desc") == 1
    assert "<text" not in text  # letters are outlines: no font is missing anywhere
    assert 'width="240.944882pt"' in text  # 85 mm


def test_a_pdf_embeds_truetype_and_has_the_exact_width():
    data = write("pdf")
    assert b"/Type3" not in data
    assert b"/Subtype /Type3" not in data
    files = re.findall(rb"/FontFile2 (\d+) 0 R", data)
    fonts = re.findall(rb"/BaseFont /([\w+-]+)", data)
    assert files
    assert fonts
    assert all(re.match(rb"[A-Z]{6}\+DejaVuSans", font) or b"DejaVuSans" in font for font in fonts)
    document = pypdfium2.PdfDocument(data)
    assert document[0].get_size()[0] == pytest.approx(85 / 25.4 * 72, abs=0.01)
    about = document.get_metadata_dict()
    assert about["Title"] == TITLE
    assert about["Subject"].startswith("Diagram titik")
    assert (about["Creator"], about["Producer"], about["CreationDate"]) == ("qualcode", "qualcode", "")
    text = document[0].get_textpage().get_text_range()
    assert "Informan yang menyebutnya (%), N = 12" in text.replace("\xa0", " ")


def test_a_png_says_what_it_shows_and_is_as_fine_as_journals_ask():
    data = write("png")
    said = {}
    at = 8
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at : at + 8])
        chunk = data[at + 8 : at + 8 + size]
        if kind in (b"tEXt", b"iTXt"):
            name, _, text = chunk.partition(b"\0")
            said[name.decode()] = text.lstrip(b"\0").decode() if kind == b"iTXt" else text.decode("latin-1")
        if kind == b"pHYs":
            assert round(struct.unpack(">I", chunk[:4])[0] * 0.0254) == 600
        assert zlib.crc32(data[at + 4 : at + 8 + size]) == struct.unpack(">I", data[at + 8 + size : at + 12 + size])[0]
        at += 12 + size
    assert said["Software"] == "qualcode"
    assert said["Title"] == TITLE
    assert "Diagram titik" in said["Description"]


def test_the_font_of_the_paper_is_embedded():
    data = write("pdf", font="DejaVu Serif")
    assert b"DejaVuSerif" in data
    assert b"DejaVuSans" not in data
