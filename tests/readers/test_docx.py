import io
import zipfile

from docx import Document
from docx.oxml import parse_xml

from qualcode.readers import read
from readers.talk import codes, talk
from readers.written import saved

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def document(*paragraphs):
    """A document whose paragraphs are texts, or pairs of a bold and a plain text."""
    made = Document()
    for written in paragraphs:
        bold, plain = written if isinstance(written, tuple) else ("", written)
        paragraph = made.add_paragraph()
        paragraph.add_run(bold).bold = True
        paragraph.add_run(plain)
    return made


def test_bold_names_with_and_without_colon():
    made = document(("Kiki:", " satu"), ("Bu Sri", ""), "dua", ("Kiki", ": tiga"), ("Bu Sri", "\tempat"))
    assert talk("a.docx", saved(made)) == [("Kiki", "satu"), ("Bu Sri", "dua"), ("Kiki", "tiga"), ("Bu Sri", "empat")]


def test_bold_words_in_speech_are_text():
    made = document("P: a", ("Penting", " sekali itu"), "I: b", "P: c", "I: d")
    assert talk("a.docx", saved(made))[0] == ("P", "a\nPenting sekali itu")


def test_headings_line_breaks_and_empty_paragraphs():
    made = Document()
    made.add_heading("Wawancara: satu", 1)
    for text in ("P: a\nb", "", "c", "I: d\nP: e", "I: f"):
        made.add_paragraph(text)
    assert talk("a.docx", saved(made)) == [
        ("", "Wawancara: satu"), ("P", "a\nb\n\nc"), ("I", "d"), ("P", "e"), ("I", "f"),
    ]  # fmt: skip
    assert [turn.place for turn in read("a.docx", saved(made)).turns][:2] == ["paragraph 1", "paragraph 2"]


def test_a_table_with_times_and_a_header_is_a_talk():
    made = document("Transkrip")
    table = made.add_table(0, 3)
    for cells in (("Waktu", "Pembicara", "Teks"), ("00:01", "P", "a"), ("00:02", "I", "b\nc"), ("00:03", "P", "d")):
        for cell, text in zip(table.add_row().cells, cells, strict=True):
            cell.text = text
    reading = read("a.docx", saved(made))
    assert [(turn.speaker, turn.text, turn.start_s) for turn in reading.turns] == [
        ("", "Transkrip", None), ("P", "a", 1), ("I", "b\nc", 2), ("P", "d", 3),
    ]  # fmt: skip


def test_other_tables_are_paragraphs_and_merged_cells_stand_once():
    made = document("P: a", "I: b")
    table = made.add_table(2, 2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "lebar"
    table.cell(1, 0).text, table.cell(1, 1).text = "kiri", "kanan"
    made.add_paragraph("P: c")
    assert talk("a.docx", saved(made)) == [("P", "a"), ("I", "b\nlebar\nkiri\nkanan"), ("P", "c")]


def test_insertions_controls_and_links_are_read_and_deletions_not():
    made = document("P: a", "I: b", "P: ")
    made.paragraphs[2]._p.extend(
        parse_xml(f"<w:{tag} {_W}>{inside}</w:{tag}>")
        for tag, inside in (
            ("ins", "<w:r><w:t>satu </w:t></w:r>"),
            ("del", "<w:r><w:delText>hapus</w:delText></w:r>"),
            ("sdt", "<w:sdtContent><w:r><w:t>dua </w:t></w:r></w:sdtContent>"),
            ("hyperlink", "<w:r><w:t>tiga</w:t></w:r>"),
        )
    )
    assert talk("a.docx", saved(made))[-1] == ("P", "satu dua tiga")


def test_what_is_no_document_is_one_error():
    broken = saved(document("P: a"))[:-200]
    for data in (b"hello", b"PK\x03\x04hello", b"\xd0\xcf\x11\xe0", broken):
        assert codes("a.docx", data) == [("docx-broken", None)]
    assert codes("a.docx", b"") == codes("a.docx", saved(document(""))) == [("empty-source", None)]


def test_a_zip_bomb_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(201):
            part.write(bytes(1_000_000))
    assert codes("a.docx", buffer.getvalue()) == [("docx-too-large", None)]


def test_comments_are_left_out_with_a_note():
    made = document("P: a", "I: b")
    made.add_comment(made.paragraphs[0].runs, "catatan peneliti")
    assert talk("a.docx", saved(made)) == [("P", "a"), ("I", "b")]
    assert codes("a.docx", saved(made)) == [("docx-left-out", None)]


def test_a_text_box_ends_before_the_next_word():
    made = document("P: a", "I: satu")
    box = "<w:txbxContent><w:p><w:r><w:t>dua</w:t></w:r></w:p><w:p><w:r><w:t>tiga</w:t></w:r></w:p></w:txbxContent>"
    for inside in (f"<w:r {_W}><w:pict>{box}</w:pict></w:r>", f"<w:r {_W}><w:t>empat</w:t></w:r>"):
        made.paragraphs[1]._p.append(parse_xml(inside))
    assert talk("a.docx", saved(made))[-1] == ("I", "satu\ndua\ntiga\nempat")


def table(*rows):
    made = Document()
    grid = made.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(grid.add_row().cells, row, strict=True):
            cell.text = text
    return saved(made)


def test_a_header_that_returns_is_no_turn():
    header = ("Kode", "Pelaku", "Verbatim")
    rows = [("1", "Iter", "Sejak kapan Ibu mengajar?"), ("2", "Itee", "Sejak tahun lalu, Mas.")]
    said = talk("a.docx", table(header, *rows, header, *rows))
    assert said == [("Iter", rows[0][2]), ("Itee", rows[1][2])] * 2


PAIRS = [("Sejak kapan dibuka?", "Sejak bulan Maret."), ("Siapa yang datang?", "Orang dari desa."), ("Lalu?", "Tutup.")]


def test_a_column_for_each_of_two_people():
    said = talk("a.docx", table(("Peneliti", "Apoteker"), *PAIRS))
    assert said == [turn for asked, told in PAIRS for turn in (("Peneliti", asked), ("Apoteker", told))]


def test_a_column_of_notes_is_nobody():
    said = talk("a.docx", table(("Pertanyaan", "Catatan"), *PAIRS))
    assert "Catatan" not in dict(said)
