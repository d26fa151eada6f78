"""The fourth set, by a sixth writer who had opened no reader: what recorders, offices and word processors leave."""

import csv
import html
import io
import random
import re

from docx.shared import Cm, RGBColor
from xlsxwriter import Workbook

from ..sight.talked import ASKER, TELLER, Layout, Said, relabelled
from .counter import each_line, oral, parts_of, pool, talk
from .machines import OTTER, broadcast, elan, f4, meet, otr, teams_captions, teams_document, whisperx, zoom
from .pages import pdf, runs, single, table, word, wrapped
from .talk import clock, many, two


def name_above(said: list[Said]) -> bytes:
    """Speaker in bold on a line of its own, consent above, notes of the typist below."""

    def fill(document) -> None:
        document.sections[0].header.paragraphs[0].text = "CONFIDENTIAL – Project Counter to Cloud"
        document.sections[0].footer.paragraphs[0].text = "Transcribed verbatim; page 1 of 6"
        document.add_heading("Interview transcript: Participant 14", 0)
        document.add_paragraph("Date: 9 May 2023. Place: staff canteen. Length: 41 minutes.")
        document.add_paragraph("Verbal consent was given before the recording began.")
        for one in said:
            runs(document, (one.who, "b"))
            document.add_paragraph(one.text)
        document.add_paragraph("")
        runs(document, ("[End of recording]", "i"))

    return word(fill)


def ruled(said: list[Said]) -> bytes:
    """A table with a merged title, numbers, times, speakers and an empty column for codes."""

    def fill(document) -> None:
        made = document.add_table(rows=2, cols=5)
        made.rows[0].cells[0].merge(made.rows[0].cells[4]).text = "TRANSKRIP WAWANCARA: KANTOR KELURAHAN TERATAI"
        for cell, text in zip(made.rows[1].cells, ("No.", "Waktu", "Penutur", "Tuturan", "Kode"), strict=True):
            cell.text = text
        for at, one in enumerate(said):
            cells = made.add_row().cells
            values = (str(at + 1), clock(at, hours=False).replace(":", "."), one.who, one.text, "")
            for cell, text in zip(cells, values, strict=True):
                cell.text = text

    return word(fill)


def coloured(said: list[Said]) -> bytes:
    """Who asks is blue, who answers black; only the key at the top says so."""

    def fill(document) -> None:
        runs(document, ("Keterangan: teks biru = pewawancara, teks hitam = narasumber", "i"))
        for one in said:
            run = document.add_paragraph().add_run(one.text)
            if one.role == ASKER:
                run.font.color.rgb = RGBColor(0x1F, 0x4E, 0xC8)

    return word(fill)


def hanging(said: list[Said]) -> bytes:
    """Labels and a tab before hanging text; sounds in brackets, a note of the interviewer in between."""

    def fill(document) -> None:
        document.add_paragraph("Kode wawancara\t: W-03/LKT")
        document.add_paragraph("Pewawancara\t: Rangga Adiputra")
        document.add_paragraph("Informan\t: petugas loket, perempuan, 44 tahun")
        document.add_paragraph("Hari/tanggal\t: Kamis, 7 September 2023")
        for at, one in enumerate(said):
            text = f"[tertawa] {one.text}" if at == 7 else one.text
            paragraph = document.add_paragraph(f"{one.who}\t:\t{text}")
            paragraph.paragraph_format.left_indent = Cm(3)
            paragraph.paragraph_format.first_line_indent = Cm(-3)

    return word(fill)


def numbered_questions(said: list[Said]) -> bytes:
    """A questionnaire filled in by hand: numbered questions, and `Jawab:` beneath."""

    def fill(document) -> None:
        document.add_paragraph("PEDOMAN WAWANCARA MENDALAM").alignment = 1
        table(document, [["Nama informan", "Ibu Darmi"], ["Jabatan", "Staf pelayanan"], ["Pewawancara", "Tim 2"]])
        runs(document, ("A. Pengalaman kerja", "b"))
        for at, one in enumerate(said):
            if at == 12:
                runs(document, ("B. Pandangan ke depan", "b"))
            if one.role == ASKER:
                document.add_paragraph(f"{at // 2 + 1}. {one.text}")
            else:
                document.add_paragraph(f"Jawab: {one.text}")

    return word(fill)


def book(said: list[Said]) -> bytes:
    """Pages with a running head, a number below, and hanging turns at the width of a book."""
    lines = ["Interview with a permits officer", "Recorded at the civic centre, 3 June 2022", ""]
    for one in said:
        lines += [*wrapped(f"{one.who}: {one.text}", 74, rest="      "), ""]
    return pdf(lines, head=lambda _: "Counter to Cloud: Appendix C", foot=lambda page: f"- {page} -")


def margin(said: list[Said]) -> bytes:
    """Lines numbered in the margin of each page, as for a court."""
    lines = []
    for one in said:
        lines += wrapped(f"{one.who}:   {one.text}", 62)
    return pdf(lines, font="Courier", size=10, numbered=True, head=lambda page: f"Vol. II, p. {page + 40}")


def saved_page(said: list[Said]) -> str:
    """A page saved from a browser: menu, cookies, names in `strong`, related news."""
    body = "\n".join(f"<p><strong>{one.who}:</strong> {html.escape(one.text)}</p>" for one in said)
    return f"""<!DOCTYPE html>
<!-- saved from url=(0042)https://suarawarga.example/wawancara/loket -->
<html lang="id"><head><meta charset="utf-8"><title>Obrolan dengan petugas loket - Suara Warga</title>
<style>p {{ margin: 1em }}</style><script>window.ads = ["a: b"];</script></head><body>
<nav><ul><li><a href="#">Beranda</a></li><li><a href="#">Berita</a></li><li><a href="#">Masuk</a></li></ul></nav>
<article><h1>Obrolan dengan petugas loket</h1><p class="meta">Diterbitkan 4 Juli 2023 · 6 menit baca</p>
{body}
</article><aside><h3>Baca juga</h3><ul><li>Antrean panjang di Samsat</li></ul></aside>
<footer><p>© 2023 Suara Warga. Hubungi kami: redaksi@suarawarga.example</p></footer></body></html>
"""


def letters(said: list[Said]) -> str:
    """An interview by e-mail: the questions come back quoted, the answers stand beneath them."""
    out = "From: Helen Marsh <h.marsh@council.example>\nTo: Oskar Lind <oskar@uni.example>\n"
    out += "Date: Tue, 5 Mar 2024 17:22:08 +0000\nSubject: Re: Your questions about the portal\n\n"
    out += "Hi Oskar,\n\nAnswers below, between the lines.\n\nOn 1 Mar 2024 at 10:15, Oskar Lind wrote:\n"
    for one in said:
        mark = "> " if one.role == ASKER else ""
        out += "\n" + "\n".join(wrapped(one.text, 68, mark, mark)) + "\n"
    return out + "\n-- \nHelen Marsh\nPermits, Civic Centre\n"


def mailed() -> Layout:
    """The greeting of who answers is her own word as well."""
    said = pool("en", 23, "Oskar Lind", "Helen Marsh", 9)
    own = Said("Helen Marsh", TELLER, "Hi Oskar, Answers below, between the lines.")
    return Layout("mailed.eml.txt", {"mailed.eml.txt": letters(said).encode()}, {"mailed.eml.txt": [own, *said]})


# Chats and sheets


def chat(said: list[Said]) -> str:
    """An export of a phone in Indonesian, with lines of the service and files left out."""
    day = "14/02/24"
    out = f"{day} 08.58 - Pesan dan panggilan dienkripsi secara end-to-end. Ketuk untuk info selengkapnya.\n"
    for at, one in enumerate(said):
        pieces = parts_of(one.text)
        out += f"{day} 09.{at:02d} - {one.who}: " + "\n".join(pieces) + "\n"
        if at == 9:
            out += f"{day} 09.{at:02d} - {one.who}: <Media tidak disertakan>\n"
    return out


def two_headers(said: list[Said]) -> bytes:
    """A sheet of turns under a title, a merged group of headers, and headers."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as book_:
        sheet = book_.add_worksheet("Transkrip")
        sheet.merge_range("A1:E1", "FGD Samsat, 2 November 2023", book_.add_format({"bold": True}))
        sheet.merge_range("A2:B2", "Waktu")
        sheet.merge_range("C2:D2", "Peserta")
        sheet.write_row("A3", ["Mulai", "Selesai", "Nama", "Peran", "Ujaran"])
        for at, one in enumerate(said):
            role = "Moderator" if one.role == ASKER else "Warga"
            sheet.write_row(at + 3, 0, [clock(at), clock(at + 1), one.who, role, one.text])
    return out.getvalue()


ANSWERS = [
    ("Petugasnya ramah, tapi nomor antreannya tidak terdengar.", "Tambah pengeras suara."),
    ("Saya tiga kali datang karena sistemnya mati.", "Beri kabar lewat SMS kalau mati."),
    ("Cepat, lima menit selesai.", "Tidak ada, sudah bagus."),
    ("Aplikasinya minta swafoto terus dan selalu gagal.", "Boleh foto di kantor saja."),
    ("Saya lansia, susah baca huruf kecil.", "Hurufnya dibesarkan, Nak."),
    ("Parkirnya jauh sekali dari loket.", "Loket dipindah ke depan."),
    ("Kursi tunggunya kurang waktu hari Senin.", "Pakai janji temu."),
    ("Syaratnya beda antara poster dan petugas.", "Samakan dulu informasinya."),
]


def wide() -> Layout:
    """A form: time, name, age, two scales and two open questions; an answer is its respondent's."""
    header = ["Cap waktu", "Nama inisial", "Usia", "Kepuasan (1-5)", "Kemudahan (1-5)"]
    header += ["Ceritakan pengalaman Anda di loket", "Apa saran Anda?"]
    out, rng, said = io.StringIO(), random.Random(5), []
    rows = csv.writer(out, delimiter=";")
    rows.writerow(header)
    for at, (told, wish) in enumerate(ANSWERS):
        who = f"{'ABDEFHKM'[at]}{'RSTWYNLP'[at]}"
        rows.writerow(
            [f"2024/02/{at + 3:02d} 10:1{at}:22", who, rng.randint(19, 70), at % 5 + 1, 5 - at % 5, told, wish]
        )
        said += [Said(who, TELLER, told), Said(who, TELLER, wish)]
    return Layout("formulir.csv", {"formulir.csv": out.getvalue().encode("utf-8-sig")}, {"formulir.csv": said})


def long_sheet(said: list[Said]) -> str:
    """One row for each answer: who, which question, what was answered; in the encoding of an old office."""
    out = "id_transkrip,urutan,pembicara,isi\r\n"
    for at, one in enumerate(said):
        out += f'W05,{at + 1},{one.who},"{one.text.replace(chr(34), chr(34) * 2)}"\r\n'
    return out


def utf16_tabs(said: list[Said]) -> bytes:
    """Time, speaker and text between tabs, as an old editor of Windows saves it."""
    return ("\ufeff" + each_line(said, "{short}\t{who}\t{text}\r\n")).encode("utf-16-le")


def columns_of_72(said: list[Said]) -> str:
    out = "KRONIKA KOTA -- transkrip no. 11\nPewawancara: AN (Anjani). Narasumber: SB (Subekti).\n" + "=" * 72 + "\n\n"
    for one in said:
        out += "\n".join(wrapped(f"{one.who}: {one.text}", 72, rest="    ")) + "\n"
    return out


def curly(said: list[Said]) -> list[Said]:
    """The same words between the quotes of a word processor."""
    return [Said(one.who, one.role, re.sub(r'"([^"]*)"', "“\\1”", one.text).replace("'", "’")) for one in said]


def old_windows(said: list[Said]) -> bytes:
    """Curly quotes, long dashes and pounds of Windows-1252; a pause and a sound in brackets."""
    out = "Transcript – D. Okafor – 21 June 2019\r\n\r\n"
    for at, one in enumerate(said):
        out += f"{one.who}:\t{one.text}{' (pause)' if at == 5 else ''}\r\n\r\n"
    return out.encode("cp1252")


def bracketed_roles(said: list[Said]) -> str:
    titles = {"Rifqi": "peneliti", "Bu Camat": "informan 1", "Pak Sekdes": "informan 2"}
    out = "# Transkrip Desa Sukamaju\n\n*Lokasi: pendopo kecamatan. Direkam dengan izin.*\n\n---\n\n"
    return out + "".join(f"{one.who} [{titles[one.who]}]: {one.text}\n\n" for one in said)


def cut_off(said: list[Said]) -> str:
    """A group: what is cut off ends in a dash, what overlaps is marked."""
    out = "Focus group 3, library meeting room\nF = Facilitator, P1-P4 = participants\n\n"
    for at, one in enumerate(said):
        text = one.text if one.text[-1] in ".?!" else f"{one.text} --"
        out += f"{one.who}: {'[overlapping] ' if at == 10 else ''}{text}\n"
    return out


# Folders

PODCAST = ["Pak Surya", "Mbak Intan", "Kang Dodi", "Bu Mega", "Ismail", "Cik Rosa", "Yohanes", "Tante Vera", "Gilang"]


def podcast() -> Layout:
    """Nine episodes with the same two hosts and a guest each, in Markdown with a time before each name."""
    files, said = {}, {}
    for at, guest in enumerate(PODCAST, 1):
        language, rng = ("mixed", "id")[at % 2], random.Random(at)
        begin = [Said("Tara", ASKER, f"Halo, balik lagi di Loket Tutup, episode {at}. Hari ini kita ditemani {guest}.")]
        begin.append(Said(guest, TELLER, "Halo, terima kasih sudah diundang."))
        if at % 3:
            own = many(language, 40 + at, ["Tara", "Beni"], [guest], 9)
        else:
            own = pool(language, 40 + at, rng.choice(("Tara", "Beni")), guest, 8)
        name = f"loket-tutup-{at:02d}.md"
        said[name] = [*begin, *own, Said("Beni", ASKER, "Makasih banyak ya, sampai ketemu minggu depan!")]
        head = f"# Loket Tutup #{at}: bareng {guest}\n\n_Host: Tara dan Beni_\n\n[musik pembuka]\n\n"
        shown = each_line(said[name], "({short}) **{who}**: {text}\n\n", above=head, below="[musik penutup]\n")
        files[name] = shown.encode()
    return Layout("podcast", files, said)


def archive() -> Layout:
    """An oral history: interviews of one archive typed by three people, initials explained at the top of each."""
    files, said = {}, {}
    tellers = [("Margaret Lowe", "ML"), ("Arthur Penn", "AP"), ("Ines Duarte", "ID"), ("Walter Osei", "WO")]
    for at, (name, short) in enumerate(tellers):
        own = (
            oral("CB", short),
            pool("en", 61, "CB", short, 15),
            two("en", 62, "CB", short),
            two("en", 63, "CB", short),
        )[at]
        lines = ["TOWN HALL ORAL HISTORY PROJECT", f"Narrator: {name} ({short})", "Interviewer: Clare Bryce (CB)"]
        lines += [f"Tape {at + 1}, Side A", ""]
        if at % 2:
            file = f"OH-{at + 1:02d}_{name.replace(' ', '_')}.docx"
            files[file] = word(lambda document, above=lines, turns=own: archived(document, above, turns))
        else:
            file = f"OH-{at + 1:02d}_{name.replace(' ', '_')}.txt"
            body = [f"{one.who}: {one.text}\n" for one in own]
            files[file] = "\n".join([*lines, *body[:12], "[Tape 1, Side B]\n", *body[12:], "END OF INTERVIEW"]).encode()
        said[file] = relabelled(own, {"CB": "Clare Bryce", short: name})  # as the form above each talk says
    return Layout("archive", files, said)


def archived(document, above: list[str], said: list[Said]) -> None:
    for line in above:
        document.add_paragraph(line)
    for one in said:
        runs(document, (f"{one.who}:", "b"), (f" {one.text}", ""))


def printed() -> Layout:
    """Five interviews printed to PDF by one team: a head with the code of the informant on each page."""
    files, said = {}, {}
    for at in range(1, 6):
        name = f"INF{at:02d}_loket.pdf"
        told = (f"INF{at:02d}", 14)
        said[name] = pool("id", 80, "Peneliti", *told) if at == 2 else two("id", 80 + at, "Peneliti", *told)
        lines = [f"Informan: INF{at:02d} (petugas loket)", f"Tanggal: {at + 10} Oktober 2023", "Durasi: 45 menit", ""]
        for one in said[name]:
            lines += [*wrapped(f"{one.who:<9}: {one.text}", 80, rest=" " * 11), ""]
        files[name] = pdf(
            lines,
            font="Helvetica",
            size=10,
            head=lambda page, code=at: f"Transkrip INF{code:02d}  |  hal. {page}",
            foot=lambda _: "rahasia",
        )
    return Layout("printed", files, said)


ID = ("Pewawancara", "Narasumber")
LAYOUTS = [
    single("zoom-cloud.vtt", zoom(said := pool("en", 1, "Kofi Mensah", "Dana Whitlock")), said),
    single("teams-captions.vtt", teams_captions(said := pool("mixed", 2, "Nadia Rahmi", "Fikri A.", 10)), said),
    single("teams-word.docx", teams_document(said := pool("id", 3, "Ratih Puspita", "Sumiati (Tamu)")), said),
    single("meet.docx", meet(said := pool("en", 4, "Laura Finch", "Dev Anand", 11)), said),
    single(
        "otter-unknown.txt",
        each_line(said := pool("en", 5, "Speaker 2", "Speaker 1"), "{who}  {short}  \n{text}\n\n", below=OTTER),
        said,
    ),
    single(
        "rev-female.txt",
        each_line(said := pool("en", 6, "Interviewer", "Female Speaker"), "{who} ({short}):\n{text}\n\n"),
        said,
    ),
    single(
        "trint-clerk.txt", each_line(said := pool("en", 7, "Joanna", "Clerk B"), "[{begin}.02] {who}: {text}\n\n"), said
    ),
    single(
        "sonix-two.txt",
        each_line(
            said := pool("mixed", 8, "Rere", "Bang Togar", 10),
            "{who}: [{begin}]\n{text}\n\n",
            above="Obrolan Rere dan Togar\n\n",
        ),
        said,
    ),
    single(
        "descript-colon.md",
        each_line(said := pool("mixed", 9, "Host", "Salsa", 10), "**{who}:** [{begin}] {text}\n\n"),
        said,
    ),
    single("whisperx.json", whisperx(said := pool("id", 10, "SPEAKER_01", "SPEAKER_00")), said),
    single("elan-export.txt", elan(said := pool("id", 11, "Pewawancara", "Informan")), said),
    single("f4-timed.rtf", f4(said := pool("en", 12, "I", "B")), said),
    single("broadcast.srt", broadcast(said := pool("en", 13, "REPORTER", "ALMA REYES", 10)), said),
    single("saved.otr", otr(said := pool("id", 14, "P", "N")), said),
    single("name-above.docx", name_above(said := pool("en", 15, "Interviewer", "Participant 14")), said),
    single("ruled.docx", ruled(said := pool("id", 16, "Pewawancara", "Ibu Darmi")), said),
    single("coloured.docx", coloured(said := pool("id", 17, "pewawancara", "narasumber")), said),
    single("hanging.docx", hanging(said := pool("id", 18, *ID)), said),
    single("guide.docx", numbered_questions(said := pool("id", 19, "Pewawancara", "Ibu Darmi", 15)), said),
    single("book.pdf", book(said := pool("en", 20, "Q", "A", 18)), said),
    single("margin.pdf", margin(said := pool("en", 21, "MS HALE", "THE WITNESS", 16)), said),
    single("saved-page.html", saved_page(said := pool("id", 22, "Suara Warga", "Yuyun")), said),
    mailed(),
    single("chat-id.txt", chat(said := pool("mixed", 24, "Peneliti Arum", "+62 812-5550-0199", 10)), said),
    single("two-headers.xlsx", two_headers(said := talk("fgd-id")), said),
    wide(),
    single("long.csv", long_sheet(said := pool("id", 26, "Tim", "Pak Yusuf")), said),
    single("tabs-utf16.txt", utf16_tabs(said := pool("id", 27, "T", "J")), said),
    single("columns-72.txt", columns_of_72(said := pool("id", 28, "AN", "SB", 16)), said),
    single("windows-1252.txt", old_windows(said := curly(pool("en", 29, "INT", "DO"))), said),
    single("bracketed-roles.md", bracketed_roles(said := talk("desa")), said),
    single(
        "cut-off.txt",
        cut_off(said := talk("fgd-en", f="F", a="P1", d="P2", p="P3", t="P4")),
        [one if one.text[-1] in ".?!" else Said(one.who, one.role, f"{one.text} --") for one in said],
    ),
    podcast(),
    archive(),
    printed(),
]
