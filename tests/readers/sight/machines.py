"""What machines and transcription services write: Otter, Teams, Meet, whisper, Rev.ai, NVivo, CHAT, EXMARaLDA."""

import json
from xml.sax.saxutils import escape

from .talked import NOBODY, Layout, Said, clock, group, interview


def _one(name: str, file: str, text: str, said: list[Said]) -> Layout:
    return Layout(name, {file: text.encode()}, {file: said})


def otter() -> Layout:
    """`Unknown Speaker` stands for whoever Otter could not tell apart."""
    said = interview(200, "Priya Nair", "Hannah", 16)
    said[4] = Said("Unknown Speaker", NOBODY, "Sorry, is this seat taken?")
    said[9] = Said("Unknown Speaker", NOBODY, "No, go ahead.")
    text = "\n".join(f"{one.who}  {n * 17 // 60}:{n * 17 % 60:02d}\n{one.text}\n" for n, one in enumerate(said))
    return _one("Otter", "hannah_otter_ai.txt", text + "\nTranscribed by https://otter.ai\n", said)


def meet() -> Layout:
    said = interview(201, "Putri Ayu", "Bambang S", 20, indonesian=True)
    lines = ["Wawancara Bambang (2026-05-12 10:02 GMT+7) - Transcript", "Attendees", "Bambang S, Putri Ayu"]
    lines += ["Transcript", ""]
    for n, one in enumerate(said):
        if n % 6 == 0:
            lines += [clock(n, 50), ""]
        lines += [f"{one.who}: {one.text}"]
    lines += ["", "Meeting ended after 00:16:44 👋"]
    lines += ["", "This editable transcript was computer generated and might contain errors."]
    return _one("Google Meet", "meet.txt", "\n".join(lines) + "\n", said)


def teams_text() -> Layout:
    said = interview(202, "Okoye, Grace", "Daniel Webb", 16)
    lines = ["Interview with Daniel-20260512_100214-Meeting Recording", "May 12, 2026, 9:02AM", "32m 10s", ""]
    lines += ["Okoye, Grace started transcription", ""]
    for n, one in enumerate(said):
        lines += [f"{one.who}   {n * 17 // 60}:{n * 17 % 60:02d}", one.text, ""]
    lines += ["Okoye, Grace stopped transcription"]
    return _one("Teams, copied as text", "daniel.txt", "\n".join(lines) + "\n", said)


def teams_vtt() -> Layout:
    said = interview(203, "Grace Okoye", "Daniel Webb", 16)
    cues = [
        f"7f1c-{n}/12-0\n{clock(n)}.120 --> {clock(n + 1)}.000\n<v {one.who}>{one.text}</v>\n"
        for n, one in enumerate(said)
    ]
    return _one("Teams, subtitles", "daniel.vtt", "WEBVTT\n\n" + "\n".join(cues), said)


def whisper_voice() -> Layout:
    said = interview(204, "SPEAKER_01", "SPEAKER_00", 16)
    lines = [f"[{clock(n)}.000 --> {clock(n + 1)}.320]  [{one.who}]: {one.text}" for n, one in enumerate(said)]
    return _one("whisper, [SPEAKER_01]:", "rec.txt", "\n".join(lines) + "\n", said)


def whisper_names() -> Layout:
    said = interview(205, "Ana", "Mr Lowe", 16)
    lines = [f"[{clock(n)[3:]}.000 --> {clock(n + 1)[3:]}.320] [{one.who}] {one.text}" for n, one in enumerate(said)]
    return _one("whisper, [Name]", "lowe.txt", "\n".join(lines) + "\n", said)


def rev_ai() -> Layout:
    said = interview(206, "Speaker 0", "Speaker 1", 14)
    monologues = []
    for n, one in enumerate(said):
        elements = []
        for i, word in enumerate(one.text.split(" ")):
            if i:
                elements.append({"type": "punct", "value": " "})
            bare = word.rstrip(".,?!")
            start = n * 9 + i / 4
            spoken = {"type": "text", "value": bare, "ts": start, "end_ts": start + 0.2, "confidence": 0.97}
            elements.append(spoken)
            if bare != word:
                elements.append({"type": "punct", "value": word[len(bare) :]})
        monologues.append({"speaker": int(one.who[-1]), "elements": elements})
    return _one("Rev.ai", "job.json", json.dumps({"monologues": monologues}), said)


def nvivo() -> Layout:
    said = interview(207, "Speaker 1", "Speaker 2", 14)
    rows = ["Timespan\tContent\tSpeaker"]
    for n, one in enumerate(said):
        rows.append(f"{n}:{n * 3 % 60:02d}.0 - {n + 1}:{n * 3 % 60:02d}.0\t{one.text}\t{one.who}")
    return _one("NVivo Transcription", "nvivo.txt", "\n".join(rows) + "\n", said)


def chat() -> Layout:
    said = interview(208, "INT", "MAE", 14)
    head = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINT Lena Interviewer, MAE Mae Participant\n"
    head += "@ID:\teng|county|INT|||||Interviewer|||\n"
    head += "@ID:\teng|county|MAE|71;|female|||Participant|||\n@Media:\tmae, audio\n"
    body = ""
    for n, one in enumerate(said):
        words = one.text.split(" ")
        half = len(words) // 2
        begin, rest = " ".join(words[:half]), " ".join(words[half:])
        body += f"*{one.who}:\t{begin}\n\t{rest} \x15{n * 4000}_{n * 4000 + 3500}\x15\n"
        body += "%mor:\tn|word v|be&3S .\n"
        if n == 5:
            body += "@Comment:\tphone rings\n"
    return _one("CHILDES CHAT", "mae.cha", head + body + "@End\n", said)


def exmaralda() -> Layout:
    said = group(209, "INT", ["RON", "MAE"], 14, indonesian=False)
    times = "".join(f'<tli id="T{n}" time="{n * 4.5}"/>' for n in range(len(said) + 1))
    people = "".join(
        f'<speaker id="SPK{n}"><abbreviation>{who}</abbreviation><sex value="u"/></speaker>'
        for n, who in enumerate(["INT", "RON", "MAE"])
    )
    tiers = ""
    for n, who in enumerate(["INT", "RON", "MAE"]):
        events = "".join(
            f'<event start="T{i}" end="T{i + 1}">{escape(one.text)}</event>'
            for i, one in enumerate(said)
            if one.who == who
        )
        tiers += f'<tier id="TIE{n}" speaker="SPK{n}" category="v" type="t" display-name="{who} [v]">{events}</tier>'
        gloss = '<event start="T0" end="T1">gloss</event>'
        tiers += f'<tier id="TRA{n}" speaker="SPK{n}" category="en" type="a">{gloss}</tier>'
    text = (
        '<?xml version="1.0" encoding="UTF-8"?><basic-transcription><head><meta-information>'
        "<transcription-name>kitchen</transcription-name></meta-information>"
        f"<speakertable>{people}</speakertable></head><basic-body><common-timeline>{times}</common-timeline>{tiers}"
        "</basic-body></basic-transcription>"
    )
    return _one("EXMARaLDA", "kitchen.exb", text, said)


def pauses_and_times() -> Layout:
    """Times and pauses that a machine puts into and between lines."""
    said = interview(210, "Lena", "Ida", 16)
    lines = []
    for n, one in enumerate(said):
        lines += [f"{one.who}: {one.text} [00:{n:02d}:03][5.3]"]
        lines += ["[3.3s]"] if n % 4 == 1 else []
    return _one("pauses and times", "ida.txt", "\n".join(lines) + "\n", said)


def subtitles_with_names() -> Layout:
    said = interview(211, "LENA", "CORA LUND", 16)
    cues = [f"{n + 1}\n{clock(n)},000 --> {clock(n + 1)},000\n{one.who}: {one.text}\n" for n, one in enumerate(said)]
    return _one("subtitles, NAME: text", "cora.srt", "\n".join(cues), said)


LAYOUTS = [
    otter,
    meet,
    teams_text,
    teams_vtt,
    whisper_voice,
    whisper_names,
    rev_ai,
    nvivo,
    chat,
    exmaralda,
    pauses_and_times,
    subtitles_with_names,
]
