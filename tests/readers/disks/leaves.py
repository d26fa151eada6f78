"""Printed pages of a tenth writer: theses, committees, archives and a magazine."""

import io

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.pagesizes import A4, A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

from ..sight.talked import Said
from .pages import pdf, wrapped
from .reels import asks, halves
from .talk import clock

BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=15, spaceAfter=6)
HEAD = ParagraphStyle("head", fontName="Times-Bold", fontSize=13, leading=18, spaceAfter=10)


def printed(story: list, marks, *, size=A4, columns: int = 1) -> bytes:
    """Paragraphs in one or two columns; `marks` draws what stands around them."""
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=size, invariant=1)
    width, height = size[0] - 120, size[1] - 150
    wide = (width - 20 * (columns - 1)) / columns
    frames = [Frame(60 + place * (wide + 20), 75, wide, height, id=str(place)) for place in range(columns)]
    document.addPageTemplates(PageTemplate(frames=frames, onPage=marks))
    document.build(story)
    return out.getvalue()


def marked(above: str, below: str, size=A4):
    """A line above the text, and one below it with the number of the page."""

    def draw(canvas, document) -> None:
        canvas.setFont("Times-Italic", 9)
        canvas.drawString(60, size[1] - 45, above)
        canvas.drawCentredString(size[0] / 2, 40, below.format(page=document.page))

    return draw


def hanging(said: list[Said]) -> bytes:
    """Letters at the left, the words beside them, lines far apart, as a student's program prints its tabs."""
    style = ParagraphStyle("turn", BODY, fontSize=12, leading=24, leftIndent=60, bulletIndent=0)
    story = [Paragraph("TRANSKRIP WAWANCARA", HEAD), Paragraph("Bu Tin, 58 tahun. P = Peneliti, I = Informan", BODY)]
    for one in said:
        story.append(Paragraph(one.text, style, bulletText=f"{one.who}   :"))
    return printed(story, marked("Lampiran 3: Transkrip Informan 1", "Halaman {page} dari 2"))


def oral_evidence(said: list[Said]) -> bytes:
    """A committee's paper: who was present, then bold names, and a number before each question."""
    story = [
        Paragraph("Oral evidence: Libraries and digital exclusion, HC 419", HEAD),
        Paragraph("Tuesday 14 March 2023", BODY),
        Paragraph("Members present: Joan Ellery (Chair); Sam Okafor; Mrs Patel.", BODY),
        Paragraph("Questions 1 - 10", BODY),
        Paragraph("Witnesses", HEAD),
        Paragraph("I: Dr Ruth Hale, University of Larkin, and Malcolm Bright, county librarian.", BODY),
        Paragraph("Examination of witnesses", HEAD),
    ]
    question = 0
    for one in said:
        question += asks(one)
        number = f"Q{question}&nbsp;&nbsp; " if asks(one) else ""
        story.append(Paragraph(f"{number}<b>{one.who}:</b> {one.text}", BODY))
    return printed(story, marked("", "{page}"))


def magazine(said: list[Said]) -> bytes:
    """Two columns of a magazine: what it is about, bold questions, answers, and no name in front of either."""
    text = ParagraphStyle("column", BODY, fontSize=9, leading=12, alignment=TA_JUSTIFY)
    story = [
        Paragraph("Late for everything", HEAD),
        Paragraph(
            "<i>Bea Marsh painted shop signs for twenty years. She talks to Lou Carver about machines.</i>", text
        ),
        Spacer(1, 8),
    ]
    for one in said:
        story.append(Paragraph(f"<b>{one.text}</b>" if asks(one) else one.text, text))
    return printed(story, marked("THE DRAWING BOARD", "Spring 2024   {page}", A5), size=A5, columns=2)


def small_book(said: list[Said]) -> bytes:
    """Small pages: the head tells another thing on the left than on the right, the names are in capitals."""

    def draw(canvas, document) -> None:
        canvas.setFont("Times-Italic", 8)
        left = document.page % 2 == 0
        canvas.drawString(60, A5[1] - 45, f"{document.page}    Voices of the Exchange" if left else "Irene Stott")
        if not left:
            canvas.drawRightString(A5[0] - 60, A5[1] - 45, str(document.page))

    style = ParagraphStyle("book", BODY, fontSize=10, leading=13, alignment=TA_JUSTIFY)
    story = [Paragraph("Irene Stott", HEAD), Paragraph("Telephonist. Interviewed by Hannah Webb in 2007.", style)]
    for one in said:
        first, *rest = halves(one.text)
        story.append(Paragraph(f"{one.who}: {first}", style))
        story += [Paragraph(part, ParagraphStyle("next", style, firstLineIndent=14)) for part in rest]
    return printed(story, draw, size=A5)


def double_spaced(said: list[Said]) -> bytes:
    """A typewriter's letters with an empty line between all lines, and a stamp of the archive below."""
    lines = ["FOCUS GROUP 3: HOME CARE", "", ""]
    for one in said:
        for line in wrapped(f"{one.who}:  {one.text}", 66, rest="     "):
            lines += [line, ""]
    return pdf(lines, font="Courier", size=10, head=lambda _: "DRAFT - not for circulation", foot="- {} -".format)


def timed_lines(said: list[Said]) -> bytes:
    """A service's print: time and name on a line, the words below it, a web address under each page."""
    lines = ["Obrolan Teras Ep. 14", "Diekspor 3 Des 2023", ""]
    for at, one in enumerate(said):
        lines += [f"{clock(at, 31)}  {one.who}", *wrapped(one.text, 82), ""]
    return pdf(lines, font="Helvetica", size=10, foot=lambda page: f"transkrip.example.com  {page}/2")
