"""What checks look at: codebooks, and where there is one the corpus with its codings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import numpy as np

from qualcode.index.shard import Shard
from qualcode.model import CheckSettings, Codebook, Corpus, Finding, Header, PersonCoding
from qualcode.rules.analyser import Analyser
from qualcode.tables import Codings, Frame
from qualcode.tables.blocks import participants

Kept = Literal["none", "stale", "current"]
"""State of the codings that a study keeps."""


@dataclass(frozen=True, eq=False)
class Book:
    """One codebook file."""

    file: str
    """As findings call it."""
    codebook: Codebook | None
    """None when the file has errors."""
    findings: tuple[Finding, ...] = ()
    """What its loader found."""
    coded: Codings | None = None
    """What its rules find in the corpus; None without a corpus."""
    kept: Kept = "none"
    """Whether the study keeps codings of its rules, and whether they are those that it would make now."""


@dataclass(frozen=True)
class SpeakerSummary:
    """A speaker label of a transcript."""

    transcript: str
    """Transcript."""
    speaker: str
    """Label: often a name, so it is treated as a participant's words."""
    role: str
    """One of `ROLES`."""
    turn: int
    """First turn."""
    words: int
    """Words said."""


@dataclass(frozen=True)
class Decision:
    """What a person decided about a coding."""

    coder: str
    """Who decided."""
    transcript: str
    """Transcript."""
    turn: int
    """Turn."""
    code: str
    """Code of the coding."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after it."""
    quote: str
    """The coding's words."""
    file: str
    """File in which it stands."""
    line: int
    """Line in that file."""


@dataclass(frozen=True, eq=False)
class Material:
    """A corpus with the codings that people keep in it."""

    corpus: Corpus
    """What `corpus.yaml` says."""
    file: str
    """`corpus.yaml` as findings call it; empty where there is none."""
    folder: str
    """Folder of the transcripts, as findings call it."""
    headers: Mapping[str, Header]
    """Transcripts."""
    frame: Frame
    """Who said what where."""
    shards: Sequence[Shard]
    """The index, in the order of the frame."""
    speakers: Sequence[SpeakerSummary] = ()
    """Speaker labels."""
    changed: Sequence[str] = ()
    """Transcripts whose source changed since it was ingested."""
    gone: Sequence[str] = ()
    """Transcripts whose source is gone."""
    codings: Sequence[PersonCoding] = ()
    """What people coded."""
    decisions: Sequence[Decision] = ()
    """What people decided."""

    def place(self, transcript: str, turn: int = 0) -> tuple[str, int]:
        """File and line of a turn, or of the transcript's header."""
        return f"{self.folder}/{transcript}.jsonl", turn + 1

    @cached_property
    def turns(self) -> Mapping[tuple[str, int], int]:
        """Transcript and number of each turn -> its index in the frame."""
        names = [self.frame.transcripts[number] for number in self.frame.turn_transcript.tolist()]
        return {place: at for at, place in enumerate(zip(names, self.frame.turn_number.tolist(), strict=True))}

    @cached_property
    def words(self) -> Mapping[str, int]:
        """Every word of the corpus and how often it stands there."""
        counts: dict[str, int] = {}
        for shard in self.shards:
            for key, count in zip(shard.keys, np.diff(shard.posting_starts).tolist(), strict=True):
                counts[key] = counts.get(key, 0) + count
        return counts

    @cached_property
    def coded_segments(self) -> int:
        """Number of segments in participants' turns."""
        return int(participants(self.frame)[self.frame.segment_turn].sum())

    def slice(self, transcript: str, turn: int, start: int, end: int) -> str | None:
        """Text of a span; None when there is no such turn."""
        at = self.turns.get((transcript, turn))
        return None if at is None else self.frame.text(at)[start:end]


@dataclass(frozen=True, eq=False)
class Context:
    """Everything that a check may look at."""

    books: tuple[Book, ...] = ()
    """Codebooks."""
    material: Material | None = None
    """The corpus; None where there is none."""
    others: frozenset[str] = frozenset()
    """Codes of the study's own codebook, where others are looked at."""
    unreadable: tuple[Finding, ...] = ()
    """Transcripts, settings and codings that could not be read, or hold a slip."""
    drift: tuple[str, ...] = ()
    """What differs from `qualcode.lock`, when it was asked for."""
    absent: str = ""
    """How much of the lock could not be compared, in a sentence; empty: all was there."""
    settings: CheckSettings = field(default_factory=CheckSettings)
    """What the study says about checks."""
    analyser: Analyser = field(default_factory=Analyser)
    """Level keys of words."""

    @cached_property
    def codes(self) -> frozenset[str]:
        """Codes of all codebooks that could be read, those of the study's own included."""
        return self.others.union(code.code for book in self.books if book.codebook for code in book.codebook.codes)
