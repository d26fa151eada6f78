"""The third set, by a fifth writer who had opened no reader: exports, sheets, minutes, chats and pages of the air."""

import csv
import io
import re
from functools import cache
from pathlib import Path

from xlsxwriter import Workbook

from ..sight.talked import ASKER, TELLER, Layout, Said, relabelled
from .first import lines
from .pages import Write, pdf, runs, single, table, word, wrapped
from .talk import clock


@cache
def dialogues() -> dict[str, list[Said]]:
    """The talks of the text file: `?` before who asks, `-` before who answers."""
    found: dict[str, list[Said]] = {}
    for line in (Path(__file__).parent / "dialogues.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            said = found.setdefault(line[2:], [])
        else:
            who, _, text = line[2:].partition("| ")
            said.append(Said(who, ASKER if line[0] == "?" else TELLER, text))
    return found


def spoken(file: str, talk: str, write: Write, **labels: str) -> Layout:
    """A layout of one talk; `labels` give each voice, in the order in which they begin, another name."""
    said = dialogues()[talk]
    if labels:
        voices = dict.fromkeys(each.who for each in said)
        said = relabelled(said, dict(zip(voices, labels.values(), strict=True)))
    return single(file, write(said), said)


def sentences(text: str) -> list[str]:
    return re.findall(r"[^.?!]+[.?!]+", text) or [text]


def cues(head: str, first: str, rest: str = "{text}", point: str = ".") -> Write:
    """Subtitles with a sentence in each cue; the first of a turn may say who speaks."""

    def write(said: list[Said]) -> str:
        out, at = head, 0
        for each in said:
            for place, text in enumerate(sentences(each.text)):
                shown = (rest if place else first).format(who=each.who, text=text.strip())
                out += f"{at + 1}\n{clock(at, 3)}{point}000 --> {clock(at + 1, 3)}{point}000\n{shown}\n\n"
                at += 1
        return out

    return write


def document(*above: str, turn: tuple[tuple[str, str], ...], below: tuple[str, ...] = ()) -> Write:
    """A Word file of paragraphs; the parts of a turn are patterns with their marks."""

    def write(said: list[Said]) -> bytes:
        def fill(made) -> None:
            for text in above:
                made.add_paragraph(text)
            for at, each in enumerate(said):
                values = {"who": each.who, "text": each.text, "time": clock(at), "short": clock(at, hours=False)}
                runs(made, *((part.format(**values), marks) for part, marks in turn))
            for text in below:
                made.add_paragraph(text)

        return word(fill)

    return write


def sheet_in_word(*header: str, above: tuple[str, ...] = ()) -> Write:
    """A table whose columns are named by the header; without one, who and text."""

    def write(said: list[Said]) -> bytes:
        def fill(made) -> None:
            for text in above:
                made.add_paragraph(text)
            rows = [list(header)] if header else []
            for at, each in enumerate(said):
                known = {"Penutur": each.who, "Speaker": each.who, "Ujaran": each.text, "Content": each.text,
                         "No": str(at + 1), "Catatan Peneliti": "nada pelan" if at == 6 else ""}  # fmt: skip
                rows.append([known.get(title, clock(at)) for title in header] or [each.who, each.text])
            table(made, rows)

        return word(fill)

    return write


def oral_sheet(said: list[Said]) -> bytes:
    """A sheet of facts above, marks of the tape between."""
    facts = [["Narrator", "Walter Hobbs"], ["Interviewer", "Lydia Crane"], ["Recording", "HM-0041"]]

    def fill(made) -> None:
        made.add_heading("Harbour Memory Project", 0)
        table(made, facts)
        made.add_paragraph("[Begin Tape 1, Side A]")
        for each in said:
            runs(made, (f"{each.who}:", "b"), (f"\t{each.text}", ""))
        made.add_paragraph("[End of interview]")

    return word(fill)


def questionnaire(said: list[Said]) -> bytes:
    """Numbered questions in bold, and the answers beneath."""

    def fill(made) -> None:
        made.add_heading("Student experience questionnaire", 1)
        made.add_paragraph("Respondent 17")
        for each in said:
            runs(made, (each.text, "b" if each.role == ASKER else ""))

    return word(fill)


def styled(said: list[Said]) -> bytes:
    """Nothing but the style of a paragraph says who speaks."""

    def fill(made) -> None:
        for name in dict.fromkeys(each.who for each in said):
            made.styles.add_style(name, 1)
        made.add_heading("Clinic interview", 1)
        for each in said:
            made.add_paragraph(each.text, style=each.who)

    return word(fill)


def broadcast(said: list[Said]) -> str:
    """Whole names with an office first, surnames then; a notice and a footer below."""
    met: set[str] = set()
    out = ""
    for each in said:
        label = each.who.split(",")[0].split()[-1] if each.who in met else each.who
        met.add(each.who)
        out += f"<p><strong>{label}:</strong> {each.text.replace(chr(39), '&#39;')}</p>\n"
    return (
        f"<html><head><title>Peat</title></head><body><nav>Home</nav><h1>What the bog remembers</h1>{out}"
        "<p><em>Transcripts are created on a rush deadline. Accuracy may vary.</em></p>"
        "<footer>Copyright 2026 Soft Ground</footer></body></html>"
    )


def deposition(said: list[Said]) -> bytes:
    """Numbered lines, 25 to a page."""
    own = ["DEPOSITION OF PHILIPPA ANNE RUDDOCK", "", "EXAMINATION", "BY MS. CRANE:"]
    for each in said:
        own += wrapped(f"     {each.who}.   {each.text}", 60)
    return pdf([f"{at % 25 + 1:2}   {text}" for at, text in enumerate(own)], head=lambda at: "Ruddock - Direct")


def paged(*above: str, gap: bool = True, **how) -> Write:
    def write(said: list[Said]) -> bytes:
        own = list(above)
        for each in said:
            own += wrapped(f"{each.who}: {each.text}", 80) + [""] * gap
        return pdf(own, foot=str, **how)

    return write


def numbered(said: list[Said]) -> str:
    own = ["Interview 07", "Date: 12/03/2026", "Length: 38 minutes", ""]
    for each in said:
        own += wrapped(f"{each.who}: {each.text}", 70)
    return "\n".join(f"{at:4} {text}" for at, text in enumerate(own, 1))


def semicolons(said: list[Said]) -> bytes:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(["urut", "jam", "siapa", "isi omongan"])
    rows.writerows([at, clock(at), each.who, each.text] for at, each in enumerate(said, 1))
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def workbook(said: list[Said]) -> bytes:
    out = io.BytesIO()
    with Workbook(out) as book:
        own = book.add_worksheet()
        own.write_row(0, 0, ["Turn #", "In", "Voice", "Verbatim", "Coder memo"])
        for at, each in enumerate(said, 1):
            own.write_row(at, 0, [at, clock(at), each.who, each.text, "transport" if "bus" in each.text else ""])
    return out.getvalue()


def postscript(said: list[Said]) -> str:
    """The narrator's initials are a word that else begins a remark."""
    above = "Narrator: Percy Stubbs\nInterviewer: Paul Enders\nDate: May 2025\n\n"
    return above + "\n\n".join(f"{'PE' if each.role == ASKER else 'PS'}: {each.text}" for each in said)


SEATS = {"m": "Moderator", "a": "Seat 1", "b": "Seat 2", "c": "Seat 3", "d": "Seat 4"}
WOMEN = {"m": "M", "a": "1F", "b": "2M", "c": "3F", "d": "4F"}
FORM = "TRANSKRIP WAWANCARA\n\nNama Informan  : Slamet\nUmur           : 57 tahun\nPewawancara    : Ratih\n\n"
CHAT = "12/03/26 19.02 - Pesan dan panggilan dienkripsi secara end-to-end. Pelajari selengkapnya.\n"
MEET = ("Mar 12, 2026", "Hostel talk - Transcript", "Attendees", "Kirsten Vogel, Oluwaseun Adeyemi", "Transcript")
LAYOUTS = [
    spoken("zoom.vtt", "clinic", cues("WEBVTT\n\n", "{who}: {text}", "{who}: {text}")),
    spoken("teams-bold.docx", "clinic", document("14m 41s", turn=(("{who}", "b"), ("   {short}\n{text}", "")))),
    spoken("meet-bold.docx", "hostel", document(*MEET, turn=(("{who}:", "b"), (" {text}", "")),
                                                below=("Meeting ended after 00:09:12 👋",))),
    spoken("otter.txt", "podcast", lines("{who}  {short}\n{text}\n\n", "")),
    spoken("rounds.txt", "market", lines("({start} - {end}) {who}\n{text}\n\n", ""), a="SPEAKER 01", b="SPEAKER 00"),
    spoken("descript-bold.md", "hostel", lines("**{who}:** [{start}] {text}", "\n\n"), a="Kirsten", b="Seun"),
    spoken("nvivo-spans.docx", "clinic", sheet_in_word("Timespan", "Content", "Speaker")),
    spoken("maxqda-stamps.docx", "hostel", document(turn=(("{who}: ", "b"), ("{text} #{time}-3#", ""))), a="I", b="B"),
    spoken("at-names.txt", "group", lines("@{who}: {text}", "\n\n"), m="Joan", a="Anna", b="Peter", c="Meera", d="Tom"),
    spoken("sonix-lengths.txt", "hobbs", lines("{who}: [{start}] {text} [4.2s]\n\n", ""), a="Speaker1", b="Speaker2"),
    spoken("happy.txt", "batik", lines("[{start}.21] - {who}\n{text}\n\n", "")),
    spoken("oral-sheet.docx", "hobbs", oral_sheet, a="CRANE", b="HOBBS"),
    spoken("initials.pdf", "hobbs", paged("Interview with Walter Hobbs (WH)", "Interviewed by Lydia Crane (LC)", "",
                                          head=lambda at: "Hobbs, Walter - HM-0041"), a="LC", b="WH"),
    spoken("bare-table.docx", "market", sheet_in_word(), a="Peneliti", b="Pak Slamet"),
    spoken("verbatim.docx", "batik", sheet_in_word("No", "Waktu", "Penutur", "Ujaran", "Catatan Peneliti",
                                                  above=("VERBATIM WAWANCARA 3", "Lokasi : Rumah informan"))),
    spoken("typed.txt", "market", lambda said: FORM + lines("{who}  : {text}")(said), a="T", b="J"),
    spoken("seats.txt", "group", lambda said: "Seat 1: mother\n\n" + lines("{who} – {text}")(said), **SEATS),
    spoken("present.pdf", "kelompok", paged("Transkrip FGD", "", "Peserta:", "1. Dewi", "2. Yanto", "3. Murni", "",
                                            head=lambda at: "FGD Air Bersih - RW 05")),
    spoken("radio.html", "podcast", broadcast, a="TESSA LANE, HOST", b="DEV PATEL, HOST", c="AMARA OSEI"),
    spoken("classes.html", "podcast", lines(
        "<div><span class='who'>{who}</span><span class='when'>{start}</span><div>{text}</div></div>")),
    spoken("android.txt", "market", lambda said: CHAT + lines("12/03/26 19.{at:02} - {who}: {text}")(said)),
    spoken("ios.txt", "hostel", lines("[3/12/26, 7:{at:02}:10 PM] {who}: {text}")),
    spoken("deposition.pdf", "court", deposition),
    spoken("questionnaire.docx", "survey", questionnaire, a="Interviewer", b="Respondent 17"),
    spoken("minutes.docx", "rapat", document("Hari, tanggal: Kamis, 12 Maret 2026", "Agenda: Sampah dan iuran",
                                             turn=(("{who}: {text}", ""),), below=("Rapat ditutup pukul 21.15.",))),
    spoken("line-numbers.txt", "clinic", numbered, a="INT", b="RES"),
    spoken("columns.pdf", "hobbs", paged(gap=False, columns=1), a="Crane", b="Hobbs"),
    spoken("styled.docx", "clinic", styled, a="Interviewer", b="Respondent"),
    spoken("omongan.csv", "market", semicolons),
    spoken("voices.xlsx", "clinic", workbook),
    spoken("voices.vtt", "batik", cues("WEBVTT - batik\n\n", "<v {who}>{text}</v>", "<v {who}>{text}</v>")),
    spoken("changes.srt", "podcast", cues("", "{who}: {text}", point=","), a="TESSA", b="DEV", c="AMARA"),
    spoken("tabs.docx", "migrant", document("Nadia (N) dan Mbak Lilis (L)", turn=(("{who}\t", "b"), ("{text}", ""))),
           a="N", b="L"),
    spoken("capitals.docx", "batik", document(turn=(("{who}\n{text}", ""),)), a="AYU LESTARI", b="BU WARSINI"),
    spoken("brackets.docx", "group", document("Key: M = Moderator; 2M = man", turn=(("[{who}] {text}", ""),)), **WOMEN),
    spoken("postscript.txt", "hobbs", postscript, a="Paul Enders", b="Percy Stubbs"),
]  # fmt: skip
