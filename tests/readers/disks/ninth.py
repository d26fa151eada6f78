"""The ninth set, by a writer who had opened no reader: what students, typists, agencies and machines hand in."""

from dataclasses import replace

from ..sight.talked import Layout, Said
from . import bound, chatted, kept, typed
from .pages import Write, single
from .tapes import answers, made, tape, tapes

ENGLISH = [line[2:] for line in tapes()["sunda in english"]]
PLACES = ("Mod", "P1", "P2", "P3", "P4", "P5")
AGES = {
    "P1": "P, 41 th, ibu rumah tangga",
    "P2": "L, 35 th, satpam",
    "P3": "P, 52 th, pedagang",
    "P4": "L, 60 th, pensiunan",
    "P5": "L, 47 th, ketua RT",
}
NAMES = {"Jane Holt": "JANE HOLT", "Walter Pugh": "WALTER PUGH"}
TEAM = {"NP": "Nadia Putri", "AW": "Arif Wibowo", "SK": "Sinta Kurnia"}


def called(file: str, said: list[Said], write: Write, names: dict[str, str]) -> Layout:
    """A layout whose speakers the transcript calls otherwise than the talk: in full, or in capitals."""
    return single(file, write(said), [replace(one, who=names[one.who]) for one in said])


def nurse() -> Layout:
    said = typed.relabelled_after(
        tape("nurse", "Interviewer", "Respondent"), 8, {"Interviewer": "Q", "Respondent": "A"}
    )
    return made("nurse 4 June.txt", said, typed.handed_over)


def both() -> Layout:
    first, second = tape("kader", "P", "N1"), tape("nelayan", "P", "N2")
    return single("wawancara 1 dan 2.txt", typed.two_in_one(first, second), first + second)


def texts() -> list[Layout]:
    return [
        made("Transkrip Wawancara 03.txt", tape("nelayan", "P", "I"), typed.signed),
        made("hasil wawancara N1.txt", tape("kader", "Peneliti", "N1"), typed.cited),
        made("nelayan pj.txt", tape("nelayan", "P", "J"), typed.paired),
        made("tanya jawab kader.txt", tape("kader", "T", "J"), typed.counted),
        made("wwcr7.txt", tape("kader", "", ""), typed.starred),
        made("tape4a.txt", tape("library", "", ""), typed.dashed),
        called("podcast 12.txt", tape("startup", *TEAM), typed.introduced(TEAM), TEAM),
        nurse(),
        both(),
        made("extract3.txt", tape("call", "IR", "IE"), typed.fine),
        made("pugh.txt", tape("allotment", "Interviewer", "Walter"), typed.five_minutes),
        made("rec_diarized.txt", tape("nurse", "SPEAKER_01", "SPEAKER_00"), typed.aligned),
        made("FGD RW04.txt", tape("sampah", *PLACES), typed.ages_first(AGES)),
        made("driver 2.txt", tape("ojek", "Q", "D2"), typed.every_fifth),
        made("tea-05.txt", tape("sunda", "Interviewer", "Mang Udin"), typed.glossed),
        made("mbah sarto.txt", tape("batik", "Dewi", "Mbah Sarto"), typed.honoured),
        made("plough.txt", tape("couple", "Int", "Mrs B", "Mr B"), typed.remarked),
        made("Re Your allotment.txt", tape("allotment", "Jane Holt", "Walter Pugh"), typed.quoted_back),
        made("tape11.txt", tape("allotment", "HOLT", "PUGH"), typed.paragraphs),
        made("tambak_korpus.txt", tape("startup", "Peneliti", "Informan 1", "Informan 2"), typed.tagged),
        made("library-f4.txt", tape("library", "I", "B"), typed.frankfurt),
        made("nelayan koding.txt", tape("nelayan", "P", "R"), typed.coded),
        made("REC_0042.txt", tape("sekolah", "Nisa", "Kepsek", "Wakasek"), typed.minutes_inside),
        made(
            "jumpa pers.txt",
            tape("press", "Wartawan Harian Pagi", "Direktur", "Wartawan Radio Kota", "Wartawan TV Pesisir", asks="023"),
            typed.press,
        ),
        made("three-days.md", tape("library", "", "Carol Finch"), typed.headings),
        made("P04 ojek.md", tape("ojek", "Rani", "P04"), typed.vault),
        made("catatan-3-agustus.md", tape("sunda", "Saya", "Mang Udin"), typed.field_diary),
    ]


def chats() -> list[Layout]:
    return [
        made("Chat WhatsApp dengan Bu Bidan.txt", tape("bidan", "Rani Skripsi", "Bu Bidan"), chatted.voice_notes),
        made("telegram bidan.txt", tape("bidan", "Rani", "Bidan Yuli"), chatted.copied_telegram),
        made("[LINE] Chat with Yuli.txt", tape("bidan", "Rani", "Yuli"), chatted.line),
        made(
            "meeting_saved_chat.txt", tape("bus", "Moderator Jess", "Aisha", "Tom", "Priya", "Leon"), chatted.zoom_chat
        ),
        made("group-2.txt", tape("bus", "jess_research", "aisha", "tomtom", "priya.k", "leon99"), chatted.discord),
        made("slack thread.txt", tape("startup", "Nadia Putri", "Arif Wibowo", "Sinta Kurnia"), chatted.slack),
        made("ep12.txt", tape("startup", "Nadia", "Arif", "Sinta"), chatted.descript),
        made("fireflies.json", tape("rapat", "Dr. Hana", "Tika", "Lusi", "Yosef", "Bayu IT"), chatted.fireflies),
        made("assembly.json", tape("nurse", "A", "B"), chatted.assembly),
        made("whisperx.json", tape("nelayan", "SPEAKER_00", "SPEAKER_01"), chatted.whisper),
        made("result.json", tape("bidan", "Rani", "Bidan Yuli"), chatted.telegram),
        made("sekolah.srt", tape("sekolah", "PEWAWANCARA", "KEPALA SEKOLAH", "WAKASEK"), chatted.changes),
        made("rapat.vtt", tape("rapat", "Hana", "Tika", "Lusi", "Yosef", "Bayu"), chatted.voiced),
        made("nurse.cha", tape("nurse", "INV", "PAR"), chatted.chat_file),
        made("teh.TextGrid", tape("sunda", "Peneliti", "Pemetik"), chatted.text_grid),
        made("teh.eaf", tape("sunda", "Peneliti", "Udin"), lambda said: chatted.eaf(said, ENGLISH)),
    ]


def lampiran() -> Layout:
    wati = [["Nama", "Wati (samaran)"], ["Usia", "38 tahun"], ["Peran", "Kader posyandu"]]
    rusdi = [["Nama", "Rusdi (samaran)"], ["Usia", "54 tahun"], ["Peran", "Nelayan"]]
    first, second = tape("kader", "Peneliti", "Informan 1"), tape("nelayan", "Peneliti", "Informan 2")
    return single("lampiran 4.docx", bound.appendix([(wati, first), (rusdi, second)]), first + second)


def documents() -> list[Layout]:
    return [
        made("FGD dengan panduan.docx", tape("sampah", *PLACES), bound.script),
        made("interview6.docx", tape("library", "", ""), bound.bold_asks),
        made("WP-JH.docx", tape("allotment", "JH", "WP"), bound.indented),
        made("verbatim subjek 1.docx", tape("batik", "DL", "SR"), bound.verbatim),
        made("pengemudi.docx", tape("ojek", "Peneliti", "Pengemudi"), bound.merged_names),
        made("teh terjemahan.docx", tape("sunda", "Peneliti", "Mang Udin"), bound.by_machine(ENGLISH)),
        made("instrumen Ny W.docx", tape("kader", "", ""), bound.form),
        called("C1900-19.docx", tape("allotment", *NAMES), bound.national, NAMES),
        made(
            "Evaluasi aplikasi antrean.docx", tape("rapat", "Hana S", "Tika R", "Lusi P", "Yosef L", "Bayu"), bound.meet
        ),
        made("Interview ward 7.docx", tape("nurse", "Jane Holt", "Denise Okoro"), bound.teams),
        made("observasi.docx", tape("ojek", "P", "S"), bound.observed),
        lampiran(),
        made("DS_400217.docx", tape("nurse", "IV", "RE"), bound.agency_word),
        made("group2.rtf", tape("bus", "MOD", "M1", "F1", "F2", "M2"), bound.rtf),
        made("kepsek.odt", tape("sekolah", "Nisa (peneliti)", "Kepala Sekolah", "Wakasek"), bound.odt),
        made("tape7 OCR.pdf", tape("ocr", "HOLT", "PUGH"), bound.scanned),
        made("P11 ward.pdf", tape("nurse", "INT1", "P11"), bound.margin_numbers),
        made(
            "diskusi sesi 2.pdf",
            tape("sampah2", "Lestari", "Wati", "Joko", "Sum", "Harno", "Anton"),
            bound.minutes_left,
        ),
    ]


def sheets() -> list[Layout]:
    return [
        made("batik emosi.xlsx", tape("batik", "Dewi", "Mbah Sarto"), kept.feelings),
        made("plough columns.xlsx", tape("couple", "Interviewer", "Sheila", "Roy"), kept.zigzag),
        made("Transcript nvivo.xlsx", tape("nurse", "Interviewer", "Nurse 4"), kept.nvivo),
        made("nurse lines.xlsx", tape("nurse", "INT", "N4"), kept.names_once),
        made("kepsek.ods", tape("sekolah", "Peneliti", "KS", "WKS"), kept.ods),
        made("Survei Pasar (Jawaban).csv", answers("pasar"), kept.market),
        made("park_long.csv", answers("park"), kept.long_survey),
        made("bus.tsv", tape("bus", "1", "2", "3", "4", "5"), kept.by_number),
        made("three-days.html", tape("library", "", ""), kept.blog),
        made("wawancara2.htm", tape("kader", "P", "I2"), kept.filtered),
        made("walter-pugh.html", tape("allotment", "Jane Holt", "Walter Pugh"), kept.listed),
    ]


def folders() -> list[Layout]:
    return [kept.codes_of_people(), kept.one_asks_all(), kept.parts(), kept.with_guide()]


LAYOUTS: list[Layout] = [*texts(), *chats(), *documents(), *sheets(), *folders()]
