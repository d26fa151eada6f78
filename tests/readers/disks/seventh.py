"""The seventh set: what nobody says between the turns, and people who are presented above them."""

from ..sight.talked import Said
from .machines import rtf
from .pages import Write, runs, single, table, word, wrapped
from .senders import book_of, open_document
from .talk import clock
from .usual import lined, made, printed, round_table

Between = dict[int, str]
"""What stands before the turn of a number: lines that nobody says."""


def typed(above: str, between: Between, below: str = "", turn: str = "{who}: {text}\n\n") -> Write:
    """Plain text with lines of its own between the turns."""

    def write(said: list[Said]) -> str:
        body = "".join(
            between.get(at, "") + turn.format(who=one.who, text=one.text, begin=clock(at), short=clock(at, hours=False))
            for at, one in enumerate(said)
        )
        return above + body + below

    return write


def filed(above: list[str], between: dict[int, tuple[str, str]], turn=(("{who}: ", "b"), ("{text}", ""))) -> Write:
    """A Word file with paragraphs of their own between the turns, each with its marks."""

    def fill(document, said: list[Said]) -> None:
        for text in above:
            document.add_paragraph(text)
        for at, one in enumerate(said):
            if at in between:
                runs(document, between[at])
            values = {"who": one.who, "text": one.text, "begin": clock(at)}
            runs(document, *((part.format(**values), marks) for part, marks in turn))

    return lambda said: word(lambda document: fill(document, said))


def questions_as_rows(said: list[Said]) -> bytes:
    """The report of a group for a donor: each question of the guide is a merged row of the table."""

    def fill(document) -> None:
        document.add_heading("FGD report, village 7", 1)
        rows = [["Who", "What was said"]] + [[one.who, one.text] for one in said]
        rows.insert(4, ["Topic 2: Who decides about water", ""])
        rows.insert(9, ["Topic 3: Money", ""])
        table(document, rows)
        made_table = document.tables[0]
        for place in (4, 9):
            made_table.rows[place].cells[0].merge(made_table.rows[place].cells[1])

    return word(fill)


def teams_breaks(said: list[Said]) -> bytes:
    """The newer transcript of Teams: name and time in one line, the words below a break in the same paragraph."""

    def fill(document) -> None:
        document.add_paragraph("Ward interview-20240307_100211-Meeting Recording")
        document.add_paragraph("March 7, 2024, 10:02AM\n34m 12s")
        for at, one in enumerate(said):
            paragraph = document.add_paragraph()
            paragraph.add_run(one.who).bold = True
            paragraph.add_run(f"   {clock(at, hours=False)}\n{one.text}")
        document.add_paragraph("Judith Orme stopped transcription")

    return word(fill)


def thread(said: list[Said]) -> str:
    """Three letters to and fro: the newest on top, older ones quoted below it."""
    out = ""
    for at in range(0, len(said) - 1, 2):
        quoted = "\n".join("> " + line for line in wrapped(said[at].text, 60))
        out += f"On Tue, 5 Mar 2024 at 10:{at:02d}, Hannah Rowe <hannah@example.org> wrote:\n{quoted}\n\n"
        out += said[at + 1].text + "\n\n"
    head = "From: Joyce Binns <jo@example.org>\nTo: Hannah Rowe <hannah@example.org>\nSubject: Re: your questions\n\n"
    return head + out


def two_headers(said: list[Said]) -> bytes:
    """A sheet in which a merged row of groups stands above the header."""
    rows = [["Interview", "", "Coding", ""], ["Speaker", "Text", "Code", "Memo"]]
    return book_of(rows + [[one.who, one.text, "", ""] for one in said])


def web(said: list[Said]) -> str:
    """A magazine's page: headings between, captions of pictures, a pull quote."""
    out = "<html><head><title>Nights</title></head><body><h1>Nights on the ward</h1><p><em>Photos: Dee Lund</em></p>"
    for at, one in enumerate(said):
        out += "<h3>The trolley</h3>" if at == 6 else ""
        out += "<figure><img src='a.jpg'><figcaption>The corridor at four.</figcaption></figure>" if at == 4 else ""
        out += f"<p><b>{one.who}:</b> {one.text}</p>"
    return out + "</body></html>"


def noted_rtf(said: list[Said]) -> str:
    """RTF in which what happens stands in italics on lines of its own."""
    out = rtf(["Interview B"]).removesuffix("}")
    for at, one in enumerate(said):
        if at in (3, 8):
            out += "\\pard {\\i She gets up to close the window and comes back with a photograph.}\\par\r\n"
        out += f"\\pard {{\\b {one.who}:}} {one.text}\\par\r\n"
    return out + "}"


def odt_notes(said: list[Said]) -> bytes:
    lines = []
    for at, one in enumerate(said):
        if at == 5:
            lines.append("[Di sini rekaman berhenti karena hujan deras. Wawancara dilanjutkan di dapur.]")
        if at == 9:
            lines.append("II. MODAL DAN UTANG")
        lines.append(f"{one.who}: {one.text}")
    return open_document(lines)


EN, ID = ("Hannah", "Joyce"), ("Peneliti", "Bu Rahma")
WARD = ("Interviewer", "Respondent")
SPEAKERS = ("Speaker 1", "Speaker 2")
OTTER = (
    "Ward 4\nThu, Mar 07, 2024 10:02AM • 34:12\n\nSUMMARY KEYWORDS\nnight, rota, trolley, handover\n\n"
    "SPEAKERS\nHannah, Joyce\n\n"
)
SONIX = "Ward 4.mp3\n\nThis transcript was generated automatically by Sonix. It may contain errors.\n\n"
GUIDE = {4: "B. Alasan Bertahan\n\n", 10: "C. Harapan ke Depan\n\n"}
FIELD = (
    "\nCatatan lapangan\n\nBu Rahma menjawab sambil menjemur. Anaknya dua kali lewat membawa ember. "
    "Saya merasa ia lebih terbuka setelah perekam dimatikan.\n"
)
CONSENT = (
    "Information read to the participant: You can stop at any time. We will not use your name.\n"
    "The participant said yes and signed the form.\n\n"
)

LAYOUTS = [
    made(
        "guide-sections.docx", "id", 701, ID, filed(["Transkrip 4"], {4: ("A. Awal Mula", "b"), 8: ("B. Modal", "b")})
    ),
    made(
        "italic-directions.docx",
        "en",
        702,
        EN,
        filed(
            ["Interview 7"],
            {3: ("She gets up and closes the window.", "i"), 9: ("A long pause. The kettle starts to boil.", "i")},
        ),
    ),
    made(
        "translated.txt",
        "en",
        703,
        WARD,
        typed(
            "Translated from Javanese by D. Wulan\n\n",
            {
                5: "Translator's note: the word used here is a pun on rice and on patience.\n\n",
                9: "[TN: she switches to Indonesian.]\n\n",
            },
        ),
    ),
    made("bagian.txt", "id", 704, ID, typed("TRANSKRIP\n\nA. Latar Belakang\n\n", GUIDE)),
    made(
        "bagian-tanpa-jarak.txt",
        "id",
        705,
        ID,
        typed("", {4: "MODAL DAN UTANG\n", 10: "HARAPAN\n"}, turn="{who}: {text}\n"),
    ),
    made(
        "otter-export.txt",
        "en",
        706,
        EN,
        typed(OTTER, {}, "Transcribed by https://otter.ai\n", "{who}  {short}\n{text}\n\n"),
    ),
    made("sonix-export.txt", "en", 707, SPEAKERS, typed(SONIX, {}, turn="{who}: [{begin}] {text}\n\n")),
    made("trint.docx", "en", 708, EN, filed(["Ward 4"], {}, (("[{begin}] ", ""), ("{who} ", "b"), ("{text}", "")))),
    made("happyscribe.txt", "en", 709, SPEAKERS, typed("", {}, turn="[{begin}.12] - {who}\n{text}\n\n")),
    made("riverside.txt", "en", 710, EN, typed("", {}, turn="{who} ({short}.123)\n{text}\n\n")),
    made("rev.docx", "en", 711, EN, filed([], {}, (("{who} ({begin}):\n", ""), ("{text}", "")))),
    made("chorus.txt", "en", 712, EN, typed("Ward call\n\n", {}, turn="{short} | {who}\n{text}\n\n")),
    made(
        "chapters.md",
        "en",
        713,
        EN,
        lined("**{who}:** {text}\n\n", "# Nights\n\n![cover](a.png)\n\n*Photo: D. Lund*\n\n"),
    ),
    made(
        "directions.txt",
        "en",
        714,
        EN,
        typed(
            "",
            {4: "(They walk over to the window.\nThe kettle is on.)\n\n", 8: "*Phone rings; Joyce lets it ring.*\n\n"},
        ),
    ),
    made(
        "lapangan.txt",
        "id",
        715,
        ID,
        typed("Wawancara 8\n\n", {6: "Catatan lapangan: Suaminya masuk dan duduk di sebelahnya.\n\n"}, FIELD),
    ),
    made("consented.txt", "en", 716, WARD, typed(CONSENT, {}, turn="{who}: {text}\n")),
    made(
        "dihadiri.txt",
        "id",
        717,
        ID,
        typed(
            "Yang hadir:\n1. Bu Rahma: petani rumput laut, 47 tahun\n2. Peneliti: mahasiswa\n"
            "3. Pak Udin: ketua RT, tidak ikut bicara\n\n",
            {},
        ),
    ),
    single(
        "who-is-who.txt",
        "Mothers' group, 3 May\n\nRatna - facilitator\nPak Hadi - trader, 61. He came late.\n"
        "Bu Lilis - teacher\nMas Joko - driver\n\n"
        + "".join(f"{one.who}: {one.text}\n" for one in round_table("Ratna", "Pak Hadi", "Bu Lilis", "Mas Joko")),
        round_table("Ratna", "Pak Hadi", "Bu Lilis", "Mas Joko"),
    ),
    single(
        "portraits.docx",
        word(
            lambda document: [
                runs(document, (text, ""))
                for text in [
                    "Ratna: leads the group, works for the clinic.",
                    "Pak Hadi: trader, 61 years. He lost his stall in the fire.",
                    "Bu Lilis: teacher, two children.",
                    "Mas Joko: drives a truck.",
                    "",
                    *(f"{o.who}: {o.text}" for o in round_table("Ratna", "Pak Hadi", "Bu Lilis", "Mas Joko")),
                ]
            ]
        ),
        round_table("Ratna", "Pak Hadi", "Bu Lilis", "Mas Joko"),
    ),
    made("mail-replies.txt", "en", 718, ("Hannah Rowe", "Joyce Binns"), thread),
    made("merged-headers.xlsx", "en", 719, EN, two_headers),
    made("dokter.txt", "id", 720, ("Peneliti", "dr. Lestari"), typed("", {}, turn="{who}\t{text}\n")),
    made(
        "minutes.txt",
        "en",
        721,
        WARD,
        typed("", {4: "[00:05:00] Topic: the family\n", 10: "[00:10:00] Topic: the money\n"}, turn="{who}: {text}\n"),
    ),
    made(
        "pages.txt",
        "en",
        722,
        WARD,
        typed(
            "",
            {
                4: "--- Page 1 of 3 ---\nInterview_03_final | Confidential\n",
                10: "--- Page 2 of 3 ---\nInterview_03_final | Confidential\n",
            },
            turn="{who}: {text}\n",
        ),
    ),
    single("donor.docx", questions_as_rows(round_table("M", "P1", "P2", "P3")), round_table("M", "P1", "P2", "P3")),
    made(
        "hearing.txt",
        "en",
        723,
        ("The CHAIR", "Mrs. BINNS"),
        typed(
            "NIGHT STAFFING\n\n",
            {
                4: "(Applause.)\n\n",
                6: "THE ROTA OF 1998\n\n",
                9: "The committee adjourned for lunch at 12.30 and resumed at 13.15.\n\n",
            },
        ),
    ),
    made("magazine.html", "en", 724, EN, web),
    made("noted.rtf", "en", 725, EN, noted_rtf),
    made("dapur.odt", "id", 726, ID, odt_notes),
    made("teams-breaks.docx", "en", 727, ("Judith Orme", "Carol Binns"), teams_breaks),
    made(
        "singkatan.txt",
        "id",
        728,
        ("P", "N"),
        typed(
            "Daftar singkatan:\nP: orang yang bertanya, dari kampus\nN: yang menjawab. Nama disamarkan.\n"
            "(...): tidak terdengar\n\n",
            {},
        ),
    ),
    made(
        "observed.md",
        "en",
        729,
        EN,
        typed(
            "# Visit 2\n\n",
            {
                4: "*Joyce shows the old rota. It is in three colours.*\n\n",
                9: "> Note to self: ask about the cat again.\n\n",
            },
            turn="**{who}:** {text}\n\n",
        ),
    ),
    made(
        "tape-sides.txt",
        "oral",
        730,
        ("ROWE", "PELL"),
        typed("", {5: "END OF SIDE A\n\nSIDE B\n\n", 9: "Tape 2 begins here\n\n"}),
    ),
    made(
        "zoom-notes.txt",
        "en",
        731,
        EN,
        typed(
            "",
            {5: "-- interruption: a nurse comes in --\n\n", 9: "=== Part 2 ===\n\n"},
            turn="[{short}] {who}: {text}\n\n",
        ),
    ),
    made(
        "terjemahan.txt",
        "id",
        732,
        ID,
        typed(
            "",
            {
                3: "(catatan penerjemah: kata ini berarti sabar dan juga beras)\n",
                8: "/ibu tertawa, lalu memanggil anaknya/\n",
            },
            turn="{who}: {text}\n",
        ),
    ),
    made("printed-sections.pdf", "en", 733, WARD, lambda said: printed("Interview 4", "Interview 4")(said)),
    made(
        "settings.txt",
        "en",
        740,
        EN,
        typed("", {3: "Setting: the kitchen table. The radio is on.\n\n", 9: "Setting: the yard. Wind.\n\n"}),
    ),
    made(
        "observer.txt",
        "en",
        741,
        EN,
        typed(
            "",
            {3: "Observer's comment: she looks at the door.\n", 7: "OC: long silence.\n", 11: "OC: the phone again.\n"},
            turn="{who}: {text}\n",
        ),
    ),
    made(
        "suasana.docx",
        "id",
        742,
        ID,
        filed(
            [],
            {
                2: ("Suasana: ruang tamu, kipas menyala.", ""),
                7: ("Suasana: anaknya masuk dan menangis.", ""),
                9: ("Nonverbal: menunduk.", ""),
            },
        ),
    ),
    made(
        "comments.txt",
        "en",
        743,
        EN,
        typed(
            "# Interview 7\n# transcribed by DL\n\n",
            {4: "# the recorder was off for a minute here\n", 8: "// check this name with her sister.\n"},
            turn="{who}: {text}\n",
        ),
    ),
    made(
        "quoted-notes.md",
        "en",
        744,
        EN,
        typed(
            "# Visit\n\n",
            {4: "> A pull quote: the trolley squeaked, and everybody knew.\n\n", 9: "> She is tired by now.\n\n"},
            turn="**{who}**: {text}\n\n",
        ),
    ),
    made(
        "footnotes.txt",
        "en",
        745,
        EN,
        typed("", {4: "¹ She means the old infirmary.\n\n", 9: "*) The name was changed.\n\n"}),
    ),
    made(
        "confidential.docx",
        "en",
        746,
        EN,
        filed(
            ["Confidential. Not to be shared outside the team."],
            {
                4: ("Confidential. Not to be shared outside the team.", ""),
                9: ("Confidential. Not to be shared outside the team.", ""),
            },
        ),
    ),
    made(
        "rows.csv",
        "en",
        747,
        EN,
        lambda said: (
            "Speaker,Text\nPart 1,\n"
            + "".join(("Part 2: Leaving,\n" if at == 6 else "") + f'{o.who},"{o.text}"\n' for at, o in enumerate(said))
        ),
    ),
    made(
        "emotions.txt",
        "en",
        748,
        EN,
        lambda said: "".join(
            f"{o.who}{' (laughing)' if at % 5 == 3 else ''}: {o.text}\n\n" for at, o in enumerate(said)
        ),
    ),
    made(
        "sound.txt",
        "en",
        749,
        EN,
        typed("SOUND: a kettle.\n\n", {4: "SOUND: a door closes.\n\n", 9: "MUSIC: fades in and out.\n\n"}),
    ),
    made(
        "legend-dashes.txt",
        "en",
        750,
        ("I", "R"),
        typed(
            "Interview 9\n\nI – interviewer, university\nR – nurse, 58. She asked to be called Joyce.\n\n",
            {},
            turn="{who}: {text}\n",
        ),
    ),
    made(
        "summary.docx",
        "en",
        751,
        EN,
        filed(
            [
                "Summary",
                "Hannah asks Joyce about nights. Joyce tells how the rota changed and why she stayed.",
                "Transcript",
            ],
            {},
        ),
    ),
    made(
        "aside.html",
        "en",
        752,
        EN,
        lambda said: (
            "<html><body><aside><p>Read more: Hospitals at night.</p></aside>"
            + "".join(
                ("<aside>The rota was changed in 1998.</aside>" if at == 5 else "")
                + f"<p><strong>{o.who}:</strong> {o.text}</p>"
                for at, o in enumerate(said)
            )
            + "</body></html>"
        ),
    ),
    made(
        "chapters.vtt",
        "en",
        753,
        EN,
        lambda said: (
            "WEBVTT\n\nNOTE made by a program\n\n"
            + "".join(
                f"{at + 1}\n{clock(at)}.000 --> {clock(at + 1)}.000\n<v {o.who}>{o.text}</v>\n\n"
                + ("NOTE check\n\n" if at == 3 else "")
                for at, o in enumerate(said)
            )
        ),
    ),
    made(
        "spss.csv",
        "id",
        754,
        ID,
        lambda said: (
            '\ufeff"caseid";"turn";"speaker";"utterance";"rater1"\r\n'
            + "".join(f'"7";"{at}";"{o.who}";"{o.text}";"{at % 3}"\r\n' for at, o in enumerate(said))
        ),
    ),
    made("after-label.docx", "id", 755, ID, filed([], {}, (("{who}", "bu"), ("\n{text}", "")))),
    made(
        "guide-questions.docx",
        "id",
        756,
        ID,
        filed(["Pedoman: semi terstruktur"], {2: ("Pertanyaan 1 (pembuka)", "bi"), 8: ("Pertanyaan 2 (inti)", "bi")}),
    ),
    made(
        "interruptions.txt",
        "id",
        757,
        ID,
        typed("", {3: "[[telepon berdering,\nBu Rahma ke dapur]]\n", 8: "<<anak menangis>>\n"}, turn="{who}: {text}\n"),
    ),
    made(
        "days.txt",
        "id",
        758,
        ID,
        typed(
            "Senin, 4 Maret 2024\n\n", {6: "Selasa, 5 Maret 2024\n\n", 10: "Wawancara dilanjutkan lewat telepon.\n\n"}
        ),
    ),
    made(
        "two-lines-note.txt",
        "en",
        759,
        EN,
        typed("", {5: "Joyce goes to the window and looks out for a while.\nThe interviewer waits.\n\n"}),
    ),
    made(
        "profile.txt",
        "en",
        760,
        EN,
        typed(
            "Joyce Binns: worked nights on Ward 4 from 1987 until 2019.\n"
            "Hannah Rowe: researcher at the university.\n\n",
            {},
        ),
    ),
    made(
        "members.md",
        "en",
        761,
        EN,
        typed(
            "## Who was there\n\n| Name | About |\n|---|---|\n| Hannah | asks |\n| Joyce | nurse, nights |\n\n"
            "## Talk\n\n",
            {},
            turn="**{who}:** {text}\n\n",
        ),
    ),
    made(
        "codes.txt",
        "en",
        762,
        EN,
        typed("", {4: "CODE: trust; handover\n", 7: "CODE: safety\n", 10: "CODE: family\n"}, turn="{who}: {text}\n"),
    ),
    made(
        "refleksi.docx",
        "id",
        763,
        ID,
        filed(
            ["Tujuan: memahami modal"], {9: ("Memo peneliti", "b"), 10: ("Refleksi: jawaban ini perlu dicek lagi.", "")}
        ),
    ),
    made(
        "intro.txt",
        "en",
        764,
        EN,
        typed(
            "Joyce meets me at the gate. She has made tea, and the dog: asleep.\n"
            "We sit down: Hannah on the bench, Joyce on a crate.\n\n",
            {},
        ),
    ),
]
