"""Turns with a number and a label and no sign between them: in plain text, and in the columns of a PDF."""

import io
import textwrap

import pytest
from reportlab.pdfgen.canvas import Canvas

from qualcode.readers import read
from readers.talk import talk
from readers.unseen.spoken import talk as spoken

SAID = [(one.who, one.text) for one in spoken(80, "I", "R", 20)]


def spelled(mark: str, who: dict[str, str]) -> str:
    return "".join(f"{n:03d}{mark} {who[label]}   {text}\n" for n, (label, text) in enumerate(SAID, 1))


@pytest.mark.parametrize("mark", ["", ".", ")"])
@pytest.mark.parametrize("who", [{"I": "I", "R": "R"}, {"I": "Iwr", "R": "Ani"}, {"I": "INT", "R": "Narasumber"}])
def test_numbers_that_rise_with_each_turn_show_its_label(mark, who):
    assert talk("a.txt", spelled(mark, who)) == [(who[label], text) for label, text in SAID]


@pytest.mark.parametrize("size", [9, 11])
@pytest.mark.parametrize("columns", [None, (70, 100), (84, 112)])
def test_in_a_pdf_they_show_it_too(size, columns):
    """In one string, or number, label and talk each at its place; wrapped lines stand below the talk or the number."""
    out = io.BytesIO()
    canvas, y = Canvas(out), 780
    canvas.setFont("Helvetica", size)
    for number, (label, text) in enumerate(SAID, 1):
        first, *rest = textwrap.wrap(text, 60)
        if y < 120:
            canvas.showPage()
            canvas.setFont("Helvetica", size)
            y = 780
        if columns:
            canvas.drawString(50, y, str(number))
            canvas.drawString(columns[0], y, label)
        canvas.drawString(columns[1] if columns else 50, y, first if columns else f"{number:03d} {label}   {first}")
        for line in rest:
            y -= 14
            canvas.drawString(columns[1] if columns else 50, y, line)
        y -= 14
    canvas.save()
    turns = read("a.pdf", out.getvalue()).turns
    assert [(turn.speaker, " ".join(turn.text.split())) for turn in turns] == SAID


def test_numbered_questions_and_lists_are_no_turns():
    asked = ["Apakah", "Bagaimana", "Apakah", "Siapa", "Apakah", "Bagaimana", "Siapa", "Apakah"]
    source = "".join(f"{n} {word} yang terjadi di desa itu?\n" for n, word in enumerate(asked, 1))
    assert {speaker for speaker, _ in talk("a.txt", source)} == {""}
    listed = "".join(
        f"{n} {word} dan seterusnya.\n" for n, word in enumerate(["Beras", "Gula", "Kopi", "Teh", "Susu", "Roti"], 1)
    )
    assert {speaker for speaker, _ in talk("a.txt", listed)} == {""}
