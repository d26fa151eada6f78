"""PDFs made by reportlab: what stands on the pages is not what was said."""

import io
import random

import pytest

from qualcode.readers import read
from readers.talk import codes, talk

LONG = (
    "Sinyal di desa itu belum ada sama sekali, jadi laporan warga selalu terlambat dan petugasnya, "
    "yang hanya dua orang, harus pergi sendiri ke lapangan untuk melihat apa yang sebenarnya terjadi di sana."
)


def printed(said, *, head="", foot="", numbers=False, width=300, title="", label="<b>{}:</b> "):
    """Print a talk on small pages, with a running head, a foot with the number of the page, numbered lines."""
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    def on_page(canvas, document):
        canvas.setFont("Helvetica", 8)
        if head:
            canvas.drawString(40, 380, head)
        if foot:
            canvas.drawString(150, 20, foot.format(document.page))

    style = getSampleStyleSheet()
    story = [Paragraph(title, style["Title"])] if title else []
    story += [Paragraph(label.format(who) + text, style["BodyText"]) for who, text in said]
    buffer = io.BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=(width, 400), margins=40, invariant=1)
    document.leftMargin = document.rightMargin = document.topMargin = document.bottomMargin = 40
    document.build(story, onFirstPage=on_page, onLaterPages=on_page)
    return buffer.getvalue()


def conversation(seed=1, length=24):
    draw = random.Random(seed)
    words = LONG.replace(".", "").replace(",", "").split()
    return [
        (("Pewawancara", "Bu Ratna")[n % 2], " ".join(draw.choices(words, k=draw.randint(1, 90))) + ".")
        for n in range(length)
    ]


def one_line(said):
    return [(speaker, " ".join(text.split())) for speaker, text in said]


@pytest.mark.parametrize("seed", range(4))
def test_turns_go_on_over_lines_and_pages(seed):
    said = conversation(seed)
    assert talk("a.pdf", printed(said, head="Wawancara 3 - rahasia", foot="Halaman {}")) == said


@pytest.mark.parametrize("foot", ["{}", "- {} -", "{}/9", "Page {} of 9", "hal. {}"])
def test_page_numbers_and_running_heads_are_out_and_counted(foot):
    said = conversation(5)
    reading = read("a.pdf", printed(said, head="Proyek Aduan 2024", foot=foot))
    assert [(turn.speaker, turn.text) for turn in reading.turns] == said
    assert reading.how.skipped["page numbers"] == reading.how.skipped["running heads"] >= 4


def test_short_speeches_at_the_top_of_pages_are_no_running_heads():
    said = [("P", "Ya."), ("I", "Ya.")] * 60
    assert talk("a.pdf", printed(said)) == said


def test_a_number_that_somebody_says_is_no_page_number():
    said = [("Pewawancara", "Berapa petugasnya?"), ("Informan", "17")] * 3
    assert talk("a.pdf", printed(said)) == said


def test_a_title_is_an_attribute_and_nobodys_speech():
    reading = read("a.pdf", printed(conversation(2, 6), title="Wawancara 3"))
    assert reading.attributes == {"title": "Wawancara 3"}
    assert reading.turns[0].speaker == "Pewawancara"
    assert reading.turns[0].place == "page 1"


def test_names_in_bold_need_no_colon():
    said = conversation(3, 8)
    assert talk("a.pdf", printed(said, label="<b>{}</b> ")) == said


def test_an_unlabelled_text_keeps_its_paragraphs():
    said = [("", LONG), ("", LONG.upper()), ("", LONG)]
    assert talk("a.pdf", printed(said, label="{}")) == [("", "\n".join(text for _, text in said))]


def test_a_hyphen_at_the_end_of_a_line_stays_unless_the_word_stands_whole_elsewhere():
    from qualcode.readers.pdf import join_paragraphs
    from qualcode.readers.pdf_text import Print

    def line(text, place):
        return Print(text, 40, 200, 700 - place * 12, 710 - place * 12, 60, 10, 0)

    lines = [
        line("saya bilang laporan itu kira-", 0),
        line("kira lambat, dan pelapo-", 1),
        line("ran itu pelaporan", 2),
    ]
    assert (
        join_paragraphs([lines], "a.pdf")[0].text
        == "saya bilang laporan itu kira-kira lambat, dan pelaporan itu pelaporan"
    )


def test_pictures_without_text_are_said_and_never_recognised():
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    def pages(*texts):
        buffer = io.BytesIO()
        page = canvas.Canvas(buffer, invariant=1)
        for text in texts:
            if text:
                page.drawString(72, 700, text)
            else:
                page.drawImage(ImageReader(_picture()), 72, 72, 300, 300)
            page.showPage()
        page.save()
        return buffer.getvalue()

    assert codes("a.pdf", pages("", "")) == [("no-text-layer", None)]
    assert ("pages-without-text", None) in codes("a.pdf", pages("Informan: Sinyal mati.", ""))


def _picture():
    """A picture of 8 by 8 points (portable pixmap)."""
    image = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    image.new("RGB", (8, 8), "red").save(buffer, "PNG")
    buffer.seek(0)
    return buffer


def test_a_password_and_damage_are_one_error():
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen import canvas

    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, encrypt=StandardEncryption("rahasia"))
    page.drawString(72, 700, "P: a")
    page.save()
    assert codes("a.pdf", buffer.getvalue()) == [("pdf-encrypted", None)]
    assert codes("a.pdf", b"%PDF-1.7 x") == [("pdf-broken", None)]
    assert codes("a.pdf", b"") == [("empty-source", None)]
