"""The eighth set, by a writer who had opened no reader: machines, chats, forms and sheets beside the papers."""

import csv
import io
from dataclasses import replace

from xlsxwriter import Workbook

from ..sight.talked import ASKER, NOBODY, TELLER, Layout, Said
from .counter import each_line
from .handed import (
    archived,
    field_notes,
    footnoted,
    interpreted,
    label_with_time,
    open_table,
    plain,
    pools,
    printed,
    printed_table,
    side_by_side,
    stage,
    supervised,
    talk,
    three_in_one,
    topics,
    verbatim,
)
from .pages import Write, single
from .sent import (
    capitals,
    fathom,
    letters,
    magazine,
    names_above,
    pane,
    phone,
    praat,
    text_edit,
    transcribe_me,
    translated_tiers,
    zoom,
)
from .talk import clock


def made(file: str, said: list[Said], write: Write) -> Layout:
    return single(file, write(said), said)


def lined(pattern: str, above: str = "", below: str = "", step: int = 9) -> Write:
    return lambda said: each_line(said, pattern, above=above, below=below, step=step)


def book(sheets: dict[str, list[list[object]]]) -> bytes:
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    return out.getvalue()


def two_sheets(said: list[Said]) -> bytes:
    """What the study is about on the first sheet, the talk on the second, with codes and memos of a colleague."""
    rows: list[list[object]] = [["Turn", "Timestamp", "Speaker", "Utterance", "Code", "Memo"]]
    for at, one in enumerate(said, 1):
        rows.append([at, clock(at, 9), one.who, one.text, ("cost", "", "")[at % 3], "check with MK" if at == 4 else ""])
    about: list[list[object]] = [["Study", "Planning desk"], ["Date", "12 February 2024"], ["Transcribed by", "LM"]]
    return book({"Info": about, "Transcript": rows})


def sheet_each(talks: dict[str, list[Said]]) -> bytes:
    """One sheet for each who was asked, the same two columns on all."""
    return book({name: [["Pembicara", "Isi"], *([one.who, one.text] for one in said)] for name, said in talks.items()})


ASKED = ("Bagaimana pengalaman Bapak/Ibu berobat di puskesmas?", "Apa saran Bapak/Ibu untuk puskesmas?")


def matrix() -> Layout:
    """Questions down the page, those who were asked across it."""
    people = pools()["air"]
    rows: list[list[object]] = [["No", "Pertanyaan", *(who for who, *_ in people)]]
    rows += [[at + 1, asked, *(each[at + 1] for each in people)] for at, asked in enumerate(ASKED)]
    said = [Said(who, TELLER, text) for who, *both in people for text in both]
    return single("matriks-jawaban.xlsx", book({"Sheet1": rows}), said)


def answers(pool: str) -> list[Said]:
    return [Said(who, TELLER, text) for who, *both in pools()[pool] for text in both]


def table(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def monkey() -> Layout:
    """Two rows of headers: the questions, and what kind of answer each column holds."""
    head = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "How often do you use the bus?"]
    head += ["What has changed for you?", "What should the council do next?"]
    kinds = ["", "", "", "", "", "Response", "Open-Ended Response", "Open-Ended Response"]
    often = ("Daily", "Weekly", "Weekly", "Less often", "Never")
    rows = [
        [who, "4421", "03/02/2024 10:11:09", "03/02/2024 10:19:44", "", often[at], *both]
        for at, (who, *both) in enumerate(pools()["bus"])
    ]
    return single("Bus survey.csv", table([head, kinds, *rows]), answers("bus"))


def redcap() -> Layout:
    """Variables with short names, codes for choices, long texts in two of them."""
    head = ["record_id", "redcap_event_name", "sex", "age", "visit_complete", "exp_open", "suggest_open"]
    rows = [
        [who, "baseline_arm_1", str(at % 2), str(31 + at * 4), "2", *both]
        for at, (who, *both) in enumerate(pools()["air"])
    ]
    return single("PuskesmasStudy_DATA_2024-03-02_1011.csv", table([head, *rows]), answers("air"))


def forms() -> Layout:
    """Microsoft Forms in Indonesian."""
    head: list[object] = ["ID", "Waktu mulai", "Waktu penyelesaian", "Email", "Nama", "Usia", *ASKED]
    rows = [
        [at + 1, "2024-03-02 09:10", "2024-03-02 09:18", "anonymous", who, 29 + at, *both]
        for at, (who, *both) in enumerate(pools()["air"])
    ]
    return single("Survei Puskesmas(1-6).xlsx", book({"Sheet1": [head, *rows]}), answers("air"))


def hosts() -> Layout:
    """Four episodes in Markdown: front matter, a name, and a time that is a link."""
    files, expected = {}, {}
    for number, (pool, guest) in enumerate(
        {"kopi": "Rara", "guru": "Kak Vino", "bidan": "Bidan Asih", "lurah": "Bu Narti"}.items(), 1
    ):
        name = f"warung-sebelah-{number:02d}.md"
        opened = Said("Dika", ASKER, f"Warung Sebelah episode {number}, sama gue Dika, tamunya {guest}.")
        said = expected[name] = [
            opened,
            *talk(pool, "Dika", guest),
            Said("Dika", ASKER, "Makasih udah dengerin, sampai minggu depan."),
        ]
        out = f"---\ntitle: Warung Sebelah {number}\nguest: {guest}\ndate: 2024-0{number}-11\n---\n\n## Transkrip\n\n"
        out += "\n\n".join(
            f"**{one.who}** [({clock(at, 13)})](https://warung.example/{number}#t={at * 13})\n{one.text}"
            for at, one in enumerate(said)
        )
        files[name] = (out + "\n").encode()
    return Layout("warung-sebelah", files, expected)


def health_study() -> Layout:
    """Three people of one study, each typed by somebody else: a document, a text, a page."""
    said = {f"R0{at}": talk(pool, "FN", f"R0{at}") for at, pool in enumerate(("bidan", "lurah", "guru"), 1)}
    files = {
        "R01.docx": plain("Kode: R01", "Pewawancara: FN")(said["R01"]),
        "R02.txt": each_line(said["R02"], "{who}: {text}\n", above="Kode: R02\nPewawancara: FN\n\n").encode(),
        "R03.pdf": printed(said["R03"], "Kode: R03", "Pewawancara: FN", head="Studi layanan dasar", foot="{}"),
    }
    return Layout("studi-layanan", files, {file: said[file[:3]] for file in files})


def group_in_village() -> Layout:
    """Sex and age behind a number, everybody at once, and one who only writes."""
    voices = (
        "Moderator",
        "Peserta 1 (L, 34 th)",
        "Peserta 2 (P, 41 th)",
        "Peserta 3 (L, 57 th)",
        "Peserta 4 (P, 29 th)",
    )
    said = talk("fgd", *voices)
    said.insert(12, Said("Semua", "other or teller", "Iya, betul!"))
    out = "FOCUS GROUP DISCUSSION\nTema: Air bersih\nNotulis: Yanti\n\n"
    out += "\n".join(f"{one.who} : {one.text}" for one in said) + "\n\n(Diskusi ditutup pukul 17.20)\n"
    return single("FGD dusun atas.txt", out, said)


def minutes() -> Layout:
    """The record of a hearing in parliament: office, party and name on a line of their own; no one interviews."""
    voices = (
        "KETUA RAPAT (Dra. Hj. SITI MARYAM)",
        "F-KARYA (H. BURHAN, S.H.)",
        "F-TANI (DEWI LARASATI)",
        "KEPALA DINAS PU (Ir. WIBOWO)",
        "F-BAHARI (YOHANIS R.)",
    )
    said = [Said(one.who, "any", one.text) for one in talk("fgd", *voices)]
    out = "RISALAH RAPAT DENGAR PENDAPAT\nHari, Tanggal: Senin, 5 Juni 2023\nAcara: Air bersih\n\n"
    return single("risalah-rdp.txt", out + "".join(f"{one.who}:\n{one.text}\n\n" for one in said), said)


def appendix() -> Layout:
    """Three people behind one label: they must not become one."""
    talks = [talk(pool, "P", f"I of interview {number}") for number, pool in enumerate(("lurah", "bidan", "guru"), 1)]
    return single("Lampiran transkrip lengkap.docx", three_in_one(talks), [one for said in talks for one in said])


def sheets_of_people() -> Layout:
    talks = {
        name: talk(pool, "Peneliti", name)
        for name, pool in {"Bu Narti": "lurah", "Bidan Asih": "bidan", "Pak Vino": "guru"}.items()
    }
    return single("wawancara per informan.xlsx", sheet_each(talks), [one for said in talks.values() for one in said])


CONSENT = """INFORMED CONSENT
The following was read to the participant: You may stop at any time. Your name will not be used.
Do you agree to take part? Participant answered yes.
Interviewer: Helen Marsh
Date: 14/02/2024

"""
CURLY = [replace(one, text=one.text.replace("'", "\u2019")) for one in talk("ferry", "ST", "AP")]


def consented(said: list[Said]) -> str:
    """Labels are initials; whose they are stands in the form above."""
    initials = [replace(one, who="HM" if one.who == "Helen Marsh" else one.who) for one in said]
    return each_line(initials, "{who}: {text}\n\n", above=CONSENT, below="Transcribed by J. Lowe\n", step=9)


AGES = ("Mod", "F1-34", "F2-29", "F3-41", "F4-22")
CALL = ("Dr. Sari Wulan (she/her)", "iPhone milik Pak Darto")
UNNAMED = [Said("", NOBODY, one.text.lower()) for one in talk("desk", "", "")]
TEAM = [
    Said("Interviewer 2 (JT)", ASKER, one.text) if at in (4, 8, 12) else one
    for at, one in enumerate(talk("desk", "Interviewer 1 (MK)", "P04"))
]

LAYOUTS = [
    made("Lampiran 4 Verbatim.docx", talk("bidan", "Iter", "Itee"), verbatim),
    made("rekaman-07.docx", talk("lurah", "Peneliti", "Bu Narti"), label_with_time),
    made("I-3.docx", talk("bidan", "P", "I-3"), footnoted),
    made("dwibahasa.docx", talk("lurah", "Q", "A"), side_by_side),
    made("with interpreter.docx", interpreted(), plain("Interview 9, community centre", "Language: Tetum and English")),
    made("P04 final.docx", TEAM, stage),
    made("R07.docx", talk("lurah", "P", "R07"), topics),
    made("catatan lapangan bidan.docx", talk("bidan", "Pewawancara", "Ibu Y (42)"), field_notes),
    made(
        "panel-college.docx",
        talk("panel", *AGES),
        plain("Focus group 3", "Participants: F1-34, F2-29, F3-41, F4-22", gap=":\t"),
    ),
    made("Interview 2 EB comments.docx", talk("ferry", "Interviewer", "Ada"), supervised),
    made(
        "interview_03.docx",
        talk("desk", "Interviewer", "Participant"),
        plain("Interview 3", below=("End of interview.",)),
    ),
    made("Wawancara_Guru_01.txt", talk("guru", "S1", "S2"), transcribe_me),
    made("kitchen table.txt", talk("ferry", "", ""), capitals),
    made("fathom.txt", talk("desk", "Moira Kent (County Research)", "Pam Oldroyd"), fathom),
    made("riverside.txt", talk("kopi", "Dika", "Rara"), lined("{who} ({begin})\n{text}\n\n")),
    made("youtube pane.txt", UNNAMED, pane),
    made("documentary.srt", talk("ferry", "SIMON", "ADA"), names_above),
    made("GMT20240214_Recording.vtt", talk("guru", *CALL), zoom),
    made("WhatsApp Chat with +62 812-0000-1111.txt", talk("guru", "Nabila Riset", "+62 812-0000-1111"), phone),
    made("wawancara tertulis.txt", talk("lurah", "Rio Pratama", "Narti Suharti"), letters),
    made(
        "P11.pdf",
        talk("desk", "INT", "P11"),
        lambda said: printed(
            said, "Planning and You: interview P11", head="Transcript P11 - Confidential", foot="Page {} of 2"
        ),
    ),
    made(
        "buletin-desa.pdf",
        talk("bidan", "Redaksi", "Bidan Asih"),
        lambda said: printed(
            said, "<b>Bidan di atas bukit</b>", columns=2, head="Buletin Desa, edisi 14", foot="- {} -"
        ),
    ),
    made("tabel-fgd.pdf", talk("fgd", "Fasilitator", "Bu Tini", "Bu Ros", "Pak Made", "Bu Sri"), printed_table),
    made("penhallow_ada.pdf", talk("ferry", "Treloar", "Penhallow"), archived),
    made("desk-coded.xlsx", talk("desk", "MK", "Participant 6"), two_sheets),
    sheets_of_people(),
    matrix(),
    monkey(),
    redcap(),
    forms(),
    made("bidan-di-atas-bukit.html", talk("bidan", "", ""), magazine),
    hosts(),
    health_study(),
    made("tape2.rtf", CURLY, text_edit),
    made("ferry.odt", talk("ferry", "Simon", "Ada Penhallow"), open_table),
    made("tiers.eaf", talk("bidan", "Interviewer", "Narrator"), translated_tiers),
    made("bidan.TextGrid", talk("bidan", "Int", "Bidan"), praat),
    group_in_village(),
    minutes(),
    appendix(),
    made("consented.txt", talk("desk", "Helen Marsh", "PP"), consented),
]
