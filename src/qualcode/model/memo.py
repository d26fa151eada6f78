"""Memos: what a researcher notes down about the study, a person, a code or some words."""

from dataclasses import dataclass, field

MEMO_KINDS = ("study", "transcript", "respondent", "set", "code", "turn", "passage", "coding")
"""What a memo can be about, the widest first."""


@dataclass(frozen=True)
class MemoPlace:
    """What one memo is about; which of these are stated depends on the kind."""

    transcript: str = ""
    """Transcript."""
    turn: int = 0
    """Turn of the transcript; 0: none."""
    start: int = 0
    """First code point of the words in the turn's text."""
    end: int = 0
    """Code point after them; 0: no words are meant."""
    quote: str = ""
    """The words when the memo was written."""
    code: str = ""
    """Code of the codebook, alone or on these words."""
    respondent: str = ""
    """Respondent, or a case that is no person."""
    set: str = ""
    """A set of codes, sources or memos."""


@dataclass(frozen=True)
class Memo:
    """One line of a coder's memos: a memo, or what became of an earlier one."""

    coder: str
    """Who wrote it."""
    id: str
    """Identifier, which no other line has."""
    text: str
    """What it says; of an edit without a text: the memo is taken back."""
    kind: str = ""
    """One of `MEMO_KINDS`; of an edit empty: as before."""
    on: MemoPlace = field(default_factory=MemoPlace)
    """What it is about; of an edit empty: as before."""
    time: str = ""
    """When it was written, ISO 8601."""
    name: str = ""
    """Its title."""
    of: str = ""
    """The line that this one edits; empty: it is a new memo."""
    guid: str = ""
    """Identifier in another program's file; `#description` after it: the description of that element."""


def minute(time: str) -> str:
    """A time as people read it; a time that we did not write stays as it is."""
    return f"{time[:10]} {time[11:16]}" if time[10:11] == "T" else time
