"""Turns for property tests, and how they are written in each format."""

import io
import re
from collections.abc import Callable, Sequence

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
}
