"""The fifth set, by the writer of the fourth, who had still opened no reader: other machines, papers and folders."""

import html
import random

from docx.enum.style import WD_STYLE_TYPE

from ..sight.talked import ASKER, Layout, Said
from .counter import each_line, parts_of, pool, talk
from .pages import pdf, runs, single, table, word, wrapped
from .senders import (
    amazon,
    assembled,
    discord,
    letters_in_turn,
    line_chat,
    long_survey,
    lyrics,
    merged_survey,
    noted,
    open_document,
    premiere,
    sbv,
    substation,
    telegram,
    timespans,
)
from .talk import clock, many, two

# Papers


def headings(said: list[Said]) -> str:
    """A heading for each turn, its sentences in paragraphs of their own."""
    out = "---\ntitle: Wawancara 5\ndate: 2023-08-17\n---\n\n# Wawancara 5\n\n"
    return out + "".join(f"### {one.who}\n\n" + "\n\n".join(parts_of(one.text)) + "\n\n" for one in said)


def pipes(said: list[Said]) -> str:
    return each_line(
        said, "| {at} | {short} | {who} | {text} |\n", above="| # | Time | Who | What was said |\n|---|---|---|---|\n"
    )


def definitions(said: list[Said]) -> str:
    """A page that tells its talk as a list of terms."""
    body = "\n".join(f"<dt>{one.who}</dt>\n<dd>{html.escape(one.text)}</dd>" for one in said)
    head = '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The plan keeper</title></head><body>'
    foot = '<footer>Share: <a href="#">Mail</a></footer></body></html>'
    return (
        f'{head}<header><a href="/">City Stories</a></header><main><h1>The plan keeper</h1><dl>{body}</dl></main>{foot}'
    )


def rows_of_page(said: list[Said]) -> str:
    """A table that was published from a shared document."""
    cells = "".join(
        f"<tr><td>{clock(at, hours=False)}</td><td><b>{one.who}</b></td><td>{html.escape(one.text)}</td></tr>"
        for at, one in enumerate(said)
    )
    head = "<tr><th>Menit</th><th>Pembicara</th><th>Isi pembicaraan</th></tr>"
    above = '<html><head><meta charset="utf-8"><title>FGD</title></head><body><p>FGD Dusun Krajan</p>'
    return f"{above}<table>{head}{cells}</table></body></html>"


def bare_table(said: list[Said]) -> bytes:
    """A table without a header: initials in bold on the left, words on the right, a blank row now and then."""

    def fill(document) -> None:
        document.add_paragraph("Wawancara dengan Pak Zainal (ZN), 2 Februari 2023. Pewawancara: Kinanti (KN).")
        made = document.add_table(rows=0, cols=2)
        for at, one in enumerate(said):
            left, right = made.add_row().cells
            left.paragraphs[0].add_run(one.who).bold = True
            right.text = one.text
            if at % 8 == 7:
                made.add_row()

    return word(fill)


def styles(said: list[Said]) -> bytes:
    """Labels by the names of paragraph styles, which a reader sees in the bar of the program."""

    def fill(document) -> None:
        for name in ("Penanya", "Penjawab"):
            document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        document.styles["Penanya"].font.bold = True
        for one in said:
            document.add_paragraph(one.text, style=one.who)

    return word(fill)


def bold_questions(said: list[Said]) -> bytes:
    """Questions bold, answers plain and in several paragraphs; no label but in the line at the top."""

    def fill(document) -> None:
        document.add_heading("“Start with the drains”", 1)
        runs(document, ("Ruth Avery looked after the plans of a city. Interview: Jonas Field", "i"))
        for one in said:
            if one.role == ASKER:
                runs(document, (one.text, "b"))
            else:
                for text in parts_of(one.text):
                    document.add_paragraph(text)

    return word(fill)


def pasted_captions(said: list[Said]) -> bytes:
    """Subtitles with names that somebody pasted into a document."""

    def fill(document) -> None:
        for at, one in enumerate(said):
            document.add_paragraph(str(at + 1))
            document.add_paragraph(f"{clock(at)},000 --> {clock(at + 1)},000")
            document.add_paragraph(f"{one.who}: {one.text}")
            document.add_paragraph("")

    return word(fill)


def bars(said: list[Said]) -> bytes:
    """Name, bar and time in the first line of a paragraph."""

    def fill(document) -> None:
        for at, one in enumerate(said):
            document.add_paragraph(f"{one.who} | {clock(at, hours=False)}\n{one.text}")

    return word(fill)


def seats(said: list[Said]) -> bytes:
    """A group: a table of seats above, sex and age beside each label, sounds of the room between turns."""
    about = {"P1": "L, 58 th", "P2": "P, 41 th", "P3": "L, 24 th", "P4": "P, 77 th"}

    def fill(document) -> None:
        document.add_heading("DISKUSI KELOMPOK TERARAH 2", 1)
        table(document, [["Kode", "Keterangan"], ["F", "Fasilitator"], *[[code, text] for code, text in about.items()]])
        for at, one in enumerate(said):
            if at == 6:
                runs(document, ("[Listrik padam sebentar]", "i"))
            shown = f"{one.who} ({about[one.who]})" if one.who in about else one.who
            document.add_paragraph(f"{shown}: {one.text}")

    return word(fill)


def numbered_lines(said: list[Said]) -> str:
    """A number before each line of the whole text, five more with every fifth."""
    lines = []
    for one in said:
        lines += [*wrapped(f"{one.who}:  {one.text}", 66, rest="     "), ""]
    return "".join(f"{at:>4}  {line}".rstrip() + "\n" for at, line in enumerate(lines, 1))


def numbered_pairs(said: list[Said]) -> str:
    out = "LEMBAR WAWANCARA TERTULIS\nNama: (tidak disebut)\nInstansi: Unit Pengadaan\n\n"
    for at, one in enumerate(said):
        out += f"{'T' if one.role == ASKER else 'J'}{at // 2 + 1}. {one.text}\n" + ("\n" if at % 2 else "")
    return out


def field_notes(said: list[Said]) -> str:
    """Notes of a day with talk in it: what was seen stands in brackets, what was said after T: and J:."""
    out = "CATATAN LAPANGAN\nKamis, 9 Maret 2023, pukul 09.30, kantor unit pengadaan\nCuaca: hujan ringan\n\n"
    out += "(Saya datang lebih awal dan menunggu di lobi. Satpam menawari kursi.)\n\n"
    for at, one in enumerate(said):
        out += f"{one.who}: {one.text}\n"
        if at in (7, 15):
            out += "\n(Telepon berbunyi. Beliau keluar sebentar, lalu kembali membawa dua gelas teh.)\n\n"
    return out + "\nCatatan: perlu dicek ulang tanggal lelang.\n"


def as_typed(said: list[Said]) -> str:
    """One typist, three ways of typing a label: each is the same voice."""
    ways = ("{}: {}", "{} : {}", "{}:{}")
    out = ""
    for at, one in enumerate(said):
        who = one.who.upper() if at % 5 == 3 else one.who
        out += ways[at % 3].format(who, one.text) + "\n\n"
    return out


def several_paragraphs(said: list[Said]) -> str:
    """A label once, and the further paragraphs of a turn bare."""
    return "".join(f"{one.who}: " + "\n\n".join(parts_of(one.text)) + "\n\n" for one in said)


def old_mac(said: list[Said]) -> bytes:
    """Lines that end as they did on old Macs."""
    return each_line(said, "{who}:\t{text}\r\r", above="Museum of Plans. Tape 2.\r\r").encode("ascii")


def bold_rtf(said: list[Said]) -> str:
    """Labels in bold groups, line breaks in a paragraph, a letter in hexadecimal."""
    body = "".join(f"{{\\b {one.who}:}}\\~{one.text}\\line\\line\r\n" for one in said)
    head = "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\froman Times New Roman;}}{\\info{\\author Lena}{\\title x: y}}"
    return f"{head}\r\n\\f0 Caf\\'e9 Atlas, 11 May 2022\\par\r\n\\par\r\n{body}\\par}}"


def open_text(said: list[Said]) -> bytes:
    shown = [
        f'<text:span text:style-name="T1">{one.who}</text:span><text:tab/>{html.escape(one.text, quote=False)}'
        for one in said
    ]
    return open_document(["Transcript of 11 May 2022", "", *shown])


def two_columns(said: list[Said]) -> bytes:
    """Two columns a page, as in a magazine; a dash of the foot on each."""
    lines = []
    for one in said:
        lines += [*wrapped(f"{one.who}: {one.text}", 42), ""]
    return pdf(lines, size=10, columns=2, head=lambda _: "Plans & People, No. 4", foot=lambda page: str(page + 11))


def time_and_name(said: list[Said]) -> bytes:
    """Time and name on a line of their own, the text under it."""
    lines = ["Rekaman: VN-0031.m4a", "Transkriptor: Wening", ""]
    for at, one in enumerate(said):
        lines += [f"{clock(at)}  {one.who}", *wrapped(one.text, 82), ""]
    return pdf(lines, font="Helvetica", size=10, foot=lambda page: f"Halaman {page} dari 3")


def page_of_court(said: list[Said]) -> bytes:
    """Q. and A. with deep indents, as they are taken down for a hearing."""
    lines = ["PUBLIC HEARING ON RECORDS", ""]
    for one in said:
        lines += wrapped(f"{one.who}.   {one.text}", 64, first="     ")
    return pdf(lines, font="Courier", size=10, head=lambda page: f"Page {page + 6}", foot=lambda _: "Certified copy")


# Folders


def radio() -> Layout:
    """Eight programmes with the same presenters; a cover, a word of the sponsor, and guests who change."""
    files, said = {}, {}
    guests = ("Pak Zainal", "Bu Endah", "Ustaz Hamid", "Jojo", "Mbok Sum", "dr. Lestari", "Pak Komang", "Vina")
    for at, guest in enumerate(guests, 1):
        own = many(("id", "mixed")[at % 2], 120 + at, ["Sari Wulan", "Oka"], [guest], 9)
        own = [Said("Oka", ASKER, f"Selamat sore, ini Suara Balai. Tamu kita sore ini {guest}."), *own]
        own.append(Said("Sari Wulan", ASKER, f"Terima kasih, {guest}. Sampai jumpa pekan depan."))
        name = f"Suara Balai - {at:02d} - {guest.replace('.', '')}.docx"
        files[name] = word(lambda document, turns=own, number=at, who=guest: aired(document, turns, number, who))
        said[name] = own
    return Layout("radio", files, said)


def aired(document, said: list[Said], number: int, guest: str) -> None:
    document.add_heading("SUARA BALAI", 0)
    table(document, [["Edisi", str(number)], ["Penyiar", "Sari Wulan, Oka"], ["Tamu", guest]])
    for at, one in enumerate(said):
        if at == 8:
            runs(document, ("[JEDA: pesan layanan masyarakat, 30 detik]", "bi"))
        runs(document, (one.who, "b"), (f"\t{one.text}", ""))


def typists() -> Layout:
    """An oral history that three people typed, each in an own way: names, letters, and words for the roles."""
    files, said = {}, {}
    for at, (asker, teller, pattern) in enumerate(
        [
            ("Pewawancara", "Informan", "{who}: {text}\n\n"),
            ("P", "I", "{who} : {text}\n"),
            ("Dwi", "Mbah Karno", "[{begin}] {who}: {text}\n"),
            ("Penanya", "Mbah Sum", "{who}\n{text}\n\n"),
            ("T", "J", "{who}. {text}\n"),
        ],
        1,
    ):
        name = f"{at:02d} sejarah lisan kantor pos.txt"
        said[name] = two("id", 140 + at, asker, teller, 12)
        files[name] = each_line(said[name], pattern, above=f"Sejarah lisan kantor pos, rekaman {at}\n\n").encode()
    return Layout("typists", files, said)


def clinic() -> Layout:
    """Six interviews of a team in Word: two who ask, one who answers, a table of facts and a consent above."""
    files, said = {}, {}
    for at in range(1, 7):
        rng, teller = random.Random(at), f"R{at}"
        talked = pool("puskesmas", 5, "?", teller, 8) if at == 3 else two("en", 160 + at, "?", teller, 12)
        own = [Said(rng.choice(("Int1", "Int2")), ASKER, one.text) if one.role == ASKER else one for one in talked]
        name = f"Clinic study {teller} clean.docx"
        files[name] = word(lambda document, turns=own, code=teller: filed(document, turns, code))
        said[name] = own
    return Layout("clinic", files, said)


def filed(document, said: list[Said], code: str) -> None:
    document.sections[0].header.paragraphs[0].text = f"Clinic study / {code}"
    facts = [
        ["Respondent", code],
        ["Interviewers", "Int1 (MK), Int2 (SB)"],
        ["Language", "English"],
        ["Consent", "signed"],
    ]
    table(document, facts)
    document.add_paragraph("Notation: (...) pause; [xx] not understood")
    for at, one in enumerate(said):
        text = f"(...) {one.text}" if at == 5 else one.text
        runs(document, (f"{one.who}:", "b"), (f" {text}", ""))
    document.add_paragraph("- - - end of transcript - - -")


P, M, K = "pengadaan", "museum", "puskesmas"
LAYOUTS = [
    single("turn-headings.md", headings(said := pool(P, 1, "Peneliti", "Pak Zainal")), said),
    single("pipe-table.md", pipes(said := pool(M, 2, "Jonas", "Ruth")), said),
    single("terms.html", definitions(said := pool(M, 3, "City Stories", "Ruth Avery")), said),
    single("published-table.html", rows_of_page(said := talk("rembuk")), said),
    single("initials-table.docx", bare_table(said := pool(P, 4, "KN", "ZN")), said),
    single("named-styles.docx", styles(said := pool(P, 5, "Penanya", "Penjawab")), said),
    single("bold-and-paragraphs.docx", bold_questions(said := pool(M, 6, "Jonas Field", "Ruth Avery")), said),
    single("pasted-captions.docx", pasted_captions(said := pool(K, 7, "Tim Riset", "Nakes A", 8)), said),
    single("seats.docx", seats(said := talk("rembuk", f="F", a="P1", b="P2", c="P3", d="P4")), said),
    single("numbered-lines.txt", numbered_lines(said := pool(P, 8, "P", "N", 14)), said),
    single("numbered-pairs.txt", numbered_pairs(said := pool(P, 9, "T", "J", 14)), said),
    single("field-notes.txt", field_notes(said := pool(P, 10, "T", "J", 14)), said),
    single("as-typed.txt", as_typed(said := pool(P, 11, "Pewawancara", "Narasumber", 14)), said),
    single("bare-paragraphs.txt", several_paragraphs(said := pool(M, 12, "Interviewer", "Respondent", 14)), said),
    single("old-mac.txt", old_mac(said := pool(M, 13, "JF", "RA")), said),
    single("bold-labels.rtf", bold_rtf(said := pool(M, 14, "Lena", "Keeper")), said),
    single("labels.odt", open_text(said := pool(M, 15, "Interviewer", "Bo")), said),
    single("magazine.pdf", two_columns(said := pool(M, 16, "JF", "RA", 14)), said),
    single("time-and-name.pdf", time_and_name(said := pool(P, 17, "Wening", "Pak Zainal", 14)), said),
    single("hearing.pdf", page_of_court(said := pool(M, 18, "Q", "A", 14)), said),
    single("assembled.json", assembled(said := pool(M, 19, "B", "A")), said),
    single("amazon.json", amazon(said := pool(P, 20, "spk_0", "spk_1")), said),
    single("telegram.json", telegram(said := pool(K, 21, "Mira (peneliti)", "Nurse Tia", 8)), said),
    single("line.txt", line_chat(said := pool(P, 22, "Fajar UGM", "pak zainal")), said),
    single("discord-copy.txt", discord(said := pool(K, 23, "miraresearch", "jojo_88", 8)), said),
    single("session.lrc", lyrics(said := pool(P, 24, "Tanya", "Jawab")), said),
    single("first-cue.sbv", sbv(said := pool(M, 25, "Jonas", "Ruth Avery")), said),
    single("noted.vtt", noted(said := pool(M, 26, "Jonas Field", "Ruth Avery")), said),
    single("substation.ass", substation(said := pool(M, 27, "Jonas", "Ruth")), said),
    single("premiere.tsv", premiere(said := pool(P, 28, "Speaker 1", "Speaker 2")), said),
    single("timespans.xlsx", timespans(said := pool(M, 29, "Interviewer", "Ruth")), said),
    single(
        "zoom-saved.txt", each_line(said := pool(K, 30, "Mira Tan", "Nakes_B", 8), "[{who}] {begin}\n{text}\n\n"), said
    ),
    single(
        "happy-names.txt",
        each_line(said := pool(M, 32, "Field, Jonas", "Avery, Ruth"), "[{begin}.20] - {who}\n{text}\n\n"),
        said,
    ),
    single("bars.docx", bars(said := pool(M, 33, "Interviewer", "Speaker 2")), said),
    single(
        "time-first.txt", each_line(said := pool(K, 34, "Speaker 1", "Speaker 2", 8), "{short} {who}\n{text}\n\n"), said
    ),
    single("dashes-between.txt", each_line(said := pool(P, 35, "Sinta", "Pak Zainal"), "{who} -- {text}\n"), said),
    merged_survey(),
    long_survey(),
    letters_in_turn(),
    radio(),
    typists(),
    clinic(),
]
