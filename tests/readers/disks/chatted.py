"""Chats, meetings and machines: what their exports look like."""

import json

from ..sight.talked import ASKER, Said
from .talk import clock
from .tapes import sentences


def hour(at: int, point: str = ":") -> str:
    """The time of the day at which a message came in."""
    return f"19{point}{4 + at * 2:02d}"


def half_day(at: int) -> str:
    return f"7:{4 + at * 2:02d} PM"


def voice_notes(said: list[Said]) -> str:
    """A phone's chat: the researcher has typed what was said in voice notes; calls and lost media between."""
    day = "12/03/24"
    out = f"{day} 18.58 - Pesan dan panggilan dienkripsi secara end-to-end. Hanya orang dalam chat ini yang dapat "
    out += "membaca, mendengarkan, atau membagikannya.\n"
    for at, one in enumerate(said):
        if at == 6:
            out += f"{day} {hour(at, '.')} - {one.who}: <Media tidak disertakan>\n"
        note = "" if one.role == ASKER or at % 4 != 3 else f"[VN 0:{18 + at}] "
        out += f"{day} {hour(at, '.')} - {one.who}: {note}{one.text}\n"
    return out + f"{day} 20.01 - {said[-1].who}: Pesan ini dihapus\n"


def copied_telegram(said: list[Said]) -> str:
    """Messages marked and copied from the window."""
    return "\n\n".join(f"{one.who}, [12/03/2024 {hour(at)}]\n{one.text}" for at, one in enumerate(said)) + "\n"


def line(said: list[Said]) -> str:
    """A chat with a day above and tabs between."""
    out = f"[LINE] Chat history with {said[1].who}\nSaved on: 2024/03/14 08:12\n\n2024/03/12(Tue)\n"
    for at, one in enumerate(said):
        if at == 6:
            out += f"\n2024/03/13(Wed)\n{hour(at)}\t{one.who}\t[Sticker]\n"
        out += f"{hour(at)}\t{one.who}\t{one.text}\n"
    return out


def zoom_chat(said: list[Said]) -> str:
    """A focus group that types."""
    return "".join(
        f"{hour(at)}:{at * 7 % 60:02d} From {one.who} to Everyone:\n\t{one.text}\n" for at, one in enumerate(said)
    )


def discord(said: list[Said]) -> str:
    """A channel's history."""
    bar = "=" * 62
    out = f"{bar}\nGuild: Bus Research\nChannel: focus-groups / group-2\n{bar}\n\n"
    out += "\n\n".join(f"[12-Mar-24 07:{4 + at:02d} PM] {one.who}\n{one.text}" for at, one in enumerate(said))
    return out + f"\n\n\n{bar}\nExported {len(said)} message(s)\n{bar}\n"


def slack(said: list[Said]) -> str:
    """A thread copied from the window, each sentence a line."""
    return (
        "\n".join(f"{one.who}  {half_day(at)}\n" + "\n".join(sentences(one.text)) for at, one in enumerate(said)) + "\n"
    )


def descript(said: list[Said]) -> str:
    return "startup_ep12_final_v3\n\n" + "\n\n".join(
        f"[{clock(at, 13)}] {one.who}: {one.text}" for at, one in enumerate(said)
    )


def fireflies(said: list[Said]) -> str:
    """A meeting bot's record: sentences, and a summary that nobody said."""
    lines, index = [], 0
    for one in said:
        for part in sentences(one.text):
            begin = index * 4.2
            own = {"index": index, "speaker_name": one.who, "speaker_id": sorted({s.who for s in said}).index(one.who)}
            lines.append(own | {"text": part, "raw_text": part, "start_time": begin, "end_time": begin + 4})
            index += 1
    summary = {
        "keywords": ["antrean", "loket"],
        "overview": "Tim menilai aplikasi antrean.",
        "action_items": "Huruf besar",
    }
    record = {"id": "01HQ", "title": "Evaluasi antrean", "duration": 31.5, "sentences": lines, "summary": summary}
    return json.dumps({"data": {"transcript": record}}, ensure_ascii=False, indent=2)


def assembly(said: list[Said]) -> str:
    """Utterances with letters for voices, their words again below each, the whole text above."""
    utterances = []
    for at, one in enumerate(said):
        words = [
            {"text": word, "start": at * 9000 + k * 300, "end": at * 9000 + k * 300 + 250, "speaker": one.who}
            for k, word in enumerate(one.text.split())
        ]
        own = {"speaker": one.who, "text": one.text, "confidence": 0.93, "start": at * 9000, "end": at * 9000 + 8800}
        utterances.append(own | {"words": words})
    whole = " ".join(one.text for one in said)
    return json.dumps(
        {"id": "t-7", "status": "completed", "language_code": "en", "text": whole, "utterances": utterances}
    )


def whisper(said: list[Said]) -> str:
    """Segments of a sentence each, with the voice that a second program heard in it."""
    segments = []
    for one in said:
        for part in sentences(one.text):
            at = len(segments)
            segments.append(
                {"id": at, "start": at * 3.5, "end": at * 3.5 + 3.2, "text": f" {part}", "speaker": one.who}
            )
    return json.dumps({"language": "id", "segments": segments}, ensure_ascii=False)


def telegram(said: list[Said]) -> str:
    """The export of a chat: numbers for messages, a call and a photograph between."""
    ids = {one.who: f"user{1000 + at}" for at, one in enumerate({each.who: each for each in said}.values())}
    messages: list[dict[str, object]] = [
        {"id": 1, "type": "service", "date": "2024-03-12T19:00:00", "actor": said[0].who, "action": "phone_call"}
    ]
    for at, one in enumerate(said, 2):
        own = {
            "id": at,
            "type": "message",
            "date": f"2024-03-12T19:{at:02d}:10",
            "from": one.who,
            "from_id": ids[one.who],
        }
        messages.append(own | {"text": one.text, "text_entities": [{"type": "plain", "text": one.text}]})
    photo = {"id": 90, "type": "message", "date": "2024-03-12T19:58:00", "from": said[1].who, "photo": "photos/1.jpg"}
    messages.append(photo | {"from_id": ids[said[1].who], "text": "", "text_entities": []})
    return json.dumps(
        {"name": said[1].who, "type": "personal_chat", "id": 77, "messages": messages}, ensure_ascii=False
    )


def stamp(second: int, point: str = ",") -> str:
    return f"{second // 3600:02d}:{second // 60 % 60:02d}:{second % 60:02d}{point}000"


def cues(said: list[Said]) -> list[tuple[Said, str, bool]]:
    """The sentences of a talk, and whether each begins a turn."""
    return [(one, part, at == 0) for one in said for at, part in enumerate(sentences(one.text))]


def changes(said: list[Said]) -> str:
    """Subtitles that name a voice only where it begins."""
    out = ""
    for at, (one, part, begins) in enumerate(cues(said)):
        name = f"{one.who}: " if begins else ""
        out += f"{at + 1}\n{stamp(at * 4)} --> {stamp(at * 4 + 3)}\n{name}{part}\n\n"
    return out


def voiced(said: list[Said]) -> str:
    """Web subtitles with voice tags, a note and a style above."""
    out = "WEBVTT\n\nNOTE Diekspor dari rapat 14 Februari\n\nSTYLE\n::cue { color: white }\n\n"
    for at, (one, part, _) in enumerate(cues(said)):
        out += f"c{at}\n{stamp(at * 4, '.')} --> {stamp(at * 4 + 3, '.')}\n<v {one.who}>{part}</v>\n\n"
    return out


def chat_file(said: list[Said]) -> str:
    """A file of the CHILDES kind; who is who in its head, comments below some lines."""
    out = "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tINV Investigator, PAR Participant\n"
    out += "@ID:\teng|ward|INV|||||Investigator|||\n@ID:\teng|ward|PAR|61;|female|||Participant|||\n"
    for at, one in enumerate(said):
        out += f"*{one.who}:\t{one.text}\n" + ("%com:\tlong pause\n" if at == 5 else "")
    return out + "@End\n"


def text_grid(said: list[Said]) -> str:
    """Two tiers of one recording, silences between, and a tier of noises."""
    step, end = 6, len(said) * 6
    tiers = [
        (who, [(at, one.text) for at, one in enumerate(said) if one.who == who]) for who in {s.who: 0 for s in said}
    ]
    out = f'File type = "ooTextFile"\nObject class = "TextGrid"\n\nxmin = 0\nxmax = {end}\ntiers? <exists>\n'
    out += "size = 3\nitem []:\n"
    for number, (who, own) in enumerate([*tiers, ("noise", [])], 1):
        texts = dict(own)
        out += f'    item [{number}]:\n        class = "IntervalTier"\n        name = "{who}"\n        xmin = 0\n'
        out += f"        xmax = {end}\n        intervals: size = {len(said)}\n"
        for at in range(len(said)):
            text = texts.get(at, "motor lewat" if who == "noise" and at == 3 else "").replace('"', '""')
            out += f"        intervals [{at + 1}]:\n            xmin = {at * step}\n"
            out += f"            xmax = {at * step + step}\n"
            out += f'            text = "{text}"\n'
    return out


def eaf(said: list[Said], english: list[str]) -> str:
    """Two tiers of speech, one of English under each, and one of what was seen."""
    slots = "".join(f'<TIME_SLOT TIME_SLOT_ID="t{at}" TIME_VALUE="{at * 5000}"/>' for at in range(len(said) + 1))
    tiers = ""
    for who in {one.who: 0 for one in said}:
        spoken = under = ""
        for at, one in enumerate(said):
            if one.who == who:
                spoken += f'<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}" TIME_SLOT_REF1="t{at}" '
                spoken += f'TIME_SLOT_REF2="t{at + 1}"><ANNOTATION_VALUE>{one.text}</ANNOTATION_VALUE>'
                spoken += "</ALIGNABLE_ANNOTATION></ANNOTATION>"
                under += f'<ANNOTATION><REF_ANNOTATION ANNOTATION_ID="e{at}" ANNOTATION_REF="a{at}">'
                under += f"<ANNOTATION_VALUE>{english[at]}</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>"
        tiers += f'<TIER TIER_ID="{who}" PARTICIPANT="{who}" LINGUISTIC_TYPE_REF="utterance">{spoken}</TIER>'
        tiers += f'<TIER TIER_ID="{who}-eng" PARTICIPANT="{who}" PARENT_REF="{who}" LINGUISTIC_TYPE_REF="translation">'
        tiers += f"{under}</TIER>"
    kinds = '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="utterance" TIME_ALIGNABLE="true"/>'
    kinds += (
        '<LINGUISTIC_TYPE LINGUISTIC_TYPE_ID="translation" TIME_ALIGNABLE="false" CONSTRAINTS="Symbolic_Association"/>'
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><ANNOTATION_DOCUMENT AUTHOR="" DATE="2023-08-03T10:00:00+07:00" '
    head += 'FORMAT="3.0" VERSION="3.0"><HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"/>'
    return f"{head}<TIME_ORDER>{slots}</TIME_ORDER>{tiers}{kinds}</ANNOTATION_DOCUMENT>"
