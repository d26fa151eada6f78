"""The tenth set, by another writer who had opened no reader: two thirds of it what most people hand in."""

from dataclasses import replace

from ..sight.talked import Layout, Said
from . import aired, bindery, essays, leaves, ledgers
from .pages import Write, single
from .reels import asks, made, reel

GROUP = ("Andini", "Bayu", "Cleo", "Damar", "Salma")
COMMITTEE = ("Chair", "Sam Okafor", "Mrs Patel", "Dr Hale", "Malcolm Bright")
COUNCIL = ("KETUA RAPAT", "ANGGOTA", "KEPALA DINAS PERTANIAN", "PERWAKILAN KELOMPOK TANI")
TERRACE = ("Raka", "Mita", "Yoga")
SHIFT = ("Maya", "Dev", "Oona")


def capitals() -> Layout:
    said = reel("tki", "", "")
    heard = [replace(one, text=one.text.upper()) if asks(one) else one for one in said]
    return single("ibu S pertanyaan kapital.txt", essays.capitals(said), heard)


def renamed(said: list[Said], name) -> list[Said]:
    return [replace(one, who=name(one.who)) for one in said]


def explained() -> Layout:
    """Initials that the sheet above the talk explains: the names are read, and say more than the letters."""
    said = reel("irene", "HW", "IS")
    whole = {"HW": "Hannah Webb", "IS": "Irene Stott"}
    return single("stott_i_2.txt", essays.tracks(said), renamed(said, whole.__getitem__))


def numbered(file: str, said: list[Said], write: Write) -> Layout:
    """Numbers that a service gives to voices: a number alone is nobody's name, so each is read as `Speaker 0`."""
    return single(file, write(said), renamed(said, "Speaker {}".format))


def wordpress() -> Layout:
    said = reel("bees", *SHIFT, asks="01")
    return single("night-bus-bees.html", aired.wordpress(said), renamed(said, str.upper))


def students() -> list[Layout]:
    seated = [f"P{at}/{name}" for at, name in enumerate(GROUP, 1)]
    return [
        made("Wawancara Bu Tin.txt", reel("warung", "Peneliti", "Informan"), essays.hurried),
        made("wwcr guru sd.txt", reel("guru", "P", "G"), essays.key_below),
        made("apoteker-edit2.txt", reel("apoteker", "Laras", "Apoteker"), essays.paged),
        made("Interview 7 farmer.txt", reel("farm", "Interviewer", "Farmer"), essays.misspelt),
        made("phone 14.txt", reel("phone", "Me", "Kelly"), essays.me_and_her),
        made("Rekaman 2 Mei.txt", reel("apoteker", "Pembicara 1", "Pembicara 2"), essays.recorder),
        made("FGD mahasiswa.txt", reel("skripsi", "Moderator", *seated), essays.nicknamed),
        capitals(),
        made("ibu S dua hari.txt", reel("tki", "T", "J"), essays.two_days),
        made("pak sekdes.txt", reel("sekdes", "Saya", "Pak Sekdes", "Bu Rini"), essays.staff),
        made("bagas_notes.txt", reel("analyst", "Nina", "Bagas"), essays.minute_after),
        made("care group 3.txt", reel("care", "MOD", "R1", "R2", "R3", "R4"), essays.conventions),
        made("hasil wawancara Ibu W.txt", reel("guru", "Pertanyaan", "Jawaban"), essays.pairs),
        made("bengkel kolom.txt", reel("bengkel", "PEWAWANCARA", "NARASUMBER"), essays.no_colon),
        made("Transcript 11.txt", reel("farm", "INTERVIEWER", "FARMER"), essays.name_lines),
        made("I-2 diketik.txt", reel("tki", "Peneliti", "Ibu S"), essays.lost_label),
        made("wwcr_bengkel.txt", reel("bengkel", "T", "S"), essays.handwritten),
        made("pak slamet rec17.txt", reel("bengkel", "Dian", "Pak Slamet"), essays.clips),
    ]


def typed() -> list[Layout]:
    return [
        made("SS31 broadcast.txt", reel("bees", "MAYA", "DEV", "OONA", asks="01"), essays.screenplay),
        explained(),
        made("Tactiq - Bagas.txt", reel("analyst", "Nina Larasati", "Bagas Aji"), essays.tactiq),
        made("risalah komisi B.txt", reel("dprd", *COUNCIL, asks="01"), essays.opened),
        made("hands.md", reel("artist", "Q", "A"), essays.asked_in_italics),
        made("ep31.md", reel("bees", *SHIFT, asks="01"), essays.show_notes),
        made("Irene Stott.md", reel("irene", "Hannah", "Irene"), essays.callouts),
        made("ngobrol-bagas.md", reel("analyst", "Nina", "Bagas"), essays.bullets),
    ]


def documents() -> list[Layout]:
    return [
        made("Lampiran 2 transkrip.docx", reel("warung", "Peneliti", "Informan"), bindery.thesis),
        made("farm_interview_clean_v2.docx", reel("farm", "Interviewer", "Interviewee"), bindery.agency),
        made("Transkrip FGD A.docx", reel("skripsi", "M", "AN", "BY", "CL", "DM", "SL"), bindery.with_members),
        made("verbatim subjek 2.docx", reel("guru", "Iter", "Itee"), bindery.psychology),
        made("tabel dua kolom.docx", reel("apoteker", "Peneliti", "Apoteker"), bindery.two_columns),
        made("Kelly phone.docx", reel("phone", "Tom", "Kelly"), bindery.names_once),
        made("jawaban tertulis.docx", reel("guru", "", "Jawab"), bindery.written),
        made("Kelly phone call_otter_ai.docx", reel("phone", "Tom Reeve", "Kelly"), bindery.otter),
        made("Stott session 2.docx", reel("irene", "Q", "A"), bindery.question_answer),
        made("Obrolan Teras 14.docx", reel("game", *TERRACE, asks="01"), bindery.hosts),
        made("guru kode awal.docx", reel("guru", "Peneliti", "Guru"), bindery.commented),
        made("catatan HP.docx", reel("bengkel", "Dian", "Pak Slamet"), bindery.one_paragraph),
        made("illustrator.rtf", reel("artist", "Lou", "Bea"), bindery.text_edit),
        made("sekdes.odt", reel("sekdes", "Peneliti", "Sekdes", "Bu Rini"), bindery.numbered_list),
        made("Transkrip Informan 1.pdf", reel("warung", "P", "I"), leaves.hanging),
        made("oral evidence HC 419.pdf", reel("evidence", *COMMITTEE, asks="012"), leaves.oral_evidence),
        made("late for everything.pdf", reel("artist", "", ""), leaves.magazine),
        made("voices of the exchange.pdf", reel("irene", "WEBB", "STOTT"), leaves.small_book),
        made("care draft.pdf", reel("care", "Mod", "R1", "R2", "R3", "R4"), leaves.double_spaced),
        made("teras 14.pdf", reel("game", *TERRACE, asks="01"), leaves.timed_lines),
    ]


def machines() -> list[Layout]:
    evidence = tuple(name.upper() for name in COMMITTEE)
    return [
        made("31.json", reel("bees", *SHIFT, asks="01"), aired.podcast_json),
        made("transcript-14.html", reel("game", *TERRACE, asks="01"), aired.podcast_page),
        numbered("deepgram_kelly.json", reel("phone", "0", "1"), aired.deepgram),
        numbered("rev_farm.json", reel("farm", "0", "1"), aired.rev),
        made("message_1.json", reel("kurir", "Sari", "Dwi Kurir"), aired.instagram),
        made("teras14.srt", reel("game", *TERRACE, asks="01"), aired.bracketed_cues),
        made("film bengkel.srt", reel("bengkel", "", ""), aired.both_in_a_cue),
        made("evidence.vtt", reel("evidence", *evidence, asks="012"), aired.called_cues),
        made("WhatsApp Chat with Mas Dwi.txt", reel("kurir", "Sari Skripsi", "Mas Dwi"), aired.android_chat),
        made("dari wa web.txt", reel("kurir", "Sari", "Mas Dwi JNT"), aired.web_chat),
        made("WawancaraPekerjaMigran.html", reel("tki", "Dian", "Ibu S"), aired.google_document),
        made("risalah.html", reel("dprd", "Ketua", "Lestari Ningrum", "Wahono", "Sutrisno", asks="01"), aired.record),
        wordpress(),
        made("bea.html", reel("artist", "", ""), aired.questions_only_bold),
    ]


def sheets() -> list[Layout]:
    return [
        made("transkrip fgd peran.xlsx", reel("skripsi", "Rio", *GROUP), ledgers.with_roles),
        made("guru tanya jawab.xlsx", reel("guru", "", ""), ledgers.pairs),
        made("tempelan.xlsx", reel("bengkel", "Peneliti", "Informan"), ledgers.pasted),
        made("sekdes.csv", reel("sekdes", "Peneliti", "Sekdes", "Operator"), ledgers.sep_line),
        made("machine.tsv", reel("care", "spk_0", "spk_1", "spk_2", "spk_3", "spk_4"), ledgers.both_ends),
        ledgers.canteen(),
        ledgers.remote(),
    ]


def folders() -> list[Layout]:
    return [ledgers.mixed_kinds(), ledgers.with_attendance(), ledgers.seasons()]


LAYOUTS: list[Layout] = [*students(), *typed(), *documents(), *machines(), *sheets(), *folders()]
