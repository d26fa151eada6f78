"""Transcripts in CHAT (.cha) of CHILDES and TalkBank: main lines are speech, dependent tiers and headers are not."""

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from qualcode.model.transcript import Reading
from qualcode.readers import names
from qualcode.readers.decode import decode, failure, without_text
from qualcode.readers.reading import ReadOptions, SourceLine
from qualcode.readers.rich import divide_into_turns

_BULLET_SIGN = "\u2415"
"""Stands for the control character (NAK) that CHAT writes around times, which no other text holds."""
_BULLET = re.compile(rf"{_BULLET_SIGN}(\d+)_(\d+){_BULLET_SIGN}")
"""Begin and end of an utterance in the recording, in milliseconds."""
_TIER = re.compile(r"([*%@])([^:\t]{1,60}):?(?:\t|[ ]+|\Z)(.*)", re.DOTALL)
_ROLES = {"investigator": "Interviewer", "interviewer": "Interviewer"}
"""Roles of the participants' list that say who asks."""


class _Tier(NamedTuple):
    """A main line, dependent tier or header, with its continuation lines."""

    sign: str
    name: str
    text: str
    line: int


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read the main lines of a CHAT file; the code of a speaker gets the role behind it that `@Participants` states.

    The codes of CHAT within the words (`[//]`, `&-um`, `xxx`) stay as they are.
    """
    decoded = decode(name, data.replace(b"\x15", _BULLET_SIGN.encode()), options)
    if decoded.text is None or not decoded.text.strip():
        return without_text(name, decoded)
    tiers = list(_tiers(decoded.text))
    said = [tier for tier in tiers if tier.sign == "*"]
    if not said:
        return failure(name, "cha-broken", "there is no main line (`*CHI:`) in this file", "is it a CHAT transcript?")
    roles = _participants(tiers)
    lines = [_line(tier, roles) for tier in said]
    skipped = {
        "headers": sum(tier.sign == "@" for tier in tiers),
        "dependent tiers": sum(tier.sign == "%" for tier in tiers),
    }
    return divide_into_turns(
        name, lines, "line", findings=decoded.findings, encoding=decoded.encoding, skipped=skipped, timed=False
    )


def _tiers(text: str) -> Iterator[_Tier]:
    """A line that begins with a tab continues the one above."""
    for match in re.finditer(r"^[*%@].*(?:\n[\t ].*)*", text, re.MULTILINE):
        tier = _TIER.match(match.group())
        if tier:
            joined = " ".join(tier[3].split("\n")).replace("\t", "")
            yield _Tier(tier[1], tier[2].strip(), joined, text.count("\n", 0, match.start()) + 1)


def _participants(tiers: list[_Tier]) -> Mapping[str, str]:
    """Code -> role, from `@Participants: INV Ann Investigator, PAR Participant`."""
    listed = next((tier.text for tier in tiers if tier.sign == "@" and tier.name == "Participants"), "")
    parts = (part.split() for part in listed.split(","))
    return {part[0]: _ROLES.get(part[-1].lower(), "") for part in parts if len(part) > 1}


def _line(tier: _Tier, roles: Mapping[str, str]) -> SourceLine:
    times = _BULLET.findall(tier.text)
    start_s, end_s = (int(times[0][0]) / 1000, int(times[-1][1]) / 1000) if times else (None, None)
    role = roles.get(tier.name, "")
    speaker = f"{tier.name} ({role})" if role and not names.is_role(tier.name) else tier.name
    text = " ".join(_BULLET.sub(" ", tier.text).split())
    return SourceLine(text, tier.line, tier.line, speaker=speaker, may_label=False, start_s=start_s, end_s=end_s)
