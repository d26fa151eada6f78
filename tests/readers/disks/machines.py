"""What recorders and services of transcription write of a talk."""

import html
import json
import re

from docx.enum.text import WD_BREAK

from ..sight.talked import Said
from .counter import parts_of
from .pages import runs, word, wrapped
from .talk import clock


def zoom(said: list[Said]) -> str:
    """Each sentence a cue, and each cue with its speaker."""
    out, at = "WEBVTT\r\n\r\n", 0
    for one in said:
        for text in parts_of(one.text):
            out += f"{at + 1}\r\n{clock(at, 4)}.310 --> {clock(at + 1, 4)}.090\r\n{one.who}: {text}\r\n\r\n"
            at += 1
    return out


def teams_captions(said: list[Said]) -> str:
    out, at = "WEBVTT\n\n", 0
    for one in said:
        for text in parts_of(one.text):
            cue = f"4f1c2a9e-77d0-4b52-9a10-c3aa8e6f0b1d/{at + 17}-0"
            shown = html.escape(text, quote=False)
            out += f"{cue}\n{clock(at, 5)}.483 --> {clock(at + 1, 5)}.123\n<v {one.who}>{shown}</v>\n\n"
            at += 1
    return out


def teams_document(said: list[Said]) -> bytes:
    """Title, date and length, then name and time in one line of a paragraph and the text in the next."""

    def fill(document) -> None:
        runs(document, ("Wawancara layanan loket-20240312_090412-Rekaman Rapat", "b"))
        document.add_paragraph("12 Maret 2024, 02.04AM")
        document.add_paragraph("38m 12d")
        document.add_paragraph("Ratih Puspita memulai transkripsi")
        for at, one in enumerate(said):
            paragraph = document.add_paragraph()
            paragraph.add_run(one.who).bold = True
            paragraph.add_run(f"   {clock(at, 9, hours=False)}").add_break(WD_BREAK.LINE)
            paragraph.add_run(one.text)
        document.add_paragraph("Ratih Puspita menghentikan transkripsi")

    return word(fill)


def meet(said: list[Said]) -> bytes:
    """Attendees above, a time every few turns, and the farewell of the machine below."""

    def fill(document) -> None:
        document.add_heading("Permits desk, second talk (2023-10-04 14:02 GMT+1) - Transcript", 1)
        document.add_heading("Attendees", 2)
        document.add_paragraph(", ".join(dict.fromkeys(one.who for one in said)))
        document.add_heading("Transcript", 2)
        for at, one in enumerate(said):
            if at % 5 == 0:
                document.add_heading(clock(at, 11), 3)
            runs(document, (f"{one.who}: ", "b"), (one.text, ""))
        document.add_paragraph("Meeting ended after 00:31:09 👋")
        runs(document, ("This editable transcript was computer generated and might contain errors.", "i"))

    return word(fill)


OTTER = "\n\nTranscribed by https://otter.ai\n"


def whisperx(said: list[Said]) -> str:
    """Segments of a sentence, each with its words and a speaker."""
    segments, at = [], 0
    for one in said:
        for text in parts_of(one.text):
            words = [{"word": word_, "start": at * 3.1, "end": at * 3.1 + 0.4, "score": 0.81} for word_ in text.split()]
            segments.append(
                {"start": at * 3.1, "end": at * 3.1 + 2.7, "text": f" {text}", "words": words, "speaker": one.who}
            )
            at += 1
    return json.dumps({"segments": segments, "language": "id"}, ensure_ascii=False)


def elan(said: list[Said]) -> str:
    """Tab-delimited text as ELAN writes it: tier, participant, begin, end, length, text, without a header."""
    rows = []
    for at, one in enumerate(said):
        rows.append(f"{one.who}\t\t{clock(at, 6)}.120\t{clock(at + 1, 6)}.040\t00:00:05.920\t{one.text}")
    return "\n".join(sorted(rows)) + "\n"  # ELAN writes tier after tier


def rtf(lines: list[str]) -> str:
    """Paragraphs as a word processor of long ago keeps them."""

    def escaped(text: str) -> str:
        plain = re.sub(r"([\\{}])", r"\\\1", text)
        return "".join(sign if ord(sign) < 128 else f"\\u{ord(sign)}?" for sign in plain)

    body = "".join(f"\\pard\\sa120 {escaped(line)}\\par\r\n" for line in lines)
    return "{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0 Calibri;}}\r\n\\f0\\fs22 " + body + "}"


def f4(said: list[Said]) -> str:
    lines = [f"{one.who}: {one.text} #{clock(at + 1, 8)}-{at % 10}#" for at, one in enumerate(said)]
    return rtf(["Interview 07, 14.05.2022, Rathaus/Town Hall (audio: DS_30041.mp3)", "", *lines])


def broadcast(said: list[Said]) -> str:
    """Captions of two short lines; `>>` where the speaker changes, the name only the first two times."""
    out, at, seen = "", 0, dict.fromkeys((one.who for one in said), 0)
    for one in said:
        seen[one.who] += 1
        shown = f">> {one.who}: {one.text}"
        lines = wrapped(shown, 36)
        for begin in range(0, len(lines), 2):
            out += f"{at + 1}\n{clock(at, 3)},000 --> {clock(at + 1, 3)},000\n"
            out += "\n".join(lines[begin : begin + 2]) + "\n\n"
            at += 1
    return out


def otr(said: list[Said]) -> str:
    """What oTranscribe saves: a page inside JSON."""
    page = "".join(
        f'<p><span class="timestamp" contenteditable="false" data-timestamp="{at * 7}.4">'
        f"{clock(at, hours=False)}</span>"
        f"&nbsp;<b>{one.who}:</b> {html.escape(one.text)}</p>"
        for at, one in enumerate(said)
    )
    return json.dumps({"text": page, "media": "REC0012.m4a", "media-source": "", "media-time": 612.3})
