"""Ordinary layouts: oral history, podcasts, theses, magazines, letters, with their small habits and slips."""

import io
from dataclasses import replace

from docx.oxml.ns import qn
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from ..sight.talked import Layout, Said
from .bound import asks, opened
from .pages import Write, pdf, runs, single, table, word, wrapped
from .talk import clock
from .tapes import made, sentences, tape

MONTHS = ("Januari", "Februari", "Maret", "April", "Mei", "Juni")
SPACES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"'
    for name, long in (("office", "office"), ("text", "text"), ("style", "style"), ("fo", "xsl-fo-compatible"))
)


def history_sheet(said: list[Said]) -> bytes:
    """An archive's sheet, then initials in bold that the sheet does not explain, and the ends of the tapes."""

    def fill(document) -> None:
        document.add_heading("Eastgate Voices: Oral History Collection", 0)
        sheet = [["Narrator", "Maria Kowalczyk"], ["Interviewer", "Jonah Dale"], ["Date", "4 June 2019"]]
        table(document, [*sheet, ["Place", "Ms Kowalczyk's kitchen"], ["Accession no.", "EV-014"]])
        runs(document, ("[Begin side A]", "i"))
        for at, one in enumerate(said):
            if at == 10:
                runs(document, ("[End of side A; begin side B]", "i"))
            runs(document, (f"{one.who}:", "b"), (f" {one.text}", ""))
        runs(document, ("End of interview", "i"))

    return word(fill)


def slanted_odt(said: list[Said], weight: str = "") -> bytes:
    """Questions in italics, answers upright, and no name at all."""
    lines = '<text:h text:outline-level="1">Wawancara dengan Bu Ning</text:h>'
    for one in said:
        style = "Asks" if asks(one) else "Tells"
        lines += f'<text:p text:style-name="{style}">{one.text}</text:p>'
    properties = f'<style:text-properties fo:font-style="italic"{weight}/>'
    styles = f'<style:style style:name="Asks" style:family="paragraph">{properties}</style:style>'
    styles += '<style:style style:name="Tells" style:family="paragraph"/>'
    body = f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{lines}"
    return opened("text", SPACES, f"{body}</office:text></office:body>")


def strong_slanted_odt(said: list[Said]) -> bytes:
    return slanted_odt(said, ' fo:font-weight="bold"')


def printed(said: list[Said], font: str, gap: int = 10) -> bytes:
    """A magazine's page: each paragraph in the type of who speaks, and a title above."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    below = A4[1] - 80
    canvas.setFont("Times-Bold", 20)
    canvas.drawString(72, below, "The Chimney Swarm")
    below -= 40
    for one in said:
        for line in wrapped(one.text, 82):
            if below < 80:
                canvas.showPage()
                below = A4[1] - 80
            canvas.setFont(font if asks(one) else "Times-Roman", 11)
            canvas.drawString(72, below, line)
            below -= 15
        below -= gap
    canvas.save()
    return out.getvalue()


def slanted_pdf(said: list[Said]) -> bytes:
    return printed(said, "Times-Italic")


def strong_slanted_pdf(said: list[Said]) -> bytes:
    return printed(said, "Times-BoldItalic")


def labelled_slanted(said: list[Said]) -> bytes:
    """The interviewer's paragraphs are wholly in italics, the label too; the participant's upright."""

    def fill(document) -> None:
        document.add_heading("Interview: the beekeeper", 1)
        document.add_paragraph("Interviewer's words in italics.")
        for one in said:
            runs(document, (f"{one.who}: {one.text}", "i" if asks(one) else ""))

    return word(fill)


def slanted_docx(said: list[Said]) -> bytes:
    """Questions in italics, answers in paragraphs of a sentence or two."""

    def fill(document) -> None:
        document.add_heading("Hasil wawancara", 1)
        document.add_paragraph("Nama: Bu Ning\nPekerjaan: Pemilik warung")
        for one in said:
            if asks(one):
                runs(document, (one.text, "i"))
                continue
            for part in sentences(one.text):
                document.add_paragraph(part)

    return word(fill)


def magazine(said: list[Said]) -> str:
    """A magazine's page in Markdown: questions in bold, answers below, a picture's line between them."""
    out = "# The woman who hears June\n\n*Photograph: the roof of the chapel*\n\n"
    return out + "\n\n".join(f"**{one.text}**" if asks(one) else one.text for one in said) + "\n"


def episode(said: list[Said]) -> bytes:
    """A podcast's transcript: names in capitals on lines of their own, a jingle, an advertisement's mark."""

    def fill(document) -> None:
        document.add_heading("Episode 41: The Top A", 0)
        document.add_paragraph("Hosts: Odile Marsh, Sam Oyelaran\nGuest: Marguerite Hale")
        runs(document, ("[Theme music]", "i"))
        for at, one in enumerate(said):
            if at == 15:
                runs(document, ("[Advertisement]", "i"))
            runs(document, (one.who, "b"))
            document.add_paragraph(one.text)
        runs(document, ("[Theme music]", "i"))

    return word(fill)


def podcast() -> Layout:
    """Four episodes of two hosts with changing guests; the hosts tell as much as they ask."""
    talk, files, expected = tape("keys", "Odile", "Sam", "Guest", asks="01"), {}, {}
    for at, guest in enumerate(("Marguerite", "Ivo", "Tanvi", "Bram")):
        said = [replace(one, who=guest) if one.who == "Guest" else one for one in talk]
        lines = [f"[{clock(place, 11)}] {one.who}: {one.text}" for place, one in enumerate(said)]
        name = f"wk{38 + at}.txt"
        files[name], expected[name] = f"WRONG KEY {38 + at}\n\n".encode() + "\n".join(lines).encode(), said
    return Layout("wrong-key", files, expected)


def bilingual_book(said: list[Said]) -> bytes:
    """A table whose columns of speech are named for their languages."""
    english = [f"English for line {at}, as the student put it." for at in range(len(said))]

    def fill(document) -> None:
        document.add_heading("Interview 7 (Bahasa Indonesia / English)", 1)
        rows = [["No", "Speaker", "Bahasa Indonesia", "English"]]
        rows += [[str(at + 1), one.who, one.text, english[at]] for at, one in enumerate(said)]
        table(document, rows)

    return word(fill)


def bilingual_csv(said: list[Said]) -> str:
    rows = [f'{one.who},"{one.text}","This is line {at} in English, word by word."' for at, one in enumerate(said)]
    return "Penutur,Indonesia,Inggris\n" + "\n".join(rows) + "\n"


def letters(said: list[Said]) -> bytes:
    """An interview by mail, pasted into a document with the heads of the letters."""
    ann, maria = "Jonah Dale <jonah@example.org>", "Maria Kowalczyk <maria@example.org>"

    def fill(document) -> None:
        for at, one in enumerate(said):
            sender, other = (ann, maria) if asks(one) else (maria, ann)
            runs(document, ("From: ", "b"), (sender, ""))
            runs(document, ("Sent: ", "b"), (f"Tuesday, {at + 1} June 2021 10:{at + 10}", ""))
            runs(document, ("To: ", "b"), (other, ""))
            runs(document, ("Subject: ", "b"), ("RE: Bees", ""))
            document.add_paragraph("")
            document.add_paragraph(one.text)
            document.add_paragraph("")

    return word(fill)


def dated_sessions(said: list[Said]) -> str:
    """One person met three times, each time under a heading with a colon and a date."""
    out = ""
    for at, one in enumerate(said):
        if at % 8 == 0:
            out += f"Interview {1 + at // 8}: May {3 + at}\n\n"
        out += f"{one.who}: {one.text}\n\n"
    return out


def enumerated(said: list[Said]) -> str:
    """A field form: blanks that nobody filled in, above the talk and below it."""
    head = "Enumerator: ____________\nSupervisor: ____________\nTanggal: ____ / ____ / 2022\n\n"
    foot = "\nEnumerator: ____________      Paraf: ______\nDiperiksa oleh: ____________\n"
    return head + "".join(f"{one.who}: {one.text}\n" for one in said) + foot


def cited(said: list[Said]) -> bytes:
    """A thesis: behind each answer stands where it is quoted from."""

    def fill(document) -> None:
        document.add_heading("Lampiran 3. Transkrip Wawancara", 1)
        for at, one in enumerate(said):
            source = "" if asks(one) else f" (W1/BN/{at:02d}/12-05-2023)"
            document.add_paragraph(f"{one.who}: {one.text}{source}")

    return word(fill)


def cited_in_words(said: list[Said]) -> str:
    """The same with a name and a date in words."""
    source = " (Ning, wawancara 12 Mei 2023)"
    return "\n\n".join(f"{one.who}: {one.text}{'' if asks(one) else source}" for one in said)


def lost_label(said: list[Said]) -> str:
    """One label of the interviewer was forgotten; the question stands below the answer as a paragraph."""
    return "\n\n".join(one.text if at == 8 else f"{one.who}: {one.text}" for at, one in enumerate(said))


def lost_colon(said: list[Said]) -> str:
    """One label was typed without its colon, another one was misspelt."""
    slips = {4: "Interviewer ", 9: "Partcipant: "}
    return "\n\n".join(slips.get(at, f"{one.who}: ") + one.text for at, one in enumerate(said))


def swapped(said: list[Said]) -> str:
    """A typist took one for the other from the first line to the last."""
    other = {"Interviewer": "Participant", "Participant": "Interviewer"}
    return "\n\n".join(f"{other[one.who]}: {one.text}" for one in said)


def swapped_within(said: list[Said]) -> str:
    """A typist slipped by one label in the middle, and did not notice until the end."""
    other = {"Pewawancara": "Informan", "Informan": "Pewawancara"}
    return "\n".join(f"{other[one.who] if at >= 8 else one.who}: {one.text}" for at, one in enumerate(said))


def kept_apart(said: list[Said]) -> bytes:
    """A focus group on paper: who takes part is listed above, names in bold capitals, a footer on each page."""
    lines = ["FGD Sumur Desa Sukamaju", "Peserta:", "1. Bu Ratmi (41 tahun)", "2. Pak Darto (56 tahun)"]
    lines += ["3. Mas Yoga (29 tahun)", "Fasilitator: Mbak Lia", ""]
    for one in said:
        lines += [*wrapped(f"{one.who}: {one.text}", 80), ""]
    return pdf(lines, head=lambda n: "Studi Air Bersih", foot=lambda n: f"{n}")


def initials_pdf(said: list[Said]) -> bytes:
    """Oral history on paper: initials behind a front page that explains them, hanging lines, page numbers."""
    lines = ["EASTGATE VOICES", "Interview with Maria Kowalczyk", "Interviewed by Jonah Dale", "4 June 2019", ""]
    lines += ["JD = Jonah Dale, MK = Maria Kowalczyk", ""]
    for one in said:
        lines += [*wrapped(f"{one.who}    {one.text}", 76, "", "        "), ""]
    return pdf(lines, font="Helvetica", size=10, head=lambda n: f"EV-014 Kowalczyk   {n}")


def columns_of_field(said: list[Said]) -> bytes:
    """A table of time, speaker, words and the student's notes on them."""
    notes = {1: "tertawa, menunjuk kalung", 5: "mengambil buku dari laci"}

    def fill(document) -> None:
        document.add_heading("Transkrip 2", 1)
        rows = [["Waktu", "Pembicara", "Isi Wawancara", "Catatan"]]
        rows += [[clock(at, 9), one.who, one.text, notes.get(at, "")] for at, one in enumerate(said)]
        table(document, rows)

    return word(fill)


def shaded(said: list[Said]) -> bytes:
    """The interviewer's paragraphs set in, no names, questions in bold italics."""

    def fill(document) -> None:
        document.add_heading("Interview transcript 3", 1)
        for one in said:
            paragraph = runs(document, (one.text, "bi" if asks(one) else ""))
            paragraph.paragraph_format.element.set(qn("w:rsidR"), "00A1")

    return word(fill)


def signed_names(said: list[Said]) -> str:
    """A focus group's text file: each voice behind a tab, the key above with an equals sign."""
    key = "M = moderator\nR1 = Bu Ratmi, 41\nR2 = Pak Darto, 56\nR3 = Mas Yoga, 29\n\n"
    return key + "\n".join(f"{one.who}\t{one.text}" for one in said)


FULL = {"JD": "Jonah Dale", "MK": "Maria Kowalczyk"}


def named(file: str, write: Write) -> Layout:
    """The beekeeper's talk with initials that a sheet above it explains."""
    said = tape("bees", *FULL)
    return single(file, write(said), [replace(one, who=FULL[one.who]) for one in said])


LAYOUTS = [
    named("EV-014 Kowalczyk.docx", history_sheet),
    made("bu ning.odt", tape("warung", "Interviewer", "Participant"), slanted_odt),
    made("bu ning tebal.odt", tape("warung", "Interviewer", "Participant"), strong_slanted_odt),
    made("swarm.pdf", tape("bees", "Interviewer", "Participant"), slanted_pdf),
    made("swarm two.pdf", tape("bees", "Interviewer", "Participant"), strong_slanted_pdf),
    made("beekeeper 2.docx", tape("bees", "Interviewer", "Beekeeper"), labelled_slanted),
    made("wawancara warung.docx", tape("warung", "Interviewer", "Participant"), slanted_docx),
    made("hears-june.md", tape("bees", "Interviewer", "Participant"), magazine),
    made("ep41.docx", tape("keys", "ODILE MARSH", "SAM OYELARAN", "MARGUERITE HALE", asks="01"), episode),
    podcast(),
    made("int7 bilingual.docx", tape("warung", "Peneliti", "Bu Ning"), bilingual_book),
    made("warung.csv", tape("warung", "Peneliti", "Informan"), bilingual_csv),
    made("Re bees.docx", tape("bees", "Jonah Dale", "Maria Kowalczyk"), letters),
    made("three visits.txt", tape("bees", "Dale", "Kowalczyk"), dated_sessions),
    made("form warung.txt", tape("warung", "Pewawancara", "Responden"), enumerated),
    made("Lampiran 3.docx", tape("warung", "Peneliti", "Informan"), cited),
    made("kutipan warung.txt", tape("warung", "P", "N"), cited_in_words),
    made("forgotten.txt", tape("bees", "Interviewer", "Participant"), lost_label),
    made("slips 2.txt", tape("bees", "Interviewer", "Participant"), lost_colon),
    made("taken for the other.txt", tape("bees", "Interviewer", "Participant"), swapped),
    made("salah ketik.txt", tape("warung", "Pewawancara", "Informan"), swapped_within),
    made("fgd sumur.pdf", tape("sumur", "LIA", "RATMI", "DARTO", "YOGA"), kept_apart),
    made("EV-014.pdf", tape("bees", "JD", "MK"), initials_pdf),
    made("transkrip 2.docx", tape("warung", "Peneliti", "Bu Ning"), columns_of_field),
    made("interview transcript 3.docx", tape("bees", "Interviewer", "Participant"), shaded),
    made("fgd sumur.txt", tape("sumur", "M", "R1", "R2", "R3"), signed_names),
]
