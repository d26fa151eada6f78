"""What programs that transcribe hand out, as an eleventh writer has seen it on the disks of others."""

import json
import re

from ..sight.talked import ASKER, Said, clock
from .pages import Write, runs, table, word


def pieces(text: str) -> list[str]:
    """The sentences of a turn, as a machine divides it."""
    return re.split(r"(?<=[.?!]) ", text)


def short(number: int, step: int = 17) -> str:
    """A time without hours: `3:07`."""
    minutes, seconds = divmod(number * step + 3, 60)
    return f"{minutes}:{seconds:02d}"


def otter(said: list[Said]) -> str:
    lines = "".join(f"{one.who}  {short(at)}  \n{one.text}\n\n" for at, one in enumerate(said))
    return f"{lines}Transcribed by https://otter.ai\n"


def otranscribe(said: list[Said]) -> str:
    """Typed while listening: the time stands at the head of a line, and not of every line."""
    lines = ["Int 6 Mrs Tull", ""]
    for at, one in enumerate(said):
        lines.append(f"{short(at, 21).zfill(5)} {one.who}: {one.text}" if at % 3 == 0 else f"{one.who}: {one.text}")
    return "\n".join(lines) + "\n"


def whisper(said: list[Said]) -> str:
    """The plain text that Whisper writes: a line a segment, and nobody's name."""
    return "".join(f"{piece}\n" for one in said for piece in pieces(one.text))


def diarized(said: list[Said]) -> str:
    """whisperX, or a script around it: a line for each segment with the speaker's number."""
    return "".join(f"[{one.who}]: {piece}\n" for one in said for piece in pieces(one.text))


def turboscribe(said: list[Said]) -> str:
    head = "(Transcribed by TurboScribe.ai. Go Unlimited to remove this message.)\n\n"
    turns = (f"[{one.who}] ({short(at)} - {short(at + 1)})\n{one.text}\n\n" for at, one in enumerate(said))
    return head + "".join(turns)


def descript(said: list[Said]) -> str:
    turns = (f"[{clock(at, 14)}] {one.who}: {one.text}\n\n" for at, one in enumerate(said))
    return "SlowTrades_S3E04_rough\n\n" + "".join(turns)


def riverside(said: list[Said]) -> str:
    turns = (f"{one.who} ({clock(at, 13)[3:]})\n{one.text}\n\n" for at, one in enumerate(said))
    return "".join(turns)


def happy_scribe(said: list[Said]) -> str:
    return "".join(f"[{clock(at, 19)}.{at * 37 % 100:02d}0] - {one.who}\n{one.text}\n\n" for at, one in enumerate(said))


def macwhisper(said: list[Said]) -> str:
    """A segment a line, the speaker named where the voice changes."""
    lines = []
    for one in said:
        first, *rest = pieces(one.text)
        lines += [f"{one.who}: {first}", *rest, ""]
    return "\n".join(lines)


def recorder(said: list[Said]) -> str:
    """The phone's own recorder: speaker, time, words, each on a line."""
    return "".join(f"{one.who}\n{short(at).zfill(5)}\n{one.text}\n\n" for at, one in enumerate(said))


def noscribe(said: list[Said]) -> str:
    head = "Transcribed with noScribe vers. 0.6.2\nAudio source: E:/Aufnahmen/choir_lifeboat.m4a\n"
    head += "(Start: 00:00:00 | Stop: 00:31:12 | Model: precise | Language: en | Speakers: auto)\n\n"
    return head + "\n\n".join(f"{one.who}: {one.text}" for one in said) + "\n"


def granola(said: list[Said]) -> str:
    head = "Meeting Title: Discovery call: invoicing (Priory Candles)\nDate: Mar 4, 2025\n\nTranscript:\n \n"
    return head + "".join(f"{one.who}: {one.text}  \n" for one in said)


def dovetail(said: list[Said]) -> str:
    """A repository of user research: the note's title, its fields, then name and time."""
    head = "# Interview: records rollout, ward doctor\n\n**Project:** Digital records\n**Created:** 2 May 2025\n\n"
    return head + "".join(f"**{one.who}** {short(at).zfill(5)}\n\n{one.text}\n\n" for at, one in enumerate(said))


def whisper_json(said: list[Said]) -> str:
    """whisperX's own file: segments of a sentence, with the times of words."""
    segments, at = [], 0.4
    for one in said:
        for piece in pieces(one.text):
            words = []
            begin = at
            for each in piece.split():
                words.append({"word": each, "start": round(at, 3), "end": round(at + 0.3, 3), "speaker": one.who})
                at += 0.35
            times = {"start": round(begin, 3), "end": round(at, 3)}
            segments.append(times | {"text": f" {piece}", "words": words, "speaker": one.who})
    return json.dumps({"segments": segments, "language": "id"}, ensure_ascii=False)


def inside(head: list[str], lines: list[tuple[str, ...]], foot: list[str]) -> bytes:
    """A document of paragraphs; `b` before a text makes it bold."""

    def fill(document) -> None:
        for line in head:
            document.add_paragraph(line)
        for parts in lines:
            runs(document, *((part.removeprefix("b|"), "b" if part.startswith("b|") else "") for part in parts))
        for line in foot:
            document.add_paragraph(line)

    return word(fill)


def word_online(said: list[Said]) -> bytes:
    """Word for the web: the name of the recording, then time and speaker above each turn."""
    turns = [(line,) for at, one in enumerate(said) for line in (f"{clock(at)} {one.who}", one.text)]
    return inside(["Audio file", "Wawancara Pak Yanto.m4a", "Transcript"], turns, [])


def teams(said: list[Said]) -> bytes:
    """Teams: the meeting, its date and length, who began the transcription, then name and time above each turn."""
    asker = next(one.who for one in said if one.role == ASKER)
    head = ["Interview P11-20250514_100312-Meeting Recording", "May 14, 2025, 9:03AM", "37m 40s"]

    def fill(document) -> None:
        for line in (*head, f"● {asker} started transcription"):
            document.add_paragraph(line)
        for at, one in enumerate(said):
            paragraph = runs(document, (one.who, "b"), (f"   {short(at)}", ""))
            paragraph.add_run().add_break()
            paragraph.add_run(one.text)
        document.add_paragraph(f"● {asker} stopped transcription")

    return word(fill)


def meet(said: list[Said]) -> bytes:
    """Google Meet: who attended, a heading with the time each few minutes, names with colons, and the small print."""

    def fill(document) -> None:
        document.add_heading("Wawancara UMKM - 2025/02/11 10:02 WIB - Transcript", 1)
        document.add_heading("Attendees", 2)
        document.add_paragraph(", ".join(dict.fromkeys(one.who for one in said)))
        document.add_heading("Transcript", 2)
        for at, one in enumerate(said):
            if at % 5 == 0:
                document.add_heading(f"00:{at // 5 * 5:02d}:00", 3)
            runs(document, (f"{one.who}:", "b"), (f" {one.text}", ""))
        document.add_heading("Transcription ended after 00:14:37", 3)
        runs(document, ("This editable transcript was computer generated and might contain errors. ", "i"),
             ("People can also change the text after it was created.", "i"))  # fmt: skip

    return word(fill)


def rev(said: list[Said]) -> bytes:
    head = ["This transcript was exported on Mar 04, 2025 - view latest version here."]
    lines = [(line,) for at, one in enumerate(said) for line in (f"{one.who} ({clock(at)[3:]}):", one.text)]
    return inside(head, lines, [])


def sonix(said: list[Said]) -> bytes:
    foot = "Sonix is the world’s most advanced automated transcription, translation, and subtitling platform. "
    turns = [(f"b|{one.who}: ", f"[{clock(at)}] ", one.text) for at, one in enumerate(said)]
    return inside(["library-interview-02.mp3"], turns, [f"{foot}Fast, accurate, and affordable."])


def fireflies(said: list[Said]) -> bytes:
    head = ["User interview / AI at work", "Thu, Mar 06, 2025 • 33 mins", "Transcript"]
    turns = [(line,) for at, one in enumerate(said) for line in (f"b|{one.who} - {clock(at)[3:]}", one.text)]
    return inside(head, turns, [])


def trint(said: list[Said]) -> bytes:
    turns = [(f"b|{one.who} ", f"[{clock(at)}] ", one.text) for at, one in enumerate(said)]
    return inside(["vet_interview_mono.wav"], turns, [])


def nvivo(said: list[Said]) -> bytes:
    """NVivo's transcript of a recording: a table of spans, words and speakers."""

    def fill(document) -> None:
        document.add_paragraph("Name: Wawancara perawat ICU\nFolder: Files\\\\Interviews")
        rows = [["", "Timespan", "Content", "Speaker"]]
        for at, one in enumerate(said):
            span = f"{short(at)}.{at % 10} - {short(at + 1)}.{(at + 1) % 10}"
            rows.append([str(at + 1), span, one.text, one.who])
        table(document, rows)

    return word(fill)


def chat_cha(said: list[Said]) -> str:
    """CLAN: who takes part and what they are, then a line a turn behind a star."""
    head = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINV Investigator, PAR Participant\n"
    head += "@ID:\teng|leeds|INV|||||Investigator|||\n@ID:\teng|leeds|PAR|54;|male|||Participant|||\n"
    return head + "".join(f"*{one.who}:\t{one.text}\n" for one in said) + "@End\n"


def elan(said: list[Said]) -> str:
    """ELAN's text: the tiers one after the other, each with its times; the talk is in the order of the times."""
    rows = []
    for at, one in enumerate(said):
        rows.append(f"{one.who}\t\t{clock(at)}.000\t{clock(at + 1)}.000\t00:00:17.000\t{one.text}\n")
    return "".join(sorted(rows, key=lambda row: row.split("\t")[0]))


def telegram(said: list[Said]) -> str:
    """Telegram Desktop's file of a chat."""
    messages: list[dict[str, object]] = []
    for at, one in enumerate(said):
        own = "user511" if one.role == ASKER else "user902"
        about = {"id": 4100 + at, "type": "message", "date": f"2025-04-02T{clock(at + 70, 240)[:5]}:00"}
        entities = [{"type": "plain", "text": one.text}]
        messages.append(about | {"from": one.who, "from_id": own, "text": one.text, "text_entities": entities})
    chat = {"name": said[1].who, "type": "personal_chat", "id": 902, "messages": messages}
    return json.dumps(chat, ensure_ascii=False, indent=1)


def android(said: list[Said]) -> str:
    """WhatsApp on Android, in Indonesian: date and time before each message, a notice on top, a photo left out."""
    notice = "Pesan dan panggilan terenkripsi secara end-to-end. Hanya orang dalam chat ini yang dapat membaca, "
    lines = [f"14/02/25 16.02 - {notice}mendengarkan, atau membagikannya. Pelajari selengkapnya."]
    for at, one in enumerate(said):
        lines.append(f"14/02/25 16.{at + 3:02d} - {one.who}: {one.text}")
        if at == 11:
            lines.append(f"14/02/25 16.{at + 3:02d} - {one.who}: <Media tidak disertakan>")
    return "\n".join(lines) + "\n"


def iphone(day: str) -> Write:
    """WhatsApp on an iPhone: brackets, seconds, and marks that nobody sees."""

    def write(said: list[Said]) -> str:
        notice = "\u200ePesan dan panggilan terenkripsi secara end-to-end."
        lines = [f"[{day} 09.15.01] {said[1].who}: {notice}"]
        lines += [f"[{day} 09.{16 + at}.{at * 13 % 60:02d}] {one.who}: {one.text}" for at, one in enumerate(said)]
        return "\r\n".join(lines) + "\r\n"

    return write
