"""Codings: passages that carry a code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Assertion = Literal["affirmed", "negated", "resolved", "hypothetical", "question"]
ASSERTIONS: tuple[Assertion, ...] = ("affirmed", "negated", "resolved", "hypothetical", "question")
"""How the speaker puts it; only affirmed codings count. Their order gives the numbers stored with codings."""
Span = tuple[int, int]
"""First code point in the turn's text, and the one after the last."""
PASS = "@"
"""Stands in the name of a coder before the number of a pass: `ani@2` is ani once more."""


@dataclass(frozen=True)
class CodingRow:
    """One coding with its names, as people look at it: what the rules of a code find there, as one passage."""

    code: str
    """Code."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after it."""
    segment: int
    """Segment in which it begins; from 1, where a single turn is explained."""
    assertion: Assertion
    """How the speaker puts it; only `affirmed` counts."""
    rules: tuple[str, ...]
    """The rules that made it."""
    matched: tuple[Span, ...]
    """The matched words."""
    prompted: bool
    """Whether the question before brought the matter up."""


REVIEW_KEYS: Mapping[str, str] = {
    "next": "j", "previous": "k", "accept": "a", "reject": "x", "code": "c", "again": "r", "start_back": "[",
    "start_on": "]", "end_back": "{", "end_on": "}", "how": "n", "memo": "m", "remove": "d", "undo": "u", "redo": "U",
    "first": "h", "second": "l", "both": "e",
    "transcript": "g", "search": "s", "queue": "q", "finish": "f", "passage": "p", "memos": "o", "codebook": "b",
    "play": "t",
    "filter": "/", "help": "?",
}  # fmt: skip
"""What can be done on the page of `qualcode review`, and the key that does it; `U` is u with Shift."""
MODIFIED = "modified"
"""Among a coder's keys: `true` where all of them are pressed together with Alt."""


@dataclass(frozen=True)
class Coder:
    """Who coded, and how: a person, the rules of a codebook, or a model."""

    coder: str
    """Name: the folder's name under `coding/`."""
    kind: Literal["person", "rules", "model"] = "person"
    """What the coder is."""
    method: str = ""
    """How the coder worked, in a sentence."""
    approach: Literal["", "inductive", "deductive"] = ""
    """`inductive`: the codes were made while reading; `deductive`: the codebook was fixed before; empty: not stated."""
    read_whole: bool | tuple[str, ...] = ()
    """Transcripts read from their first turn to their last: a list, or true for all in which there are codings."""
    keys: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Keys on the page of `qualcode review` that are not as in `REVIEW_KEYS`; under `1` to `9`, the coder's codes."""
    between: tuple[str, ...] = ()
    """The two coders for whose agreement this name stands; empty: a coder in their own right."""


@dataclass(frozen=True)
class Agreed:
    """How codings came about that stand for the agreement of two coders."""

    between: tuple[str, ...]
    """Names of the two."""
    at_once: int
    """Codings that both gave."""
    decided: Mapping[str, int]
    """Who decided -> differences that were decided."""
    open: int
    """Differences that are still open; none of their codings is in force."""
    numbers: bool = True
    """Whether its numbers may be told: what is given away redacted counts no single codings."""


@dataclass(frozen=True)
class Reviewed:
    """How codings of rules were corrected by a person who answered what they suggest."""

    by: str
    """Name of the person."""
    suggestions: int
    """What rules suggest now."""
    accepted: int
    """Suggestions that were accepted, changed ones among them."""
    changed: int
    """Those of them that have other ends, another code or another assertion now."""
    rejected: int
    """Suggestions that were rejected."""
    replaced: int
    """Those of them whose words got another code in the same moment."""
    numbers: bool = True
    """Whether its numbers may be told: what is given away redacted counts no single codings."""

    @property
    def answered(self) -> int:
        """Suggestions on which something is decided."""
        return self.accepted + self.rejected


@dataclass(frozen=True)
class PersonCoding:
    """One coding kept in the study: a span within one turn, anchored by its quote."""

    coder: str
    """Who coded."""
    transcript: str
    """Transcript it stands in."""
    turn: int
    """Turn it stands in."""
    code: str
    """Code given."""
    start: int
    """First code point of the span in the turn's text."""
    end: int
    """Code point after the span."""
    quote: str
    """The span's text when it was coded."""
    prefix: str = ""
    """Up to 32 characters before the span."""
    suffix: str = ""
    """Up to 32 characters after the span."""
    turn_sha256: str = ""
    """Hash of the turn's text when it was coded."""
    assertion: str = "affirmed"
    """One of `ASSERTIONS`."""
    time: str = ""
    """When it was coded, ISO 8601."""
    memo: str = ""
    """A remark of the coder."""

    @property
    def key(self) -> tuple[object, ...]:
        """What tells a coding from others: when it was made and what was remarked do not."""
        return self.coder, self.transcript, self.turn, self.start, self.end, self.code, self.assertion
