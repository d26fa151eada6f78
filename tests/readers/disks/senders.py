"""What chats, captions and services of speech write of a talk, and sheets and texts of forms."""

import csv
import io
import json
import zipfile
from collections.abc import Sequence

from xlsxwriter import Workbook

from ..sight.talked import ASKER, TELLER, Layout, Said
from .counter import parts_of, pool
from .talk import clock


def assembled(said: list[Said]) -> str:
    """Utterances of a service that calls its speakers by letters, in milliseconds."""
    found = [
        {"speaker": one.who, "start": at * 7120, "end": at * 7120 + 6400, "confidence": 0.93, "text": one.text}
        for at, one in enumerate(said)
    ]
    return json.dumps({"id": "5xk1", "status": "completed", "text": "", "utterances": found}, indent=1)


def amazon(said: list[Said]) -> str:
    """The job of a cloud: the whole text first, then segments of speakers."""
    parts = [
        {
            "id": at,
            "transcript": one.text,
            "start_time": f"{at * 6}.31",
            "end_time": f"{at * 6 + 5}.9",
            "speaker_label": one.who,
        }
        for at, one in enumerate(said)
    ]
    whole = {"transcripts": [{"transcript": " ".join(one.text for one in said)}], "audio_segments": parts}
    return json.dumps({"jobName": "wawancara-3", "accountId": "000000000000", "results": whole, "status": "COMPLETED"})


def telegram(said: list[Said]) -> str:
    """An export of a chat: lines of the service, files, and texts that are lists where something is linked."""
    messages: list[dict] = [
        {"id": 1, "type": "service", "date": "2024-01-08T09:00:00", "action": "create_group", "title": "Wawancara"}
    ]
    for at, one in enumerate(said):
        text: object = one.text
        if at == 3:
            begin, end = one.text.split(" ", 1)
            text = [{"type": "bold", "text": begin}, f" {end}"]
        messages.append(
            {
                "id": at + 2,
                "type": "message",
                "date": f"2024-01-08T09:{at:02d}:12",
                "from": one.who,
                "from_id": f"user{len(one.who)}",
                "text": text,
            }
        )
    return json.dumps(
        {"name": "Wawancara", "type": "private_group", "id": 44, "messages": messages}, ensure_ascii=False, indent=1
    )


def line_chat(said: list[Said]) -> str:
    """An export with the day on a line of its own, then time, name and text between tabs."""
    out = "[LINE] Riwayat chat dengan Wawancara Desa\nDisimpan pada: 2024/02/20 08:00\n\n2024.02.14 Rabu\n"
    for at, one in enumerate(said):
        if at == len(said) // 2:
            out += "\n2024.02.15 Kamis\n"
        out += f"{9 + at // 20:02d}:{at * 3 % 60:02d}\t{one.who}\t{one.text}\n"
    return out


def discord(said: list[Said]) -> str:
    """What is copied from a window: name and moment, then texts, one a line."""
    out = ""
    for at, one in enumerate(said):
        out += f"{one.who} — 03/11/2023 {19 + at // 12}:{at * 5 % 60:02d}\n" + "\n".join(parts_of(one.text)) + "\n"
    return out


def lyrics(said: list[Said]) -> str:
    """Time codes in brackets to a hundredth of a second."""
    out = "[ar:Sesi 2]\n[length:12:40]\n"
    for at, one in enumerate(said):
        out += f"[{at * 8 // 60:02d}:{at * 8 % 60:02d}.{at:02d}]{one.who}: {one.text}\n"
    return out


def sbv(said: list[Said]) -> str:
    """Captions without numbers; the speaker stands in the first cue of a turn only."""
    out, at = "", 0
    for one in said:
        for place, text in enumerate(parts_of(one.text)):
            out += f"{clock(at, 4)[1:]}.210,{clock(at + 1, 4)[1:]}.050\n{'' if place else f'{one.who}: '}{text}\n\n"
            at += 1
    return out


def noted(said: list[Said]) -> str:
    """Notes, a style, settings of cues, and speakers in tags that only the first cue of a turn bears."""
    out, at = "WEBVTT - Session 4\n\nSTYLE\n::cue { color: white }\n\nNOTE\nChecked by LM: names are changed.\n\n", 0
    for one in said:
        for place, text in enumerate(parts_of(one.text)):
            tag = "" if place else f"<v.loud {one.who}>"
            out += f"{clock(at, 5)}.000 --> {clock(at + 1, 5)}.000 align:start position:10%\n{tag}{text}\n\n"
            at += 1
        if at == 9:
            out += "NOTE phone rings\n\n"
    return out


def substation(said: list[Said]) -> str:
    """Subtitles with a column for who speaks."""
    out = "[Script Info]\nTitle: Interview\nScriptType: v4.00+\n\n[Events]\n"
    out += "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n"
    for at, one in enumerate(said):
        out += f"Dialogue: 0,{clock(at, 6)[1:]}.10,{clock(at + 1, 6)[1:]}.00,Default,{one.who},0,0,0,,{one.text}\n"
    return out


def premiere(said: list[Said]) -> str:
    out = "Start Time\tEnd Time\tSpeaker\tTranscript\n"
    return out + "".join(
        f"{clock(at, 7)}:12\t{clock(at + 1, 7)}:03\t{one.who}\t{one.text}\n" for at, one in enumerate(said)
    )


def book_of(rows: Sequence[Sequence[object]], merged: Sequence[tuple[str, str]] = ()) -> bytes:
    """A sheet with some cells merged."""
    out = io.BytesIO()
    with Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, row)
        for place, text in merged:
            sheet.merge_range(place, text)
    return out.getvalue()


def timespans(said: list[Said]) -> bytes:
    """The sheet that a program of analysis exports of a recording: time, content, speaker."""
    rows = [["", "Timespan", "Content", "Speaker"]]
    for at, one in enumerate(said):
        rows.append(
            [str(at + 1), f"{clock(at, 7, hours=False)}.0 - {clock(at + 1, 7, hours=False)}.0", one.text, one.who]
        )
    return book_of(rows)


VILLAGERS = {
    "R-01": ("Surat domisili jadi dua hari, biasanya seminggu.", "Loketnya buka siang juga."),
    "R-02": ("Saya tidak tahu ada layanan daring.", "Sosialisasi lewat masjid dan gereja."),
    "R-03": ("Diminta fotokopi KTP padahal sudah pindai.", "Jangan minta dua kali."),
    "R-04": ("Petugas mudanya sabar sekali.", "Pertahankan saja."),
    "R-05": ("Sinyal di dusun kami hilang kalau hujan.", "Pasang penguat sinyal di balai dusun."),
    "R-06": ("Data anak saya tertukar dengan sepupunya.", "Ada tombol untuk memperbaiki sendiri."),
    "R-07": ("Antrenya tertib sejak ada nomor.", "Tambah kipas angin."),
}


def villagers(file: str, data: bytes) -> Layout:
    """What the respondents of a survey wrote is theirs, answer by answer."""
    said = [Said(who, TELLER, text) for who, both in VILLAGERS.items() for text in both]
    return Layout(file, {file: data}, {file: said})


def merged_survey() -> Layout:
    """A form with a row of sections over its headers, scales of four points, and two open answers."""
    header = ["Kode responden", "Umur", "Pendidikan", "Mudah digunakan", "Cepat", "Dapat dipercaya"]
    header += ["Apa pengalaman Anda mengurus surat?", "Apa harapan Anda ke depan?"]
    scale = ("Sangat setuju", "Setuju", "Tidak setuju", "Sangat tidak setuju")
    rows: list[list[object]] = [[""] * 8, header]
    for at, (who, both) in enumerate(VILLAGERS.items()):
        rows.append(
            [who, 23 + at * 6, ("SD", "SMA", "S1")[at % 3], scale[at % 4], scale[(at + 1) % 4], scale[at % 3], *both]
        )
    sections = [("A1:C1", "IDENTITAS"), ("D1:F1", "PENILAIAN"), ("G1:H1", "PERTANYAAN TERBUKA")]
    return villagers("survei-bertingkat.xlsx", book_of(rows, sections))


def long_survey() -> Layout:
    """A row for each answer, with its question beside it."""
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";")
    rows.writerow(["responden", "no_pertanyaan", "pertanyaan", "jawaban"])
    asked = ("Apa pengalaman Anda mengurus surat?", "Apa harapan Anda ke depan?")
    for who, both in VILLAGERS.items():
        for at, text in enumerate(both):
            rows.writerow([who, at + 1, asked[at], text])
    return villagers("jawaban-panjang.csv", out.getvalue().encode("cp1252"))


def letters_in_turn() -> Layout:
    """A thread of mails in the order of time; each is a turn, its head and signature are not said."""
    said = pool("museum", 31, "Oskar Lind", "Ruth Avery", 6)
    out = ""
    for at, one in enumerate(said):
        other = "Ruth Avery" if one.role == ASKER else "Oskar Lind"
        out += f"From: {one.who}\nTo: {other}\nDate: {at + 3} April 2023, 1{at % 9}:20\nSubject: Re: The plans\n\n"
        out += f"{one.text}\n\n----------------------------------------\n\n"
    return Layout("thread.txt", {"thread.txt": out.encode()}, {"thread.txt": said})


def open_document(paragraphs: list[str]) -> bytes:
    """A file of a free word processor, with paragraphs as they are in its XML."""
    spaces = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    spaces += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    spaces += 'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    spaces += 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" '
    bold = (
        '<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    body = "".join(f"<text:p>{one}</text:p>" for one in paragraphs)
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces}office:version="1.2">'
    content += f"<office:automatic-styles>{bold}</office:automatic-styles><office:body><office:text>{body}"
    content += "</office:text></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.text"
    entry = '<manifest:file-entry manifest:full-path="{0}" manifest:media-type="{1}"/>'
    manifest = (
        '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    )
    manifest += entry.format("/", kind) + entry.format("content.xml", "text/xml") + "</manifest:manifest>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, text in (("mimetype", kind), ("content.xml", content), ("META-INF/manifest.xml", manifest)):
            made.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text)
    return out.getvalue()
