"""Papers of an eighth writer who had opened no reader: Word files, pages and a sheet of a free word processor."""

import io
import zipfile
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.platypus import BaseDocTemplate, Frame, PageBreak, PageTemplate, Paragraph, Spacer, Table

from ..sight.talked import ASKER, TELLER, Said
from .pages import runs, word
from .senders import open_document
from .talk import clock


@cache
def pools() -> dict[str, list[list[str]]]:
    """The lines of the text file by their talk."""
    found: dict[str, list[list[str]]] = {}
    for line in (Path(__file__).parent / "eighth.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            own = found.setdefault(line[2:], [])
        else:
            own.append(line.split("|"))
    return found


def talk(name: str, *voices: str) -> list[Said]:
    """A whole talk; the first voice asks."""
    return [Said(voices[int(who)], TELLER if int(who) else ASKER, text) for who, text in pools()[name]]


def verbatim(said: list[Said]) -> bytes:
    """A question and its answer in one cell, line numbers on the left, the researcher's reading on the right."""
    document = Document()
    document.add_heading("VERBATIM WAWANCARA SUBJEK I", 1)
    for fact in (
        "Nama (inisial)\t: NK",
        "Usia\t\t: 38 tahun",
        "Hari, tanggal\t: Kamis, 11 Mei 2023",
        "Pukul\t\t: 16.00-16.45",
    ):
        document.add_paragraph(fact)
    made = document.add_table(rows=1, cols=3)
    for cell, text in zip(made.rows[0].cells, ("Baris", "Transkrip", "Analisis"), strict=True):
        cell.text = text
    for at in range(0, len(said), 2):
        cells = made.add_row().cells
        cells[0].text = str(at * 5 + 1)
        cells[1].text = f"{said[at].who}: {said[at].text}"
        for one in said[at + 1 : at + 2]:
            cells[1].add_paragraph(f"{one.who}: {one.text}")
        cells[2].text = ("Subjek menahan keluhan", "", "Coping religius")[at % 3]
    return _saved(document)


def _saved(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def label_with_time(said: list[Said]) -> bytes:
    """No header; the left cell holds who and, below it, when."""

    def fill(document) -> None:
        document.add_paragraph("Transkrip wawancara kelurahan, rekaman 07")
        made = document.add_table(rows=0, cols=2)
        for at, one in enumerate(said):
            cells = made.add_row().cells
            cells[0].text = one.who
            cells[0].add_paragraph(clock(at, 11))
            cells[1].text = one.text

    return word(fill)


NOTES = ("Nama tempat disamarkan.", "Menunjuk ke arah jembatan.", "Merujuk pada aplikasi rujukan milik kabupaten.")


def footnoted(said: list[Said]) -> bytes:
    """Labels by code, and footnotes of Word that explain a word here and there."""

    def fill(document) -> None:
        document.add_heading("Transkrip I-3", 2)
        for at, one in enumerate(said):
            paragraph = runs(document, (f"{one.who}: ", "b"), (one.text, ""))
            if at in (3, 7, 11):
                mark = OxmlElement("w:footnoteReference")
                mark.set(qn("w:id"), str(at // 4 + 2))
                paragraph.add_run()._r.append(mark)

    return _with_footnotes(word(fill))


def _with_footnotes(data: bytes) -> bytes:
    """The part of the notes, its type and its relation, as Word keeps them."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "".join(
        f'<w:footnote w:id="{at + 2}"><w:p><w:r><w:footnoteRef/></w:r>'
        f'<w:r><w:t xml:space="preserve"> {text}</w:t></w:r></w:p></w:footnote>'
        for at, text in enumerate(NOTES)
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    added = {
        "[Content_Types].xml": ("</Types>", f'<Override PartName="/word/footnotes.xml" ContentType="{kind}"/></Types>'),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rIdNotes" Type="{relation}" Target="footnotes.xml"/></Relationships>',
        ),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            if name in added:
                text = text.replace(*(part.encode() for part in added[name]))
            new.writestr(name, text)
        new.writestr(
            "word/footnotes.xml", f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes {space}>{body}</w:footnotes>'
        )
    return out.getvalue()


def side_by_side(said: list[Said]) -> bytes:
    """What was said in the middle, what a translator made of it on the right."""

    def fill(document) -> None:
        document.add_heading("Interview 5 with translation", 1)
        made = document.add_table(rows=1, cols=3)
        for cell, text in zip(made.rows[0].cells, ("Speaker", "Bahasa Indonesia", "English translation"), strict=True):
            cell.text = text
        english = [text for _, text in pools()["desk"]] + ["Yes.", "No."]
        for one, other in zip(said, english, strict=False):
            for cell, text in zip(made.add_row().cells, (one.who, one.text, other), strict=True):
                cell.text = text

    return word(fill)


def interpreted() -> list[Said]:
    """An interpreter repeats each side in the third person."""
    said = []
    for who, text in pools()["desk"][:14]:
        name, role = ("Int", ASKER) if who == "0" else ("Resp", TELLER)
        said += [Said(name, role, text)]
        if who == "1":
            said.append(Said("Translator", "other", "She says: " + text.replace("I'm", "she is").replace("I ", "she ")))
    return said


def plain(*above: str, below: tuple[str, ...] = (), bold: bool = True, gap: str = ": "):
    """A paragraph for each turn, the label bold."""

    def fill(document, said: list[Said]) -> None:
        for text in above:
            document.add_paragraph(text)
        for one in said:
            runs(document, (f"{one.who}{gap}", "b" if bold else ""), (one.text, ""))
        for text in below:
            document.add_paragraph(text)

    return lambda said: word(lambda document: fill(document, said))


ASIDES = {2: "(Pause. A phone rings in the next office.)", 6: "[They move to a quieter room]", 10: "(Both laugh.)"}


def stage(said: list[Said]) -> bytes:
    """Directions in italics between the turns, pauses and laughter in them."""

    def fill(document) -> None:
        runs(document, ("Present: two interviewers, one participant (P04). Duration 41:07.", "i"))
        for at, one in enumerate(said):
            if at in ASIDES:
                runs(document, (ASIDES[at], "i"))
            begin, *rest = one.text.split(" ")
            text = f"{begin} (pause) {' '.join(rest)}" if at % 4 == 3 else one.text
            runs(document, (one.who, "b"), (f": {text}" + (" ((laughs))" if at == 9 else ""), ""))

    return word(fill)


def topics(said: list[Said]) -> bytes:
    """Headings for what the talk has come to, in the middle of it."""
    names = {0: "1. Latar belakang", 6: "2. Biaya dan waktu: pengalaman", 12: "3. Harapan"}

    def fill(document) -> None:
        document.add_heading("Wawancara R07", 1)
        for at, one in enumerate(said):
            if at in names:
                document.add_heading(names[at], 2)
            document.add_paragraph(f"{one.who}: {one.text}")

    return word(fill)


def field_notes(said: list[Said]) -> bytes:
    """What was seen before and thought after, around the talk."""

    def fill(document) -> None:
        document.add_heading("Catatan lapangan", 2)
        document.add_paragraph(
            "Saya tiba pukul 09.10. Halaman puskesmas pembantu penuh motor. Bidan masih memeriksa pasien."
        )
        document.add_paragraph("Ada dua kader yang duduk di teras: satu menulis, satu menidurkan anak.")
        document.add_heading("Transkrip", 2)
        for one in said:
            document.add_paragraph(f"{one.who} : {one.text}")
        document.add_heading("Refleksi peneliti", 2)
        document.add_paragraph("Informan sempat menangis. Menurut saya soal sinyal perlu ditanyakan lagi kepada dinas.")
        document.add_paragraph("Untuk wawancara berikutnya: bawa alat perekam cadangan.")

    return word(fill)


def supervised(said: list[Said]) -> bytes:
    """A supervisor's comments, a word struck out and another put in with changes tracked."""

    def fill(document) -> None:
        document.add_heading("Interview 2 (draft checked by EB)", 1)
        for at, one in enumerate(said):
            paragraph = runs(document, (f"{one.who}: ", "b"), (one.text, ""))
            if at in (1, 5):
                document.add_comment(
                    paragraph.runs, text="Ask: is this the same man as in interview 1?", author="EB", initials="EB"
                )
            if at == 3:
                _tracked(paragraph)

    return word(fill)


def _tracked(paragraph) -> None:
    """The first word of the turn is put in, a misheard one is struck out."""
    run = paragraph.runs[1]
    first, rest = run.text.split(" ", 1)
    run.text = f" {rest}"
    for tag, inner, text in (("w:del", "w:delText", "Whale"), ("w:ins", "w:t", first)):
        mark, own, words = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(inner)
        for name, value in (("id", "90"), ("author", "EB"), ("date", "2024-02-01T09:00:00Z")):
            mark.set(qn(f"w:{name}"), value)
        words.text = text
        own.append(words)
        mark.append(own)
        run._r.addprevious(mark)


def three_in_one(talks: list[list[Said]]) -> bytes:
    """An appendix of a thesis: three interviews with a heading and facts each, the same two labels in all."""

    def fill(document) -> None:
        document.add_heading("LAMPIRAN: TRANSKRIP WAWANCARA", 1)
        for number, said in enumerate(talks, 1):
            document.add_heading(f"Transkrip Wawancara Informan {number}", 2)
            document.add_paragraph(f"Tanggal wawancara : {number + 3} Agustus 2022")
            for one in said:
                label = "P" if one.role == ASKER else "I"
                document.add_paragraph(f"{label}\t: {one.text}")

    return word(fill)


def open_table(said: list[Said]) -> bytes:
    """A table of two columns in a free word processor, with a header in English."""
    empty = open_document([])
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = [("Who", "What was said"), *((one.who, one.text) for one in said)]
    body = "".join(
        "<table:table-row>" + "".join(cell.format(escape(text)) for text in row) + "</table:table-row>" for row in rows
    )
    made = '<text:p>Interview with a ferryman</text:p><table:table table:name="T1">'
    made += f'<table:table-column table:number-columns-repeated="2"/>{body}</table:table>'
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(empty)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name).decode()
            text = text.replace("<office:text>", f"<office:text>{made}")
            text = text.replace(
                "xmlns:office=", 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:office=', 1
            )
            new.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


SMALL = ParagraphStyle("small", fontName="Times-Roman", fontSize=10.5, leading=14, spaceAfter=6, alignment=4)


def printed(
    said: list[Said], *above: str, columns: int = 1, label: str = "<b>{}:</b> {}", head: str, foot: str
) -> bytes:
    """Justified text that a program has set, with bold labels, a running head and a foot of page and pages."""
    out = io.BytesIO()
    width, height = A4
    made = BaseDocTemplate(out, pagesize=A4, invariant=1)
    gap = 0.8 * cm
    each = (width - 4 * cm - gap * (columns - 1)) / columns
    frames = [
        Frame(2 * cm + at * (each + gap), 2.2 * cm, each, height / 2.2 if columns > 1 else height / 1.9)
        for at in range(columns)
    ]

    def around(canvas, document) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(2 * cm, height - 1.2 * cm, head)
        canvas.drawRightString(width - 2 * cm, 1.1 * cm, foot.format(document.page))

    made.addPageTemplates([PageTemplate(frames=frames, onPage=around)])
    story = [Paragraph(text, SMALL) for text in above]
    story += [Paragraph(label.format(escape(one.who), escape(one.text)), SMALL) for one in said]
    made.build(story)
    return out.getvalue()


def printed_table(said: list[Said]) -> bytes:
    """A wide table over several pages; its header comes again on each."""
    out = io.BytesIO()
    made = BaseDocTemplate(out, pagesize=landscape(A4), invariant=1)
    made.addPageTemplates([PageTemplate(frames=[Frame(2 * cm, 6 * cm, 25 * cm, 11 * cm)])])
    rows = [[Paragraph(f"<b>{text}</b>", SMALL) for text in ("No", "Waktu", "Pembicara", "Transkrip")]]
    for at, one in enumerate(said, 1):
        rows.append([str(at), clock(at, 9), Paragraph(one.who, SMALL), Paragraph(escape(one.text), SMALL)])
    table = Table(
        rows,
        colWidths=[1 * cm, 2.5 * cm, 3.5 * cm, 16 * cm],
        repeatRows=1,
        style=[("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
    made.build([Paragraph("Transkrip FGD air bersih", SMALL), table])
    return out.getvalue()


def archived(said: list[Said]) -> bytes:
    """A library's volume: cover, contents, then tape-and-time over each turn, and an index at the end."""
    out = io.BytesIO()
    made = BaseDocTemplate(out, pagesize=A4, invariant=1)

    def around(canvas, document) -> None:
        canvas.setFont("Times-Roman", 9)
        canvas.drawCentredString(A4[0] / 2, 1.2 * cm, str(document.page))

    made.addPageTemplates([PageTemplate(frames=[Frame(3 * cm, 3 * cm, 15 * cm, 14 * cm)], onPage=around)])
    story = [
        Paragraph(text, SMALL)
        for text in (
            "Estuary Oral History Centre",
            "Ada Penhallow: The Last Ferry",
            "Interviews conducted by Simon Treloar in 2004",
            "Copyright 2006 by the Estuary Oral History Centre",
        )
    ]
    story += [
        PageBreak(),
        Paragraph("Table of Contents: Ada Penhallow", SMALL),
        Paragraph("Interview 1: May 3, 2004 . . . . . . . . 3", SMALL),
        PageBreak(),
    ]
    story += [Paragraph("Interview 1: May 3, 2004", SMALL), Paragraph("Begin Audiofile 1", SMALL)]
    for at, one in enumerate(said):
        story += [
            Paragraph(f"1-{clock(at, 23)}", SMALL),
            Paragraph(f"{one.who}:&nbsp;&nbsp;&nbsp;{escape(one.text)}", SMALL),
        ]
    story += [Paragraph("[End of Interview]", SMALL), Spacer(1, 12)]
    made.build(story)
    return out.getvalue()
