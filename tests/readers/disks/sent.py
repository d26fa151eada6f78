"""Texts of the eighth set: what recorders of calls, phones, mails, pages and programs of phonetics write."""

import html

from ..sight.talked import ASKER, Said
from .counter import parts_of
from .talk import clock


def fathom(said: list[Said]) -> str:
    """A recorder of calls: title, a link, then time and name, and what it thinks somebody should do."""
    out = (
        "Planning chat - February 12\n"
        "VIEW RECORDING - 38 mins (No highlights): https://fathom.video/share/x1\n\n---\n\n"
    )
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
    """A phone set to English: noon by letters, a number for a name, files, a deletion and an edit."""
    out = (
        "5/12/24, 2:01\u202fPM - Messages and calls are end-to-end encrypted. "
        "Only people in this chat can read, listen to, or share them.\n"
    )
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
        out += (
            f"Dari: {one.who}\nDikirim: {at + 4} Januari 2024 0{at % 9 + 1}.15\n"
            f"Kepada: {other}\nPerihal: Re: Wawancara tertulis\n\n"
        )
        out += f"{one.text}\n\nDikirim dari ponsel saya\n\n"
    return out


def magazine(said: list[Said]) -> str:
    """A page of a newspaper: each question a heading, its answer one or two paragraphs."""
    out = (
        "<!doctype html><html><head><title>Bidan di atas bukit</title></head>"
        "<body><nav><a href='/'>Beranda</a></nav><article>"
        "<h1>Bidan di atas bukit</h1><p class='byline'>Oleh Redaksi</p>"
    )
    for one in said:
        parts = [one.text] if one.role == ASKER else parts_of(one.text)
        tag = "h3" if one.role == ASKER else "p"
        out += "".join(f"<{tag}>{html.escape(part, quote=False)}</{tag}>\n" for part in parts)
    return out + "</article><footer>Hak cipta 2023</footer></body></html>"


def text_edit(said: list[Said]) -> str:
    """RTF as a Mac writes it: a backslash ends the line, curly signs are numbers."""

    def escaped(text: str) -> str:
        return "".join(char if ord(char) < 128 else f"\\uc0\\u{ord(char)} " for char in text.replace("'", "\u2019"))

    head = (
        "{\\rtf1\\ansi\\ansicpg1252\\cocoartf2709\n"
        "\\cocoatextscaling0{\\fonttbl\\f0\\fswiss\\fcharset0 Helvetica;"
        "\\f1\\fswiss\\fcharset0 Helvetica-Bold;}\n"
        "{\\colortbl;\\red255\\green255\\blue255;}\n"
        "\\paperw11900\\paperh16840\\margl1440\\margr1440\n"
        "\\pard\\tx566\\pardirnatural\\partightenfactor0\n\n"
        "\\f1\\b\\fs24 \\cf0 Ferry interview, tape 2\\\n\\\n"
    )
    return head + "".join(f"\\f1\\b {one.who}:\n\\f0\\b0  {escaped(one.text)}\\\n\\\n" for one in said) + "}"


def translated_tiers(said: list[Said]) -> str:
    """ELAN of a linguist: a tier for each voice, and below that of the narrator a free translation."""
    out = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<ANNOTATION_DOCUMENT AUTHOR="" FORMAT="3.0" VERSION="3.0">'
        '<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/><TIME_ORDER>'
    )
    out += (
        "".join(f'<TIME_SLOT TIME_SLOT_ID="ts{at}" TIME_VALUE="{at * 5000}"/>' for at in range(len(said) + 1))
        + "</TIME_ORDER>"
    )
    for tier in ("Interviewer", "Narrator"):
        out += f'<TIER LINGUISTIC_TYPE_REF="utterance" PARTICIPANT="{tier}" TIER_ID="{tier}">'
        out += "".join(
            f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}" TIME_SLOT_REF1="ts{at}" '
            f'TIME_SLOT_REF2="ts{at + 1}"><ANNOTATION_VALUE>{html.escape(one.text, quote=False)}'
            "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
            for at, one in enumerate(said)
            if one.who == tier
        )
        out += "</TIER>"
    out += '<TIER LINGUISTIC_TYPE_REF="translation" PARENT_REF="Narrator" PARTICIPANT="Narrator" TIER_ID="Narrator-ft">'
    out += "".join(
        f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="f{at}" ANNOTATION_REF="a{at}"><ANNOTATION_VALUE>'
        f"the narrator answers number {at}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
        for at, one in enumerate(said)
        if one.who == "Narrator"
    )
    out += (
        '</TIER><LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/>'
        '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="translation" CONSTRAINTS="Symbolic_Association" TIME_ALIGNABLE="false"/>'
    )
    return out + "</ANNOTATION_DOCUMENT>\n"


def praat(said: list[Said]) -> str:
    """Two tiers of intervals, the silence between them empty."""
    end = len(said) * 4
    out = (
        'File type = "ooTextFile"\nObject class = "TextGrid"\n\n'
        f"xmin = 0\nxmax = {end}\ntiers? <exists>\nsize = 2\nitem []:\n"
    )
    for number, tier in enumerate(dict.fromkeys(one.who for one in said), 1):
        out += (
            f'    item [{number}]:\n        class = "IntervalTier"\n        name = "{tier}"\n'
            f"        xmin = 0\n        xmax = {end}\n        intervals: size = {len(said)}\n"
        )
        for at, one in enumerate(said):
            text = one.text.replace('"', '""') if one.who == tier else ""
            out += (
                f"        intervals [{at + 1}]:\n"
                f'            xmin = {at * 4}\n            xmax = {at * 4 + 4}\n            text = "{text}"\n'
            )
    return out
