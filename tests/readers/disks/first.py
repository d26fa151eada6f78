"""The first set of the fourth writer: exports of programs, forms, documents and notes as they lie on disks."""

import csv
import io
import random
from html import escape
from itertools import starmap

from ..sight.talked import ASKER, TELLER, Layout, Said
from .pages import Write, pdf, runs, single, table, word, wrapped
from .talk import clock, exchange, filled, many, pairs, two


def lines(pattern: str, between: str = "\n") -> Write:
    """Turns written as a pattern says: who, text, number and times."""

    def write(said: list[Said]) -> str:
        return between.join(
            pattern.format(
                who=each.who, text=each.text, at=place, start=clock(place), end=clock(place + 1),
                short=clock(place, 9, hours=False),
            )
            for place, each in enumerate(said)
        )  # fmt: skip

    return write


def typed(file: str, language: str, seed: int, asker: str, teller: str, write: Write, count: int = 14) -> Layout:
    said = two(language, seed, asker, teller, count)
    return single(file, write(said), said)


def teams(said: list[Said]) -> bytes:
    def fill(document) -> None:
        runs(document, ("Interview Bagus-20240502_100311-Meeting Recording", "b"))
        document.add_paragraph("May 2, 2024, 3:03AM")
        document.add_paragraph("38m 12s")
        runs(document, (said[0].who, "b"), (" started transcription", ""))
        for place, each in enumerate(said):
            paragraph = runs(document, (each.who, "b"), (f"   {clock(place, 8, hours=False)}", ""))
            paragraph.runs[-1].add_break()
            paragraph.add_run(each.text)
        runs(document, (said[0].who, "b"), (" stopped transcription", ""))

    return word(fill)


def below_cover(said: list[Said]) -> bytes:
    """A front page, consent, labels in bold, and who transcribed it, with place and date."""

    def fill(document) -> None:
        document.add_heading("TRANSKRIP WAWANCARA", 0)
        for fact in (
            "Tanggal: 12 Maret 2023",
            "Tempat: Balai Warga RT 04",
            "Pewawancara: Nur Aini",
            "Durasi: 42 menit",
        ):
            document.add_paragraph(fact)
        document.add_paragraph("Narasumber: Bu Sari (penjual sayur, 47 tahun)")
        document.add_paragraph("Narasumber sudah membaca lembar persetujuan dan setuju untuk direkam.")
        document.add_paragraph("")
        for each in said:
            runs(document, (f"{each.who}: ", "b"), (each.text, ""))
        for text in ("", "Kota Contoh, 14 Maret 2023", "Penyalin,", "(Nur Aini)"):
            document.add_paragraph(text)

    return word(fill)


def paragraphs(pattern: str, *, above: tuple[str, ...] = (), style: str | None = None) -> Write:
    def write(said: list[Said]) -> bytes:
        def fill(document) -> None:
            for text in above:
                document.add_paragraph(text)
            for each in said:
                document.add_paragraph(pattern.format(who=each.who, text=each.text), style=style)

        return word(fill)

    return write


def questions(marks: str, label: str = "") -> Write:
    """Nobody's name stands before an answer; questions have marks, and perhaps a label."""

    def write(said: list[Said]) -> bytes:
        def fill(document) -> None:
            for each in said:
                asks = each.role == ASKER
                runs(document, (label + each.text if asks else each.text, marks if asks else ""))

        return word(fill)

    return write


def columns(*header: str) -> Write:
    """A table in Word: times, who and text in the order of the header."""

    def write(said: list[Said]) -> bytes:
        def cells(place: int, each: Said) -> list[str]:
            time = f"{clock(place)}.0 - {clock(place + 1)}.0" if header[0] == "Timespan" else clock(place)
            return [{"Pembicara": each.who, "Speaker": each.who}.get(title, each.text) if at else time
                    for at, title in enumerate(header)]  # fmt: skip

        return word(lambda document: table(document, [list(header), *starmap(cells, enumerate(said))]))

    return write


def page(width: int, first: str, rest: str = "", *, title: tuple[str, ...] = (), gap: bool = True, **how) -> Write:
    """A PDF of wrapped lines; `first` says how a turn begins, `rest` what stands before its other lines."""

    def write(said: list[Said]) -> bytes:
        own = list(title)
        for each in said:
            own += wrapped(first.format(who=each.who) + each.text, width, "", rest) + [""] * gap
        return pdf(own, **how)

    return write


def elan(said: list[Said]) -> str:
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{at}" TIME_VALUE="{at * 4000}"/>' for at in range(len(said) + 1))
    tiers = ""
    for who in sorted({each.who for each in said}):
        spoken = "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}" TIME_SLOT_REF1="ts{at}" '
            f'TIME_SLOT_REF2="ts{at + 1}">'
            f"<ANNOTATION_VALUE>{escape(each.text)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
            for at, each in enumerate(said)
            if each.who == who
        )
        tiers += f'<TIER LINGUISTIC_TYPE_REF="default-lt" PARTICIPANT="{who}" TIER_ID="{who}">{spoken}</TIER>'
    return (
        '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT FORMAT="3.0" VERSION="3.0">'
        f'<HEADER TIME_UNITS="milliseconds"/><TIME_ORDER>{slots}</TIME_ORDER>{tiers}'
        '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/></ANNOTATION_DOCUMENT>'
    )


def form() -> Layout:
    """Google Forms: a row is a person, and three of the columns are answers."""
    rng = random.Random(12)
    answers = [filled(pair.split("|")[1], rng, "id") for pair in pairs("id")]
    header = [
        "Timestamp",
        "Nama",
        "Usia",
        "Apa kesulitan terbesar Anda?",
        "Siapa yang biasanya membantu Anda?",
        "Saran?",
    ]
    out = io.StringIO()
    sheet = csv.writer(out)
    sheet.writerow(header)
    said = []
    for at, name in enumerate(PEOPLE):
        own = answers[at * 3 : at * 3 + 3]
        sheet.writerow([f"2024/03/{at + 2:02d} 10:{at * 5:02d}:14 AM GMT+7", name, 20 + at * 3, *own])
        said += [Said(name, TELLER, text) for text in own]
    return single("form.csv", out.getvalue(), said)


def whatsapp(said: list[Said]) -> str:
    own = ["12/03/24 10.01 - Pesan dan panggilan dienkripsi secara end-to-end. Pelajari selengkapnya"]
    for at, each in enumerate(said):
        head = f"12/03/24 10.{at + 2:02d} - {each.who}: "
        own += [f"{head}<Media tidak disertakan>"] * (at in (5, 12)) + [head + each.text]
    return "\n".join(own)


def group() -> Layout:
    """A focus group with notes in brackets."""
    said = many("id", 117, ["Moderator"], [f"P{number}" for number in range(1, 7)], 22)
    notes = {3: " [tertawa]", 8: " (semua tertawa)", 15: "\n[P4 keluar ruangan]"}
    own = "".join(f"{each.who}: {each.text}{notes.get(at, '')}\n" for at, each in enumerate(said))
    return single("group.txt", f"FGD KADER POSYANDU\nKelompok 2, perempuan, 6 orang\n\n{own}", said)


def episode() -> Layout:
    """A page of the web, two hosts and a guest; the heading has a colon."""
    rng = random.Random(21)
    said = [
        Said("Nadia", ASKER, "Welcome back to Small Rooms. I'm Nadia, and with me as always is Tom."),
        Said("Tom", ASKER, "Hello hello. And today our guest is Priya Nair, who ran the night clinic for a decade."),
        Said("Priya", TELLER, "Hi, thanks for having me."),
    ]
    for asks, text in exchange("en", 121, 16):
        said.append(Said(rng.choice(["Nadia", "Tom"]), ASKER, text) if asks else Said("Priya", TELLER, text))
    own = "".join(f"<p><strong>{each.who}:</strong> {escape(each.text)}</p>\n" for each in said)
    return single(
        "episode-12.html",
        "<!DOCTYPE html><html><head><title>Ep 12: Night clinic</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><h1>Ep 12: Night clinic</h1>{own}</main><footer>&copy; 2024 Small Rooms.</footer></body></html>",
        joined(said),
    )


def joined(said: list[Said]) -> list[Said]:
    """Neighbouring turns of one speaker as one."""
    own: list[Said] = []
    for each in said:
        if own and own[-1].who == each.who:
            own[-1] = Said(each.who, each.role, f"{own[-1].text} {each.text}")
        else:
            own.append(each)
    return own


def three_in_one() -> Layout:
    """Three interviews in one file, each with its title; `N` is somebody else in each."""
    said, text = [], "Kumpulan wawancara, Desa Sukamaju 2022\n\n"
    for number, person in enumerate(("Ibu Sri, penjahit", "Pak Darmo, petani", "Mbak Lia, guru TK"), 1):
        own = two("id", 230 + number, "P", "N", 6)
        said += own
        text += f"WAWANCARA {number}\n{person}\n\n" + lines("{who}: {text}")(own) + "\n\n\n"
    return single("three.txt", text, said)


def slips() -> Layout:
    """Small letters, a semicolon for a colon, and a blank before one."""
    said = two("id", 305, "pewawancara", "ibu sumiati")
    own = [f"{each.who}: {each.text}" for each in said]
    asked = next(at for at in range(4, len(own)) if own[at].startswith("pewawancara:"))
    own[asked] = own[asked].replace("pewawancara:", "pewawancara;")
    own[7] = own[7].replace("ibu sumiati:", "Ibu Sumiati :")
    return single("slips.txt", "\n".join(own), said)


def counted() -> Layout:
    """Each question and its answer have a number behind the letter."""
    said, own, number = two("en", 303, "Q", "A"), [], 0
    for each in said:
        number += each.role == ASKER
        own.append(f"{each.who}{number}: {each.text}")
    return single("counted.txt", "\n".join(own), said)


PEOPLE = ["Siti M.", "Agus", "Yohana", "Made", "Rizky P", "Bu Endah", "Teguh", "Lilis", "Fajar", "Novi"]
CHAT = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINV Investigator, PAR Participant\n"
CURLED = str.maketrans({"'": "’"})
MILLISECONDS = "{at}\n{start},120 --> {end},030\n"
DEWI, HENDRA = "DEWI LESTARI (PENELITI)", "DR. HENDRA KUSUMA (KEPALA PUSKESMAS)"


def f4() -> Layout:
    said = [Said(each.who, each.role, each.text.translate(CURLED)) for each in two("en", 108, "I", "B")]
    return single("f4.txt", lines("{who}: {text} #{start}-3#", "\r\n")(said).encode("cp1252"), said)


LAYOUTS = [
    typed("table.docx", "id", 101, "Dimas", "Bu Rahayu", columns("Waktu", "Pembicara", "Isi")),
    typed("cover.docx", "id", 102, "Pewawancara", "Bu Sari", below_cover),
    typed("initials.docx", "id", 103, "AW", "RS",
          paragraphs("{who}\t{text}", above=("Keterangan:", "AW = Andi Wijaya (peneliti)", "RS = Ratna (bidan)", ""))),
    typed("otter.txt", "en", 104, "Megan Doyle", "Harold Pruitt",
          lambda said: lines("{who}  {short}  \n{text}\n\n", "")(said) + "\nTranscribed by https://otter.ai\n"),
    typed("zoom.vtt", "en", 105, "Dr. Lena Fisk", "Marcus T",
          lambda said: "WEBVTT\n\n" + lines("{at}\n{start}.120 --> {end}.030\n{who}: {text}\n\n", "")(said)),
    typed("teams.docx", "mixed", 106, "Wibowo, Tia", "Kurniawan, Bagus (Extern)", teams),
    typed("otranscribe.txt", "en", 107, "Int", "Resp", lines("{short} {who}: {text}", "\n\n")),
    f4(),
    typed("whatsapp.txt", "id", 109, "Rina Peneliti", "Pak Joko Ojol", whatsapp),
    typed("chat.cha", "en", 110, "INV", "PAR", lambda said: CHAT + lines("*{who}:\t{text}\n", "")(said) + "@End\n"),
    typed("elan.eaf", "id", 111, "Peneliti", "Ibu Wati", elan),
    form(),
    typed("halvorsen.pdf", "en", 113, "Q", "A",
          page(80, "{who}.   ", "     ", title=("ORAL HISTORY OF EDITH HALVORSEN", "", "Interviewed by Paul Rask", ""),
               head=lambda at: "Halvorsen Oral History" if at > 1 else "", foot=lambda at: f"- {at} -"), 24),
    typed("okafor.pdf", "en", 114, "INTERVIEWER", "MRS. OKAFOR",
          page(74, "{who}: ", gap=False, font="Courier", size=10, numbered=True, foot=lambda at: f"Page {at}"), 24),
    typed("carriage-returns.txt", "id", 115, "T", "J", lines("{who} : {text}", "\r")),
    typed("utf-16.txt", "id", 116, "Pewawancara", "Narasumber",
          lambda said: lines("{who}\u00a0:\u00a0{text}", "\r\n\r\n")(said).encode("utf-16")),
    group(),
    typed("dashes.md", "en", 118, "", "", 
          lambda said: "# A morning in the canteen\n\n" + lines("— {text}", "\n\n")(said)),
    typed("italics.docx", "id", 119, "", "", questions("i")),
    typed("whisperx.srt", "id", 120, "SPEAKER_00", "SPEAKER_01", lines(MILLISECONDS + "[{who}]: {text}\n\n", "")),
    episode(),
    typed("capitals.txt", "id", 122, DEWI, HENDRA, lines("{who}\n{text}\n\n", "")),
    three_in_one(),
    typed("happyscribe.txt", "en", 124, "Speaker 1", "Speaker 2", lines("[{start}.120] - {who}\n{text}\n\n", "")),
    typed("hyphens.txt", "en", 301, "Julia", "Ernest", lines("{who} - {text}")),
    typed("brackets.txt", "id", 302, "Fitri", "Pak Gito", lines("[{who}] {text}")),
    counted(),
    typed("stops.txt", "id", 304, "P", "N", lines("{who}. {text}")),
    slips(),
    typed("only-questions.docx", "en", 306, "Interviewer", "", questions("b", "Interviewer: ")),
    typed("indented.txt", "id", 307, "Enumerator", "Responden", lines("{who} :\n    {text}\n\n", "")),
    typed("list.docx", "id", 308, "Penanya", "Petani", paragraphs("{who}: {text}", style="List Number")),
    typed("cole.pdf", "en", 309, "MR. COLE", "MRS. BAXTER",
          page(60, "     {who}: ", gap=False, font="Courier", size=12,
               head=lambda at: f"{at}    BAXTER, ALMA    3/9/1974"), 24),
    typed("trint.txt", "mixed", 310, "Salma", "Dito", lines("{who}\n[{start} - {end}]\n{text}\n\n", "")),
    typed("nvivo.docx", "en", 311, "Facilitator", "R12", columns("Timespan", "Content", "Speaker")),
    typed("definitions.html", "id", 312, "Tim Riset", "Nelayan",
          lambda said: f"<h2>Wawancara di dermaga</h2><dl>{lines('<dt>{who}</dt><dd>{text}</dd>', '')(said)}</dl>"),
]  # fmt: skip
