"""A corpus: what its `corpus.yaml` and `respondents.csv` say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Role = Literal["interviewer", "participant", "other", "unknown"]
ROLES: tuple[Role, ...] = ("interviewer", "participant", "other", "unknown")
"""Roles of a speaker; their order gives the numbers stored in the index."""

AttributeLevel = Literal["respondent", "session", "turn"]
ATTRIBUTE_LEVELS: tuple[AttributeLevel, ...] = ("respondent", "session", "turn")
"""What an attribute is said of: a person, a conversation, or a passage of it."""


@dataclass(frozen=True)
class Attribute:
    """What `corpus.yaml` says about an attribute itself, whatever its values."""

    level: AttributeLevel | Literal[""] = ""
    """One of `ATTRIBUTE_LEVELS`; empty: inferred from the values."""
    label: str = ""
    """Name for people; empty: the attribute's own."""


@dataclass(frozen=True)
class Speaker:
    """What `corpus.yaml` decides about one speaker label."""

    role: str = ""
    """One of `ROLES`; empty: inferred."""
    respondent: str = ""
    """Name that joins labels, within a transcript or across transcripts; empty: the label in its transcript."""
    attributes: Mapping[str, str] = field(default_factory=dict)
    """Attributes of the respondent."""


@dataclass(frozen=True)
class Corpus:
    """A folder of transcripts with what is known about them."""

    corpus: str
    """Name: the folder's name under `corpora/`."""
    title: str = ""
    """Title for people."""
    synthetic: bool = False
    """True when the interviews are invented; every table then says so."""
    licence: str = ""
    """Licence under which the transcripts may be passed on."""
    consent: str = ""
    """What the participants agreed to; `sharing` lets transcripts into git."""
    interviewers: tuple[str, ...] = ()
    """Speaker labels that are interviewers in every transcript."""
    speakers: Mapping[str, Speaker] = field(default_factory=dict)
    """Label -> decision, for every transcript."""
    transcript_speakers: Mapping[str, Mapping[str, Speaker]] = field(default_factory=dict)
    """Transcript -> label -> decision; wins over `speakers`."""
    sessions: Mapping[str, str] = field(default_factory=dict)
    """Transcript -> session, where a session has several transcripts."""
    attributes: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Transcript -> attribute -> value; wins over `--meta` and the source."""
    declared: Mapping[str, Attribute] = field(default_factory=dict)
    """Attribute -> its level and label, where they are stated."""
    respondents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Respondent -> attribute -> value (`respondents.csv`)."""
