"""The sixth set, by a writer who had opened no reader: what a reviewer of the field would hand in first."""

from ..sight.talked import ASKER, TELLER, Layout, Said
from .machines import rtf
from .pages import runs, single, word
from .senders import open_document
from .talk import clock
from .usual import (
    SEALED,
    clan,
    cues,
    elan,
    exmaralda,
    filtered_page,
    fireflies,
    four_columns,
    google_form,
    limesurvey,
    lined,
    made,
    meet,
    noscribe,
    paper,
    printed,
    qualtrics,
    round_table,
    sheet,
    soft_breaks,
    talk,
    teams,
    telegram_page,
    thesis,
    whatsapp,
    whisper_sheet,
    word_online,
    wrapped_lines,
)


def open_text(said: list[Said]) -> bytes:
    """A free word processor, a dash after the label."""
    head = ["Wawancara dengan nelayan rumput laut", "Tanggal: 2 Februari 2024", ""]
    return open_document(head + [f"{one.who} – {one.text}" for one in said])


def tabbed_rtf(said: list[Said]) -> str:
    """A title, a note on consent, and a tab after the label."""
    head = ["Interview B, ward staff", "The participant agreed to be recorded.", ""]
    return rtf(head).removesuffix("}") + "".join(f"\\pard {o.who}:\\tab {o.text}\\par\r\n" for o in said) + "}"


def keyed(said: list[Said]) -> str:
    """Initials that a key at the top explains, two languages in one breath."""
    out = "Keterangan:\nNR = pewawancara (peneliti)\nDS = informan, tutor lepas\n\n---\n\n"
    return out + "\n\n".join(f"{one.who}: {one.text}" for one in said) + "\n"


def focus_group() -> Layout:
    """Numbers for those who answer, a list of them at the top."""
    said = round_table("M", "P1", "P2", "P3")
    head = "FGD Pengelolaan Sampah\nModerator (M): Tim peneliti\nPeserta: P1 (pedagang), P2 (ibu rumah tangga), "
    return single("fgd-rw-05.txt", f"{head}P3 (pensiunan)\n\n" + "\n".join(f"{o.who}: {o.text}" for o in said), said)


def captioned() -> Layout:
    """What a call saves of its captions: name in brackets, the time of the day, the text below."""
    said = round_table("Ratna (Fasilitator)", "Pak Hadi", "Bu Lilis", "Mas Joko")
    out = "".join(f"[{one.who}] 09:{at + 2:02d}:{at * 7 % 60:02d}\n{one.text}\n\n" for at, one in enumerate(said))
    return single("meeting_saved_closed_caption.txt", out, said)


TUTOR = ("Nadia Rahma", "Kak Dimas")
PHONE = f'07/03/24 08.59 - {SEALED}\n07/03/24 08.59 - Anda membuat grup "Wawancara"\n'
IPHONE = f"[07/03/24 08.59.10] Kak Dimas: \u200e{SEALED}\n"
CHILD = "Wawancara 6\n\nCatatan: beberapa bagian tidak terdengar jelas.\n\n"
WARD = ("Interviewer", "Respondent")
COLON = (("{who}: ", "b"), ("{text}", ""))
AGREED = ("Study 11: Life on the canal", "Consent was given orally and is on the tape.", "Place: the narrator's home")


GUESTS = ("Bayu", "Sinta", "Yoga", "Laras", "Tegar", "Mira", "Fajar", "Nining")


def episode(number: int, guest: str) -> list[Said]:
    """Two hosts take turns at asking; one of them opens and closes."""
    said = [
        Said("Dewi", ASKER, f"Halo, selamat datang di Obrolan Garasi episode {number}, saya Dewi bareng Arman."),
        Said("Arman", ASKER, f"Halo semuanya. Hari ini tamu kita {guest}, apa kabar?"),
        Said(guest, TELLER, "Baik, terima kasih sudah diundang. Agak gugup, jujur."),
    ]
    for at, one in enumerate(talk("podcast", 600 + number, "Dewi", guest, 7)):
        said.append(Said("Arman", ASKER, one.text) if one.role == ASKER and at % 3 else one)
    said.append(Said("Arman", ASKER, "Seru sekali ceritanya. Kapan-kapan kita mampir ke sana, ya."))
    return [*said, Said("Dewi", ASKER, "Sampai ketemu minggu depan, jangan lupa servis rem.")]


def podcast() -> Layout:
    """Eight episodes with the same hosts, each with its own guest, as a service of speech wrote them."""
    expected, files = {}, {}
    for number, guest in enumerate(GUESTS, 1):
        name = f"obrolan-garasi-{number:02d}.txt"
        expected[name] = episode(number, guest)
        head = f"Obrolan Garasi #{number}\nTamu: {guest}\n\n"
        turns = (f"[{clock(at, 11)}] {one.who}: {one.text}" for at, one in enumerate(expected[name]))
        files[name] = (head + "\n\n".join(turns) + "\n").encode()
    return Layout("obrolan-garasi", files, expected)


NARRATORS = {"VERHOEVEN": "Willem Verhoeven", "MARSH": "Edith Marsh", "ACKROYD": "Tom Ackroyd", "PELL": "Rosa Pell"}


def archive() -> Layout:
    """Tapes of an oral history: a page of facts, surnames in capitals, sides of the tape, the end said by a note."""
    expected, files = {}, {}
    for at, (label, name) in enumerate(NARRATORS.items()):
        file = f"OH-2009-{at + 14:03d} {name}.docx"
        said = expected[file] = talk("oral", 700 + at, "ROWE", label, 8)

        def fill(document, said=said, name=name) -> None:
            document.add_heading("Canal Memories Oral History Project", 1)
            for fact in (f"Narrator: {name}", "Interviewer: Hilde Rowe", "Date: 9 September 2009", "Tape 1, Side A"):
                document.add_paragraph(fact)
            for place, one in enumerate(said):
                if place == 8:
                    runs(document, ("[Tape 1, Side B]", "i"))
                runs(document, (f"{one.who}: {one.text}", ""))
            runs(document, ("[End of interview]", "i"))

        files[file] = word(fill)
    return Layout("canal-memories", files, expected)


def printouts() -> Layout:
    """Five interviews of a thesis as pages, each with the code of the one who was asked."""
    expected, files = {}, {}
    for number in range(1, 6):
        code, file = f"INF-{number:02d}", f"Transkrip INF-{number:02d}.pdf"
        expected[file] = talk("id", 800 + number, "Peneliti", code, 10)
        above = (
            f"TRANSKRIP WAWANCARA {code}",
            f"Hari/tanggal: Senin, {number + 2} Juli 2023",
            f"Kode informan: {code}",
        )
        files[file] = printed(f"Lampiran 5. Transkrip {code}", *above)(expected[file])
    return Layout("lampiran-transkrip", files, expected)


LAYOUTS = [
    made("informan-s.docx", "id", 601, ("Pewawancara", "Informan"), thesis),
    made(
        "night-shift-bold.docx",
        "en",
        602,
        ("Hannah", "Joyce"),
        paper("Interview with Joyce, nurse", "Interviewed by Hannah", parts=COLON, below=("END OF TRANSCRIPT",)),
    ),
    made("verbatim-02.docx", "id", 603, ("Peneliti", "Partisipan"), four_columns),
    made(
        "tanya-jawab.docx",
        "id",
        604,
        ("Tanya", "Jawab"),
        paper("Wawancara 3", "Waktu: 10.15 s.d. 11.00 WITA", parts=(("{who}\t: {text}", ""),)),
    ),
    made("q-and-a.docx", "en", 605, ("Q", "A"), soft_breaks),
    made("interview-4.txt", "en", 606, ("I", "R"), wrapped_lines),
    focus_group(),
    captioned(),
    made("word-online.docx", "mixed", 607, ("Speaker 1", "Speaker 2"), word_online),
    made("teams-export.docx", "en", 608, ("Judith Orme", "Carol Binns"), teams),
    made("transkrip-meet.txt", "mixed", 609, ("Ratna Ayu", "Bimo Satrio"), meet),
    made(
        "turboscribe.txt",
        "id",
        610,
        ("Speaker 1", "Speaker 2"),
        lined(
            "[{who}] ({begin} - {end})\n{text}\n\n",
            "(Transcribed by TurboScribe. Go Unlimited to remove this message.)\n\n",
        ),
    ),
    made(
        "notta.txt",
        "en",
        611,
        ("Speaker 1", "Speaker 2"),
        lined("{who} {short}\n{text}\n\n", "New Recording 12\n2024-05-02 14:20:11|14m 09s\n\nTranscript\n\n"),
    ),
    made("fireflies.json", "en", 612, ("Priya Nair", "Glenda Shaw"), fireflies),
    made(
        "tldv.md",
        "mixed",
        613,
        TUTOR,
        lined("**{who}** _{short}_: {text}\n\n", "# Ngobrol tutor\n\n*7 March 2024*\n\n## Transcript\n\n"),
    ),
    made("whisper-speakers.tsv", "id", 614, ("SPEAKER_00", "SPEAKER_01"), whisper_sheet),
    made("whisperx-night.srt", "en", 615, ("SPEAKER_01", "SPEAKER_00"), cues("", "[{who}]: {text}", ",")),
    made("descript.vtt", "mixed", 616, TUTOR, cues("WEBVTT\n\n", "{who}: {text}", ".")),
    made("noscribe.html", "en", 617, ("S00", "S01"), noscribe),
    made("f4x.txt", "en", 618, ("I", "B"), lined("{who}: {text} #{begin}-3#\n\n")),
    made("transana.txt", "en", 619, WARD, lined("({begin}.4) {who}: {text}\n", "Episode: Ward 4\nSeries: Nights\n\n")),
    made("ward.cha", "en", 620, ("INV", "PAR"), clan),
    made("ward.exb", "en", 621, ("INT", "NUR"), exmaralda),
    made("rumput-laut.eaf", "id", 622, ("Pewawancara", "Informan"), elan),
    made("Chat WhatsApp dengan Kak Dimas.txt", "mixed", 623, TUTOR, whatsapp("07/03/24 {hour}.{minute} - ", PHONE)),
    made("_chat.txt", "mixed", 624, TUTOR, whatsapp("[07/03/24 {hour}.{minute}.21] ", IPHONE)),
    made("messages.html", "mixed", 625, TUTOR, telegram_page),
    google_form(),
    limesurvey(),
    qualtrics(),
    made("wawancara-5.xlsx", "id", 626, ("Peneliti", "Bu Rahma"), sheet),
    made(
        "interview-lines.pdf",
        "en",
        627,
        WARD,
        printed("Nights on the ward: transcript 3", "Transcript 3", "Length: 34 minutes", numbered=True),
    ),
    made("bulletin.pdf", "oral", 628, ("Interviewer", "Wim"), printed("Bulletin 12", "A talk at the lock", columns=2)),
    made("saved-by-word.htm", "en", 629, WARD, lambda said: filtered_page(said).encode("cp1252")),
    made("nelayan.odt", "id", 630, ("Pewawancara", "Narasumber"), open_text),
    made("ward-b.rtf", "en", 631, ("Int", "Resp"), tabbed_rtf),
    made("tutor-inisial.txt", "mixed", 632, ("NR", "DS"), keyed),
    made("dengan-waktu.txt", "id", 633, ("P", "N"), lined("{begin} {who}: {text}\n", CHILD, "\n(Rekaman selesai)\n")),
    made(
        "canal.docx",
        "oral",
        634,
        ("Interviewer", "Narrator"),
        paper(*AGREED, parts=(("{who}: ", "b"), ("{text}", "i"))),
    ),
    made(
        "bold-times.docx",
        "mixed",
        635,
        ("Peneliti", "Informan 1"),
        paper("Transkrip 1", parts=(("[{short}] ", ""), ("{who}: ", "b"), ("{text}", ""))),
    ),
    podcast(),
    archive(),
    printouts(),
]
