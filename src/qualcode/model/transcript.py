"""Transcripts: the canonical form of a source."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qualcode.model.finding import Finding
from qualcode.model.texts import LazyList, TextList

WITHDRAWN = "[withdrawn]"
"""Speaker of turns whose words were taken out; `[withdrawn 2]` was respondent `TRANSCRIPT/2`, and keeps the number."""


def is_withdrawn(label: str) -> bool:
    """Whether a label stands for somebody who withdrew."""
    return label.startswith(WITHDRAWN[:-1])


@dataclass(frozen=True)
class Turn:
    """One speaker's uninterrupted speech."""

    turn: int
    """Number in the transcript, from 1."""
    speaker: str
    """Label inside the transcript, without its colon; empty for text that stands before the first label."""
    text: str
    """The source's characters in order, without labels, markup and times; pieces joined by LF, otherwise untouched."""
    start_s: float | None = None
    """Seconds from the start of the recording, where the source says so."""
    end_s: float | None = None
    """Seconds at the end of the turn, where the source says so."""
    place: str = ""
    """Where it stands in the source: `line 12`, `cue 3`, `row 4`, `paragraph 8`."""
    continues: int | None = None
    """Number of the turn that this speech resumes after a backchannel; it is counted with that turn."""
    attributes: Mapping[str, str] | None = None
    """The other columns of a survey row (`--each row`): attributes of this turn's respondent."""


@dataclass(frozen=True)
class LineTurns(LazyList[Turn]):
    """Turns that are one line of a source each; every turn is made when it is asked for."""

    numbers: Sequence[int]
    """Line in the source of each turn, from 1: it is the speaker's label too."""
    texts: TextList
    """Text of each turn; in its data each is followed by LF."""

    def __len__(self) -> int:
        return len(self.texts)

    def item(self, place: int) -> Turn:
        """The turn with this place."""
        number = self.numbers[place]
        return Turn(place + 1, str(number), self.texts[place], place=f"line {number}")


@dataclass(frozen=True)
class HowRead:
    """How a source was read, for people who want to look (`ingest --explain`)."""

    encoding: str = ""
    """Encoding of its bytes; empty for formats that are no plain text."""
    labels: str = ""
    """How it says who speaks, such as `a name and a colon (24 lines)`."""
    skipped: Mapping[str, int] = field(default_factory=dict)
    """What is in the source and in no turn -> how often."""


@dataclass(frozen=True)
class Reading:
    """What a reader made of one source: turns, attributes and findings."""

    turns: Sequence[Turn]
    """In the order of the source, numbered from 1."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attributes that the source itself states (front matter)."""
    findings: tuple[Finding, ...] = ()
    """What was guessed or wrong; an `error` means that there is no transcript."""
    each: bool = False
    """True when every turn is one respondent of its own (`--each row`, `--each line`)."""
    how: HowRead = HowRead()
    """How the source was read."""
    asking: tuple[str, ...] = ()
    """Labels of those who ask, as lines above the talk say."""


@dataclass(frozen=True)
class Header:
    """First line of a transcript file: where it comes from and how it was read."""

    transcript: str
    """Id: relative path of the source without extension, with `/`."""
    source: str
    """Path of the source, relative to the study where it lies inside, with `/`; empty: this file stands for it."""
    sha256: str
    """Hash of the source's bytes."""
    reader: str
    """Name of the reader."""
    reader_version: int
    """Version of the reader; a newer one reads the source again."""
    options: Mapping[str, str] = field(default_factory=dict)
    """Options that changed the reading (encoding, columns, each)."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attributes that the source itself states."""
    meta: Mapping[str, str] = field(default_factory=dict)
    """Attributes given with `--meta`; they win over the source's."""
    interviewers: tuple[str, ...] = ()
    """Labels given with `--interviewer`."""
    asking: tuple[str, ...] = ()
    """Labels of those who ask, as the source itself says above the talk."""
    each: bool = False
    """True when every turn is one respondent of its own."""
    withdrawn: int = 0
    """Turns that were emptied when somebody withdrew: then there is no source any more, and this file stands for it."""
    format: int = 1
    """Version of the file format."""


@dataclass(frozen=True)
class Transcript:
    """The canonical form of one source: its header and its turns."""

    header: Header
    """Where it comes from and how it was read."""
    turns: tuple[Turn, ...]
    """Numbered from 1."""
