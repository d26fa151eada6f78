"""Plain text and Markdown as a tenth writer's students, typists and podcasters hand it in."""

import textwrap

from ..sight.talked import Said
from .reels import asks, each, halves, parts, short
from .talk import clock


def hurried(said: list[Said]) -> str:
    """Typed in a hurry: the colon is now and then a semicolon, has no space, or the label a small letter."""
    shapes = ("{}: {}", "{} : {}", "{}; {}", "{}:{}", "{}: {}")
    out = "TRANSKRIP WAWANCARA\nInforman: Bu Tin (nama samaran), pemilik warung makan\nTempat: warung, pukul 10.30\n\n"
    for at, one in enumerate(said):
        label = one.who.lower() if at in (7, 12) else one.who
        out += shapes[at % 5].format(label, one.text) + "\n" + ("\n" if at % 3 == 2 else "")
    return out


def key_below(said: list[Said]) -> str:
    """Letters for voices, explained only under the talk; the minute inside a speech now and then."""
    out = "wawancara guru SD negeri, rekaman 1 (31 menit)\n\n"
    for at, one in enumerate(said):
        first, *rest = parts(one.text)
        text = " ".join([first, f"({short(at, 95)})", *rest]) if at % 6 == 3 and rest else one.text
        out += f"{one.who}: {text}\n\n"
    return out + "Ket:\nP = pewawancara\nG = guru\n"


def paged(said: list[Said]) -> str:
    """Page numbers of the file that it was copied from, unclear words, long answers in two paragraphs."""
    out = "Wawancara 3 - Apoteker RSUD\nPewawancara: Laras. Direkam dengan izin informan.\n\n"
    for at, one in enumerate(said):
        first, *rest = halves(one.text)
        mark = f" [tidak jelas {short(at, 70)}]" if at in (5, 13) else ""
        out += f"{one.who}: {first}{mark}\n\n" + "".join(f"{part}\n\n" for part in rest)
        out += f"- {at // 7 + 1} -\n\n" if at % 7 == 6 else ""
    return out


def misspelt(said: list[Said]) -> str:
    """A label is typed wrong twice."""
    slips = {6: "Intervewer", 13: "Famer"}
    out = "Interview 7: arable farmer\nDate: 12 October 2023\nLocation: farm kitchen\nLength: 41 min\n\n"
    return out + "".join(f"{slips.get(at, one.who)}: {one.text}\n\n" for at, one in enumerate(said))


me_and_her = each(
    "{who}: {text}\n",
    "Phone interview no. 14\nParticipant: Kelly (not her real name)\nInterviewer: me\n21/11/2023, 16:05\n\n",
    "\nNotes to self: ask about the fruit bowl again. Check when Penny started.\n",
    {14: "(line drops, I ring back)\n"},
)

recorder = each(
    "{who} {short}\n{text}\n\n",
    "Wawancara apoteker 2 Mei\nPembicara 1 = saya (peneliti), Pembicara 2 = Bu Apoteker\n\n",
)


def nicknamed(said: list[Said]) -> str:
    """Numbers with the name of the person behind a slash, laughter of all, and who sat where."""
    out = "FGD MAHASISWA TINGKAT AKHIR\nKamis, 5 Oktober 2023, Ruang Diskusi Lt. 2\nPeserta: 5 orang, semester 9\n\n"
    for at, one in enumerate(said):
        out += "(semua tertawa)\n" if at in (11, 20) else ""
        out += f"{one.who} : {one.text}\n"
    return out + "\n(FGD selesai, 48 menit)\n"


def capitals(said: list[Said]) -> str:
    """Questions in capitals, answers as usual; no names."""
    out = "Ibu S., 47 tahun, mantan pekerja migran. Pertanyaan ditulis dengan huruf kapital.\n\n"
    return out + "".join(f"{one.text.upper() if asks(one) else one.text}\n\n" for one in said)


def two_days(said: list[Said]) -> str:
    """A second visit under a heading of its own; letters for question and answer."""
    out = "WAWANCARA PERTAMA\nSabtu, 4 Maret 2023\n\n"
    for at, one in enumerate(said):
        out += "\nWAWANCARA KEDUA (lanjutan)\nMinggu, 12 Maret 2023\n\n" if at == 10 else ""
        out += f"{one.who}: {one.text}\n"
    return out


staff = each(
    "{who} - {text}\n",
    "Wawancara Sekretaris Desa\nSaya = peneliti. Bu Rini (operator) ikut menjawab.\n\n",
    "\n*sesudah ini kami diajak melihat ruang arsip, rekaman dimatikan*\n",
)

minute_after = each("{who} ({short}): {text}\n\n", "Interview with Bagas, data analyst. Nina asks.\n\n")


def screenplay(said: list[Said]) -> str:
    """As for the stage: the name in the middle of a line, the speech set in below it."""
    out = "SECOND SHIFT 31\nas broadcast\n\n"
    for at, one in enumerate(said):
        out += f"{one.who:>38}\n"
        out += "                 (laughing)\n" if at in (2, 17) else ""
        lines = textwrap.wrap(one.text, 44, break_on_hyphens=False)
        out += "".join(f"            {line}\n" for line in lines) + "\n"
    return out


def tracks(said: list[Said]) -> str:
    """An archive's typing: letters of names, tracks, laughter of both, times in the margin of some turns."""
    out = "NARRATOR: Irene Stott (IS)\nINTERVIEWER: Hannah Webb (HW)\nTRANSCRIBED BY: P. Lomax, 2008\n\n[Track 2]\n\n"
    for at, one in enumerate(said):
        out += "[End of Track 2]\n\n[Track 3]\n\n" if at == 10 else ""
        out += f"[{clock(at, 150)}]\n\n" if at % 4 == 3 else ""
        out += f"{one.who}: " + "\n\n".join(halves(one.text)) + "\n\n" + ("[both laugh]\n\n" if at == 5 else "")
    return out + "[End of recording]\n"


conventions = each(
    "{who}: {text}\n",
    """Focus group 3 - home care workers

Transcription conventions
(.)      short pause
[ ]      note by transcriber
MOD      moderator
R1-R4    respondents, numbered by seat
xxx      inaudible

""",
    "\nEND OF GROUP\n",
    {10: "[R4 laughs]\n", 19: "[door; somebody comes in with coffee]\n"},
)


def asked_in_italics(said: list[Said]) -> str:
    """Markdown with the questions in italics behind a letter, the answers behind another."""
    out = "# The hands are wrong\n\n*An interview with the illustrator Bea Marsh, shortened for length.*\n\n"
    return out + "".join(f"*Q: {one.text}*\n\n" if asks(one) else f"A: {one.text}\n\n" for one in said)


def pairs(said: list[Said]) -> str:
    """A number before each question, the answer under it, both words written out."""
    out = "HASIL WAWANCARA\nNama: Ibu W\nJabatan: Guru kelas 4\n\n"
    for at, one in enumerate(said):
        out += f"{at // 2 + 1}. {one.who}: {one.text}\n" if asks(one) else f"   {one.who}: {one.text}\n\n"
    return out


def no_colon(said: list[Said]) -> str:
    """A column of names in capitals, a column of words; no colon anywhere near them."""
    out = "Wawancara Pak Slamet, bengkel motor\n\n"
    for one in said:
        out += "\n".join(textwrap.wrap(one.text, 62, initial_indent=f"{one.who:<14}", subsequent_indent=" " * 14))
        out += "\n\n"
    return out


def show_notes(said: list[Said]) -> str:
    """A podcast's notes, chapters with their time, the talk in bold names."""
    chapters = {0: "Cold open", 4: "A swarm on the 43", 20: "Heatwave"}
    out = (
        "# 31: The Bees of the Night Bus\n\n**Guest:** Oona Pike  \n**Links:** [the depot](https://example.org/depot)\n"
    )
    out += "\nTranscripts are made by hand and may contain mistakes.\n\n---\n\n"
    for at, one in enumerate(said):
        out += f"## [{clock(at, 40)}] {chapters[at]}\n\n" if at in chapters else ""
        out += f"**{one.who}:** {one.text}\n\n" + ("*[music]*\n\n" if at == 19 else "")
    return out + "---\n\nProduced by Second Shift. Subscribe wherever you listen.\n"


def callouts(said: list[Said]) -> str:
    """A vault of notes: each turn is a box of its own."""
    out = "---\ntags: [interview, exchange]\n---\n\n"
    for one in said:
        out += f"> [!{'question' if asks(one) else 'quote'}] {one.who}\n> {one.text}\n\n"
    return out


bullets = each("- **{who}:** {text}\n", "## Ngobrol sama Bagas\n\nTanggal: 2023-06-02, via Meet\n\n")


def name_lines(said: list[Said]) -> str:
    """The name in capitals on its own line, the words in the next, no colon and no time."""
    out = "Transcript 11\n\n"
    return out + "".join(f"{one.who}\n" + "\n".join(halves(one.text)) + "\n\n" for one in said)


tactiq = each(
    "{short} {who}: {text}\n",
    "Meeting started: 6/2/2023, 9:02:11 AM\nDuration: 27 minutes\nParticipants: Bagas Aji, Nina Larasati\n\n"
    "View original transcript at Tactiq\n\n\nTranscript\n\n",
)


def opened(said: list[Said]) -> str:
    """Minutes of a council: the chair in capitals with the name in brackets where it is first heard."""
    out = "RISALAH RAPAT KOMISI B\nMasa Persidangan I, 8 November 2023\nRapat dibuka pukul 10.15 WIB\n\n"
    names = {"KETUA RAPAT": "H. Subagio", "ANGGOTA": "Ir. Lestari Ningrum", "KEPALA DINAS PERTANIAN": "Drs. Wahono"}
    known: set[str] = set()
    for one in said:
        shown = f" ({names[one.who]})" if one.who in names and one.who not in known else ""
        known.add(one.who)
        out += f"{one.who}{shown}:\n" + "\n".join(halves(one.text)) + "\n\n"
    return out + "Rapat ditutup pukul 11.40 WIB\n"


def clips(said: list[Said]) -> str:
    """A recorder's files one after another, the talk goes on from one to the next."""
    out = "Pak Slamet - bengkel - hari pasar\n\n"
    for at, one in enumerate(said):
        out += f"== REC{at // 4 + 17:03d}.MP3 (0{at // 4 + 2}:1{at // 4}) ==\n" if at % 4 == 0 else ""
        out += f"{one.who}: {one.text}\n"
    return out


def lost_label(said: list[Said]) -> str:
    """A colon is missing behind one label; the typist marks doubt and checks with (?)."""
    out = "Wawancara I-2 (Ibu S), diketik 6 Maret\nPeneliti: Dian\n\n"
    for at, one in enumerate(said):
        gap = " " if at == 8 else ": "
        out += f"{one.who}{gap}{one.text}{' (?)' if at == 5 else ''}\n\n"
    return out


handwritten = each(
    "{who}\t{text}\n",
    "Nama file: wwcr_bengkel.docx (disalin ke Notepad)\nT\tTanya (peneliti)\nS\tPak Slamet\n\n",
)
