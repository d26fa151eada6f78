"""Typed by hand: theses with tables and legends, groups with ages in labels, numbered lines, questions in columns."""

import io
import textwrap

from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate
from xlsxwriter import Workbook

from ..sight.talked import ASKER, Said
from .spoken import one, talk, word

FACTS = ["Nama\t: Sulastri", "Usia\t: 45 tahun", "Hari/tanggal\t: Senin, 3 Agustus 2026", "Tempat\t: rumah informan"]


def thesis_table():
    """Row, who, verbatim, condensed fact: `Iter` asks and `Itee` is asked."""
    said = talk(41, "Iter", "Itee")

    def fill(document) -> None:
        document.add_heading("VERBATIM WAWANCARA SUBJEK 1", 1)
        for fact in FACTS:
            document.add_paragraph(fact)
        table = document.add_table(rows=1, cols=4)
        for cell, text in zip(table.rows[0].cells, ["Baris", "Pelaku", "Verbatim", "Pemadatan Fakta"], strict=True):
            cell.text = text
        for number, each in enumerate(said, 1):
            note = "Subjek mengeluhkan sinyal (S1.W1.B12)" if number % 4 == 0 else ""
            for cell, text in zip(table.add_row().cells, [str(number), each.who, each.text, note], strict=True):
                cell.text = text

    return one("thesis, verbatim table", "verbatim subjek 1.docx", word(fill), said)


def thesis_legend():
    """Facts about the person, a legend (P = Peneliti, N = Narasumber), then `P :` and `N :`."""
    said = talk(42, "P", "N")

    def fill(document) -> None:
        document.add_paragraph().add_run("TRANSKRIP WAWANCARA").bold = True
        for fact in FACTS:
            document.add_paragraph(fact.replace("\t", " "))
        document.add_paragraph("Keterangan:")
        document.add_paragraph("P = Peneliti")
        document.add_paragraph("N = Narasumber")
        for each in said:
            document.add_paragraph(f"{each.who} : {each.text}")

    return one("thesis, legend and letters", "lampiran 3.docx", word(fill), said)


def colon_after_tab():
    """`Peneliti<tab>: ...`, the colons in one line down the page."""
    said = talk(43, "Peneliti", "Bu Sulastri")

    def fill(document) -> None:
        for each in said:
            document.add_paragraph(f"{each.who}\t: {each.text}")

    return one("Word, colon behind the tab", "bu sulastri.docx", word(fill), said)


def group_with_ages():
    """Labels with sex and age, and everybody at once."""
    people = ["Peserta 1 (P, 34 th)", "Peserta 2 (L, 41 th)", "Peserta 3 (P, 29 th)", "Peserta 4 (L, 52 th)"]
    said = talk(44, "Moderator", people, 34)
    lines = ["FGD Kelurahan, 12 Oktober 2026", "Notulen: Bagas", ""]
    lines += [f"{each.who}: {each.text}\n" for each in said]
    return one("group, sex and age in labels", "fgd kelurahan.txt", "\n".join(lines), said)


def dashes():
    """`Rina – ...`: a dash where others put a colon."""
    said = talk(45, "Rina", "Pak Agus")
    return one("dash behind the name", "agus.txt", "\n\n".join(f"{o.who} – {o.text}" for o in said) + "\n", said)


def jefferson():
    """Numbered lines of equal width, pauses and lengthened sounds, continued lines without a label."""
    said = [Said(o.who, o.role, o.text.replace("tidak", "ti::dak")) for o in talk(46, "INT", "AGS")]
    lines, number = ["Transcript: loket 7   Conventions: (.) pause, :: lengthened", ""], 0
    for each in said:
        for at, piece in enumerate(textwrap.wrap(each.text, 52)):
            number += 1
            lines.append(f"{number:>3}  {f'{each.who}:' if at == 0 else '':<6}{piece}")
    return one("conversation analysis, numbered lines", "loket7.txt", "\n".join(lines) + "\n", said)


def headings():
    """Each name is a heading, the talk is the paragraph below."""
    said = talk(47, "Grace Okoye", "Daniel Webb", english=True)
    text = "# Notes from the desk\n\n" + "\n\n".join(f"### {o.who}\n\n{o.text}" for o in said) + "\n"
    return one("Markdown, names as headings", "desk-7.md", text, said)


def questions_beside_answers():
    """A workbook: number, question, answer."""
    said = talk(48, "Pertanyaan", "Jawaban", 23)
    out = io.BytesIO()
    with Workbook(out) as book:
        sheet = book.add_worksheet("Wawancara")
        sheet.write_row(0, 0, ["No", "Pertanyaan", "Jawaban"])
        for row in range(len(said) // 2):
            sheet.write_row(row + 1, 0, [row + 1, said[2 * row].text, said[2 * row + 1].text])
    return one("questions beside answers", "tabel wawancara.xlsx", out.getvalue(), said[: len(said) // 2 * 2])


def _pages(said: list[Said], write) -> bytes:
    out = io.BytesIO()
    canvas, y = Canvas(out, pagesize=A4), 780
    for number, each in enumerate(said, 1):
        lines = textwrap.wrap(each.text, 66)
        if y - 14 * len(lines) < 60:
            canvas.showPage()
            y = 780
        y = write(canvas, y, number, each, lines) - 8
    canvas.save()
    return out.getvalue()


def pdf_numbers_every_five():
    """A line number at the margin beside every fifth line."""
    said, printed = talk(49, "IV", "B1", 30, english=True), 0

    def write(canvas, y: float, _number: int, each: Said, lines: list[str]) -> float:
        nonlocal printed
        for at, line in enumerate(lines):
            printed += 1
            if printed % 5 == 0:
                canvas.drawRightString(48, y, str(printed))
            canvas.drawString(60, y, f"{each.who}: {line}" if at == 0 else line)
            y -= 14
        return y

    return one("PDF, a number at every fifth line", "B1.pdf", _pages(said, write), said)


def pdf_numbers_and_columns():
    """`001 I   ...`: number, letter and talk stand in columns, with no sign between them."""
    said = talk(50, "I", "R", 60)

    def write(canvas, y: float, number: int, each: Said, lines: list[str]) -> float:
        canvas.drawString(50, y, f"{number:03d}")
        canvas.drawString(82, y, each.who)
        for line in lines:
            canvas.drawString(110, y, line)
            y -= 14
        return y

    return one("PDF, number, letter, talk in columns", "R04.pdf", _pages(said, write), said)


def pdf_confidential():
    """Bold labels, the questions in italics, a footer with page of pages."""
    said = talk(51, "Interviewer", "P07", 40, english=True)
    style, out = getSampleStyleSheet()["BodyText"], io.BytesIO()

    def foot(canvas, document) -> None:
        canvas.drawString(72, 30, f"Transcript P07 – Confidential – Page {document.page} of 4")

    def line(each: Said) -> str:
        return f"<b>{each.who}</b> " + (f"<i>{each.text}</i>" if each.role == ASKER else each.text)

    SimpleDocTemplate(out, pagesize=A4).build(
        [Paragraph(line(each), style) for each in said], onFirstPage=foot, onLaterPages=foot
    )
    return one("PDF, bold names and italic questions", "P07.pdf", out.getvalue(), said)


LAYOUTS = [
    thesis_table,
    thesis_legend,
    colon_after_tab,
    group_with_ages,
    dashes,
    jefferson,
    headings,
    questions_beside_answers,
    pdf_numbers_every_five,
    pdf_numbers_and_columns,
    pdf_confidential,
]
