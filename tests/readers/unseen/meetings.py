"""What programs of meetings and transcription hand out: Zoom, Teams, Otter, Sonix, Trint, Descript, MacWhisper."""

from .spoken import one, stamp, talk, times, word


def _pieces(text: str) -> list[str]:
    """Captions break where the line is full, not where the sentence ends."""
    words = text.split()
    return [" ".join(words[at : at + 9]) for at in range(0, len(words), 9)]


def zoom_subtitles():
    """Every cue has the name; a turn is several cues."""
    said = talk(1, "Rina Marlina (she/her)", "Dinas Kominfo - Agus")
    cues, number = ["WEBVTT"], 0
    for each, (start, end) in zip(said, times(said), strict=True):
        for piece in _pieces(each.text):
            number += 1
            cues.append(f"{number}\n{stamp(start)}.120 --> {stamp(end)}.900\n{each.who}: {piece}")
    return one(
        "Zoom, subtitles of a recording", "GMT20261105-030211_Recording.transcript.vtt", "\r\n\r\n".join(cues), said
    )


def zoom_captions():
    """What Zoom saves on the computer: the name in brackets, the time of day, the caption below."""
    said = talk(2, "Rina Marlina", "Agus Salim")
    parts = [
        f"[{each.who}] 10:{stamp(start, hours=False)}\n{piece}\n"
        for each, (start, _) in zip(said, times(said), strict=True)
        for piece in _pieces(each.text)
    ]
    return one("Zoom, saved captions", "meeting_saved_closed_caption.txt", "\n".join(parts), said)


def teams_word():
    """Name in bold and time, a line break, the talk, all in one paragraph; guests are called so."""
    said = talk(3, "Okoye, Grace", "Daniel Webb (Guest)", english=True)

    def fill(document) -> None:
        head = document.add_paragraph()
        head.add_run("Weekly catch-up-20261105_100211-Meeting Recording").bold = True
        document.add_paragraph("November 5, 2026, 10:02AM")
        document.add_paragraph("18m 4s")
        document.add_paragraph("Okoye, Grace started transcription")
        for each, (start, _) in zip(said, times(said), strict=True):
            paragraph = document.add_paragraph()
            paragraph.add_run(each.who).bold = True
            paragraph.add_run(f"   {int(start) // 60}:{int(start) % 60:02d}")
            paragraph.add_run().add_break()
            paragraph.add_run(each.text)
        document.add_paragraph("Okoye, Grace stopped transcription")

    return one("Teams, Word", "Weekly catch-up.docx", word(fill), said)


def otter_word():
    """Key words and a list of speakers above the talk."""
    said = talk(4, "Rina", "Speaker 2")

    def fill(document) -> None:
        document.add_heading("Wawancara Loket", 1)
        document.add_paragraph("Thu, Nov 05, 2026 10:02AM  •  18:04")
        document.add_paragraph().add_run("SUMMARY KEYWORDS").bold = True
        document.add_paragraph("loket, server, printed forms, password, training, sinyal")
        document.add_paragraph().add_run("SPEAKERS").bold = True
        document.add_paragraph("Rina, Speaker 2")
        for each, (start, _) in zip(said, times(said), strict=True):
            head = document.add_paragraph()
            head.add_run(each.who).bold = True
            head.add_run(f"  {stamp(start, hours=False)}")
            document.add_paragraph(each.text)

    return one("Otter, Word with key words", "Wawancara Loket_otter_ai.docx", word(fill), said)


def sonix_text():
    """`Rina: [00:00:03] ...`, a paragraph a turn."""
    said = talk(5, "Rina", "Pak Agus")
    lines = ["loket-03.m4a", "Transcribed by Sonix on November 5, 2026", ""]
    for each, (start, _) in zip(said, times(said), strict=True):
        lines += [f"{each.who}: [{stamp(start)}] {each.text}", ""]
    return one("Sonix, text", "loket-03.txt", "\n".join(lines), said)


def trint_word():
    """`Grace Okoye [00:00:03] ...` without a colon."""
    said = talk(6, "Grace Okoye", "Daniel Webb", english=True)

    def fill(document) -> None:
        document.add_paragraph("desk interview 2 (trint)")
        for each, (start, _) in zip(said, times(said), strict=True):
            document.add_paragraph(f"{each.who} [{stamp(start)}] {each.text}")

    return one("Trint, Word", "desk-2.docx", word(fill), said)


def descript_markdown():
    """Time, bold name, talk; chapters as headings; a long turn has times inside."""
    said = talk(7, "Grace", "Daniel", english=True)
    lines = ["# Desk interview 3", ""]
    for number, (each, (start, end)) in enumerate(zip(said, times(said), strict=True)):
        if number % 8 == 0:
            lines += [f"## Chapter {number // 8 + 1}", ""]
        text = each.text.replace(". ", f". [{stamp(end)}] ", 1) if number % 5 == 1 else each.text
        lines += [f"[{stamp(start)}] **{each.who}:** {text}", ""]
    return one("Descript, Markdown", "desk-3.md", "\n".join(lines), said)


def macwhisper_sheet():
    """Semicolons, as Excel in Indonesia saves it; milliseconds; the speaker last."""
    said = talk(8, "Rina", "Pembicara 2")
    rows = ["Start;End;Text;Speaker"]
    for each, (start, end) in zip(said, times(said), strict=True):
        quoted = each.text.replace('"', '""')
        rows.append(f'{int(start * 1000)};{int(end * 1000)};"{quoted}";{each.who}')
    return one("MacWhisper, csv with semicolons", "rekaman.csv", "\ufeff" + "\r\n".join(rows) + "\r\n", said)


def happyscribe_subtitles():
    """The name stands only where the speaker changes; two lines a cue; noises in brackets."""
    said = talk(9, "Rina", "Agus")
    cues, number = [], 0
    for each, (start, end) in zip(said, times(said), strict=True):
        pieces = _pieces(each.text)
        for at in range(0, len(pieces), 2):
            number += 1
            text = "\n".join(pieces[at : at + 2])
            cues.append(
                f"{number}\n{stamp(start)},120 --> {stamp(end)},900\n{f'{each.who}: ' if at == 0 else ''}{text}\n"
            )
    return one("Happy Scribe, subtitles", "rekaman-4.srt", "\n".join(cues), said)


def turbo_web_page():
    """A page from a transcription service: name, time and talk in spans and divisions."""
    said = talk(10, "Grace Okoye", "Daniel Webb", english=True)
    rows = "".join(
        f'<div class="row"><div class="head"><span class="speaker">{each.who}</span> '
        f'<span class="time">{stamp(start)}</span></div><div class="body">{each.text}</div></div>\n'
        for each, (start, _) in zip(said, times(said), strict=True)
    )
    page = (
        "<!DOCTYPE html><html><head><title>desk-5</title><style>.time{color:#999}</style></head>"
        f"<body><h1>desk-5.mp3</h1>{rows}<footer>Exported 5 Nov 2026</footer></body></html>"
    )
    return one("transcription service, web page", "desk-5.html", page, said)


LAYOUTS = [
    zoom_subtitles,
    zoom_captions,
    teams_word,
    otter_word,
    sonix_text,
    trint_word,
    descript_markdown,
    macwhisper_sheet,
    happyscribe_subtitles,
    turbo_web_page,
]
