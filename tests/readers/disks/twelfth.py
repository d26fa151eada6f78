"""The twelfth set, by a writer who had opened no reader: what a supervisor is handed each week, and rarer ones."""

from dataclasses import replace

from ..sight.talked import ASKER, NOBODY, TELLER, Layout, Said
from . import aired, captions, chatted, desks, exports, heard, ledgers, lettered
from .eleventh import made, texts
from .pages import single
from .reels import each, short

SPEAKERS = ("Speaker 1", "Speaker 2")
UNLABELLED = ("Interviewer", "Participant")


def talk(name: str, *labels: str) -> list[Said]:
    """A talk whose voices have these names; the first of them asks."""
    lines = texts("twelfth", ("id", "en"))[name]
    return [Said(labels[int(number)], TELLER if int(number) else ASKER, text) for number, text in lines]


def unnamed(name: str) -> list[Said]:
    """A talk of which the file does not say who speaks."""
    return [Said("", NOBODY, one.text) for one in talk(name, *UNLABELLED)]


def session(said: list[Said]) -> str:
    return ledgers.table(
        [["timestamp", "speaker", "text"], *([short(at), one.who, one.text] for at, one in enumerate(said))]
    )


def workbook(said: list[Said]) -> bytes:
    """Number, time, speaker, words, and a code in some rows."""
    rows: list[list[object]] = [["No", "Waktu", "Pembicara", "Ucapan", "Kode"]]
    rows += [[at, short(at), one.who, one.text, "partisipasi" if at % 4 == 0 else ""] for at, one in enumerate(said, 1)]
    return ledgers.book({"Transkrip": rows})


def chaplain() -> Layout:
    """Voices that a service numbers from nought are read as `Speaker 0`, `Speaker 1`."""
    said = talk("chaplain", "0", "1")
    heard_as = [replace(one, who=f"Speaker {one.who}") for one in said]
    return single("chaplain_revai.json", aired.rev(said), heard_as)


ABOUT = ("Nama Informan\t: Bapak S (inisial)", "Usia\t\t: 54 tahun", "Pekerjaan\t: Juru parkir", "Durasi\t\t: 14 menit")
SUBJECT = ("VERBATIM SUBJEK I", "Nama (inisial) : AR", "Usia : 31 tahun", "Kode : W1/S1/120224")
MEETING = "Wawancara e-procurement-20240312_090211-Meeting Recording"
KEYWORDS = ("SUMMARY KEYWORDS", "volunteers, food bank, diapers, clients, pizza, line, stock")

ORDINARY = [
    made(
        "Transkrip Wawancara Informan 3.docx",
        talk("parkir", "Peneliti", "Informan"),
        lettered.lines("b|{who}\t: |{text}", "TRANSKRIP WAWANCARA", *ABOUT),
    ),
    made(
        "wawancara_guru_02.docx",
        talk("gurusd", "Pewawancara", "Ibu Wening"),
        lettered.rows(["Pelaku", "Isi Percakapan"], "Transkrip Wawancara Guru SD", "Tanggal: 14 Maret 2024"),
    ),
    made(
        "VERBATIM SUBJEK 1 (AR).docx",
        talk("rokok", "Iter", "Itee"),
        lettered.rows(["Baris", "Pelaku", "Verbatim", "Koding"], *SUBJECT, theme="Strategi koping"),
    ),
    made("hasil wawancara petugas klinik.docx", talk("klinik", "Pertanyaan", "Jawaban"), lettered.asked_and_answered),
    made("Wawancara Ketua Kelompok Tani.docx", talk("tani", "Interviewer", "Jawab"), lettered.listed),
    made("INT07_night_shift.docx", talk("ward", "INT", "RESP"), lettered.framed),
    made("river_interview_4_lines.docx", talk("river", "I", "P"), lettered.ruled),
    made("Koperasi - Bu Ratna (revisi).docx", talk("koperasi", "Dewi", "Bu Ratna"), lettered.corrected),
    made("Participant 3 - comments.docx", talk("relocation", "Interviewer", "Participant 3"), lettered.commented),
    made(
        "Food bank interview_otter_ai.docx",
        talk("diapers", "Jenna Whitlock", "Speaker 2"),
        lettered.lines(
            "b|{who}|  {time}\n{text}",
            "Food bank interview",
            "Tue, Mar 05, 2024 10:02AM • 12:41",
            *KEYWORDS,
            "SPEAKERS",
            "Jenna Whitlock, Speaker 2",
        ),
    ),
    made(
        f"{MEETING}.docx",
        talk("procurement", "Nabila Azzahra", "Yusuf Hidayat"),
        lettered.lines(
            "b|{who}|   {time}\n{text}",
            MEETING,
            "March 12, 2024, 2:02AM",
            "11m 52s",
            "",
            "Nabila Azzahra started transcription",
            foot=("Nabila Azzahra stopped transcription",),
        ),
    ),
    made("Beekeeper for magazine.docx", talk("beekeeper", *UNLABELLED), lettered.bold_asked),
    made("Dunmore_Walter_OH_2019-05-09.docx", talk("dunmore", "HALLORAN", "DUNMORE"), lettered.two_sides),
    made(
        "CHW_interview_rev.docx", talk("kitchens", "Interviewer", "Dolores"), lettered.lines("{who} ({time}):\n{text}")
    ),
    made(
        "FGD Imunisasi Desa Karangsari.docx",
        talk("imunisasi", "Moderator", "P1 (Ibu Sari)", "P2 (Ibu Titin)", "P3 (Ibu Umi)"),
        desks.names_bold("Transkrip FGD – Imunisasi Dasar", "Lokasi: Balai Desa Karangsari", "Jumlah peserta: 3 orang"),
    ),
    made(
        "bakery flood.docx",
        talk("bakery", *SPEAKERS),
        lettered.lines("{time} {who}\n{text}", "Audio file", "bakery flood.m4a", "Transcript"),
    ),
    made("Choir interview - Transcript.docx", talk("choir", "Oona Farrell", "Bryn Maddox"), lettered.choir_meet),
    made(
        "fig_packers_oral_history.pdf",
        talk("figs", "Q", "A"),
        lettered.sheets(
            "{who}: {text}",
            "San Joaquin Valley Oral History Center",
            "Interview with a retired fig packer",
            "Interviewed by Thomas Beale",
            "June 4, 1998",
            above="San Joaquin Valley Oral History Center – Interview 44",
            cover=True,
        ),
    ),
    made(
        "Lampiran 3 Transkrip Wawancara Amil.pdf",
        talk("zakat", "P", "N"),
        lettered.sheets(
            "{who} : {text}",
            "LAMPIRAN 3",
            "TRANSKRIP WAWANCARA AMIL ZAKAT",
            "Narasumber : H. Mulyadi (disamarkan)",
            "Hari, tanggal : Kamis, 18 April 2024",
            "Keterangan : P = Peneliti, N = Narasumber",
        ),
    ),
    made(
        "FosterCare_P11.pdf",
        talk("foster", "Interviewer", "Participant"),
        lettered.sheets(
            "{time} {who}: {text}",
            "Foster Care Study: Participant 11",
            "Recorded 2 November 2023, 41 minutes",
            below="TranscribeRight Ltd | www.transcriberight.example | Page {page}",
        ),
    ),
    made("transkrip_mahasiswa_keperawatan.pdf", talk("keperawatan", "Peneliti", "Maria"), lettered.printed_table),
    made("wawancara penjual online.odt", talk("gamis", "Pewawancara", "Responden"), lettered.open_document),
    made("Courier_interview_2.rtf", talk("courier", "Interviewer", "Courier"), lettered.titled_rtf),
    made("episode-41-transcript.html", talk("organs", "Host", "Desmond Ayre"), lettered.trades_page),
    made(
        "2024-02-budget-resident.md",
        talk("benches", "Interviewer", "Resident"),
        each(
            "**{who}:** {text}\n\n",
            "---\ntitle: Budgeting, resident 6\ndate: 2024-02-17\nage: 61\n---\n\n# Interview\n\n",
        ),
    ),
    made(
        "low-tide-ep-12.md",
        talk("wrecks", "Orla Quinlan", "Idris Fenn"),
        each(
            "**[{short}] {who}:** {text}\n\n",
            "# Low Tide, episode 12\n\n*Recorded live at the harbour office.*\n\n## Transcript\n\n",
            "---\n\nSubscribe wherever you listen.\n",
        ),
    ),
    made(
        "allotment_r2.txt",
        talk("newts", "Interviewer", "Respondent"),
        lettered.narrow(72, "{who}: {text}", "Allotment study", "Respondent 2"),
    ),
    made("pettibone.txt", talk("valley", "Q", "A"), lettered.narrow(65, "{who}. {text}")),
    made("komunitas_tuli_wawancara.txt", talk("tuli", "PENELITI", "INFORMAN"), each("{who}\n{text}\n\n")),
    made("lifeboat_crew_P04.txt", talk("lifeboat", "INT", "P04"), each("{who}\t{text}\n")),
    made("wawancara sanggar.txt", talk("sanggar", "Interviewer", "Jawab"), lettered.numbered_and_wrapped),
    made("wfh_kak_dinda.txt", talk("kantor", "Rina", "Dinda"), each("[{time}] {who}: {text}\n")),
    made("bookshop.txt", talk("bookshop", "Host", "Eleanor"), each("{who}: {text} [{time}]\n\n")),
    made("commuter student_otter_ai.txt", talk("commuter", *SPEAKERS), exports.otter),
    made("Obrolan Bagas wisata desa.txt", talk("sungai", *SPEAKERS), exports.turboscribe),
    made(
        "Wawancara nelayan_Notta.txt",
        talk("pelabuhan", *SPEAKERS),
        each("{who} {short}\n{text}\n\n", "Wawancara nelayan\n2024/06/08 09:14 | 14 min 02 sec\n\n"),
    ),
    made(
        "Bernadette - swimming.txt",
        talk("swimming", "Cal", "Bernadette"),
        each("[{time}] {who}: {text}\n\n", "Bernadette - swimming\n\n"),
    ),
    made("lighthouses.txt", talk("lighthouses", *SPEAKERS), exports.happy_scribe),
    made("ux_session_08.csv", talk("code", "Moderator", "User 8"), session),
    made("Transkrip Ketua RW.xlsx", talk("rw", "Peneliti", "Ketua RW"), workbook),
    made("GMT20240118-100204_Recording.transcript.vtt", talk("seeds", "Helen Osei", "Kwame Boateng"), captions.zoom),
    made("Wawancara ARG Dinas.vtt", talk("anggaran", "Tika Rahmawati", "Lestari Handayani"), captions.teams_vtt),
    made("biscuit factory.srt", talk("biscuits", "Presenter", "Maureen"), captions.named_srt),
    made("Chat WhatsApp dengan Mira Paylater.txt", talk("paylater", "Salsa", "Mira Paylater"), exports.android),
    made("WhatsApp Tom H.txt", talk("dictionaries", "Beth Okonjo", "Tom H"), heard.chat_of_phone),
]

RARER = [
    made("Nystrom_depo_excerpt.pdf", talk("terminal", "Q", "A"), lettered.deposition),
    made("border_van_f4.txt", talk("border", "I", "B"), each("{who}: {text} #{time}-4#\n")),
    made("Head teacher (Trint).txt", talk("head", *SPEAKERS), each("{who} [{time}] {text}\n\n")),
    made(
        "observatory.mp3.txt",
        talk("observatory", "Freya", "Anders"),
        each("{who}: [{time}] {text}\n\n", "observatory.mp3\n\n"),
    ),
    made("Mar 3 at 2-14 PM.txt", talk("eggs", *SPEAKERS), exports.recorder),
    made("catatan soto.txt", talk("soto", "P", "N"), lettered.both_in_a_line),
    made("evening_with_goats.srt", unnamed("goats"), captions.arrows_srt),
    made("rusun_23th.json", talk("rusun", "SPEAKER_01", "SPEAKER_00"), exports.whisper_json),
    chaplain(),
    made("ChatExport Rendi.json", talk("gambut", "Putri", "Rendi Karhutla"), exports.telegram),
    made("ChatExport Anneke.html", talk("barge", "Maud", "Anneke"), heard.page_of_chat),
    made("weaving_aunt.eaf", talk("weaving", "Interviewer", "Speaker_B"), heard.two_tiers),
    made("ferry_elan_export.txt", talk("ferry", "Interviewer", "Ferryman"), heard.tiers_as_text),
    made("volcano.cha", talk("volcano", "INV", "CHI"), heard.child),
    made("pawang_hujan.TextGrid", talk("pawang", "pewawancara", "penutur"), chatted.text_grid),
]

LAYOUTS = ORDINARY + RARER
