"""Lines of JSON with their names replaced, and every passage that they point at found again in the new text.

A passage is anchored by its turn, its ends, its quote, the words around it and the hash of its turn; all five are
worked out anew from the place that the old ends have in the replaced text. Where the old quote no longer stood in its
place, nothing is certain, before as after: the words are replaced, and what was around them is left out.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import msgspec

from qualcode.anchoring.spans import CONTEXT, around
from qualcode.model.transcript import Transcript
from qualcode.pseudonyms.replace import Replaced, Replacer
from qualcode.store.decisions import stamp
from qualcode.store.hashing import sha256_bytes

JsonValue = Any  # what JSON can say
_IDS = frozenset({"transcript", "source"})
"""Fields that name a transcript or a file."""
_LABELS = frozenset({"speaker", "respondent", "interviewers"})
"""Fields that name somebody."""
_UNTOUCHED = frozenset(
    ("format", "do", "code", "kind", "guid", "rules", "assertion", "sha256", "turn_sha256", "reader")
)
"""Fields that are no text."""


@dataclass
class Turns:
    """The texts of one corpus, old and new."""

    old: dict[tuple[str, int], str] = field(default_factory=dict)
    """Transcript and turn -> its text."""
    new: dict[tuple[str, int], Replaced] = field(default_factory=dict)
    """The same, replaced."""
    ids: dict[str, str] = field(default_factory=dict)
    """Transcript -> its new id."""
    renamed: dict[str, str] = field(default_factory=dict)
    """Identifier of a line that is its own hash -> the new one."""
    hashes: dict[str, str] = field(default_factory=dict)
    """Hash of a codebook -> that of the new one."""
    uncertain: int = 0
    """Passages whose quote did not stand in its place before."""

    def add(self, transcript: Transcript, replacer: Replacer, new_id: str) -> None:
        """Take in one transcript."""
        name = transcript.header.transcript
        self.ids[name] = new_id
        for turn in transcript.turns:
            self.old[name, turn.turn] = turn.text
            self.new[name, turn.turn] = replacer.replaced(turn.text)


@dataclass(frozen=True)
class LineCopier:
    """Replaces names in the objects of one file of lines."""

    turns: Turns
    replacer: Replacer
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Attribute -> old value -> the wider one that stands for it."""
    days: int = 0
    """Days by which every time of a line is moved."""

    def copied(self, value: dict[str, JsonValue], transcript: str = "", turn: int = 0) -> dict[str, JsonValue]:
        """One object; `transcript` is that of the file, `turn` that of the line which it is about."""
        name = str(value.get("transcript", transcript))
        turn = value["turn"] if isinstance(value.get("turn"), int) and value["turn"] else turn
        made = {key: self._value(key, each, name) for key, each in value.items()}
        if value.get("turn_sha256"):
            made["turn_sha256"] = self._hash(str(value["turn_sha256"]), name, turn)
        if isinstance(value.get("end"), int) and value["end"] > value.get("start", 0):
            made.update(self._span(value, name, turn))
        return made

    def _value(self, key: str, value: JsonValue, transcript: str) -> JsonValue:
        if isinstance(value, dict):
            if key in ("attributes", "meta"):
                return {name: self.attribute(name, each) for name, each in value.items()}
            return self.copied(value, transcript)
        if isinstance(value, list):
            return [self._value(key, each, transcript) for each in value]
        if not isinstance(value, str):
            return value
        if key in ("of", "id", "between"):
            return self.turns.renamed.get(value) or self.replacer.text(value, bare=True)
        if key == "codebook_sha256":
            return next((new[: len(value)] for old, new in self.turns.hashes.items() if old.startswith(value)), value)
        if key == "time":
            return _moved(value, self.days)
        if key in _UNTOUCHED:
            return value
        if key in _IDS:
            return self.turns.ids.get(value) or self.replacer.text(value, any_case=True, bare=True)
        return self.replacer.text(value, bare=key in _LABELS)

    def attribute(self, name: str, value: str) -> str:
        """The value of an attribute: the wider one, with names replaced."""
        return self.replacer.text(self.attributes.get(name, {}).get(value, value), bare=True)

    def _hash(self, sha256: str, transcript: str, turn: int) -> str:
        """Hash of the new turn where the old one is that of the turn; else what neither text can have."""
        old, new = self.turns.old.get((transcript, turn)), self.turns.new.get((transcript, turn))
        if old is not None and new is not None and sha256_bytes(old.encode()) == sha256:
            return sha256_bytes(new.text.encode())
        return sha256_bytes(sha256.encode())

    def _span(self, value: Mapping[str, JsonValue], transcript: str, turn: int) -> dict[str, JsonValue]:
        """Ends, quote and surroundings of a passage in the new text."""
        old, new = self.turns.old.get((transcript, turn)), self.turns.new.get((transcript, turn))
        start, end = int(value.get("start", 0)), int(value["end"])
        if old is None or new is None or ("quote" in value and old[start:end] != value["quote"]):
            self.turns.uncertain += 1
            return {key: "" for key in ("prefix", "suffix") if key in value}
        low, high = new.span(start, end)
        quote, prefix, suffix = around(new.text, low, high, CONTEXT)
        fresh = {"start": low, "end": high, "quote": quote, "prefix": prefix, "suffix": suffix}
        return {key: each for key, each in fresh.items() if key in value or key in ("start", "end")}


def _moved(time: str, days: int) -> str:
    """A time some days earlier; what is no time stays."""
    try:
        moved = datetime.fromisoformat(time) - timedelta(days=days)
    except ValueError:
        return time
    return stamp(moved) if time.endswith("Z") else moved.isoformat()


def copied_lines(data: bytes, copier: LineCopier, transcript: str = "") -> bytes:
    """The lines of a file with their names replaced; `transcript` is the one that it is about.

    Raises:
        ValueError: a line is no JSON.
    """
    values = [value for _, value in objects(data)]
    places = {str(value["id"]): value.get("turn", 0) for value in values if value.get("id")}
    about = {str(value["id"]): str(value["of"]) for value in values if value.get("id") and value.get("of")}
    made = []
    for value in values:
        turn, of = value.get("turn", 0), str(value.get("of", ""))
        seen: set[str] = set()
        while not turn and of and of not in seen:
            seen.add(of)
            turn, of = places.get(of, 0), about.get(of, "")
        made.append(copier.copied(value, transcript, turn or 0))
    return b"".join(msgspec.json.encode(value) + b"\n" for value in made)


def objects(data: bytes) -> Iterator[tuple[int, dict[str, JsonValue]]]:
    """Number and object of each line that holds one.

    Raises:
        ValueError: a line is no JSON object.
    """
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                value = msgspec.json.decode(line)
            except (msgspec.MsgspecError, UnicodeDecodeError) as error:
                raise ValueError(f"line {number} is no JSON") from error
            if not isinstance(value, dict):
                raise ValueError(f"line {number} is no JSON object")
            yield number, value
