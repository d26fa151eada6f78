"""Word files, rich text and an open document, as a tenth writer's faculties, agencies and archives set them."""

import io
import zipfile
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ..sight.talked import Said
from .pages import runs, table, word
from .reels import asks, halves, short
from .talk import clock

OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def framed(document, head: str, foot: str) -> None:
    """What stands at the top and at the bottom of each page."""
    document.sections[0].header.paragraphs[0].text = head
    document.sections[0].footer.paragraphs[0].text = foot


def thesis(said: list[Said]) -> bytes:
    """An appendix: title page, who was asked, consent, the talk, and two who sign."""

    def fill(document) -> None:
        framed(document, "Universitas Negeri Contoh", "Lampiran 2 - 47")
        for text in ("LAMPIRAN 2", "TRANSKRIP WAWANCARA INFORMAN KUNCI", ""):
            runs(document, (text, "b"))
        who = [["Nama", "Bu Tin (samaran)"], ["Usia", "58 tahun"], ["Pekerjaan", "Pemilik warung makan"]]
        table(document, [*who, ["Hari/Tanggal", "Selasa, 7 November 2023"], ["Waktu", "10.30 s.d. 11.05 WIB"]])
        document.add_paragraph("Informan telah menyetujui wawancara ini direkam dan dikutip untuk keperluan skripsi.")
        for one in said:
            runs(document, (f"{one.who}\t: ", "b"), (one.text, ""))
        document.add_paragraph("")
        document.add_paragraph("Mengetahui,\t\t\t\tSemarang, 7 November 2023")
        document.add_paragraph("Dosen Pembimbing\t\t\tPeneliti")

    return word(fill)


def agency(said: list[Said]) -> bytes:
    """A service's file: order and length, time and name in bold, long answers in paragraphs, an end."""

    def fill(document) -> None:
        framed(document, "Order 88213 | farm_interview_clean_v2", "Verbatim: clean. Speakers: 2.")
        document.add_heading("Interview_Farmer_07.m4a", 1)
        document.add_paragraph("Audio length: 00:41:07")
        for at, one in enumerate(said):
            first, *rest = halves(one.text)
            runs(document, (f"[{clock(at, 60)}] {one.who}: ", "b"), (first, ""))
            for part in rest:
                document.add_paragraph(part)
        document.add_paragraph("[END OF TRANSCRIPT]")

    return word(fill)


MEMBERS = {
    "M": "Moderator",
    "AN": "Andini, Komunikasi",
    "BY": "Bayu, Hukum",
    "CL": "Cleo, Sastra",
    "DM": "Damar, Geografi",
    "SL": "Salma, Gizi",
}


def with_members(said: list[Said]) -> bytes:
    """A list of bullets says whose the initials are; remarks of the room stand between."""

    def fill(document) -> None:
        document.add_heading("Transkrip FGD Kelompok A", 1)
        document.add_paragraph("Peserta:")
        for initials, name in MEMBERS.items():
            document.add_paragraph(f"{initials} = {name}", style="List Bullet")
        for at, one in enumerate(said):
            if at == 20:
                runs(document, ("(saling menimpali, tidak jelas)", "i"))
            runs(document, (f"{one.who}: ", ""), (one.text, ""))

    return word(fill)


def psychology(said: list[Said]) -> bytes:
    """A table of psychology: code of the line, who, words, and an empty column; the header comes twice."""
    header = ["Kode", "Pelaku", "Verbatim", "Pemadatan Fakta"]
    rows = [
        header if at is None else [f"W1.S2.{at + 1:02d}", said[at].who, said[at].text, ""]
        for at in (None, *range(8), None, *range(8, len(said)))
    ]

    def fill(document) -> None:
        document.add_heading("VERBATIM SUBJEK 2 (Wawancara 1)", 1)
        document.add_paragraph("Iter: Pewawancara, Itee: Subjek. Lokasi: rumah subjek, ruang tamu.")
        table(document, rows)

    return word(fill)


def two_columns(said: list[Said]) -> bytes:
    """A column for the one who asks, a column for the one who answers; a row is a pair."""

    def fill(document) -> None:
        document.add_heading("Wawancara Apoteker", 1)
        pairs = [[said[at].text, said[at + 1].text] for at in range(0, len(said) - 1, 2)]
        table(document, [list(dict.fromkeys(one.who for one in said)), *pairs])

    return word(fill)


def names_once(said: list[Said]) -> bytes:
    """No header; a second paragraph of a speech is a row whose left cell is empty."""
    rows = [[one.who if at == 0 else "", part] for one in said for at, part in enumerate(halves(one.text))]

    def fill(document) -> None:
        document.add_paragraph("Kelly, phone interview, 21 Nov")
        table(document, rows)

    return word(fill)


def written(said: list[Said]) -> bytes:
    """Questions that Word has numbered by itself, and under each an answer behind the same word."""

    def fill(document) -> None:
        document.add_heading("Daftar Pertanyaan Wawancara Tertulis", 1)
        document.add_paragraph("Mohon Bapak/Ibu menjawab langsung di bawah pertanyaan.")
        for one in said:
            if asks(one):
                document.add_paragraph(one.text, style="List Number")
            else:
                document.add_paragraph(f"{one.who}: {one.text}")
        document.add_paragraph("Terima kasih atas kesediaan Bapak/Ibu.")

    return word(fill)


def otter(said: list[Said]) -> bytes:
    """A service's document: keywords and speakers above, name and time in a line of their own."""

    def fill(document) -> None:
        document.add_heading("Kelly phone call", 1)
        document.add_paragraph("Tue, Nov 21, 2023 4:05PM • 28:14")
        runs(document, ("SUMMARY KEYWORDS", "b"))
        document.add_paragraph("penny, easy ones, handling time, chat, robot, fruit bowl, stoke, calls")
        runs(document, ("SPEAKERS", "b"))
        document.add_paragraph(", ".join(dict.fromkeys(one.who for one in said)))
        for at, one in enumerate(said):
            runs(document, (f"{one.who}  {short(at, 73)}", "b"))
            document.add_paragraph(one.text)

    return word(fill)


def question_answer(said: list[Said]) -> bytes:
    """An archive: a summary sheet, then Q and A before tabs, without a colon; lines are numbered by Word."""

    def fill(document) -> None:
        framed(document, "Stott, Irene - session 2", "County Sound Archive")
        for sign in (("countBy", "5"), ("restart", "newPage")):
            _numbering(document).set(qn(f"w:{sign[0]}"), sign[1])
        document.add_heading("Interview summary", 2)
        document.add_paragraph("Interviewee: Irene Stott, b. 1941, telephonist and wages clerk. Interviewer: H. Webb.")
        document.add_paragraph("Summary: arms; the exchange; the man who rang at ten to nine; automation.")
        document.add_heading("Transcript", 2)
        for one in said:
            document.add_paragraph(f"{one.who}\t{one.text}")

    return word(fill)


def _numbering(document):
    """The mark of a section that its lines are numbered."""
    section = document.sections[0]._sectPr
    found = section.find(qn("w:lnNumType"))
    if found is None:
        found = OxmlElement("w:lnNumType")
        section.find(qn("w:cols")).addprevious(found)  # Word wants its parts in this order
    return found


def hosts(said: list[Said]) -> bytes:
    """A podcast: what each is stands behind the name at the first time; the sponsor is read out by nobody here."""
    offices = {"Raka": " (Host)", "Mita": " (Co-host)", "Yoga": " (Bintang tamu)"}

    def fill(document) -> None:
        document.add_heading("TRANSKRIP PODCAST OBROLAN TERAS EPS. 14", 1)
        runs(document, ("Durasi 52 menit. Iklan tidak ditranskrip.", "i"))
        known: set[str] = set()
        for at, one in enumerate(said):
            if at == 12:
                runs(document, ("[IKLAN 21:10 - 22:40]", "i"))
            runs(document, (f"{one.who}{'' if one.who in known else offices[one.who]} : ", "b"), (one.text, ""))
            known.add(one.who)

    return word(fill)


def commented(said: list[Said]) -> bytes:
    """What the student found noteworthy is yellow, and a code stands in brackets behind some answers."""
    codes = {3: "honor", 7: "sinyal", 11: "akses orang tua", 17: "penilaian seragam"}

    def fill(document) -> None:
        document.add_heading("Wawancara guru - dengan kode awal", 1)
        for at, one in enumerate(said):
            paragraph = runs(document, (f"{one.who}: ", "b"), (one.text, ""))
            if at in codes:
                paragraph.runs[1].font.highlight_color = 7
                paragraph.add_run(f" [kode: {codes[at]}]").bold = True

    return word(fill)


def one_paragraph(said: list[Said]) -> bytes:
    """All of it in one paragraph, a broken line for each turn, as pasted from a message."""
    document = Document()
    document.add_paragraph("Wawancara bengkel, disalin dari catatan HP")
    paragraph = document.add_paragraph()
    for at, one in enumerate(said):
        if at:
            paragraph.add_run().add_break()
        paragraph.add_run(f"{one.who}: {one.text}")
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def text_edit(said: list[Said]) -> str:
    """Rich text of a Mac: a broken line instead of a paragraph, labels in bold, letters by their number."""

    def plain(text: str) -> str:
        return "".join(sign if ord(sign) < 128 else f"\\uc0\\u{ord(sign)} " for sign in text)

    out = "{\\rtf1\\ansi\\ansicpg1252\\cocoartf2709\n\\cocoatextscaling0\\cocoaplatform0"
    out += "{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica-Bold;\\f1\\fswiss\\fcharset0 Helvetica;}\n"
    out += "{\\colortbl;\\red255\\green255\\blue255;}\n\\paperw11900\\paperh16840\n"
    out += "\\pard\\tx566\\pardirnatural\\partightenfactor0\n\n"
    out += "\\f0\\b\\fs24 \\cf0 Interview with an illustrator\n\\f1\\b0 \\\n\\\n"
    for one in said:
        out += f"\\f0\\b {one.who}:\n\\f1\\b0  {plain(one.text)}\\\n\\\n"
    return out + "}"


def numbered_list(said: list[Said]) -> bytes:
    """An open document: a list that counts the turns, the names in bold within."""
    items = "".join(
        f'<text:list-item><text:p><text:span text:style-name="B">{one.who}</text:span>: {escape(one.text)}</text:p>'
        "</text:list-item>"
        for one in said
    )
    names = " ".join(f'xmlns:{name}="{OPEN}:{name}:1.0"' for name in ("office", "text", "style"))
    fonts = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    body = "<text:h text:outline-level='1'>Wawancara sekretaris desa</text:h><text:p>Hadir: Sekdes, Bu Rini</text:p>"
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {names} {fonts} office:version="1.3">'
    content += '<office:automatic-styles><style:style style:name="B" style:family="text">'
    content += '<style:text-properties fo:font-weight="bold"/></style:style></office:automatic-styles>'
    content += f"<office:body><office:text>{body}<text:list>{items}</text:list></office:text></office:body>"
    return packed(content + "</office:document-content>", "text")


def packed(content: str, kind: str) -> bytes:
    """The archive that an open document is."""
    mime = f"application/vnd.oasis.opendocument.{kind}"
    manifest = f'<manifest:manifest xmlns:manifest="{OPEN}:manifest:1.0" manifest:version="1.3">'
    manifest += f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{mime}"/>'
    manifest += '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", mime)
        archive.writestr("META-INF/manifest.xml", manifest + "</manifest:manifest>")
        archive.writestr("content.xml", content)
    return out.getvalue()
