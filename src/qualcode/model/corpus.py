"""A corpus: what its `corpus.yaml` and `respondents.csv` say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from qualcode.model.finding import FindingLevel

Role = Literal["interviewer", "participant", "other", "unknown"]
ROLES: tuple[Role, ...] = ("interviewer", "participant", "other", "unknown")
"""Roles of a speaker; their order gives the numbers stored in the index."""
AttributeLevel = Literal["respondent", "session", "turn"]
ATTRIBUTE_LEVELS: tuple[AttributeLevel, ...] = ("respondent", "session", "turn")
"""What an attribute is said of: a person, a conversation, or a passage of it."""


Consent = Literal["none", "analysis", "quotes", "share"]
CONSENTS: tuple[Consent, ...] = ("none", "analysis", "quotes", "share")
"""What participants agreed to: nothing; that their words are analysed; that passages are quoted; that transcripts are
passed on. Each one includes those before it."""


def consent_of(written: str) -> Consent | Literal[""]:
    """The consent that a word names; free text names none, so that nothing is read into it."""
    word = written.strip().lower()
    word = "share" if word == "sharing" else word  # as older studies write it
    return next((each for each in CONSENTS if each == word), "")


_Said = TypeVar("_Said")


def in_language(said: Mapping[str, _Said], language: str) -> _Said | None:
    """What is said in a language, else for everybody, else in the first one; None where nothing is."""
    wanted = (language, "", *said)
    return next((said[each] for each in wanted if said.get(each)), None)


@dataclass(frozen=True)
class Attribute:
    """What `corpus.yaml` says about an attribute itself, whatever its values."""

    level: AttributeLevel | Literal[""] = ""
    """One of `ATTRIBUTE_LEVELS`; empty: inferred from the values."""
    label: Mapping[str, str] = field(default_factory=dict)
    """Language -> name for people; the language "" is not stated, and it is for everybody."""
    values: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Value -> language -> what one person of it is called, and then the group, if that is another word.

    Their order is the one in which groups are printed.
    """

    def called(self, language: str) -> str:
        """Its name in a language, else in another; empty where it has none."""
        return in_language(self.label, language) or ""

    def value_called(self, value: str, language: str, *, group: bool = False) -> str:
        """What one person of a value is called, or all of them; the value itself where nothing is stated."""
        words = in_language(self.values.get(value, {}), language)
        return (words[-1] if group else words[0]) if words else value


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
class AcceptedFinding:
    """A warning that a person has seen and lets be."""

    finding: str
    """Name of the finding, such as `source-missing`."""
    of: str
    """The file or transcript that it is about."""
    because: str
    """Why nothing is done about it."""


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
    """What the participants agreed to: one of `CONSENTS`; anything else allows nothing."""
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
    aliases: Mapping[str, str] = field(default_factory=dict)
    """Respondent -> what stands for the name where people read (column `alias` of `respondents.csv`)."""
    accepted: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """Name of a finding and the file or transcript that it is about -> why a person lets it be."""

    def allows(self, use: Consent, stated: Iterable[str] = ()) -> bool:
        """Whether every participant agreed to a use of their words; invented ones have nothing to agree to.

        `stated` is what transcripts and respondents say of their own; of those that say nothing (an empty text), what
        the corpus says holds.
        """
        enough = CONSENTS[CONSENTS.index(use) :]
        own = tuple(stated) or ("",)
        return self.synthetic or all(consent_of(each or self.consent) in enough for each in own)


@dataclass(frozen=True)
class CheckSettings:
    """How `qualcode check` judges this study; what is said on the command line wins."""

    ignore: tuple[str, ...] = ()
    """Checks that are left out: codes or their beginnings, such as `QC107` or `QC2`."""
    fail_level: FindingLevel = "error"
    """A finding of this level or a worse one makes the command fail."""
    max_share: float = 25.0
    """Percentage of the participants' segments above which a rule fires too often."""


@dataclass(frozen=True)
class TopicSettings:
    """What topics leave out in this study, beside the lists that come with qualcode."""

    stop_words: tuple[str, ...] = ()
    """Words that say nothing about the matter; their inflected forms are meant, too."""
    names: tuple[str, ...] = ()
    """Names of people and places that must not become terms."""


@dataclass(frozen=True)
class StudySettings:
    """A folder with corpora and codebooks, and its settings (all optional)."""

    title: str = ""
    """Title for people."""
    languages: tuple[str, ...] = ("id", "en")
    """Languages of the study; the first one is the default of tables."""
    corpus: str = "default"
    """Corpus used when none is named."""
    codebook: str = ""
    """Codebook file used when none is named, relative to the study."""
    segment: str = "sentence"
    """How turns are cut into segments: `sentence`, `turn`, `paragraph` or `line`."""
    check: CheckSettings = field(default_factory=CheckSettings)
    """How the study is checked."""
    topics: TopicSettings = field(default_factory=TopicSettings)
    """What topics leave out."""
    private: bool = True
    """Whether files of participants' words are made for their owner only, where the system knows modes."""
    configured: bool = False
    """True when there is a `qualcode.yaml`."""


@dataclass(frozen=True)
class NamedTopic:
    """One topic of an earlier model, as `topics.yaml` lists it."""

    topic: int
    """Its number, from 1."""
    name: str = ""
    """What people call it; empty: nothing yet."""
    terms: tuple[str, ...] = ()
    """Its heaviest terms, by which it is known again."""
