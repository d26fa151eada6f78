"""Documents and pages that hold an invented talk, and layouts of one file."""

import io
import textwrap
from collections.abc import Callable

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ..sight.talked import Layout, Said

Write = Callable[[list[Said]], str | bytes]


def single(file: str, data: str | bytes, said: list[Said]) -> Layout:
    """A layout of one file."""
    return Layout(file, {file: data.encode() if isinstance(data, str) else data}, {file: said})


def word(fill: Callable[..., None]) -> bytes:
    document = Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def runs(document, *parts: tuple[str, str], style: str | None = None):
    """A paragraph of texts, each with its marks: `b` bold, `i` italic."""
    paragraph = document.add_paragraph(style=style)
    for text, marks in parts:
        run = paragraph.add_run(text)
        run.bold, run.italic = "b" in marks or None, "i" in marks or None
    return paragraph


def table(document, rows: list[list[str]]) -> None:
    made = document.add_table(rows=len(rows), cols=len(rows[0]))
    for own, row in zip(made.rows, rows, strict=True):
        for cell, text in zip(own.cells, row, strict=True):
            cell.text = text


def wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)


def pdf(
    lines: list[str],
    *,
    font: str = "Times-Roman",
    size: int = 11,
    columns: int = 1,
    head: Callable[[int], str] = lambda _: "",
    foot: Callable[[int], str] = lambda _: "",
    numbered: bool = False,
) -> bytes:
    """Lines on pages, with what stands above and below them; `numbered` in the margin, from 1 on each page."""
    width, height = A4
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    step = size * 1.35
    fitting = int((height - 160) / step)
    for page, begin in enumerate(range(0, len(lines), fitting * columns), 1):
        canvas.setFont(font, 9)
        canvas.drawString(72, height - 40, head(page))
        canvas.drawString(width / 2 - 20, 40, foot(page))
        for place, line in enumerate(lines[begin : begin + fitting * columns]):
            column, row = divmod(place, fitting)
            below = height - 80 - row * step
            if numbered and line:
                canvas.setFont(font, 8)
                canvas.drawString(44, below, str(row + 1))
            canvas.setFont(font, size)
            canvas.drawString(72 + column * (width - 120) / columns, below, line)
        canvas.showPage()
    canvas.save()
    return out.getvalue()
