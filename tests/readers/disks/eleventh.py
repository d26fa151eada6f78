"""What lies on the disks of students, archives, newsrooms and NGOs in 2024 to 2026, by an eleventh writer."""

from functools import cache
from pathlib import Path

from ..sight.talked import ASKER, NOBODY, TELLER, Layout, Said
from . import captions, desks, exports, prints, sheets
from .pages import Write, single


@cache
def texts(writer: str = "eleventh", files: tuple[str, ...] = ("id", "en", "forms")) -> dict[str, list[list[str]]]:
    """A writer's talks and answers of surveys, by name; each line at its bars."""
    found: dict[str, list[list[str]]] = {}
    for name in files:
        file = Path(__file__).parent / f"{writer}_{name}.txt"
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.startswith("# "):
                own = found.setdefault(line[2:], [])
            else:
                own.append(line.split("|"))
    return found


def talk(name: str, *labels: str, asks: int = 1) -> list[Said]:
    """A talk whose voices have these names; the first of them, or the first few, ask."""
    return [Said(labels[int(number)], ASKER if int(number) < asks else TELLER, text) for number, text in texts()[name]]


def unnamed(name: str) -> list[Said]:
    """A talk of which the file does not say who speaks."""
    return [Said("", NOBODY, text) for _, text in texts()[name]]


def asked(name: str) -> list[Said]:
    """A talk whose questions can be told from the answers, though nobody has a name."""
    return talk(name, "Interviewer", "Participant")


def made(file: str, said: list[Said], write: Write) -> Layout:
    return single(file, write(said), said)


def folder(name: str, write: Write, files: dict[str, list[Said]]) -> Layout:
    """Several files of one study, written alike."""
    data = {file: write(said) for file, said in files.items()}
    return Layout(name, {file: own if isinstance(own, bytes) else own.encode() for file, own in data.items()}, files)


def pupils() -> Layout:
    """One document that holds the interviews with three informants."""
    abouts = ("Siswa kelas XI, perempuan, 16 tahun", "Siswa kelas XI, laki-laki, 17 tahun", "Guru BK, perempuan")
    talks = [talk(f"bullying{number}", "P", f"I{number or 1}") for number in ("", 2, 3)]
    written = desks.informants(*zip(abouts, talks, strict=True))
    return single("LAMPIRAN 4 transkrip.docx", written, [one for said in talks for one in said])


def survey(file: str, name: str, write: Write) -> Layout:
    people = texts()[name]
    return single(file, write(people), sheets.given(people))


SPEAKERS = ("Speaker 1", "Speaker 2")

ORDINARY = [
    made("Transkrip Wawancara Informan 1.docx", talk("bidan", "P", "I"), desks.identity),
    made("Verbatim Subjek AR.docx", talk("galau", "Iter", "Itee"), desks.verbatim),
    made(
        "INT03_Rachel_nurse.docx",
        talk("nurse", "Interviewer", "Rachel"),
        desks.names_bold("INT03 Rachel, staff nurse", "17 January 2025, MS Teams, 41 min"),
    ),
    made("wawancara pak lurah.docx", talk("lurah", "T", "J"), desks.letters_bold),
    made("Hasil Wawancara Kepala Sekolah.docx", talk("kepsek", "Pertanyaan", "Jawaban"), desks.asked_answered),
    made("lembar wawancara guru.docx", talk("gurupaud", "Pertanyaan", "Jawaban"), desks.three_columns),
    made("Adeyemi Q&A final.docx", asked("councillor"), desks.question_bold),
    made("Wawancara Pak Yanto.docx", talk("honorer", *SPEAKERS), exports.word_online),
    made("Interview P11.docx", talk("climate", "Wulan Siregar", "Lala Anindita"), exports.teams),
    made("Wawancara UMKM - Transcript.docx", talk("umkm", "Kevin Halim", "Nadia Paramita"), exports.meet),
    made(
        "FGD Kelompok Tani.docx",
        talk("petani", "Moderator", "Pak Tugimin", "Bu Lestari", "Pak Sarjono", "Bu Wagiyem"),
        desks.discussion,
    ),
    made("mama yustina.odt", talk("tenun", "Pewawancara", "Mama Yustina"), desks.writer),
    made("Interview 4 Canal Road.rtf", talk("flood", "Interviewer", "Participant 4"), desks.edited_rtf),
    made("ojol_roni.docx", talk("ojol", "Dito", "Bang Roni"), desks.timed),
    made("Interview 9 allotment.docx", talk("allotment", "Interviewer", "Colin"), desks.stacked),
    made("prosser_otter_ai.txt", talk("signalman", "Harriet Lowe", "Ted Prosser"), exports.otter),
    folder(
        "otter three schools",
        exports.otter,
        {
            "Head of year.txt": talk("teacher_uk", "Maya Lindqvist", "Ben Wray"),
            "Attendance lead.txt": talk("teacher_uk2", "Maya Lindqvist", "Sue Halliday"),
            "New teacher.txt": talk("teacher_uk3", "Maya Lindqvist", "Zoe Marsh"),
        },
    ),
    made("int6.txt", talk("midwifeoral", "INT", "Mrs Tull"), exports.otranscribe),
    made("rekaman kos.txt", unnamed("kos"), exports.whisper),
    made("leeds_04_diarized.txt", talk("migrants", "SPEAKER_00", "SPEAKER_01"), exports.diarized),
    made("homestay (turboscribe).txt", talk("wisata", *SPEAKERS), exports.turboscribe),
    made("SlowTrades_S3E04.txt", talk("podcast_salt", "Imogen", "Theo", "Len", asks=2), exports.descript),
    pupils(),
    made("foodbank rev.docx", talk("foodbank", *SPEAKERS, "Speaker 3"), exports.rev),
    made("Mbak Siti HK.txt", talk("pekerjamigran", "Ratri", "Mbak Siti"), exports.happy_scribe),
    made("library-interview-02.docx", talk("library", *SPEAKERS), exports.sonix),
    made("perawat ICU nvivo.docx", talk("perawat", "Peneliti", "N3"), exports.nvivo),
    made("pesantren_f4.rtf", talk("pesantren", "I", "B"), desks.f4),
    folder(
        "zoom doctoral students",
        captions.zoom,
        {
            "GMT20250311-100214_Recording.transcript.vtt": talk("phd1", "Fiona Abara", "Student 7"),
            "GMT20250318-140503_Recording.transcript.vtt": talk("phd2", "Fiona Abara", "Retno W."),
            "GMT20250402-090107_Recording.transcript.vtt": talk("phd3", "Fiona Abara", "iPhone (Callum)"),
        },
    ),
    made(
        "Carers focus group.vtt",
        talk("carers", "Beth Orton-Hill", "Gillian", "Amrita Dass", "Maureen K"),
        captions.teams_vtt,
    ),
    made("ngobrol_warung_ep12.srt", talk("podcast_id", "Bayu", "Tika", "Gilang", asks=2), captions.named_srt),
    made(
        "Chat WhatsApp dengan Kak Ona Halmahera.txt",
        talk("tambang", "Yusuf Riset", "Kak Ona Halmahera"),
        exports.android,
    ),
    folder(
        "whatsapp two people",
        exports.iphone("07/05/25"),
        {
            "Dek Rini.txt": talk("nikahdini", "Dr. Ana Fitria", "Dek Rini"),
            "Mas Arif.txt": talk("atlet", "Dr. Ana Fitria", "Mas Arif Atlet"),
        },
    ),
    survey("Survei WFH (Jawaban).csv", "wfh", sheets.google_form),
    survey("water_households.xlsx", "water", sheets.kobo),
    made("transkrip bumdes.xlsx", talk("desa", "Enumerator", "Direktur BUMDes"), sheets.transcript),
    made("lampiran 3 skripsi.pdf", talk("sungai", "P", "IK"), prints.appendix),
    made("Appendix C.pdf", talk("farm", "R", "P3"), prints.appendix_en),
    made("tanah ulayat copas.txt", talk("tanah", "Peneliti", "Informan"), prints.pasted),
    folder(
        "three villages",
        desks.plain("Transkrip wawancara lapangan", "Tim Pesisir dan Lahan 2024"),
        {
            "01 Pak Karim - Mangrove.docx": talk("mangrove", "Ayu", "Pak Karim"),
            "02 Bu Nurlela - Posyandu.docx": talk("stunting", "Ayu", "Bu Nurlela"),
            "03 Pak Sahat - Sawit.docx": talk("sawit", "Ayu", "Pak Sahat"),
        },
    ),
    made("SCL-2024-031 Dunnock.docx", talk("docks", "PASK", "DUNNOCK"), desks.archive),
    made("papercuts-ep9-riverside.txt", talk("podcast_archive", "Noor Qadir", "Dr Elsie Varga"), exports.riverside),
    made(
        "R12 netra.txt",
        talk("difabel", "Enumerator", "Responden"),
        prints.typed("Kode: R12", "Lokasi: Kab. Sleman", "Tanggal: 2 April 2024", gap="\n\n"),
    ),
    made("nelayan_macwhisper.txt", talk("nelayan", *SPEAKERS), exports.macwhisper),
    made(
        "Sejarah lisan Opung.docx",
        talk("radio", "Andreas Sitorus", "Opung Saulina"),
        desks.initials(
            "Transkrip sejarah lisan",
            "Narasumber: Opung Saulina (OS)",
            "Pewawancara: Andreas Sitorus (AS)",
            after=("Ditranskripsikan oleh AS, 3 Oktober 2024",),
        ),
    ),
]

RARER = [
    made("choir_lifeboat.txt", talk("choir", "S00", "S01"), exports.noscribe),
    made("User interview fireflies.docx", talk("coder", "Naomi Feld", "Jesse Tran"), exports.fireflies),
    made("stroke04.cha", talk("stroke", "INV", "PAR"), exports.chat_cha),
    made("pasar_elan.txt", talk("pasar", "Rani", "Bu Haji"), exports.elan),
    made("granola priory candles.md", talk("startup", "Me", "Them"), exports.granola),
    made("records-rollout.md", talk("hospitalit", "Jo Bell", "Participant 2"), exports.dovetail),
    made("Re Interview questions.txt", talk("disabilityemail", "Lucy Farrow", "Dominic Hale"), prints.letter),
    made("P4 v2 SM comments.docx", talk("dj", "KL", "P4"), desks.reviewed),
    made("result.json", talk("skincare", "Riset Intan", "Cica"), exports.telegram),
    made("webex moths.vtt", talk("beekeeping_zoom", "Hannah Price", "Geoff Lund"), captions.webex),
    made("mantir dehen.html", asked("hutan"), prints.web_page),
    made("island vet.srt", unnamed("vet"), captions.arrows_srt),
    made("waiting list CA.txt", talk("ca", "INT", "PAT"), prints.numbered_lines),
    made("History colleague.docx", asked("lecturer"), desks.headed),
    made("gempa_large-v3.json", talk("gempa", "SPEAKER_00", "SPEAKER_01"), exports.whisper_json),
]

LAYOUTS = ORDINARY + RARER
