"""Captions of calls, videos and shows, as an eleventh writer has seen them on the disks of others."""

import uuid
from collections.abc import Iterator

from ..sight.talked import Said, clock
from .exports import pieces
from .pages import wrapped


def _cues(said: list[Said], step: int = 6) -> Iterator[tuple[int, str, str, Said, str]]:
    """Number, begin, end, who speaks, and the sentence that is shown."""
    number = 0
    for one in said:
        for piece in pieces(one.text):
            number += 1
            yield number, f"{clock(number, step)}.210", f"{clock(number + 1, step)}.090", one, piece


def zoom(said: list[Said]) -> str:
    cues = (f"{number}\n{begin} --> {end}\n{one.who}: {text}\n" for number, begin, end, one, text in _cues(said))
    return "WEBVTT\n\n" + "\n".join(cues)


def teams_vtt(said: list[Said]) -> str:
    """Teams: a long name for each cue, the speaker in a tag, two lines where one is too long."""
    out = "WEBVTT\n\n"
    for number, begin, end, one, text in _cues(said):
        own = uuid.uuid5(uuid.NAMESPACE_OID, str(number // 4))
        lines = "\n".join(wrapped(text, 42))
        out += f"{own}/{number}-0\n{begin} --> {end}\n<v {one.who}>{lines}</v>\n\n"
    return out


def webex(said: list[Said]) -> str:
    """Webex: number, name and the number of the person above the time."""
    out = "WEBVTT\n\n"
    people = {who: 2387654100 + at for at, who in enumerate(dict.fromkeys(one.who for one in said))}
    for number, begin, end, one, text in _cues(said):
        out += f'{number} "{one.who}" ({people[one.who]})\n{begin} --> {end}\n{text}\n\n'
    return out


def named_srt(said: list[Said]) -> str:
    """An editor's subtitles: the name where somebody begins, and lines cut in mid-sentence."""
    return _cut([f"{one.who}: {one.text}" for one in said], 64, 4, 0)


def arrows_srt(said: list[Said]) -> str:
    """Captions of a video site: two arrows where the voice changes."""
    return _cut([f">> {one.text}" for one in said], 38, 3, 40)


def _cut(said: list[str], width: int, step: int, thousandths: int) -> str:
    """Subtitles of one line each, so many seconds long."""
    lines = [line for text in said for line in wrapped(text, width)]
    out = ""
    for number, line in enumerate(lines, 1):
        begin, end = (f"{clock(at, step)},{at * thousandths % 1000:03d}" for at in (number, number + 1))
        out += f"{number}\n{begin} --> {end}\n{line}\n\n"
    return out
