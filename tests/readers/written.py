"""Turns for property tests, and how they are written in each format."""

import io
import re
import zipfile
from collections.abc import Callable, Sequence
from html import escape
from json import dumps

from hypothesis import strategies as st

Said = tuple[str, str]

SPEAKERS = ["Pewawancara", "Informan 1", "Informan 2", "Bu Sri", "K", "المحاور"]
_CHARACTERS = "aZé é̂ü😀👩‍👧ש؟ض漢\u2028\u200b\u200f\u00a0'\"’.,?!-()&;|"
TEXTS = st.text(st.sampled_from(_CHARACTERS), min_size=1, max_size=30).map(lambda text: "x" + text + "y")
"""Text of a turn: what may be lost or doubled by a careless reader, without what is markup in some format."""


@st.composite
def conversations(draw: st.DrawFn) -> list[Said]:
    """Draw a talk in which neighbouring turns have different speakers, every one of whom returns."""
    speakers = draw(st.lists(st.sampled_from(SPEAKERS), min_size=2, max_size=4, unique=True))
    order = speakers * draw(st.integers(2, 3))
    return [(speaker, draw(TEXTS)) for speaker in order]


def txt(said: Sequence[Said]) -> bytes:
    return "\r\n\r\n".join(f"{speaker}:  {text}" for speaker, text in said).encode()


def txt_timed(said: Sequence[Said]) -> bytes:
    return "\n".join(f"{speaker}  00:{n:02}:19\n{text}\n" for n, (speaker, text) in enumerate(said)).encode()


def txt_times_first(said: Sequence[Said]) -> bytes:
    return "\n".join(f"[00:{n:02}:19] {speaker}: {text}" for n, (speaker, text) in enumerate(said)).encode()


def md(said: Sequence[Said]) -> bytes:
    escaped = ((speaker, re.sub(r"([\\*_()\[\]#&.!|-])", r"\\\1", text)) for speaker, text in said)
    return "\n\n".join(f"**{speaker}:** {text}" for speaker, text in escaped).encode()


def vtt(said: Sequence[Said]) -> bytes:
    cues = (
        f"\n{n}\n00:{n:02}:01.000 --> 00:{n:02}:02.000\n<v {speaker}>{text.replace('&', '&amp;')}</v>\n"
        for n, (speaker, text) in enumerate(said)
    )
    return ("WEBVTT\n\nNOTE\nnobody said this\n" + "".join(cues)).encode()


def srt(said: Sequence[Said]) -> bytes:
    return "\r\n".join(
        f"{n}\r\n00:00:{n:02},000 --> 00:00:{n:02},900\r\n{speaker}: {text}\r\n"
        for n, (speaker, text) in enumerate(said, 1)
    ).encode()


def csv(said: Sequence[Said]) -> bytes:
    rows = (f'00:{n:02},{speaker},"{text.replace(chr(34), chr(34) * 2)}",tag' for n, (speaker, text) in enumerate(said))
    return ("\ufefftimestamp,speaker,words,tags\r\n" + "\r\n".join(rows)).encode()


def docx(said: Sequence[Said]) -> bytes:
    from docx import Document

    document = Document()
    for speaker, text in said:
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{speaker}").bold = True
        paragraph.add_run(f"\t{text}")
    return saved(document)


def docx_table(said: Sequence[Said]) -> bytes:
    from docx import Document

    document = Document()
    table = document.add_table(0, 2)
    for speaker, text in said:
        cells = table.add_row().cells
        cells[0].text, cells[1].text = speaker, text
    return saved(document)


def rtf(said: Sequence[Said]) -> bytes:
    def escaped(text: str) -> str:
        units = text.encode("utf-16-le")
        codes = (int.from_bytes(units[place : place + 2], "little", signed=True) for place in range(0, len(units), 2))
        return "".join(chr(code) if 32 <= code < 127 and chr(code) not in "\\{}" else f"\\u{code}?" for code in codes)

    paragraphs = (f"{{\\b {escaped(speaker)}:}} {escaped(text)}\\par" for speaker, text in said)
    return ("{\\rtf1\\ansi\\ansicpg1252 {\\fonttbl{\\f0 Arial;}}\\pard " + "\n".join(paragraphs) + "}").encode()


def html(said: Sequence[Said]) -> bytes:
    tags = ("pre" if "  " in text else "p" for _, text in said)  # elsewhere two spaces are one
    rows = (f"<{tag}><b>{escape(who)}:</b> {escape(text)}</{tag}>" for tag, (who, text) in zip(tags, said, strict=True))
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>x</title></head><body>{"".join(rows)}'.encode()


def json(said: Sequence[Said]) -> bytes:
    segments = [{"start": n, "end": n + 0.5, "text": f" {text}", "speaker": who} for n, (who, text) in enumerate(said)]
    return dumps({"text": " ".join(text for _, text in said), "segments": segments, "language": "id"}).encode()


def eaf(said: Sequence[Said]) -> bytes:
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{n}" TIME_VALUE="{n * 1000}"/>' for n in range(len(said) + 1))
    tiers = "".join(
        f'<TIER LINGUISTIC_TYPE_REF="t" TIER_ID="{escape(who)}">'
        + "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{n}" TIME_SLOT_REF1="ts{n}" TIME_SLOT_REF2="ts{n + 1}">'
            f"<ANNOTATION_VALUE>{escape(text)}</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
            for n, (speaker, text) in enumerate(said)
            if speaker == who
        )
        + "</TIER>"
        for who in dict.fromkeys(speaker for speaker, _ in said)
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT FORMAT="3.0">'
        f"<TIME_ORDER>{slots}</TIME_ORDER>{tiers}</ANNOTATION_DOCUMENT>"
    ).encode()


def odt(said: Sequence[Said]) -> bytes:
    spaces = 'xmlns:{0}="urn:oasis:names:tc:opendocument:xmlns:{0}:1.0"'
    names = " ".join(map(spaces.format, ("office", "text", "style")))
    spaced = ((speaker, escape(text).replace("  ", " <text:s/>")) for speaker, text in said)
    paragraphs = "".join(f"<text:p>{escape(speaker)}: {text}</text:p>" for speaker, text in spaced)
    content = (
        f"<office:document-content {names}><office:body><office:text>{paragraphs}"
        "</office:text></office:body></office:document-content>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("content.xml", content)
    return buffer.getvalue()


def xlsx(said: Sequence[Said]) -> bytes:
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["waktu", "pembicara", "teks"])
        for n, (speaker, text) in enumerate(said, 1):
            sheet.write_number(n, 0, n)
            sheet.write_string(n, 1, speaker)
            sheet.write_string(n, 2, text)
    return buffer.getvalue()


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


FORMATS: dict[str, Callable[[Sequence[Said]], bytes]] = {
    "labels.txt": txt,
    "timed.txt": txt_timed,
    "times-first.txt": txt_times_first,
    "bold.md": md,
    "voices.vtt": vtt,
    "labels.srt": srt,
    "columns.csv": csv,
    "bold.docx": docx,
    "table.docx": docx_table,
    "bold.rtf": rtf,
    "strong.html": html,
    "whisperx.json": json,
    "tiers.eaf": eaf,
    "labels.odt": odt,
    "columns.xlsx": xlsx,
}
