"""Usual files of interviews, by a writer who had opened no reader: papers, machines, chats, forms and pages."""

import csv
import html
import io
import json
import random
from functools import cache
from pathlib import Path

from ..sight.talked import ASKER, TELLER, Layout, Said
from .counter import each_line, parts_of
from .pages import Write, pdf, runs, single, table, word, wrapped
from .senders import book_of
from .talk import clock


@cache
def pools() -> dict[str, list[str]]:
    """The lines of the text file by their pool."""
    found: dict[str, list[str]] = {}
    for line in (Path(__file__).parent / "sixth.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            own = found.setdefault(line[2:], [])
        else:
            own.append(line)
    return found


def talk(pool: str, seed: int, asker: str, teller: str, count: int = 9) -> list[Said]:
    """Questions and answers in the order of the pool, with a listening sound now and then."""
    rng, lines = random.Random(seed), pools()[pool]
    nods = ["Mm-hm.", "Right."] if pool in ("en", "oral") else ["Oh, begitu.", "Iya, iya."]
    said = []
    for place in sorted(rng.sample(range(len(lines)), min(count, len(lines)))):
        question, answer = lines[place].split("|")
        said.append(Said(asker, ASKER, question))
        begin, *rest = parts_of(answer)
        if rest and rng.random() < 0.25:
            said += [Said(teller, TELLER, begin), Said(asker, ASKER, rng.choice(nods))]
            answer = " ".join(rest)
        said.append(Said(teller, TELLER, answer))
    return said


def round_table(*names: str) -> list[Said]:
    """The talk of one who leads and three who answer."""
    lines = [line.split("|") for line in pools()["group"]]
    own = dict(zip("?123", names, strict=True))
    return [Said(own[who], ASKER if who == "?" else TELLER, text) for who, text in lines]


def made(file: str, pool: str, seed: int, voices: tuple[str, str], write: Write) -> Layout:
    said = talk(pool, seed, *voices)
    return single(file, write(said), said)


def lined(pattern: str, above: str = "", below: str = "", step: int = 7) -> Write:
    return lambda said: each_line(said, pattern, above=above, below=below, step=step)


def paper(*above: str, parts: tuple[tuple[str, str], ...], below: tuple[str, ...] = ()) -> Write:
    """A Word file with a header and a page number; each turn is a paragraph of parts with their marks."""

    def fill(document, said: list[Said]) -> None:
        document.sections[0].header.paragraphs[0].text = "Lampiran 3 / Appendix 3"
        document.sections[0].footer.paragraphs[0].text = "Halaman 1"
        for text in above:
            document.add_paragraph(text)
        for at, one in enumerate(said):
            values = {"who": one.who, "text": one.text, "short": clock(at, 9, hours=False), "at": at + 1}
            runs(document, *((text.format(**values), marks) for text, marks in parts))
        for text in below:
            document.add_paragraph(text)

    return lambda said: word(lambda document: fill(document, said))


IDENTITY = [
    ["Nama informan", "Ibu S (inisial)"],
    ["Usia", "47 tahun"],
    ["Pekerjaan", "Petani rumput laut"],
    ["Tempat", "Rumah informan"],
]


def thesis(said: list[Said]) -> bytes:
    """A table of who was asked, then labels with a space before the colon."""

    def fill(document) -> None:
        document.add_heading("TRANSKRIP WAWANCARA", 1)
        table(document, IDENTITY)
        document.add_paragraph("Informan sudah menandatangani lembar persetujuan sebelum wawancara dimulai.")
        for one in said:
            runs(document, (f"{one.who} : ", "b"), (one.text, ""))
        document.add_paragraph("Makassar, 14 Juni 2023")

    return word(fill)


def four_columns(said: list[Said]) -> bytes:
    """Number, who, what, and an empty column for codes."""

    def fill(document) -> None:
        document.add_paragraph("Verbatim Wawancara Partisipan 02")
        rows = [["No", "Pelaku", "Verbatim", "Koding"]]
        table(document, rows + [[str(at), one.who, one.text, ""] for at, one in enumerate(said, 1)])

    return word(fill)


def soft_breaks(said: list[Said]) -> bytes:
    """A question and its answer in one paragraph, with a break of the line between them."""

    def fill(document) -> None:
        document.add_heading("Interview with a night nurse", 1)
        document.add_paragraph(
            "Recorded on 3 May 2022. Names have been changed. [...] means that something is left out."
        )
        for at, one in enumerate(said):
            if at % 2 == 0:
                paragraph = document.add_paragraph()
            else:
                paragraph.add_run().add_break()
            paragraph.add_run(f"{one.who}: {one.text}")

    return word(fill)


def word_online(said: list[Said]) -> bytes:
    """Transcribe in Word for the web: file, then time and speaker, then the text below."""

    def fill(document) -> None:
        document.add_heading("Audio file", 2)
        document.add_paragraph("Recording 14.m4a")
        document.add_heading("Transcript", 2)
        for at, one in enumerate(said):
            document.add_paragraph(f"{clock(at, 8)} {one.who}")
            document.add_paragraph(one.text)

    return word(fill)


def teams(said: list[Said]) -> bytes:
    def fill(document) -> None:
        runs(document, ("Follow-up conversation-20240304_140112-Meeting Recording", "b"))
        document.add_paragraph("March 4, 2024, 2:01PM")
        document.add_paragraph("41m 7s")
        runs(document, ("Judith Orme", "b"), (" started transcription", ""))
        for at, one in enumerate(said):
            paragraph = runs(document, (one.who, "b"), (f"   {clock(at, 9, hours=False)}", ""))
            paragraph.add_run().add_break()
            paragraph.add_run(one.text)
        runs(document, ("Judith Orme", "b"), (" stopped transcription", ""))

    return word(fill)


def meet(said: list[Said]) -> str:
    """The notes of a call in a browser, in Indonesian, as text with a time every few turns."""
    out = "Obrolan Ratna & Bimo - 2024/05/06 09:58 WIB - Transkrip\n\nPeserta\n\nRatna Ayu, Bimo Satrio\n\nTranskrip\n"
    for at, one in enumerate(said):
        out += f"\n{clock(at, 20)}\n\n" if at % 6 == 0 else ""
        out += f"{one.who}: {one.text}\n"
    return (
        out + "\nRapat berakhir setelah 00:24:11\n\nTranskrip ini dibuat oleh komputer dan mungkin berisi kesalahan.\n"
    )


def wrapped_lines(said: list[Said]) -> str:
    """Labels of a letter, text that goes on below it, notes in brackets, ends of lines of Windows."""
    out = ["Interview 4", "Date: 12/11/2021", "Interviewer (I): LM", "Respondent (R): retired nurse, 61", ""]
    for at, one in enumerate(said):
        text = one.text + (" [laughs]" if at % 5 == 3 else "")
        out += [*wrapped(text, 74, f"{one.who}: ", "   "), ""]
    return "\ufeff" + "\r\n".join([*out, "[end of recording]"])


def fireflies(said: list[Said]) -> str:
    speakers = list(dict.fromkeys(one.who for one in said))
    rows = [(one.who, text) for one in said for text in parts_of(one.text)]
    return json.dumps(
        [
            {
                "sentence": text,
                "startTime": clock(at, 4, hours=False),
                "endTime": clock(at + 1, 4, hours=False),
                "speaker_name": who,
                "speaker_id": speakers.index(who),
            }
            for at, (who, text) in enumerate(rows)
        ]
    )


def whisper_sheet(said: list[Said]) -> str:
    """Milliseconds and text between tabs; the label of diarization stands in the text."""
    out, at = "start\tend\ttext\n", 0
    for one in said:
        for text in parts_of(one.text):
            out += f"{at * 3100}\t{at * 3100 + 2900}\t[{one.who}]: {text}\n"
            at += 1
    return out


def cues(head: str, label: str, point: str) -> Write:
    """A sentence in each cue, and the speaker in each."""

    def write(said: list[Said]) -> str:
        out, at = head, 0
        for one in said:
            for text in parts_of(one.text):
                shown = label.format(who=one.who, text=text)
                out += f"{at + 1}\n{clock(at, 4)}{point}120 --> {clock(at + 1, 4)}{point}020\n{shown}\n\n"
                at += 1
        return out

    return write


def noscribe(said: list[Said]) -> str:
    out = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>noScribe</title></head><body>"
    out += "<p>Transcribed with noScribe vers. 0.5</p><p>Audio source: /home/desk/rec_12.mp3</p>"
    for at, one in enumerate(said):
        name = f"ts_{at * 5000}_{at * 5000 + 4800}_{one.who}"
        out += f'<p><a name="{name}"><span>{one.who}: {html.escape(one.text, quote=False)}</span></a></p>\n'
    return out + "</body></html>"


def clan(said: list[Said]) -> str:
    out = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINV Investigator, PAR Participant\n"
    out += "@ID:\teng|wards|INV|||||Investigator|||\n@ID:\teng|wards|PAR|61;||||Participant|||\n@Media:\tw4, audio\n"
    for at, one in enumerate(said):
        lines = wrapped(one.text, 68)
        out += f"*{one.who}:\t" + "\n\t".join(lines) + f" \x15{at * 4000}_{at * 4000 + 3900}\x15\n"
        out += "%com:\tdoor closes\n" if at == 4 else ""
    return out + "@End\n"


def exmaralda(said: list[Said]) -> str:
    """A timeline, a table of speakers, and a tier for each."""
    out = '<?xml version="1.0" encoding="UTF-8"?>\n<basic-transcription><head><meta-information>'
    out += "<project-name>Malam</project-name></meta-information><speakertable>"
    voices = {who: f"SPK{at}" for at, who in enumerate(dict.fromkeys(one.who for one in said))}
    for who, code in voices.items():
        out += f'<speaker id="{code}"><abbreviation>{who}</abbreviation><sex value="f"/></speaker>'
    out += "</speakertable></head><basic-body><common-timeline>"
    out += "".join(f'<tli id="T{at}" time="{at * 6}.0"/>' for at in range(len(said) + 1)) + "</common-timeline>"
    for who, code in voices.items():
        out += f'<tier id="TIE{code}" speaker="{code}" category="v" type="t" display-name="{who} [v]">'
        for at, one in enumerate(said):
            if one.who == who:
                out += f'<event start="T{at}" end="T{at + 1}">{html.escape(one.text, quote=False)} </event>'
        out += "</tier>"
    return out + "</basic-body></basic-transcription>\n"


def elan(said: list[Said]) -> str:
    """The file of the program itself: slots of time, and a tier for each who speaks."""
    out = '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT AUTHOR="" FORMAT="3.0" VERSION="3.0">'
    out += '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/><TIME_ORDER>'
    out += "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{at}" TIME_VALUE="{at * 5000}"/>' for at in range(len(said) + 1))
    out += "</TIME_ORDER>"
    for who in dict.fromkeys(one.who for one in said):
        out += f'<TIER LINGUISTIC_TYPE_REF="default-lt" PARTICIPANT="{who}" TIER_ID="{who}">'
        for at, one in enumerate(said):
            if one.who == who:
                slots = f'TIME_SLOT_REF1="ts{at}" TIME_SLOT_REF2="ts{at + 1}"'
                text = html.escape(one.text, quote=False)
                out += f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}" {slots}><ANNOTATION_VALUE>{text}'
                out += "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
        out += "</TIER>"
    out += '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>'
    return out + "</ANNOTATION_DOCUMENT>\n"


SEALED = "Pesan dan panggilan terenkripsi secara end-to-end. Hanya orang dalam chat ini yang bisa membaca."


def whatsapp(stamp: str, first: str) -> Write:
    """The export of a phone set to Indonesian: points in the time; long messages go on in the next line."""

    def write(said: list[Said]) -> str:
        out = first
        for at, one in enumerate(said):
            moment = stamp.format(hour=f"{9 + at // 15:02d}", minute=f"{at * 4 % 60:02d}")
            begin, *rest = parts_of(one.text)
            out += f"{moment}{one.who}: " + "\n".join([begin, " ".join(rest)] if rest else [begin]) + "\n"
        return out

    return write


def telegram_page(said: list[Said]) -> str:
    """The page that Telegram Desktop exports; a second message of the same sender bears no name."""
    out = '<!DOCTYPE html><html><head><meta charset="utf-8"/><title>Exported Data</title></head>'
    out += '<body><div class="page_wrap">'
    out += '<div class="page_header"><div class="text bold">Wawancara Tutor</div></div><div class="history">'
    out += '<div class="message service"><div class="body details">7 March 2024</div></div>'
    for at, one in enumerate(said):
        for place, text in enumerate(parts_of(one.text)):
            out += f'<div class="message default clearfix{" joined" if place else ""}"><div class="body">'
            out += f'<div class="pull_right date details" title="07.03.2024 10:{at:02d}:05 UTC+07:00">10:{at:02d}</div>'
            out += "" if place else f'<div class="from_name">{one.who}</div>'
            out += f'<div class="text">{html.escape(text, quote=False)}</div></div></div>\n'
    return out + "</div></div></body></html>"


ANSWERS = [
    ("Kuliah daringnya menghemat ongkos, tapi saya sering tertinggal.", "Rekaman kuliah dibagikan di hari yang sama."),
    ("Dosennya cepat membalas kalau ditanya lewat forum.", "Jangan ada tugas kelompok lagi di akhir pekan."),
    ("Saya belajar dari ponsel karena laptopnya dipakai kakak.", "Materi yang ringan dan bisa dibuka tanpa kuota."),
    ("Awalnya canggung, lama-lama saya berani menyalakan kamera.", "Lebih banyak waktu untuk tanya jawab."),
    ("Listrik di rumah mati tiap Selasa, jadi saya ke warung.", "Absennya jangan terlalu ketat."),
]
ENGLISH = [
    ("The library stayed open late and that saved my thesis.", "Put the sockets where the desks are."),
    ("I never found out who my tutor was until week nine.", "One name and one room, that is all I ask."),
    ("Group work went well once we stopped using three apps.", "Choose one platform and keep it."),
    ("I commute two hours, so the recordings matter a lot to me.", "Please keep them up after the exams."),
]
BOTH = ("Bagaimana pengalaman Anda selama kuliah daring?", "Apa saran Anda untuk kampus?")
ASKED = ("What has helped or hindered you this term?", "What should we change first?")


def survey(file: str, head: list[list[str]], rows: list[list[str]], codes: list[str]) -> Layout:
    """A sheet of a form; what is written in its open answers is said by the one whose row it is."""
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(head + rows)
    said = [Said(code, TELLER, text) for code, row in zip(codes, rows, strict=True) for text in row[-2:]]
    return single(file, out.getvalue(), said)


def google_form() -> Layout:
    codes = [f"MHS-{at:02d}" for at in (3, 4, 7, 9, 12)]
    head = ["Stempel waktu", "Kode responden", "Jenis kelamin", "Semester", *BOTH]
    rows = [
        [f"{at + 3}/06/2023 8:1{at}:04", code, ("Perempuan", "Laki-laki")[at % 2], str(at + 2), *ANSWERS[at]]
        for at, code in enumerate(codes)
    ]
    return survey("form-kuliah-daring.csv", [head], rows, codes)


def limesurvey() -> Layout:
    codes = ["18", "19", "23", "31"]
    head = ["Response ID", "Date submitted", "Last page", "Start language", *(f"{text}" for text in ASKED)]
    rows = [[code, f"2023-02-1{at} 11:0{at}:45", "3", "en", *ENGLISH[at]] for at, code in enumerate(codes)]
    return survey("results-survey482113.csv", [head], rows, codes)


def qualtrics() -> Layout:
    """Three rows of headers: short names, questions, and what the machine calls them."""
    codes = ["R_1mQe7Xz", "R_2VbT0pa", "R_3kd91Ws", "R_0Lp4nnE"]
    names = ["StartDate", "EndDate", "Status", "Progress", "ResponseId", "Q1", "Q2"]
    texts = ["Start Date", "End Date", "Response Type", "Progress", "Response ID", *ASKED]
    marks = [json.dumps({"ImportId": name}) for name in ("startDate", "endDate", "status", "progress", "_recordId")]
    marks += [json.dumps({"ImportId": f"QID{at}_TEXT"}) for at in (1, 2)]
    rows = [
        [f"2023-02-1{at} 10:00:00", f"2023-02-1{at} 10:09:31", "IP Address", "100", code, *ENGLISH[at]]
        for at, code in enumerate(codes)
    ]
    return survey("Term_survey_June.csv", [names, texts, marks], rows, codes)


def sheet(said: list[Said]) -> bytes:
    """A title and a place above the header of a sheet."""
    rows: list[list[object]] = [["Transkrip wawancara 5"], ["Lokasi: balai desa"], [], ["Waktu", "Pembicara", "Ucapan"]]
    return book_of(rows + [[clock(at, 8), one.who, one.text] for at, one in enumerate(said)])


def filtered_page(said: list[Said]) -> str:
    """What Word saves as a filtered page, in the encoding of Windows."""
    body = "".join(
        f"<p class=MsoNormal><b><span lang=EN-GB>{one.who}:</span></b><span lang=EN-GB>&nbsp;{one.text}</span></p>\r\n"
        for one in said
    )
    head = (
        '<html><head><meta http-equiv=Content-Type content="text/html; charset=windows-1252"><title>I9</title></head>'
    )
    return f"{head}<body lang=EN-GB><div class=WordSection1>\r\n{body}</div></body></html>"


def printed(head: str, *above: str, columns: int = 1, numbered: bool = False) -> Write:
    """Pages with a header and their number; lines of a turn go on below its label."""

    def write(said: list[Said]) -> bytes:
        lines = [*above, ""]
        for one in said:
            lines += [*wrapped(f"{one.who}: {one.text}", 78 if columns == 1 else 40), ""]
        page = "{} ".format
        size = 11 if columns == 1 else 10
        return pdf(lines, size=size, columns=columns, head=lambda _: head, foot=page, numbered=numbered)

    return write
