"""Layouts of a third writer: shows, archives, theses, chats, depositions, captions."""

import csv
import io

from ..sight.talked import ASKER, TELLER, Layout, Said
from ..unseen.spoken import stamp, times, word
from .voices import called, chatter, single, talk

HOSTS = ["Kiki Amalia", "Galuh Sari"]
GUESTS = ["Ron Akin", "Dewi Lestari", "Pat Obi", "Hugh Dale", "Ines Prado", "Tom Reed"]


def hosts_spelt_otherwise() -> Layout:
    """In each episode the hosts are written in another way."""
    ways = ["{0}", "{0} {1}", "{0} (host)", "{0_}", "{0} {1}", "{0}"]
    files, expected = {}, {}
    for number, (way, guest) in enumerate(zip(ways, GUESTS, strict=True)):
        names = {}
        for host in HOSTS:
            first, last = host.split()
            names[host] = first.upper() if way == "{0_}" else way.format(first, last)
        said = called(chatter(number, HOSTS, [guest]), names)
        files[f"ep{number}.txt"] = "\n\n".join(f"{each.who}: {each.text}" for each in said).encode()
        expected[f"ep{number}.txt"] = said
    return Layout("podcast, hosts spelt in four ways", files, expected)


def hosts_who_are_away() -> Layout:
    """Each episode has one or both hosts; one guest comes back once; times before the names."""
    files, expected = {}, {}
    for number in range(7):
        hosts = [HOSTS, HOSTS[:1], HOSTS, HOSTS[1:], HOSTS, HOSTS[:1], HOSTS[1:]][number]
        guests = [[GUESTS[0]], [GUESTS[1]], [GUESTS[0], GUESTS[2]], [GUESTS[3]], [GUESTS[4]], [GUESTS[5]], ["Ida"]][
            number
        ]
        said = chatter(20 + number, hosts, guests)
        files[f"{number}.md"] = "\n\n".join(
            f"`{stamp(start)}` **{each.who}** {each.text}" for each, (start, _) in zip(said, times(said), strict=True)
        ).encode()
        expected[f"{number}.md"] = said
    return Layout("podcast, hosts who take turns", files, expected)


def _sheet(rows: list[list[str]], mark: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


def archive_semicolons() -> Layout:
    """A sheet of one tape with an utterance in the last column but one, and times."""
    said = talk(3, "Thorn", "Holloway", 40)
    rows = [["Tape", "In", "Out", "Speaker Name", "Utterance", "Checked by"]]
    rows += [
        ["7A", stamp(start), stamp(end), each.who, each.text, "jm"]
        for each, (start, end) in zip(said, times(said), strict=True)
    ]
    return single("archive, csv with semicolons", "tape-7a.csv", _sheet(rows, ";"), said)


def archive_roles() -> Layout:
    """Interviewers with several names; a column says who asks."""
    files, expected = {}, {}
    for number, (asker, teller) in enumerate([("Lena Thorn", "Mae"), ("J. Marsh", "Stan"), ("Lena Thorn", "Ida")]):
        said = talk(30 + number, asker, teller, 24)
        rows = [["#", "person", "role", "text"]]
        rows += [[str(at), each.who, "Interviewer" if each.role == ASKER else "Narrator", each.text]
                 for at, each in enumerate(said, 1)]  # fmt: skip
        files[f"n{number}.csv"], expected[f"n{number}.csv"] = _sheet(rows), said
    return Layout("archive, csv with a column of roles", files, expected)


def preamble_word() -> Layout:
    """A Word file whose first lines say who is who; initials from then on; page footer and times."""
    said = talk(5, "AP", "P07", 30)

    def fill(document) -> None:
        document.sections[0].footer.paragraphs[0].text = "Confidential. Project Tidewater, do not circulate."
        document.add_heading("Interview transcript P07", 1)
        for line in (
            "Date: 12 March 2024",
            "Interviewer: Ana Prieto (AP)",
            "Participant: P07, ferry pilot",
            "Length: 48:12",
        ):
            document.add_paragraph(line)
        for at, (each, (start, _)) in enumerate(zip(said, times(said), strict=True)):
            document.add_paragraph(f"{each.who}: {each.text}" + (f" [{stamp(start)}]" if at % 4 == 3 else ""))

    return single("Word, initials from the preamble", "p07.docx", word(fill), called(said, {"AP": "Ana Prieto"}))


def preamble_only() -> Layout:
    """Only the lines above the talk say who asks; surnames as labels."""
    said = talk(6, "Thorn", "Holloway", 30)
    head = "Oral history of the crossing\nInterviewed by Lena Thorn\nNarrator: Mae Holloway\nHull, 4 June 1999\n\n"
    return single(
        "text, roles in the preamble only", "oh.txt", head + "\n\n".join(f"{e.who}: {e.text}" for e in said), said
    )


def thesis_aligned() -> Layout:
    """Colons under each other, as theses have them."""
    said = talk(7, "Peneliti", "Narasumber", 30, english=False)
    head = "LAMPIRAN 3\nTRANSKRIP WAWANCARA\n\n"
    head += "Nama         : Bu Sulastri\nUsia         : 47 tahun\nTempat       : Rumah informan\n\n"
    body = "\n".join(f"{each.who:<12} : {each.text}" for each in said)
    return single("thesis, aligned colons", "lampiran.txt", head + body, said)


def thesis_letters() -> Layout:
    """A key of letters above the talk: P asks, N tells."""
    said = talk(8, "P", "N", 30, english=False)
    head = "Keterangan:\nP = Pewawancara\nN = Narasumber\n\n"
    return single("thesis, key of letters", "n1.txt", head + "\n".join(f"{e.who} : {e.text}" for e in said), said)


def thesis_table() -> Layout:
    """A numbered table of three columns."""
    said = talk(9, "Peneliti", "Informan", 28, english=False)

    def fill(document) -> None:
        document.add_paragraph("Transkrip Wawancara Informan 2")
        table = document.add_table(1, 3)
        for cell, text in zip(table.rows[0].cells, ("No", "Pelaku", "Isi Wawancara"), strict=True):
            cell.text = text
        for number, each in enumerate(said, 1):
            for cell, text in zip(table.add_row().cells, (str(number), each.who, each.text), strict=True):
                cell.text = text

    return single("thesis, numbered table", "t.docx", word(fill), said)


def focus_group() -> Layout:
    """A moderator, four members, and somebody who takes notes."""
    said = talk(10, "Moderator", [f"Peserta {at}" for at in range(1, 5)], 50, english=False)
    return single("focus group, Peserta", "fgd.txt", "\n".join(f"[{e.who}] {e.text}" for e in said), said)


def interpreter() -> Layout:
    """An interpreter between two people."""
    said = []
    for number, each in enumerate(talk(11, "Pewawancara", "Responden", 30, english=False)):
        said.append(each)
        if number % 3 == 1:
            said.append(Said("Penerjemah", "other", "Beliau bilang begitu karena aturannya memang baru."))
    return single("interview with an interpreter", "i.txt", "\n\n".join(f"{e.who}: {e.text}" for e in said), said)


def deposition() -> Layout:
    """`Q.` and `A.` with numbered lines, twenty-five a page."""
    said = talk(12, "Q", "A", 40)
    lines: list[str] = []
    for each in said:
        row = f"{each.who}.   "
        for piece in each.text.split():
            if len(row) + len(piece) > 58:
                lines.append(row.rstrip())
                row = "     "
            row += piece + " "
        lines.append(row.rstrip())
    pages = [lines[at : at + 25] for at in range(0, len(lines), 25)]
    text = "\n\f".join(
        f"                                        {number}\n"
        + "\n".join(f"{at:2d}  {line}" for at, line in enumerate(page, 1))
        for number, page in enumerate(pages, 14)
    )
    return single("deposition, numbered lines", "depo.txt", text, said)


def whatsapp() -> Layout:
    """A chat in Indonesian with a researcher and one person."""
    said = talk(13, "Rina Riset", "Bu Yati", 40, english=False)
    lines = ["02/03/24 19.01 - Pesan dan panggilan dienkripsi secara end-to-end."]
    lines += [f"02/03/24 19.{at + 2:02d} - {each.who}: {each.text}" for at, each in enumerate(said)]
    return single("WhatsApp, Indonesian", "wa.txt", "\n".join(lines), said)


def signal() -> Layout:
    """Messages with a date in brackets."""
    said = talk(14, "Noor", "Piet", 40)
    lines = [f"[2023-05-{1 + at // 60:02d}, 10:{at % 60:02d}] {each.who}: {each.text}" for at, each in enumerate(said)]
    return single("messages with dates in brackets", "signal.txt", "\n".join(lines), said)


def captions_in_capitals() -> Layout:
    """Subtitles in which a name stands only where the voice changes, in capitals; two lines a cue."""
    said = talk(15, "INTERVIEWER", "MARTA", 30)
    cues, number = [], 0
    for each, (start, end) in zip(said, times(said), strict=True):
        words = each.text.split()
        for at in range(0, len(words), 12):
            number += 1
            first, second = words[at : at + 6], words[at + 6 : at + 12]
            name = f"{each.who}: " if at == 0 else ""
            spoken = f"{name}{' '.join(first)}\n{' '.join(second)}".rstrip()
            cues.append(f"{number}\n{stamp(start)},000 --> {stamp(end)},500\n{spoken}")
    return single("subtitles, names in capitals", "m.srt", "\n\n".join(cues) + "\n", said)


def several_interviewers() -> Layout:
    """Two interviewers with numbers, one person with a pseudonym and a number."""
    said = talk(16, ["Interviewer 1", "Interviewer 2"], "Rosa (R4)", 36)
    return single("two interviewers, one pseudonym", "r4.txt", "\n".join(f"{e.who}:\t{e.text}\n" for e in said), said)


def stray_label() -> Layout:
    """A child calls from the kitchen once."""
    said = talk(17, "Pewawancara", "Bu Sri", 70, english=False)
    said.insert(31, Said("Anak Bu Sri", TELLER, "Bu, nasinya sudah matang!"))
    return single("somebody calls once", "sri.txt", "\n\n".join(f"{e.who}: {e.text}" for e in said), said)


def names_and_colons_in_bold() -> Layout:
    """Word: interviewer's turns wholly in bold, labels of two letters, a heading for each theme."""
    said = talk(18, "IV", "TN", 30)

    def fill(document) -> None:
        document.add_paragraph("IV = interviewer, TN = tenant")
        for at, each in enumerate(said):
            if at % 10 == 4:
                document.add_heading(f"Theme {at // 10 + 1}: the crossing", 2)
            paragraph = document.add_paragraph()
            paragraph.add_run(f"{each.who}: {each.text}").bold = each.role == ASKER

    return single("Word, bold interviewer and themes", "tn.docx", word(fill), said)


LAYOUTS = [
    hosts_spelt_otherwise, hosts_who_are_away, archive_semicolons, archive_roles, preamble_word, preamble_only,
    thesis_aligned, thesis_letters, thesis_table, focus_group, interpreter, deposition, whatsapp, signal,
    captions_in_capitals, several_interviewers, stray_label, names_and_colons_in_bold,
]  # fmt: skip
