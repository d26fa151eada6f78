"""Documents, printed pages and typed texts of a twelfth writer: offices, theses, archives, a courtroom."""

from xml.sax.saxutils import escape

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from reportlab.lib import colors
from reportlab.platypus import PageBreak, Paragraph, Table

from ..sight.talked import ASKER, Said
from .bound import opened
from .desks import tracked
from .exports import inside
from .leaves import BODY, HEAD, marked, printed
from .pages import Write, pdf, runs, table, word, wrapped
from .talk import clock


def pairs(said: list[Said]) -> list[tuple[str, str]]:
    """The questions, each with its answer."""
    return [(one.text, other.text) for one, other in zip(said[::2], said[1::2], strict=True)]


def lines(pattern: str, *head: str, foot: tuple[str, ...] = ()) -> Write:
    """A document of paragraphs, one a turn; `b|` before the pattern makes it bold up to the next bar."""

    def write(said: list[Said]) -> bytes:
        shown = [pattern.format(who=one.who, text=one.text, time=clock(at, 12)) for at, one in enumerate(said)]
        return inside(list(head), [_parts(each) for each in shown], list(foot))

    return write


def _parts(shown: str) -> tuple[str, ...]:
    if not shown.startswith("b|"):
        return (shown,)
    label, rest = shown.removeprefix("b|").split("|", 1)
    return f"b|{label}", rest


def rows(head: list[str], *above: str, theme: str = "") -> Write:
    """A table of turns under some lines: who speaks and what, and what else its head names."""

    def write(said: list[Said]) -> bytes:
        def fill(document) -> None:
            for line in above:
                document.add_paragraph(line)
            held = [head]
            for at, one in enumerate(said, 1):
                own = [str(at), one.who, one.text, "" if one.role == ASKER else theme]
                held.append(own if theme else own[1:3])
            table(document, held)

        return word(fill)

    return write


def asked_and_answered(said: list[Said]) -> bytes:
    """A clinic's form: number, question, answer; nobody is named but above it."""

    def fill(document) -> None:
        document.add_heading("HASIL WAWANCARA", 1)
        document.add_paragraph("Narasumber : Petugas pendaftaran")
        document.add_paragraph("Tanggal : 3 Juni 2024")
        table(
            document, [["No", "Pertanyaan", "Jawaban"], *([f"{at}.", *pair] for at, pair in enumerate(pairs(said), 1))]
        )

    return word(fill)


def listed(said: list[Said]) -> bytes:
    """Questions in a numbered list of the word processor, the answers behind *Jawab:*."""

    def fill(document) -> None:
        document.add_heading("Lampiran 4. Hasil Wawancara dengan Ketua Kelompok Tani", 2)
        for asked, answer in pairs(said):
            document.add_paragraph(asked, style="List Number")
            document.add_paragraph(f"Jawab: {answer}")

    return word(fill)


def framed(said: list[Said]) -> bytes:
    """Who transcribed and who checked below each page, the study above it, an empty paragraph between turns."""

    def fill(document) -> None:
        section = document.sections[0]
        section.header.paragraphs[0].text = "Night Shift Study – Interview 07 – CONFIDENTIAL"
        section.footer.paragraphs[0].text = "Transcribed by: KL    Checked by: MD    Page 1"
        document.add_heading("Interview 07", 1)
        document.add_paragraph("Date: 22 January 2024")
        document.add_paragraph("Length: 00:31:40")
        for one in said:
            document.add_paragraph(f"{one.who}: {one.text}")
            document.add_paragraph("")

    return word(fill)


def ruled(said: list[Said]) -> bytes:
    """Numbers of lines in the margin, letters that hang at the left."""

    def fill(document) -> None:
        numbers = OxmlElement("w:lnNumType")
        numbers.set(qn("w:countBy"), "1")
        document.sections[0]._sectPr.append(numbers)
        document.add_paragraph("I = interviewer, P = participant")
        for one in said:
            paragraph = document.add_paragraph(f"{one.who}:\t{one.text}")
            paragraph.paragraph_format.left_indent = Cm(1.25)
            paragraph.paragraph_format.first_line_indent = Cm(-1.25)

    return word(fill)


def corrected(said: list[Said]) -> bytes:
    """The last word of each turn put in by a tracked change, hesitation struck out."""

    def fill(document) -> None:
        for at, one in enumerate(said):
            begin, end = one.text.rsplit(" ", 1)
            paragraph = runs(document, (f"{one.who}: ", "b"), (f"{begin} ", ""))
            if at % 3 == 1:
                tracked(paragraph, "del", "delText", "eee apa namanya ")
            tracked(paragraph, "ins", "t", end)

    return word(fill)


def commented(said: list[Said]) -> bytes:
    """A supervisor's questions in the margin."""

    def fill(document) -> None:
        document.add_heading("Participant 3", 1)
        for at, one in enumerate(said):
            paragraph = document.add_paragraph(f"{one.who}: {one.text}")
            if at in (1, 5):
                document.add_comment(paragraph.runs, "Is this your theme? Compare with P7.", "Prof. Adeyemi", "FA")

    return word(fill)


def bold_asked(said: list[Said]) -> bytes:
    """Questions in bold, answers in plain type, and nothing else on the page."""
    return inside([], [(f"b|{one.text}" if one.role == ASKER else one.text,) for one in said], [])


def two_sides(said: list[Said]) -> bytes:
    """An archive's transcript: who took part above, surnames in capitals, the tape turned over midway."""
    head = ["ASHTABULA HARBOR ORAL HISTORY PROJECT", "Interviewee: Walter Dunmore", "Interviewer: Ruth Halloran"]
    head += ["Date of interview: May 9, 2019", "Location: Ashtabula, Ohio", "Transcriber: P. Vance"]
    turns = [(f"{one.who}: {one.text}",) for one in said]
    turns.insert(8, ("[End Tape 1, Side A. Begin Tape 1, Side B]",))
    return inside([*head, "[Begin Tape 1, Side A]"], turns, ["[End of interview]"])


def choir_meet(said: list[Said]) -> bytes:
    """Google Meet: attendees, times as headings, the end of the meeting with a waving hand, and the small print."""

    def fill(document) -> None:
        document.add_heading("Choir interview (2024-05-21 15:02 GMT+1) - Transcript", 1)
        document.add_heading("Attendees", 2)
        document.add_paragraph("Bryn Maddox, Oona Farrell")
        document.add_heading("Transcript", 2)
        for at, one in enumerate(said):
            if at % 6 == 0:
                document.add_heading(f"00:{at // 6 * 5:02d}:00", 3)
            runs(document, (f"{one.who}: ", "b"), (one.text, ""))
        document.add_paragraph("Meeting ended after 00:08:14 👋")
        small = "This editable transcript was computer generated and might contain errors. "
        document.add_paragraph(f"{small}People can also change the text after it was created.")

    return word(fill)


def sheets(pattern: str, *head: str, above: str = "", below: str = "{page}", cover: bool = False) -> Write:
    """Printed pages, a paragraph a turn."""

    def write(said: list[Said]) -> bytes:
        story: list[object] = [Paragraph(line, BODY if at else HEAD) for at, line in enumerate(head)]
        story += [PageBreak()] if cover else []
        for at, one in enumerate(said):
            shown = pattern.format(who=one.who, text=escape(one.text), time=clock(at, 12))
            story.append(Paragraph(shown, BODY))
        return printed(story, marked(above, below))

    return write


def printed_table(said: list[Said]) -> bytes:
    """A printed table of number, speaker and words."""
    cells = [["<b>No</b>", "<b>Pelaku</b>", "<b>Percakapan</b>"]]
    cells += [[str(at), one.who, escape(one.text)] for at, one in enumerate(said, 1)]
    held = [[Paragraph(text, BODY) for text in row] for row in cells]
    lined = [("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    story = [Paragraph("Transkrip Wawancara Mahasiswa Keperawatan", HEAD)]
    return printed([*story, Table(held, colWidths=[32, 80, 340], repeatRows=1, style=lined)], marked("", "{page}"))


def deposition(said: list[Said]) -> bytes:
    """A court reporter's pages: numbered lines, letters with a period."""
    typed = [line for one in said for line in wrapped(one.text, 52, first=f"     {one.who}.   ")]
    return pdf(typed, font="Courier", head=lambda page: str(13 + page), numbered=True)


def open_document(said: list[Said]) -> bytes:
    """LibreOffice: a heading, the date, bold labels."""
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "fo" else "xsl-fo-compatible"}:1.0"'
        for name in ("office", "text", "style", "fo")
    )
    shown = (
        '<text:h text:outline-level="1">Wawancara Responden 5</text:h><text:p>Tanggal: 11 Juli 2024</text:p><text:p/>'
    )
    for one in said:
        shown += f'<text:p><text:span text:style-name="T1">{one.who}</text:span>:<text:s/>{escape(one.text)}</text:p>'
    bold = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    styles = f"<office:automatic-styles>{bold}</office:automatic-styles>"
    return opened("text", spaces, f"{styles}<office:body><office:text>{shown}</office:text></office:body>")


def titled_rtf(said: list[Said]) -> str:
    """A title in bold with a dash before the participant's name, the date, then bold labels and tabs."""
    out = "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\froman Times New Roman;}}\\f0\\fs24\n"
    out += "{\\pard\\qc\\b Interview 2 \\endash  Courier\\b0\\par}\n{\\pard 14 September 2023\\par}\n\\pard\\par\n"
    return out + "".join(f"{{\\pard\\sa120{{\\b {one.who}:}}\\tab {one.text}\\par}}\n" for one in said) + "}"


def trades_page(said: list[Said]) -> str:
    """A podcast's page: a menu, two headings, bold names, and a line of copyright."""
    shown = "\n".join(f"<p><strong>{one.who}:</strong> {escape(one.text)}</p>" for one in said)
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Ep. 41: The Organ Repairer | Small Trades Podcast</title>
<style>body {{ font-family: serif }}</style><script>var analytics = "on";</script></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/episodes">Episodes</a></li></ul></nav>
<article><h1>Ep. 41: The Organ Repairer</h1><h2>Transcript</h2>
{shown}
</article><footer><p>© 2024 Small Trades Podcast. All rights reserved.</p></footer></body></html>
"""


def narrow(width: int, pattern: str, *head: str) -> Write:
    """A typed text whose lines are broken, an empty line between turns."""

    def write(said: list[Said]) -> str:
        turns = ("\n".join(wrapped(pattern.format(who=one.who, text=one.text), width)) for one in said)
        return "".join(f"{line}\n" for line in head) + "\n" * bool(head) + "\n\n".join(turns) + "\n"

    return write


def numbered_and_wrapped(said: list[Said]) -> str:
    """Numbered questions over several lines, the answers behind *Jawab:*, indented."""
    out = "HASIL WAWANCARA SANGGAR TARI\n\n"
    for at, (asked, answer) in enumerate(pairs(said), 1):
        out += "\n".join(wrapped(f"{at}. {asked}", 70, rest="   ")) + "\n"
        out += "\n".join(wrapped(f"Jawab: {answer}", 70, first="   ", rest="   ")) + "\n\n"
    return out


def both_in_a_line(said: list[Said]) -> str:
    """Field notes: a question and its answer in one line, letters before each."""
    head = "Wawancara Pak Soto (P = penanya, N = narasumber)\n\n"
    return head + "".join(f"P: {asked} N: {answer}\n" for asked, answer in pairs(said))
