"""Documents of word processors and printed pages, as faculties and agencies set them."""

import io
import zipfile
from xml.sax.saxutils import escape

from docx.shared import Cm

from ..sight.talked import ASKER, Said
from .pages import pdf, runs, table, word, wrapped
from .talk import clock
from .tapes import sentences


def asks(one: Said) -> bool:
    return one.role == ASKER


def script(said: list[Said]) -> bytes:
    """A group's talk under the headings of the guide, with what the moderator was told to do."""
    stops = {
        0: ("A. Pembukaan (5 menit)", "Moderator memperkenalkan diri dan menjelaskan aturan diskusi."),
        9: ("B. Pengangkutan (15 menit)", "Bagikan gambar truk. Pastikan semua peserta bicara."),
        19: ("C. Bank sampah (15 menit)", "Jika diam, tunjuk peserta yang belum bicara."),
        27: ("D. Penutup (5 menit)", "Ucapkan terima kasih, bagikan bingkisan."),
    }

    def fill(document) -> None:
        document.add_heading("Transkrip FGD Warga RW 04", 0)
        for at, one in enumerate(said):
            if at in stops:
                document.add_heading(stops[at][0], 2)
                runs(document, (f"[Instruksi moderator: {stops[at][1]}]", "i"))
            runs(document, (f"{one.who}: ", "b"), (one.text, ""))

    return word(fill)


def bold_asks(said: list[Said]) -> bytes:
    """No names at all: bold asks, plain answers, and a note says so."""

    def fill(document) -> None:
        document.add_heading("Interview 6: library assistant", 1)
        runs(document, ("Interviewer in bold, participant in plain type.", "i"))
        for one in said:
            runs(document, (one.text, "b" if asks(one) else ""))

    return word(fill)


def indented(said: list[Said]) -> bytes:
    """Questions at the margin, answers set in, one paragraph for each sentence or two."""

    def fill(document) -> None:
        document.add_paragraph("W. PUGH (WP) interviewed by J. HOLT (JH), 14 May 2019")
        for one in said:
            first, *rest = sentences(one.text)
            halves = [first, " ".join(rest)] if rest and not asks(one) else [one.text]
            for at, part in enumerate(halves):
                paragraph = document.add_paragraph(f"{one.who}\t{part}" if at == 0 else part)
                paragraph.paragraph_format.left_indent = Cm(0 if asks(one) else 1.5)

    return word(fill)


def verbatim(said: list[Said]) -> bytes:
    """A psychology student's table: lines, who, words, and a theme whose cell spans several rows."""

    def fill(document) -> None:
        document.add_heading("VERBATIM WAWANCARA SUBJEK 1", 1)
        document.add_paragraph("Nama: SR (inisial)\nUsia: 81 tahun\nLokasi: Rumah subjek\nIter: DL  Itee: SR")
        head = ["Baris", "Pelaku", "Verbatim", "Tema"]
        table(document, [head, *([str(at), one.who, one.text, ""] for at, one in enumerate(said, 1))])
        made = document.tables[-1]
        for begin, theme in ((1, "Awal membatik"), (5, "Regenerasi"), (7, "Makna karya")):
            end = {1: 4, 5: 6, 7: len(said)}[begin]
            made.cell(begin, 3).merge(made.cell(end, 3)).text = theme

    return word(fill)


def merged_names(said: list[Said]) -> bytes:
    """One row a sentence; the cell of the name spans the rows of the turn."""

    def fill(document) -> None:
        document.add_heading("Transkrip Wawancara Pengemudi", 1)
        rows, spans = [["No.", "Pembicara", "Ujaran"]], []
        for one in said:
            begin = len(rows)
            rows += [[str(begin + at), "", part] for at, part in enumerate(sentences(one.text))]
            spans.append((begin, len(rows) - 1, one.who))
        table(document, rows)
        for begin, end, who in spans:
            made = document.tables[-1]
            made.cell(begin, 1).merge(made.cell(end, 1)).text = who

    return word(fill)


def by_machine(english: list[str]):
    """The talk beside what a machine made of it."""

    def write(said: list[Said]) -> bytes:
        def fill(document) -> None:
            document.add_heading("Wawancara 5, pemetik teh", 1)
            rows = [["No", "Pembicara", "Transkrip asli (Sunda)", "Terjemahan mesin (Inggris)"]]
            rows += [[str(at + 1), one.who, one.text, english[at]] for at, one in enumerate(said)]
            table(document, rows)

        return word(fill)

    return write


def form(said: list[Said]) -> bytes:
    """A form of a ministry: number, question, answer."""

    def fill(document) -> None:
        document.add_paragraph("INSTRUMEN WAWANCARA MENDALAM")
        table(document, [["Nama responden", "Ny. W"], ["Jabatan", "Kader posyandu"], ["Tanggal", "10-04-2023"]])
        document.add_paragraph("")
        rows = [["No", "Pertanyaan", "Jawaban"]]
        pairs = zip(said[::2], said[1::2], strict=True)
        rows += [[str(at), asked.text, told.text] for at, (asked, told) in enumerate(pairs, 1)]
        table(document, rows)
        document.add_paragraph("Enumerator: ____________        Supervisor: ____________")

    return word(fill)


def national(said: list[Said]) -> bytes:
    """An archive's sheet, tracks, and names in capitals that stand in the sheet."""

    def fill(document) -> None:
        document.add_heading("NATIONAL GARDENS ORAL HISTORY", 0)
        sheet = [["Ref. no.:", "C1900/19"], ["Interviewee's surname:", "Pugh"], ["Forename:", "Walter"]]
        sheet += [["Occupation:", "Miner (retired)"], ["Date of birth:", "2 February 1933"]]
        sheet += [
            ["Date of recording:", "14.05.2019"],
            ["Name of interviewer:", "Jane Holt"],
            ["Total no. of tracks:", "2"],
        ]
        table(document, sheet)
        document.add_paragraph("Transcriber's note: rain on the roof throughout.")
        for at, one in enumerate(said):
            if at in (0, 8):
                runs(document, (f"[Track {1 + at // 8}]", "b"))
            runs(document, (one.who.upper(), "b"), (f"  {one.text}", ""))
        runs(document, ("[End of Track 2]", "b"))

    return word(fill)


def meet(said: list[Said]) -> bytes:
    """What a meeting tool saves beside the recording."""

    def fill(document) -> None:
        document.add_paragraph("14 Feb 2024")
        document.add_heading("Evaluasi aplikasi antrean - Transcript", 1)
        document.add_heading("Attendees", 3)
        document.add_paragraph(", ".join(dict.fromkeys(one.who for one in said)))
        document.add_heading("Transcript", 3)
        for at, one in enumerate(said):
            if at % 6 == 0:
                document.add_heading(clock(at // 6, 300)[:6] + "00", 3)
            runs(document, (f"{one.who}: ", "b"), (one.text, ""))
        document.add_paragraph("Meeting ended after 00:16:42 👋")
        runs(document, ("This editable transcript was computer generated and might contain errors.", "i"))

    return word(fill)


def teams(said: list[Said]) -> bytes:
    """Name and time in one line, the words below it in the same paragraph."""

    def fill(document) -> None:
        document.add_paragraph("Interview ward 7-20220604_140312-Meeting Recording\nJune 4, 2022, 1:03PM\n31m 12s")
        runs(document, ("Jane Holt", "b"), (" started transcription", ""))
        for at, one in enumerate(said):
            runs(document, (one.who, "b"), (f"   {at * 17 // 60}:{at * 17 % 60:02d}", ""), (f"\n{one.text}", ""))
        runs(document, ("Jane Holt", "b"), (" stopped transcription", ""))

    return word(fill)


def observed(said: list[Said]) -> bytes:
    """The dialogue of some minutes in one cell, what was seen beside it."""
    seen = ["Duduk tegak, tersenyum", "Tertawa, memegang ponsel", "Nada suara naik", "Menunduk"]

    def fill(document) -> None:
        document.add_heading("Hasil Wawancara dan Observasi", 1)
        document.add_paragraph("P: Peneliti\nS: Subjek")
        rows = [["Waktu", "Dialog", "Observasi"]]
        for at in range(0, len(said), 4):
            cell = "\n".join(f"{one.who}: {one.text}" for one in said[at : at + 4])
            rows.append([f"09.{10 + at}", cell, seen[at // 4 % 4]])
        table(document, rows)

    return word(fill)


def appendix(talks: list[tuple[list[list[str]], list[Said]]]) -> bytes:
    """An appendix of two interviews, a small table of the person before each."""

    def fill(document) -> None:
        document.add_paragraph("LAMPIRAN 4").alignment = 1
        document.add_paragraph("TRANSKRIP WAWANCARA INFORMAN").alignment = 1
        for at, (person, said) in enumerate(talks, 1):
            document.add_heading(f"4.{at} Informan {at}", 2)
            table(document, person)
            document.add_paragraph("")
            for one in said:
                document.add_paragraph(f"{one.who}\t: {one.text}")

    return word(fill)


def agency_word(said: list[Said]) -> bytes:
    """A typing agency's document: header, footer, key, and a closing line."""

    def fill(document) -> None:
        document.sections[0].header.paragraphs[0].text = "STRICTLY CONFIDENTIAL - Job 88214 - Ward study"
        document.sections[0].footer.paragraphs[0].text = "Transcribed by QuickType Ltd. Page 1"
        document.add_paragraph("File name: DS_400217.mp3\nLength: 28:14\nNumber of speakers: 2")
        document.add_paragraph("Key: IV = Interviewer, RE = Respondent, [unclear 00:00] = not heard")
        for one in said:
            runs(document, (f"{one.who}:", "b"), (f"\t{one.text}", ""))
        document.add_paragraph("[END OF AUDIO]")

    return word(fill)


def rtf(said: list[Said]) -> bytes:
    """A typist's rich text: a head in bold, tabs, hanging lines."""
    out = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\froman Times New Roman;}}\f0\fs24" + "\n"
    out += r"{\b TRANSCRIPTION SERVICES}\par Client: Transport Panel\par Group 2, sixth form, 5 voices\par\par" + "\n"
    for one in said:
        spoken = "".join(letter if ord(letter) < 128 else rf"\u{ord(letter)}?" for letter in one.text)
        out += rf"\pard\fi-1440\li1440\tx1440 {{\b {one.who}}}\tab {spoken}\par" + "\n"
    return (out + r"\pard {\i (Recording stops)}\par}").encode("ascii")


def odt(said: list[Said]) -> bytes:
    """An open document: names in small capitals by a style, tabs behind them."""
    lines = '<text:h text:outline-level="1">Wawancara Kepala Sekolah</text:h>'
    lines += "<text:p>Tanggal 8 Mei 2023, di ruang guru. Direkam dengan izin.</text:p>"
    for one in said:
        lines += f'<text:p text:style-name="Turn"><text:span text:style-name="Name">{escape(one.who)}</text:span>'
        lines += f"<text:tab/>{escape(one.text)}</text:p>"
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name if name != "fo" else "xsl-fo-compatible"}:1.0"'
        for name in ("office", "text", "style", "fo")
    )
    styles = '<style:style style:name="Turn" style:family="paragraph"/>'
    styles += '<style:style style:name="Name" style:family="text"><style:text-properties fo:font-variant="small-caps"/>'
    styles = f"<office:automatic-styles>{styles}</style:style></office:automatic-styles>"
    body = f"<office:body><office:text>{lines}</office:text></office:body>"
    return opened("text", spaces, styles + body)


def opened(kind: str, spaces: str, inner: str) -> bytes:
    """A file of the open document kind."""
    media = f"application/vnd.oasis.opendocument.{kind}"
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content{spaces} office:version="1.2">'
    manifest = '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest manifest:version="1.2" '
    manifest += 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    manifest += f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{media}"/>'
    manifest += '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", media)
        archive.writestr("content.xml", f"{content}{inner}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", f"{manifest}</manifest:manifest>")
    return out.getvalue()


def scanned(said: list[Said]) -> bytes:
    """A typescript with running heads, read by a machine; the letters that it misread stay as it read them."""
    lines = ["ALLOTMENT SOCIETY SOUND ARCHIVE", "Transcript of tape 7", ""]
    for one in said:
        lines += [*wrapped(f"{one.who}.  {one.text}", 68, "", "    "), ""]
    return pdf(lines, font="Courier", size=10, head=lambda n: f"PUGH{' ' * 60}{n}", foot=lambda n: "Tape 7")


def margin_numbers(said: list[Said]) -> bytes:
    """A report's pages whose lines are numbered in the margin."""
    lines = ["Interview P11: staff nurse", ""]
    for one in said:
        lines += [*wrapped(f"{one.who}: {one.text}", 84), ""]
    return pdf(lines, head=lambda n: "Ward study - transcript P11", foot=lambda n: f"Page {n}", numbered=True)


def minutes_left(said: list[Said]) -> bytes:
    """A group on paper: the time at the left of each turn."""
    lines = ["DISKUSI KELOMPOK TERARAH - SESI 2", "Moderator: Lestari. Notulis: Putra.", ""]
    for at, one in enumerate(said):
        lines += wrapped(f"{clock(at, 14)[3:]}  {one.who}: {one.text}", 78, "", "       ")
    return pdf(lines, font="Helvetica", size=10, foot=lambda n: f"{n}/2")
