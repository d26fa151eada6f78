"""Word files, PDF and RTF as offices make them: tables, tabs, bold labels, numbered lines, columns."""

import io

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from .talked import ASKER, Layout, Said, interview


def _one(name: str, file: str, data: bytes, said: list[Said]) -> Layout:
    return Layout(name, {file: data}, {file: said})


def _docx(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def word_table() -> Layout:
    """No. | Pembicara | Isi"""
    said = interview(300, "Pewawancara", "Bu Sulastri", 16, indonesian=True)
    document = Document()
    document.add_heading("Transkrip Wawancara", 1)
    table = document.add_table(rows=1, cols=3)
    for cell, text in zip(table.rows[0].cells, ["No.", "Pembicara", "Isi"], strict=True):
        cell.text = text
    for n, one in enumerate(said, 1):
        for cell, text in zip(table.add_row().cells, [str(n), one.who, one.text], strict=True):
            cell.text = text
    return _one("Word table", "sulastri.docx", _docx(document), said)


def word_bold_and_tab() -> Layout:
    said = interview(301, "Thorn", "Akin", 16)
    document = Document()
    for one in said:
        paragraph = document.add_paragraph()
        paragraph.add_run(one.who).bold = True
        paragraph.add_run("\t" + one.text)
    return _one("Word, bold name, tab", "akin.docx", _docx(document), said)


def word_cover_sheet() -> Layout:
    """A table with the facts, then initials."""
    said = interview(302, "Lena Thorn", "Mae Holloway", 16)
    document = Document()
    facts = [("Interviewer", "Lena Thorn"), ("Interviewee", "Mae Holloway"), ("Place", "Hull"), ("Length", "52 min")]
    table = document.add_table(rows=0, cols=2)
    for fact in facts:
        for cell, text in zip(table.add_row().cells, fact, strict=True):
            cell.text = text
    for one in said:
        document.add_paragraph(f"{'LT' if one.role == ASKER else 'MH'}: {one.text}")
    return _one("Word, facts and initials", "holloway.docx", _docx(document), said)


def word_name_above() -> Layout:
    """The name in bold on a line of its own, the talk in the next paragraphs."""
    said = interview(303, "Grace Okoye", "Daniel Webb", 14)
    document = Document()
    for one in said:
        document.add_paragraph().add_run(one.who).bold = True
        document.add_paragraph(one.text)
    return _one("Word, bold name above", "webb.docx", _docx(document), said)


def pdf_hanging_names() -> Layout:
    """Names at the margin, the talk wrapped beside them."""
    said = interview(304, "Interviewer", "Siti Rahmawati", 16, indonesian=True)
    out = io.BytesIO()
    canvas, y = Canvas(out, pagesize=A4), 780
    for one in said:
        lines = _wrapped(one.text, 62)
        if y - 14 * len(lines) < 60:
            canvas.showPage()
            y = 780
        canvas.drawString(60, y, f"{one.who}:")
        for line in lines:
            canvas.drawString(170, y, line)
            y -= 14
        y -= 6
    canvas.save()
    return _one("PDF, names at the margin", "siti.pdf", out.getvalue(), said)


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        if len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def pdf_numbered() -> Layout:
    """Every turn has a number before its label: `12 I: ...`."""
    said = interview(305, "I", "R", 30)
    out = io.BytesIO()
    canvas, y = Canvas(out, pagesize=A4), 780
    for n, one in enumerate(said, 1):
        lines = _wrapped(f"{n} {one.who}: {one.text}", 80)
        if y - 14 * len(lines) < 60:
            canvas.showPage()
            y = 780
        for line in lines:
            canvas.drawString(60, y, line)
            y -= 14
    canvas.save()
    return _one("PDF, numbered turns", "numbered.pdf", out.getvalue(), said)


def pdf_table() -> Layout:
    """A table with rules: time, name, talk; names of one to three words."""
    said = interview(306, "Nur Aini", "I Gusti Ngurah Rai", 18, indonesian=True)
    style = getSampleStyleSheet()["BodyText"]
    rows = [["Waktu", "Nama", "Ucapan"]]
    rows += [[f"00:{n:02d}", Paragraph(o.who, style), Paragraph(o.text, style)] for n, o in enumerate(said)]
    out = io.BytesIO()
    table = Table(rows, colWidths=[50, 90, 320], repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, "black")])
    SimpleDocTemplate(out, pagesize=A4).build([table])
    return _one("PDF table", "rai.pdf", out.getvalue(), said)


def pdf_with_running_heads() -> Layout:
    """Title and page number on every page; bold label in the line."""
    said = interview(307, "Thorn", "Bell", 40)
    style, out = getSampleStyleSheet()["BodyText"], io.BytesIO()

    def head(canvas, document) -> None:
        canvas.drawString(72, 810, "County Oral History Project")
        canvas.drawString(280, 30, f"Page {document.page}")

    parts = [Paragraph(f"<b>{one.who}:</b> {one.text}", style) for one in said]
    SimpleDocTemplate(out, pagesize=A4).build(parts, onFirstPage=head, onLaterPages=head)
    return _one("PDF, running heads", "bell.pdf", out.getvalue(), said)


def rtf_character_styles() -> Layout:
    """As LibreOffice writes it: `\\cs0` and `\\s0` are both there, names are in a character style."""
    said = interview(308, "Thorn", "Teague", 14)
    sheet = r"{\stylesheet{\s0\snext0\widctlpar Default Paragraph Style;}{\*\cs15\b Strong;}"
    sheet += r"{\s1\sbasedon0\outlinelevel0\b Heading 1;}{\*\cs0 Heading Character;}}"
    body = "".join(rf"\pard\plain \s0\widctlpar{{\cs15\b {one.who}: }}{{{one.text}}}\par " + "\n" for one in said)
    return _one("RTF with character styles", "teague.rtf", rf"{{\rtf1\ansi\deff0{sheet}{body}}}".encode(), said)


def bold_questions() -> Layout:
    """No labels at all: the questions are in bold. To be read so, or to be told."""
    said = interview(309, "Interviewer", "Participant", 14)
    document = Document()
    for one in said:
        document.add_paragraph().add_run(one.text).bold = one.role == ASKER
    return _one("Word, bold questions", "bold.docx", _docx(document), said)


def html_definition_list() -> Layout:
    said = interview(310, "Lena", "Cora", 14)
    items = "".join(f"<p><strong>{o.who}</strong>: {o.text.replace(chr(39), '&#8217;')}</p>\n" for o in said)
    right = [Said(one.who, one.role, one.text.replace("'", "’")) for one in said]
    return _one("web page", "cora.html", f"<html><body><h1>Cora</h1>{items}</body></html>".encode(), right)


LAYOUTS = [
    word_table,
    word_bold_and_tab,
    word_cover_sheet,
    word_name_above,
    pdf_hanging_names,
    pdf_numbered,
    pdf_table,
    pdf_with_running_heads,
    rtf_character_styles,
    bold_questions,
    html_definition_list,
]
