"""The ninth set, by a writer who had opened no reader: what students, typists, agencies and machines hand in."""

from ..sight.talked import Layout
from . import chatted, typed
from .pages import single
from .tapes import made, tape, tapes

ENGLISH = [line[2:] for line in tapes()["sunda in english"]]
PLACES = ("Mod", "P1", "P2", "P3", "P4", "P5")
AGES = {
    "P1": "P, 41 th, ibu rumah tangga",
    "P2": "L, 35 th, satpam",
    "P3": "P, 52 th, pedagang",
    "P4": "L, 60 th, pensiunan",
    "P5": "L, 47 th, ketua RT",
}
TEAM = {"NP": "Nadia Putri", "AW": "Arif Wibowo", "SK": "Sinta Kurnia"}


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
        made("podcast 12.txt", tape("startup", *TEAM), typed.introduced(TEAM)),
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


LAYOUTS: list[Layout] = [*texts(), *chats()]
