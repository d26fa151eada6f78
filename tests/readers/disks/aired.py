"""What a tenth writer's players, services, phones and web pages export of a talk."""

import html
import json
import re

from ..sight.talked import Said
from .reels import asks, each, halves, parts, short
from .talk import clock


def seconds(at: int) -> float:
    return round(2.4 + at * 5.2, 2)


def sentences(said: list[Said]) -> list[tuple[Said, str]]:
    return [(one, part) for one in said for part in parts(one.text)]


def podcast_json(said: list[Said]) -> str:
    """The transcript that a podcast's feed links to: a version and segments with a body."""
    segments = [
        {"speaker": one.who, "startTime": seconds(at), "endTime": seconds(at + 1) - 0.1, "body": part}
        for at, (one, part) in enumerate(sentences(said))
    ]
    return json.dumps({"version": "1.0.0", "segments": segments}, indent=1)


def podcast_page(said: list[Said]) -> str:
    """The page that a podcast's feed links to: a name that is cited, a time, a paragraph."""
    out = "<!DOCTYPE html>\n<html><head><meta charset='utf-8'><title>Eps. 14 transcript</title></head><body>\n"
    for at, one in enumerate(said):
        text = html.escape(one.text, quote=False)
        out += f"<cite>{one.who}:</cite>\n<time>{short(at, 31)}</time>\n<p>{text}</p>\n"
    return out + "</body></html>"


def deepgram(said: list[Said]) -> str:
    """A service's answer: channels, alternatives, and paragraphs of sentences with numbers for voices."""
    paragraphs, words, at = [], [], 0
    for one in said:
        number = int(one.who)
        own = []
        for part in parts(one.text):
            own.append({"text": part, "start": seconds(at), "end": seconds(at + 1)})
            words += [_word(text, number, at) for text in part.split()]
            at += 1
        start, end = own[0]["start"], own[-1]["end"]
        paragraphs.append({"sentences": own, "speaker": number, "num_words": 9, "start": start, "end": end})
    whole = " ".join(one.text for one in said)
    told = {"transcript": whole, "confidence": 0.98, "words": words, "paragraphs": {"paragraphs": paragraphs}}
    metadata = {"request_id": "0b1c", "channels": 1, "duration": 1684.2}
    return json.dumps({"metadata": metadata, "results": {"channels": [{"alternatives": [told]}]}})


def _word(text: str, speaker: int, at: int) -> dict:
    bare = re.sub(r"\W", "", text).lower()
    return {"word": bare, "punctuated_word": text, "start": seconds(at), "end": seconds(at) + 0.2, "speaker": speaker}


def rev(said: list[Said]) -> str:
    """Another service's answer: monologues whose words and signs are elements of their own."""
    told = []
    for at, one in enumerate(said):
        elements = []
        for piece in re.findall(r"[\w'-]+|[^\w'-]+", one.text):
            spoken = re.match(r"[\w'-]", piece)
            element = {"type": "text" if spoken else "punct", "value": piece}
            elements.append({**element, "ts": seconds(at), "end_ts": seconds(at) + 0.3} if spoken else element)
        told.append({"speaker": int(one.who), "elements": elements})
    return json.dumps({"monologues": told})


def instagram(said: list[Said]) -> str:
    """The download of a chat: the newest message first, a photograph between, times in milliseconds."""
    people = [{"name": name} for name in dict.fromkeys(one.who for one in said)]
    messages = [
        {
            "sender_name": one.who,
            "timestamp_ms": 1699700000000 + at * 61000,
            "content": one.text,
            "is_geoblocked": False,
        }
        for at, one in enumerate(said)
    ]
    photograph = {
        "sender_name": people[1]["name"],
        "timestamp_ms": 1699700000500 + 7 * 61000,
        "photos": [{"uri": "1.jpg"}],
    }
    messages.insert(8, photograph)
    return json.dumps(
        {"participants": people, "messages": messages[::-1], "title": "Dwi", "is_still_participant": True}
    )


def bracketed_cues(said: list[Said]) -> str:
    """Subtitles of a podcast: the name in square brackets where a voice begins, cues of one sentence."""
    out, last = "", None
    for at, (one, part) in enumerate(sentences(said)):
        mark = f"[{one.who}] " if one is not last else ""
        out += f"{at + 1}\n{clock(at, 4)},200 --> {clock(at + 1, 4)},000\n{mark}{part}\n\n"
        last = one
    return out


def both_in_a_cue(said: list[Said]) -> str:
    """Subtitles of a film: a dash for each of two who speak in one cue, and no names at all."""
    out = ""
    for at in range(0, len(said), 2):
        lines = "\n".join(f"- {one.text}" for one in said[at : at + 2])
        out += f"{at // 2 + 1}\n{clock(at, 6)},000 --> {clock(at + 2, 6)},000\n{lines}\n\n"
    return out


def called_cues(said: list[Said]) -> str:
    """Web subtitles: names in capitals in every cue, sounds in brackets, numbers of the cues in words."""
    out = "WEBVTT - Oral evidence session\nKind: captions\nLanguage: en\n\n"
    for at, (one, part) in enumerate(sentences(said)):
        out += f"cue-{at}\n{clock(at, 5)}.000 --> {clock(at + 1, 5)}.000 align:start position:0%\n{one.who}: {part}\n\n"
        out += f"{clock(at, 5)}.900 --> {clock(at + 1, 5)}.000\n[bell rings]\n\n" if at == 9 else ""
    return out


def android_chat(said: list[Said]) -> str:
    """A phone set to American dates: media left out, a message deleted, a message edited."""
    out = (
        "11/11/23, 8:58 PM - Messages and calls are end-to-end encrypted. No one outside of this chat can read them.\n"
    )
    for at, one in enumerate(said):
        stamp = f"11/11/23, 9:{at * 2:02d} PM"
        out += f"{stamp} - {one.who}: <Media omitted>\n" if at == 8 else ""
        out += f"{stamp} - {one.who}: This message was deleted\n" if at == 14 else ""
        out += f"{stamp} - {one.who}: {one.text}{' <This message was edited>' if at == 5 else ''}\n"
    return out


web_chat = each("[21.{at:02d}, 11/11/2023] {who}: {text}\n")


def google_document(said: list[Said]) -> str:
    """A document as a shared folder saves it for the web: classes, spans, and spaces that do not break."""
    out = '<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">'
    out += '.c1{font-weight:700}.c2{font-size:11pt}</style></head><body class="c5 doc-content">'
    out += '<p class="c0 title"><span class="c1">Wawancara Pekerja Migran</span></p><p class="c0"><span></span></p>'
    for one in said:
        first, *rest = halves(one.text)
        out += f'<p class="c0"><span class="c1">{one.who}:</span><span class="c2">&nbsp;{html.escape(first)}</span></p>'
        out += "".join(f'<p class="c0"><span class="c2">{html.escape(part)}</span></p>' for part in rest)
        out += '<p class="c0 c3"><span class="c2"></span></p>'
    return out + "</body></html>"


def record(said: list[Said]) -> str:
    """A council's page: a heading of the item, who speaks as a link to the person, the words in quotes."""
    out = "<!doctype html><html lang='id'><head><meta charset='utf-8'><title>Risalah</title></head><body>"
    out += "<nav><a href='/'>Beranda</a> <a href='/risalah'>Risalah</a></nav><main><h1>Risalah Komisi B</h1>"
    people = list(dict.fromkeys(one.who for one in said))
    out += "<h2>1. Keterlambatan bantuan benih</h2>"
    for at, one in enumerate(said):
        person = f"<a href='/orang/{people.index(one.who)}'>{one.who}</a>"
        out += f"<div class='speech' id='s{at}'><p class='speaker'>{person}</p>"
        out += f"<blockquote><p>{html.escape(one.text, quote=False)}</p></blockquote></div>\n"
    return out + "</main><footer>Sekretariat DPRD. Naskah belum dikoreksi.</footer></body></html>"


def wordpress(said: list[Said]) -> str:
    """A blog's page of an interview: both names in strong capitals, a gallery, sharing, other posts."""
    out = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>Bees - Second Shift</title></head><body>"
    out += "<header><a href='/'>Second Shift</a></header><article><h1>The bees of the night bus</h1>"
    out += "<p class='byline'>Posted on 4 May 2024 by Second Shift</p>"
    for at, one in enumerate(said):
        out += (
            "<figure><img src='roof.jpg' alt=''><figcaption>The roof of the depot</figcaption></figure>"
            if at == 9
            else ""
        )
        out += f"<p><strong>{one.who.upper()}:</strong> {html.escape(one.text, quote=False)}</p>\n"
    out += "</article><aside><h3>Share this</h3><ul><li>Mail</li></ul></aside>"
    return out + "<footer><h3>Related</h3><p>30: The organist</p></footer></body></html>"


def questions_only_bold(said: list[Said]) -> str:
    """A page with details to open: each question is what one clicks on, the answer what it opens."""
    out = "<!DOCTYPE html><html><head><meta charset='utf-8'><title>FAQ with Bea</title></head><body><h1>Bea Marsh</h1>"
    for one in said:
        text = html.escape(one.text, quote=False)
        out += f"<details open><summary>{text}</summary>" if asks(one) else f"<p>{text}</p></details>\n"
    return out + "</body></html>"
