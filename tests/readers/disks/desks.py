"""Documents that people type in a word processor, as an eleventh writer has seen them on the disks of others."""

import io
import zipfile
from dataclasses import replace

from docx import Document
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from ..sight.talked import ASKER, Said, clock
from .pages import Write, runs, table, word


def identity(said: list[Said]) -> bytes:
    """A thesis: who the informant is in a table, what the letters mean, then letters with tabs before the colon."""

    def fill(document) -> None:
        document.add_paragraph("TRANSKRIP WAWANCARA INFORMAN 1").alignment = 1
        rows = [["Nama", ": Maria Goreti (MG)"], ["Usia", ": 38 tahun"], ["Pekerjaan", ": Bidan desa"]]
        table(document, [*rows, ["Hari/tanggal", ": Sabtu, 15 Maret 2025"], ["Tempat", ": Pustu Wairterang, Sikka"]])
        document.add_paragraph("")
        runs(document, ("Keterangan:", "b"))
        document.add_paragraph("P\t: Peneliti")
        document.add_paragraph("I\t: Informan")
        document.add_paragraph("")
        for at, one in enumerate(said):
            document.add_paragraph(f"{one.who} : {one.text}" if at == 5 else f"{one.who}\t: {one.text}")

    return word(fill)


def verbatim(said: list[Said]) -> bytes:
    """Psychology students' table: a code for each row, who speaks, what is said, and the theme."""
    themes = ["", "Gejala kecemasan", "", "Tekanan keluarga", "", "Koping"]

    def fill(document) -> None:
        runs(document, ("VERBATIM WAWANCARA SUBJEK 2 (AR)", "b"))
        document.add_paragraph("Wawancara ke-1, 8 Oktober 2024, 16.10 - 16.52 WIB, kos subjek")
        rows = [["Kode", "Pelaku", "Hasil Wawancara", "Tema"]]
        rows += [[f"S2.W1.{at:02d}", one.who, one.text, themes[at % 6]] for at, one in enumerate(said, 1)]
        table(document, rows)

    return word(fill)


def names_bold(*head: str, after: tuple[str, ...] = (), colon: str = ":") -> Write:
    """Google Docs: a heading or two, then the name in bold and what is said in plain type."""

    def write(said: list[Said]) -> bytes:
        def fill(document) -> None:
            document.add_heading(head[0], 1)
            for line in head[1:]:
                document.add_paragraph(line)
            for one in said:
                runs(document, (f"{one.who}{colon}", "b"), (f" {one.text}", ""))
            for line in after:
                document.add_paragraph(line)

        return word(fill)

    return write


def initials(*head: str, after: tuple[str, ...] = ()) -> Write:
    """The same with initials that the heading explains, so that a reader knows the names."""
    write = names_bold(*head, after=after)

    def short(said: list[Said]) -> bytes:
        return write([replace(one, who="".join(part[0] for part in one.who.split())) for one in said])

    return short


def question_bold(said: list[Said]) -> bytes:
    """A journalist's: the whole question in bold, the answer beneath, and no names."""

    def fill(document) -> None:
        document.add_heading("Eleven years of socks", 1)
        document.add_paragraph("Cllr Bukola Adeyemi spoke to Marcus Lyle in the members' room on 6 February 2025.")
        for one in said:
            runs(document, (one.text, "b" if one.role == ASKER else ""))

    return word(fill)


def letters_bold(said: list[Said]) -> bytes:
    """A reporter's question in bold with its letter, the answer in plain type with its own."""

    def fill(document) -> None:
        runs(document, ("Wawancara Lurah Tegalpanggung, Senin 20/1/2025, kantor kelurahan", "i"))
        for one in said:
            runs(document, (f"{one.who}: {one.text}", "b" if one.role == ASKER else ""))

    return word(fill)


def asked_answered(said: list[Said]) -> bytes:
    """Numbered questions and their answers, each behind its word, as in most appendices."""

    def fill(document) -> None:
        document.add_paragraph("HASIL WAWANCARA DENGAN KEPALA SEKOLAH").alignment = 1
        for line in ("Narasumber : Drs. H. Amiruddin", "Jabatan : Kepala SDN 14 Lubuk Alung", "Waktu : 09.30 WIB"):
            document.add_paragraph(line)
        for at, one in enumerate(said):
            number = f"{at // 2 + 1}. " if one.role == ASKER else ""
            document.add_paragraph(f"{number}{one.who} : {one.text}")

    return word(fill)


def three_columns(said: list[Said]) -> bytes:
    """A form of the campus: number, question, answer, and a line to sign on."""

    def fill(document) -> None:
        document.add_paragraph("LEMBAR WAWANCARA GURU").alignment = 1
        table(document, [["Nama Informan", "Ibu Yuliana, S.Pd."], ["Lembaga", "PAUD Tunas Harapan"]])
        document.add_paragraph("")
        pairs = zip(said[::2], said[1::2], strict=True)
        rows = [["No.", "Pertanyaan", "Jawaban"]]
        table(document, rows + [[f"{at}.", one.text, other.text] for at, (one, other) in enumerate(pairs, 1)])
        document.add_paragraph("Mengetahui,\n\n\n(...........................)")

    return word(fill)


def discussion(said: list[Said]) -> bytes:
    """A group: who sat there in a list, then the names with colons."""

    def fill(document) -> None:
        document.add_heading("Transkrip FGD Kelompok Tani Sido Makmur", 2)
        document.add_paragraph("Balai Dusun Karanganyar, 11 September 2024, 19.45-21.10")
        document.add_paragraph("Peserta:")
        for line in ("Pak Tugimin (58 th)", "Bu Lestari (44 th)", "Pak Sarjono (61 th, ketua)", "Bu Wagiyem (50 th)"):
            document.add_paragraph(line, style="List Number")
        for one in said:
            document.add_paragraph(f"{one.who}: {one.text}")
        document.add_paragraph("(rekaman selesai)")

    return word(fill)


def timed(said: list[Said]) -> bytes:
    """The time of the recording in brackets before each name, typed by hand."""

    def fill(document) -> None:
        document.add_paragraph("File audio: REC_0017.m4a (42 menit)\nPewawancara: Dito\nNarasumber: Bang Roni, ojol")
        for at, one in enumerate(said):
            gap = "" if at == 8 else " "
            document.add_paragraph(f"[{clock(at, 23)}] {one.who}:{gap}{one.text}")

    return word(fill)


def stacked(said: list[Said]) -> bytes:
    """The name in bold on a line of its own and the words beneath, an empty paragraph between."""

    def fill(document) -> None:
        document.add_heading("Interview 9, plot holder", 2)
        document.add_paragraph("Recorded on site, 14/05/2024. Transcribed by me. Names changed.")
        for one in said:
            runs(document, (one.who, "b"))
            document.add_paragraph(one.text)
            document.add_paragraph("")

    return word(fill)


def informants(*people: tuple[str, list[Said]]) -> bytes:
    """All the informants of a thesis in one document, each under a heading of their own."""

    def fill(document) -> None:
        document.add_paragraph("LAMPIRAN 4. TRANSKRIP WAWANCARA").alignment = 1
        for number, (about, said) in enumerate(people, 1):
            document.add_heading(f"Informan {number}", 2)
            document.add_paragraph(about)
            for one in said:
                document.add_paragraph(f"{one.who} : {one.text}")
            if number < len(people):
                document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    return word(fill)


def archive(said: list[Said]) -> bytes:
    """A county's oral history: a cover sheet, surnames in capitals, the tape's end in brackets, page heads."""

    def fill(document) -> None:
        document.sections[0].header.paragraphs[0].text = "Ship Canal Lives / SCL-2024-031"
        document.add_heading("Oral history interview with Frank Dunnock", 1)
        sheet = [["Interviewee:", "Frank Dunnock (b. 1938)"], ["Interviewer:", "Eleanor Pask"]]
        table(document, [*sheet, ["Date:", "22 October 2024"], ["Length:", "1 hr 12 mins"], ["Tracks:", "2"]])
        document.add_paragraph("[Start of recording]")
        for at, one in enumerate(said):
            if at == 8:
                document.add_paragraph("[Track 2]")
            document.add_paragraph(f"{one.who}: {one.text}").paragraph_format.space_after = Pt(8)
        document.add_paragraph("[End of recording]")

    return word(fill)


def reviewed(said: list[Said]) -> bytes:
    """A supervisor's copy: comments in the margin, a word struck out and another put in by tracked changes."""

    def fill(document) -> None:
        document.add_paragraph("P4 transcript v2 (SM comments)")
        for at, one in enumerate(said):
            paragraph = runs(document, (f"{one.who}: ", "b"), (one.text, ""))
            if at % 4 == 1:
                document.add_comment(paragraph.runs[1], "In vivo code? Come back to this.", "S. Marlow", "SM")
            if at in (3, 7):
                tracked(paragraph, "del", "delText", " like")
        tracked(document.add_paragraph(), "del", "delText", "P4: I said that already.")

    return word(fill)


def tracked(paragraph, kind: str, holder: str, text: str) -> None:
    """What was struck out stays in the file, for whoever looks at the changes."""
    change, run, words = OxmlElement(f"w:{kind}"), OxmlElement("w:r"), OxmlElement(f"w:{holder}")
    change.set(qn("w:id"), "901")
    change.set(qn("w:author"), "S. Marlow")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    change.append(run)
    paragraph._p.append(change)


def headed(said: list[Said]) -> bytes:
    """A lecturer's: each question is a heading, so that the document can be walked through; no names."""

    def fill(document) -> None:
        document.add_heading("Conversation with a colleague in History", 1)
        document.add_paragraph("Notes from the recording of 19 November 2025, light editing.")
        for one in said:
            document.add_heading(one.text, 3) if one.role == ASKER else document.add_paragraph(one.text)

    return word(fill)


_SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
)


def writer(said: list[Said]) -> bytes:
    """LibreOffice: a bold title, then names with colons, spans, and what happens in the room in italics."""
    bold = '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    slanted = '<style:style style:name="T2" style:family="text"><style:text-properties fo:font-style="italic"/>'
    lines = '<text:p><text:span text:style-name="T1">Wawancara Mama Yustina, Amanatun</text:span></text:p>'
    for at, one in enumerate(said):
        lines += f'<text:p><text:span text:style-name="T1">{one.who}:</text:span><text:s/>{one.text}</text:p>'
        if at == 6:
            lines += '<text:p><text:span text:style-name="T2">(suara alat tenun)</text:span></text:p>'
    styles = f"<office:automatic-styles>{bold}</style:style>{slanted}</style:style></office:automatic-styles>"
    body = f"<office:body><office:text>{lines}</office:text></office:body>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archived:
        archived.writestr(zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.text")
        content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{_SPACES} office:version="1.3">'
        archived.writestr(zipfile.ZipInfo("content.xml"), f"{content}{styles}{body}</office:document-content>")
        archived.writestr(zipfile.ZipInfo("META-INF/manifest.xml"), _MANIFEST)
    return out.getvalue()


_MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""


def rich(lines: list[str]) -> bytes:
    """A file of TextEdit or WordPad with these paragraphs."""
    head = r"{\rtf1\ansi\ansicpg1252\cocoartf2761{\fonttbl\f0\fswiss\fcharset0 Helvetica;}" + "\n"
    head += r"{\colortbl;\red255\green255\blue255;}\paperw11900\paperh16840\pard\pardirnatural\partightenfactor0"
    shown = "\\\n".join("".join(_escaped(letter) for letter in line) for line in lines)
    return f"{head}\n\\f0\\fs24 \\cf0 {shown}}}".encode("ascii")


def _escaped(letter: str) -> str:
    if letter in "\\{}":
        return "\\" + letter
    return letter if letter.isascii() else f"\\uc0\\u{ord(letter)} "


def edited_rtf(said: list[Said]) -> bytes:
    """Typed in TextEdit, an empty line after each turn."""
    lines = ["Interview 4 - Canal Road", "Interviewer: Joanna Reece", "Date: 3 March 2024", ""]
    return rich(lines + [line for one in said for line in (f"{one.who}: {one.text}", "")])


def f4(said: list[Said]) -> bytes:
    """f4transkript and MAXQDA: a letter, the words, and the time to a tenth at the end of each paragraph."""
    return rich([f"{one.who}: {one.text} #{clock(at, 31)}-{at * 7 % 10}#" for at, one in enumerate(said)])


def plain(*head: str, between: str = "") -> Write:
    """A document of nothing but paragraphs: what stands above, then names with colons."""

    def write(said: list[Said]) -> bytes:
        document = Document()
        for line in head:
            document.add_paragraph(line)
        for one in said:
            document.add_paragraph(f"{one.who}{between}: {one.text}")
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()

    return write
