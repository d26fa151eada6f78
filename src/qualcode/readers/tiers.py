"""Annotations in tiers: ELAN (.eaf), EXMARaLDA (.exb) and CHAT (.cha); each tier of speech is a speaker."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.parsers.expat import ExpatError

from qualcode.model.finding import Finding
from qualcode.model.transcript import Reading
from qualcode.readers import names
from qualcode.readers.archive import Handler, UnsafeXml, walk_xml
from qualcode.readers.decode import decode, empty, failure, without_text
from qualcode.readers.reading import ReadOptions, SourceLine
from qualcode.readers.rich import divide_into_turns

_HINT = "open it in ELAN and save it again"


@dataclass
class Tier:
    """A layer of annotations."""

    name: str
    speaker: str
    parent: str
    annotations: list["Annotation"] = field(default_factory=list)


@dataclass
class Annotation:
    """What stands in a layer between two points of time, which are named."""

    start: str = ""
    end: str = ""
    text: str = ""


def read_eaf(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read an ELAN file in order of time; tiers that depend on others (translations, glosses) stay out.

    `--columns text=TIER` names other tiers. Times are those of the time slots, in milliseconds in the file (EAF 3.0).
    """
    if not data.strip():
        return empty(name)
    document = _Elan()
    try:
        walk_xml(data, document)
    except (ExpatError, UnsafeXml, LookupError, ValueError):
        return failure(name, "eaf-broken", "this is not an ELAN file that can be read", _HINT)
    if document.root != "ANNOTATION_DOCUMENT":
        return failure(name, "eaf-broken", "this is XML, but no ELAN file", _HINT)
    wanted = {each.strip() for each in options.columns.get("text", "").split(",") if each.strip()}
    if wanted - {tier.name for tier in document.tiers}:
        known = ", ".join(tier.name for tier in document.tiers[:12])
        return failure(name, "unknown-tier", "a tier that is named for `text` is not in this file", f"it has {known}")
    chosen = [tier for tier in document.tiers if (tier.name in wanted if wanted else not tier.parent)]
    others = [tier for tier in document.tiers if tier not in chosen]
    skipped = {"tiers": len(others), "annotations in them": sum(len(tier.annotations) for tier in others)}
    found = _left_out(name, others) if not wanted else []
    lines = lines_in_time(chosen, document.slots)
    return divide_into_turns(name, lines, "annotation", findings=found, encoding="utf-8", skipped=skipped, timed=False)


def lines_in_time(tiers: list[Tier], slots: Mapping[str, float]) -> list[SourceLine]:
    """The annotations of all tiers by the time at which they begin; one without a time stays behind the one before."""
    timed: list[tuple[float, int, SourceLine]] = []
    for tier in tiers:
        time = 0.0
        for annotation in tier.annotations:
            start_s, end_s = slots.get(annotation.start), slots.get(annotation.end)
            time = time if start_s is None else start_s
            number = len(timed) + 1
            texts = annotation.text.strip().split("\n")
            line = SourceLine(texts[0], number, None, 0, tier.speaker, False, False, start_s, end_s)
            timed.append((time, number, line))
            timed += [(time, number, SourceLine(text, number, may_label=False)) for text in texts[1:]]
    ordered = sorted(timed, key=lambda it: (it[0], it[1]))
    return [line for _, _, line in ordered]


def _left_out(name: str, others: list[Tier]) -> list[Finding]:
    speech = [tier.name for tier in others if tier.annotations]
    if not speech:
        return []
    message = f"tiers that depend on others were left out: {', '.join(speech[:8])}{' ...' if len(speech) > 8 else ''}"
    return [Finding("note", "tiers-left-out", message, name, hint="name tiers with speech: --columns text=TIER")]


class _Elan(Handler):
    """Collects the tiers and time slots of an ELAN file."""

    def __init__(self) -> None:
        self.root = ""
        self.tiers: list[Tier] = []
        self.slots: dict[str, float] = {}
        self._in_value = False

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.root = self.root or tag
        if tag == "TIME_SLOT" and attributes.get("TIME_VALUE", "").isdecimal():
            self.slots[attributes.get("TIME_SLOT_ID", "")] = int(attributes["TIME_VALUE"][:15]) / 1000
        elif tag == "TIER":
            name = attributes.get("TIER_ID", "")
            speaker = attributes.get("PARTICIPANT", "").strip() or name
            self.tiers.append(Tier(name, speaker, attributes.get("PARENT_REF", "")))
        elif tag in ("ALIGNABLE_ANNOTATION", "REF_ANNOTATION") and self.tiers:
            slots = attributes.get("TIME_SLOT_REF1", ""), attributes.get("TIME_SLOT_REF2", "")
            self.tiers[-1].annotations.append(Annotation(*slots))
        self._in_value = tag == "ANNOTATION_VALUE"

    def end(self, tag: str) -> None:
        self._in_value = False

    def data(self, text: str) -> None:
        if self._in_value and self.tiers and self.tiers[-1].annotations:
            self.tiers[-1].annotations[-1].text += text


def read_exb(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read an EXMARaLDA basic transcription in order of time: tiers of the type `t` are speakers, others stay out."""
    if not data.strip():
        return empty(name)
    document = _Exmaralda()
    try:
        walk_xml(data, document)
    except (ExpatError, UnsafeXml, LookupError, ValueError):
        return failure(name, "exb-broken", "this is not an EXMARaLDA file that can be read", "open and save it again")
    if document.root != "basic-transcription":
        return failure(name, "exb-broken", "this is XML, but no EXMARaLDA transcription", "export it as .exb")
    spoken = [tier for tier, kind in document.tiers if kind == "t"]
    for tier in spoken:
        tier.speaker = document.speakers.get(tier.parent, "") or tier.name
    others = len(document.tiers) - len(spoken)
    lines = lines_in_time(spoken, document.times)
    return divide_into_turns(name, lines, "event", encoding="utf-8", skipped={"tiers": others}, timed=False)


class _Exmaralda(Handler):
    """Collects speakers, the timeline and tiers with their type; a tier's `parent` is its speaker here."""

    def __init__(self) -> None:
        self.root = ""
        self.speakers: dict[str, str] = {}
        self.times: dict[str, float] = {}
        self.tiers: list[tuple[Tier, str]] = []
        self._speaker = self._open = ""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.root = self.root or tag
        self._open = tag
        if tag == "speaker":
            self._speaker = attributes.get("id", "")
        elif tag == "tli":
            try:
                self.times[attributes["id"]] = float(attributes["time"])
            except (KeyError, ValueError):
                return  # a point of the timeline without a time
        elif tag == "tier":
            name = attributes.get("display-name") or attributes.get("id", "")
            self.tiers.append((Tier(name, "", attributes.get("speaker", "")), attributes.get("type", "")))
        elif tag == "event" and self.tiers:
            self.tiers[-1][0].annotations.append(Annotation(attributes.get("start", ""), attributes.get("end", "")))

    def end(self, tag: str) -> None:
        self._open = ""

    def data(self, text: str) -> None:
        if self._open == "abbreviation":
            self.speakers[self._speaker] = self.speakers.get(self._speaker, "") + text.strip()
        elif self._open == "event" and self.tiers:
            self.tiers[-1][0].annotations[-1].text += text


_BULLET_SIGN = "\u2415"
"""Stands for the control character (NAK) that CHAT writes around times, which no other text holds."""
_BULLET = re.compile(rf"{_BULLET_SIGN}(\d+)_(\d+){_BULLET_SIGN}")
"""Begin and end of an utterance in the recording, in milliseconds."""
_CHAT_TIER = re.compile(r"([*%@])([^:\t]{1,60}):?(?:\t|[ ]+|\Z)(.*)", re.DOTALL)
_ROLES = {"investigator": "Interviewer", "interviewer": "Interviewer"}
"""Roles of the participants' list that say who asks."""


class _ChatTier(NamedTuple):
    """A main line, dependent tier or header, with its continuation lines."""

    sign: str
    name: str
    text: str
    line: int


def read_cha(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read the main lines of a CHAT file; the code of a speaker gets the role behind it that `@Participants` states.

    The codes of CHAT within the words (`[//]`, `&-um`, `xxx`) stay as they are.
    """
    decoded = decode(name, data.replace(b"\x15", _BULLET_SIGN.encode()), options)
    if decoded.text is None or not decoded.text.strip():
        return without_text(name, decoded)
    tiers = list(_chat_tiers(decoded.text))
    said = [tier for tier in tiers if tier.sign == "*"]
    if not said:
        return failure(name, "cha-broken", "there is no main line (`*CHI:`) in this file", "is it a CHAT transcript?")
    roles = _participants(tiers)
    lines = [_chat_line(tier, roles) for tier in said]
    skipped = {
        "headers": sum(tier.sign == "@" for tier in tiers),
        "dependent tiers": sum(tier.sign == "%" for tier in tiers),
    }
    return divide_into_turns(
        name, lines, "line", findings=decoded.findings, encoding=decoded.encoding, skipped=skipped, timed=False
    )


def _chat_tiers(text: str) -> Iterator[_ChatTier]:
    """A line that begins with a tab continues the one above."""
    for match in re.finditer(r"^[*%@].*(?:\n[\t ].*)*", text, re.MULTILINE):
        tier = _CHAT_TIER.match(match.group())
        if tier:
            joined = " ".join(tier[3].split("\n")).replace("\t", "")
            yield _ChatTier(tier[1], tier[2].strip(), joined, text.count("\n", 0, match.start()) + 1)


def _participants(tiers: list[_ChatTier]) -> Mapping[str, str]:
    """Code -> role, from `@Participants: INV Ann Investigator, PAR Participant`."""
    listed = next((tier.text for tier in tiers if tier.sign == "@" and tier.name == "Participants"), "")
    parts = (part.split() for part in listed.split(","))
    return {part[0]: _ROLES.get(part[-1].lower(), "") for part in parts if len(part) > 1}


def _chat_line(tier: _ChatTier, roles: Mapping[str, str]) -> SourceLine:
    times = _BULLET.findall(tier.text)
    start_s, end_s = (int(times[0][0]) / 1000, int(times[-1][1]) / 1000) if times else (None, None)
    role = roles.get(tier.name, "")
    speaker = f"{tier.name} ({role})" if role and not names.is_role(tier.name) else tier.name
    text = " ".join(_BULLET.sub(" ", tier.text).split())
    return SourceLine(text, tier.line, tier.line, speaker=speaker, may_label=False, start_s=start_s, end_s=end_s)
