"""The seventh set, by a writer who had opened no reader: machines, chats, forms and sheets beside the papers."""

import csv
import html
import io

from xlsxwriter import Workbook

from ..sight.talked import ASKER, NOBODY, TELLER, Layout, Said
from .counter import each_line, parts_of
from .pages import Write, single
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
from .talk import clock


def made(file: str, said: list[Said], write: Write) -> Layout:
    return single(file, write(said), said)


def lined(pattern: str, above: str = "", below: str = "", step: int = 9) -> Write:
    return lambda said: each_line(said, pattern, above=above, below=below, step=step)


def fathom(said: list[Said]) -> str:
    """A recorder of calls: title, a link, then time and name, and what it thinks somebody should do."""
    out = "Planning chat - February 12\nVIEW RECORDING - 38 mins (No highlights): https://fathom.video/share/x1\n\n---\n\n"
    for at, one in enumerate(said):
        out += f"{clock(at, 9, hours=False)} - {one.who}\n  {one.text}\n\n"
        if at == 5:
            out += "ACTION ITEM: Send the survey again - WATCH: https://fathom.video/share/x1?timestamp=61\n\n"
    return out


def transcribe_me(said: list[Said]) -> str:
    """Voices S1 and S2, a time, and the words, between tabs; a notice above."""
    return "Wawancara_Guru_01.mp3 - TranscribeMe\r\n\r\n" + "".join(
        f"{one.who}\t{clock(at, 8, hours=False)}\t{one.text}\r\n\r\n" for at, one in enumerate(said)
    )


def capitals(said: list[Said]) -> str:
    """Questions in capitals, answers as they are written, no name before either."""
    out = "THE FERRY\nA conversation at the kitchen table, summer of 1991\n\n"
    return out + "\n\n".join(one.text.upper() if one.role == ASKER else one.text for one in said) + "\n"


def pane(said: list[Said]) -> str:
    """What is copied from beside a video: a time, a few words, a time, a few words; nobody has a name."""
    words = " ".join(one.text for one in said).lower().split()
    return "".join(
        f"{at // 5 // 60}:{at // 5 % 60:02d}\n{' '.join(words[at * 6 : at * 6 + 6])}\n"
        for at in range(-(-len(words) // 6))
    )


def names_above(said: list[Said]) -> str:
    """Subtitles of an editor: the name in capitals on the first line of a cue when the voice changes."""
    out, at = "", 0
    for one in said:
        for place, text in enumerate(parts_of(one.text)):
            name = "" if place else f"{one.who.upper()}:\n"
            out += f"{at + 1}\n{clock(at, 4)},040 --> {clock(at + 1, 4)},000\n{name}{text}\n\n"
            at += 1
    return out


def zoom(said: list[Said]) -> str:
    """Names as people give them to themselves in a call."""
    out, at = "WEBVTT\n\n", 0
    for one in said:
        for text in parts_of(one.text):
            out += f"{at + 1}\n{clock(at, 4)}.200 --> {clock(at + 1, 4)}.000\n{one.who}: {text}\n\n"
            at += 1
    return out


def phone(said: list[Said]) -> str:
    """A phone set to English: noon by letters, a number for a name, files, a deletion and an edit; messages are short."""
    out = "5/12/24, 2:01\u202fPM - Messages and calls are end-to-end encrypted. Only people in this chat can read, listen to, or share them.\n"
    at = 1
    for one in said:
        for text in parts_of(one.text):
            at += 1
            out += f"5/12/24, {2 + at // 60}:{at % 60:02d}\u202fPM - {one.who}: {text}\n"
            if at == 9:
                out += f"5/12/24, 2:09\u202fPM - {one.who}: <Media omitted>\n"
            if at == 14:
                out += f"5/12/24, 2:14\u202fPM - {one.who}: This message was deleted\n"
            if at == 20:
                out = out.rstrip("\n") + " <This message was edited>\n"
    return out


def letters(said: list[Said]) -> str:
    """Mails in Indonesian, one below another, each with its head, greeting left out and a signature line of a phone."""
    out = ""
    for at, one in enumerate(said):
        other = next(each.who for each in said if each.who != one.who)
        out += f"Dari: {one.who}\nDikirim: {at + 4} Januari 2024 0{at % 9 + 1}.15\nKepada: {other}\nPerihal: Re: Wawancara tertulis\n\n"
        out += f"{one.text}\n\nDikirim dari ponsel saya\n\n"
    return out


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


def magazine(said: list[Said]) -> str:
    """A page of a newspaper: each question a heading, its answer one or two paragraphs."""
    out = "<!doctype html><html><head><title>Bidan di atas bukit</title></head><body><nav><a href='/'>Beranda</a></nav><article><h1>Bidan di atas bukit</h1><p class='byline'>Oleh Redaksi</p>"
    for one in said:
        parts = [one.text] if one.role == ASKER else parts_of(one.text)
        tag = "h3" if one.role == ASKER else "p"
        out += "".join(f"<{tag}>{html.escape(part, quote=False)}</{tag}>\n" for part in parts)
    return out + "</article><footer>Hak cipta 2023</footer></body></html>"


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


def text_edit(said: list[Said]) -> str:
    """RTF as a Mac writes it: a backslash ends the line, curly signs are numbers."""

    def escaped(text: str) -> str:
        return "".join(char if ord(char) < 128 else f"\\uc0\\u{ord(char)} " for char in text.replace("'", "\u2019"))

    head = "{\\rtf1\\ansi\\ansicpg1252\\cocoartf2709\n\\cocoatextscaling0{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica;\\f1\\fswiss\\fcharset0 Helvetica-Bold;}\n{\\colortbl;\\red255\\green255\\blue255;}\n\\paperw11900\\paperh16840\\margl1440\\margr1440\n\\pard\\tx566\\pardirnatural\\partightenfactor0\n\n\\f1\\b\\fs24 \\cf0 Ferry interview, tape 2\\\n\\\n"
    return head + "".join(f"\\f1\\b {one.who}:\n\\f0\\b0  {escaped(one.text)}\\\n\\\n" for one in said) + "}"


def translated_tiers(said: list[Said]) -> str:
    """ELAN of a linguist: a tier for each voice, and below that of the narrator a free translation."""
    out = '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT AUTHOR="" FORMAT="3.0" VERSION="3.0"><HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/><TIME_ORDER>'
    out += (
        "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{at}" TIME_VALUE="{at * 5000}"/>' for at in range(len(said) + 1))
        + "</TIME_ORDER>"
    )
    for tier in ("Interviewer", "Narrator"):
        out += f'<TIER LINGUISTIC_TYPE_REF="utterance" PARTICIPANT="{tier}" TIER_ID="{tier}">'
        out += "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}" TIME_SLOT_REF1="ts{at}" TIME_SLOT_REF2="ts{at + 1}"><ANNOTATION_VALUE>{html.escape(one.text, quote=False)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>'
            for at, one in enumerate(said)
            if one.who == tier
        )
        out += "</TIER>"
    out += '<TIER LINGUISTIC_TYPE_REF="translation" PARENT_REF="Narrator" PARTICIPANT="Narrator" TIER_ID="Narrator-ft">'
    out += "".join(
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="f{at}" ANNOTATION_REF="a{at}"><ANNOTATION_VALUE>[free] the narrator answers number {at}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>'.replace(
            "[free] ", ""
        )
        for at, one in enumerate(said)
        if one.who == "Narrator"
    )
    out += '</TIER><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="translation" CONSTRAINTS="Symbolic_Association" TIME_ALIGNABLE="false"/>'
    return out + "</ANNOTATION_DOCUMENT>\n"


def praat(said: list[Said]) -> str:
    """Two tiers of intervals, the silence between them empty."""
    end = len(said) * 4
    out = f'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = {end}\ntiers? <exists>\nsize = 2\nitem []:\n'
    for number, tier in enumerate(dict.fromkeys(one.who for one in said), 1):
        out += f'    item [{number}]:\n        class = "IntervalTier"\n        name = "{tier}"\n        xmin = 0\n        xmax = {end}\n        intervals: size = {len(said)}\n'
        for at, one in enumerate(said):
            text = one.text.replace('"', '""') if one.who == tier else ""
            out += f'        intervals [{at + 1}]:\n            xmin = {at * 4}\n            xmax = {at * 4 + 4}\n            text = "{text}"\n'
    return out


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
    """The record of a hearing in parliament: office, party and name on a line of their own; no one is an interviewer."""
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
    made("documentary.srt", talk("ferry", "Simon", "Ada"), names_above),
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
    made("tape2.rtf", talk("ferry", "ST", "AP"), text_edit),
    made("ferry.odt", talk("ferry", "Simon", "Ada Penhallow"), open_table),
    made("tiers.eaf", talk("bidan", "Interviewer", "Narrator"), translated_tiers),
    made("bidan.TextGrid", talk("bidan", "Int", "Bidan"), praat),
    group_in_village(),
    minutes(),
    appendix(),
    made("consented.txt", talk("desk", "HM", "PP"), lined("{who}: {text}\n\n", CONSENT, "Transcribed by J. Lowe\n")),
]
