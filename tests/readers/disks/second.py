"""The second set of the fourth writer, read once when the readers had been mended by the first."""

import csv
import io
import json
import random
import zipfile
from html import escape

from xlsxwriter import Workbook

from ..sight.talked import ASKER, TELLER, Layout, Said
from .first import joined, lines, page, typed
from .pages import runs, single, table, word, wrapped
from .talk import clock, exchange, filled, many, pairs, two


def merged_title(said: list[Said]) -> bytes:
    """A table without a header, below a row that is one cell."""

    def fill(document) -> None:
        rows = [["", ""], *([each.who, each.text] for each in said)]
        table(document, rows)
        first = document.tables[0].rows[0].cells
        first[0].merge(first[1]).text = "Transkrip 07 – Ibu Halimah, pedagang ikan"

    return word(fill)


def name_and_time(said: list[Said]) -> bytes:
    """A bold name with a time on a line of its own; speech in paragraphs; a running head and a footer."""

    def fill(document) -> None:
        document.sections[0].header.paragraphs[0].text = "Voices of East Denby – Interview 14"
        document.sections[0].footer.paragraphs[0].text = "© 2019 Denby Historical Society"
        for place, each in enumerate(said):
            runs(document, (each.who, "b"), (f" ({clock(place, 12, hours=False)})", ""))
            begin, mark, rest = each.text.partition(". ")
            for text in [begin + mark.strip(), rest] if rest else [each.text]:
                document.add_paragraph(text)

    return word(fill)


def meet(said: list[Said]) -> str:
    own = "".join(
        (f"00:{place // 8:02d}:00\n\n" if place % 8 == 0 else "") + f"{each.who}: {each.text}\n"
        for place, each in enumerate(said)
    )
    return (
        "Wawancara Pak Eko (2024-06-03 09:02 GMT+7) - Transcript\nAttendees\nFarah Nabila, Pak Eko Susanto\n"
        f"Transcript\n{own}Meeting ended after 00:41:07 👋\nThis editable transcript was computer generated and might "
        "contain errors. People can also change the text after it was created.\n"
    )


def exmaralda(said: list[Said]) -> str:
    who = sorted({each.who for each in said}, reverse=True)
    people = "".join(f'<speaker id="{each}0"><abbreviation>{each}</abbreviation></speaker>' for each in who)
    line = "".join(f'<tli id="T{at}" time="{at * 4}.0"/>' for at in range(len(said) + 1))
    tiers = ""
    for name in who:
        events = "".join(
            f'<event start="T{at}" end="T{at + 1}">{escape(each.text)} </event>'
            for at, each in enumerate(said)
            if each.who == name
        )
        tiers += f'<tier id="{name}0" speaker="{name}0" category="v" type="t" display-name="{name} [v]">{events}</tier>'
    return (
        f"<basic-transcription><head><speakertable>{people}</speakertable></head><basic-body>"
        f"<common-timeline>{line}</common-timeline>{tiers}</basic-body></basic-transcription>"
    )


def kobo() -> Layout:
    """KoboToolbox: a row is a person; times, who asked, a code, and three columns of answers."""
    rng = random.Random(210)
    answers = [filled(pair.split("|")[1], rng, "id") for pair in pairs("id")]
    out, said = io.BytesIO(), []
    book = Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    asked = ["Ceritakan pengalaman Anda mengakses layanan", "Apa kendalanya?", "Apa harapan Anda?"]
    sheet.write_row(
        0, 0, ["start", "end", "username", "Kode responden", "Jenis kelamin", "Umur", *asked, "_uuid", "_id"]
    )
    for at in range(10):
        own = answers[at * 3 : at * 3 + 3]
        times = [f"2024-02-{at + 1:02d}T08:{part}{at}:22.000+07:00" for part in (1, 5)]
        code = f"R{at + 1:03d}"
        about = [*times, "enum_a", code, "perempuan", 30 + at]
        sheet.write_row(at + 1, 0, [*about, *own, f"uuid:{rng.getrandbits(64):x}", 1000 + at])
        said += [Said(code, TELLER, text) for text in own]
    book.close()
    return single("kobo.xlsx", out.getvalue(), said)


def iphone(said: list[Said]) -> str:
    own = ["[12/03/24 10.01.02] Andre: \u200ePesan dan panggilan dienkripsi secara end-to-end. Pelajari selengkapnya"]
    for at, each in enumerate(said):
        if at == 7:
            own.append(f"\u200e[12/03/24 10.09.40] {each.who}: \u200egambar tidak disertakan")
        own.append(f"[12/03/24 10.{at + 2:02d}.41] {each.who}: {each.text}")
    return "\n".join(own)


def open_document(said: list[Said]) -> bytes:
    """An ODT in which the questions are bold and nobody is named."""
    bold = (
        '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    own = "".join(
        f"<text:p>{f'<text:span text:style-name={chr(34)}B{chr(34)}>' if each.role == ASKER else '<text:span>'}"
        f"{escape(each.text)}</text:span></text:p>"
        for each in said
    )
    space = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("style", "style"), ("text", "text"), ("fo", "xsl-fo-compatible"))
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f"<office:document-content{space}><office:automatic-styles>{bold}</office:automatic-styles>"
            f"<office:body><office:text>{own}</office:text></office:body></office:document-content>",
        )
    return out.getvalue()


def two_askers() -> Layout:
    """RTF, bold and underlined labels with a tab behind the colon."""
    rng = random.Random(220)
    said = [
        Said(rng.choice(["Interviewer 1", "Interviewer 2"]), ASKER, text) if asks else Said("Participant", TELLER, text)
        for asks, text in exchange("en", 220)
    ]
    own = "".join(f"{{\\b\\ul {each.who}}}:\\tab {each.text}\\par\n" for each in said)
    return single("two-askers.rtf", f"{{\\rtf1\\ansi {own}}}", said)


def semicolons(said: list[Said]) -> bytes:
    out = io.StringIO()
    sheet = csv.writer(out, delimiter=";")
    sheet.writerow(["Menit", "Penutur", "Ucapan"])
    sheet.writerows([clock(at, 8, hours=False), each.who, each.text.replace("'", "’")] for at, each in enumerate(said))
    return out.getvalue().encode("cp1252")


def numbered_lines(said: list[Said]) -> str:
    """Numbers of lines, labels in a column, lines cut at 52 signs."""
    own: list[str] = []
    for each in said:
        for at, text in enumerate(wrapped(each.text, 52)):
            own.append(f"{len(own) + 1:<4}{'' if at else each.who + ':':<6}{text}")
    return "\n".join(own)


def assembly(said: list[Said]) -> str:
    own = [
        {"confidence": 0.94, "start": at * 7000, "end": at * 7000 + 6500, "text": each.text, "speaker": each.who,
         "words": [{"text": word, "start": 0, "end": 1, "speaker": each.who} for word in each.text.split()]}
        for at, each in enumerate(said)
    ]  # fmt: skip
    return json.dumps(
        {"id": "x1", "status": "completed", "text": " ".join(each.text for each in said), "utterances": own}
    )


def group_table() -> Layout:
    people = [f"Peserta {number}" for number in range(1, 6)]
    said = many("id", 224, ["Moderator (Rini)"], people, 20)

    def fill(document) -> None:
        document.add_paragraph("Diskusi Kelompok Terarah: Ibu Hamil")
        document.add_paragraph("Hadir: 5 peserta, 1 moderator, 1 notulis")
        rows = [[str(at), each.who, each.text] for at, each in enumerate(said, 1)]
        table(document, [["No", "Peserta", "Pernyataan"], *rows])

    return single("group-table.docx", word(fill), said)


def two_of_group() -> Layout:
    said = joined(many("en", 208, ["I1", "I2"], ["B1", "B2"], 16))
    return single("maxqda.txt", lines("{who}: {text} #{start}-3#", "\n\n")(said), said)


def headings(said: list[Said]) -> str:
    return "# Q&A with a bus driver\n\n" + "\n\n".join(
        ("## " if each.role == ASKER else "") + each.text for each in said
    )


def quoted(said: list[Said]) -> str:
    return "# Talk with a ferryman\n\n" + "\n\n".join(("> " if each.role == ASKER else "") + each.text for each in said)


def only_answers(said: list[Said]) -> bytes:
    """Answers have a name in bold, questions are in italics and have none."""

    def fill(document) -> None:
        for each in said:
            runs(document, *([(f"{each.who}: ", "b"), (each.text, "")] if each.who else [(each.text, "i")]))

    return word(fill)


def counted() -> Layout:
    said, own, number = two("id", 403, "T", "J"), [], 0
    for each in said:
        number += each.role == ASKER
        own.append(f"{each.who}{number}. {each.text}")
    return single("counted-stops.txt", "\n".join(own), said)


def names_of_group() -> Layout:
    """Numbers with a name in brackets, which is left out now and then."""
    rng = random.Random(1)
    people = ["Peserta 1 (Wati)", "Peserta 2 (Ning)", "Peserta 3 (Tutik)", "Peserta 4 (Rum)"]
    said = joined(many("id", 408, ["Fasilitator"], people, 20))
    own = [f"{each.who if rng.random() < 0.6 else each.who.split(' (')[0]}: {each.text}" for each in said]
    return single(
        "group-names.txt", "\n".join(own), [Said(each.who.split(" (")[0], each.role, each.text) for each in said]
    )


def time_and_bold(said: list[Said]) -> bytes:
    """A time, a name in bold without a colon, and what it says."""

    def fill(document) -> None:
        document.add_paragraph("Key: INT = interviewer, MW = participant")
        for place, each in enumerate(said):
            runs(document, (f"[{clock(place)}] ", ""), (f"{each.who} ", "b"), (each.text, ""))

    return word(fill)


def name_headings(said: list[Said]) -> bytes:
    def fill(document) -> None:
        for each in said:
            document.add_heading(each.who, 3)
            document.add_paragraph(each.text)

    return word(fill)


DELACROIX = ("University of Larkin Oral History Program", "", "Interview with Marie Delacroix",
             "Conducted by Paul Rask on June 2, 1991", "", *[""] * 42)  # fmt: skip
LAYOUTS = [
    typed("merged-title.docx", "id", 201, "P", "Ibu Halimah", merged_title),
    typed("name-and-time.docx", "en", 202, "Caroline Ashby", "Rev. Theodore Banks", name_and_time),
    typed("descript.md", "mixed", 203, "Yuni", "Kevin",
          lambda said: "# Kevin interview\n\n" + lines("[{start}] **{who}:** {text}", "\n\n")(said)),
    typed("sonix.txt", "en", 204, "Speaker1", "Speaker2",
          lambda said: "Interview 4.mp3\n\nTranscribed with Sonix.ai\n\n"
          + lines("{who}: [{start}] {text}\n\n", "")(said)),
    typed("rev.txt", "en", 205, "Interviewer", "Dolores", lines("{who} ({short}):\n{text}\n\n", "")),
    typed("meet.txt", "id", 206, "Farah Nabila", "Pak Eko Susanto", meet),
    typed("youtube.srt", "en", 207, "", "", lines("{at}\n{start},000 --> {end},000\n&gt;&gt; {text}\n\n", "")),
    two_of_group(),
    typed("exmaralda.exb", "id", 209, "INT", "SUR", exmaralda),
    kobo(),
    typed("iphone.txt", "mixed", 211, "Sekar (riset)", "Andre", iphone),
    typed("two-columns.pdf", "id", 212, "Tanya", "Jawab",
          page(38, "{who}: ", gap=False, size=10, columns=2, foot=str), 24),
    typed("delacroix.pdf", "en", 213, "RASK", "DELACROIX",
          page(82, "    {who}: ", gap=False, title=DELACROIX, head=lambda at: "DELACROIX" if at % 2 else "LARKIN",
               foot=lambda at: f"Page {at} of 4"), 24),
    typed("wide-colons.txt", "id", 214, "Peneliti", "Informan",
          lambda said: "\ufeff" + lines("{who}：{text}", "\r\n")(said)),
    typed("no-blank.txt", "id", 215, "P", "N",
          lambda said: "Wawancara dengan guru honorer\nTanggal:3 Mei 2022\n\n" + lines("{who}:{text}")(said)
          + "\n\nSelesai pukul 11.20\n"),
    typed("roles-behind.txt", "id", 216, "Dewi (peneliti)", "Ratna (bidan, 34 th)", lines("{who}: {text}")),
    typed("numbered-tabs.txt", "en", 217, "INT", "KM", lines("{at:03d}\t{who}\t{text}")),
    typed("headings.md", "en", 218, "", "", headings),
    typed("bold-questions.odt", "id", 219, "", "", open_document),
    two_askers(),
    typed("semicolons.csv", "id", 221, "Host", "Tamu", semicolons),
    typed("jefferson.txt", "en", 222, "INT", "Pam", numbered_lines),
    typed("assembly.json", "en", 223, "A", "B", assembly),
    group_table(),
    typed("long-dashes.txt", "id", 401, "Gilang", "Mak Ijah", lines("{who} — {text}")),
    typed("angles.txt", "en", 402, "nora", "dale", lines("<{who}> {text}")),
    counted(),
    typed("slashes.txt", "en", 404, "Q", "A", lines("{who}/ {text}")),
    typed("only-answers.docx", "id", 405, "", "Bu Nyai", only_answers),
    typed("items.md", "en", 406, "Interviewer", "Participant", lines("- **{who}**: {text}")),
    typed("block-quotes.md", "en", 407, "", "", quoted),
    names_of_group(),
    typed("time-and-bold.docx", "en", 1001, "INT", "MW", time_and_bold),
    typed("name-headings.docx", "mixed", 409, "Tara", "Willy", name_headings),
    typed("audacity.txt", "en", 410, "AK", "LW", lines("{at}7.000000\t{at}9.500000\t{who}: {text}")),
    typed("label-column.pdf", "id", 411, "Pewawancara", "Informan 3",
          page(78, "{who:<16}", " " * 16, gap=False, font="Courier", size=9, foot=lambda at: f"{at}/3"), 18),
    typed("utf-16-bare.txt", "id", 412, "Peneliti", "Kader",
          lambda said: lines("{who}: {text}")(said).encode("utf-16-le")),
]  # fmt: skip
