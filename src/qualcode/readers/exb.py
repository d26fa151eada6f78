"""EXMARaLDA basic transcriptions (.exb): a tier of the type `t` is a speaker, its events are timed speech."""

from collections.abc import Mapping
from xml.parsers.expat import ExpatError

from qualcode.model.transcript import Reading
from qualcode.readers.archive import Handler, UnsafeXml, walk_xml
from qualcode.readers.decode import empty, failure
from qualcode.readers.eaf import Annotation, Tier, lines_in_time
from qualcode.readers.reading import ReadOptions
from qualcode.readers.rich import divide_into_turns


def read(name: str, data: bytes, options: ReadOptions) -> Reading:
    """Read a basic transcription in order of time; tiers of other types (annotations, descriptions) stay out."""
    if not data.strip():
        return empty(name)
    document = _Document()
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


class _Document(Handler):
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
