"""Facts of a study: what a paragraph on method and a research object say of it, none of it a participant's words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from qualcode.model.coding import Agreed, Reviewed


@dataclass(frozen=True)
class InterviewFacts:
    """The interviews, and who is counted in them."""

    corpus: str
    """Name of the corpus."""
    title: str
    """Title of corpus or study for people; empty where there is none."""
    synthetic: bool
    """True when the interviews are invented."""
    transcripts: int
    """Transcripts of the corpus."""
    sessions: int
    """Conversations; the transcripts of one session count once."""
    respondents: int
    """N: participants with at least one word who can be told apart."""
    turns: int
    """Turns of participants; speech resumed after a backchannel counts with its first turn, as in every table."""
    words: int
    """Words of participants outside transcriber marks."""
    segments: int
    """Segments of participants' turns."""
    unit: str
    """How turns are cut into segments: `sentence`, `turn`, `paragraph` or `line`."""
    languages: Mapping[str, int]
    """Segments of participants by language: `id`, `en`, `mixed`, `und`."""
    others: Mapping[str, int]
    """Role -> turns that are not counted: `interviewer`, `other`, `unknown`."""
    voices: int
    """Turns of participants who cannot be told apart: counted in mentions and words, never in N."""


@dataclass(frozen=True)
class Coding:
    """One coder's codings in force."""

    coder: str
    """Name of the coder."""
    kind: str
    """`rules`, `person` or `model`."""
    method: str
    """How the coder worked, as `coder.yaml` says; empty where it says nothing."""
    assertions: Mapping[str, int]
    """Codings of participants by assertion; `affirmed` ones are the mentions."""
    prompted: int
    """Mentions that answer a question which held the code's terms; 0 for people."""
    left_out: Mapping[str, int]
    """Role (`interviewer`, `other`, `unknown`) -> codings in its turns, never counted."""
    layer: Agreed | Reviewed | None = None
    """How the codings came about where they are not one coder's own."""


@dataclass(frozen=True)
class CodebookFacts:
    """The codebook."""

    codebook: str
    """Name."""
    title: Mapping[str, str]
    """Language -> title."""
    version: str
    """Version, as the file states it."""
    sha256: str
    """Hash of the file, or of the file and those that it includes together."""
    file: str
    """File, relative to the study."""
    included: int
    """Other files that it includes."""
    codes: int
    """Codes in use."""
    retired: int
    """Codes no longer in use."""
    kinds: Mapping[str, int]
    """Kind -> codes in use; the empty name is for codes without one."""
    rules: int
    """Rules of the codes in use."""
    shapes: Mapping[str, int]
    """Kind of rule (`any`, `all`, `near`) -> rules."""
    levels: Mapping[str, int]
    """Match level (`exact`, `light`, `root`) -> terms of words."""
    patterns: int
    """Terms that are regular expressions or token patterns."""
    unless: int
    """Rules with terms that cancel a hit."""
    supported: int
    """Codes whose rules need points around their hits."""
    questions: int
    """Rules that look at the question before an answer."""
    denied: Mapping[str, int]
    """Rules that treat negation otherwise than by flagging it: `count`, `drop`."""


@dataclass(frozen=True)
class AgreementFacts:
    """How far the rules agree with one coder."""

    coder: str
    """The coder they were measured against."""
    kind: str
    """What that coder is: `person` or `model`."""
    method: str
    """How that coder worked; empty where `coder.yaml` says nothing."""
    unit: str
    """What was compared: `turn` or `segment`."""
    units: int
    """Units compared."""
    transcripts: int
    """Transcripts in which they stand."""
    codes: int
    """Codes compared."""
    sample: str
    """Sample that the units come from and are weighted by; empty: all units."""
    tuned: bool
    """True when the rules could have been tuned on these transcripts: the figures are optimistic."""
    both: int
    """Pairs of unit and code that both give."""
    found: int
    """Pairs that the rules give."""
    there: int
    """Pairs that the coder gives."""
    precision: float | None
    """Share of what the rules give that the coder gives too; None where nothing is given."""
    recall: float | None
    """Share of what the coder gives that the rules give too."""
    f1: float | None
    """Harmonic mean of the two."""


@dataclass(frozen=True)
class CoderFacts:
    """A coder whose codings the study keeps."""

    coder: str
    """Name."""
    kind: str
    """`person`, `model` or `rules`."""
    codings: int
    """Codings in force."""
    first: str
    """Date of the first coding, ISO 8601; empty where none has a time."""
    last: str
    """Date of the last one."""


@dataclass(frozen=True)
class PeopleFacts:
    """How far the people of a study agree where two of them looked at the same units."""

    coders: tuple[str, ...]
    """The people compared."""
    unit: str
    """What was compared: `turn` or `segment`."""
    units: int
    """Units that two or more looked at."""
    codes: int
    """Codes that one of them gives."""
    alpha: float | None
    """Krippendorff's alpha (nominal), given or not, mean of the codes; None where it is not defined."""
    low: float | None
    """Lower end of its 95 % interval; None where there is none."""
    high: float | None
    """Upper end of it."""
    kappa: float | None
    """Cohen's kappa of two, Fleiss' kappa of more, mean of the codes."""
    percent: float | None
    """Observed agreement, mean of the codes."""
    sampled: bool
    """True when units were drawn with different chances, which these figures do not undo."""


@dataclass(frozen=True)
class SetAsideFacts:
    """What the rules scored on the transcripts set aside, when these were last looked at."""

    date: str
    """Day of it, ISO 8601."""
    against: str
    """The coder that they were compared with."""
    macro_f1: float | None
    """F1, mean of the codes."""
    version: str
    """Version of the codebook then."""
    current: bool
    """True when the codebook is still the same."""
    uses: int
    """How often these transcripts were looked at."""


@dataclass(frozen=True)
class StudyFacts:
    """Everything that the method of a study rests on."""

    material: InterviewFacts
    """The interviews."""
    coding: Coding
    """The codings."""
    book: CodebookFacts
    """The codebook."""
    checks: Sequence[AgreementFacts]
    """The rules beside each coder of the study; empty where nobody coded, or people's codings are reported."""
    kept_aside: bool
    """True when a coder has coded only transcripts set aside for testing, which are not looked at here."""
    unread: Sequence[str]
    """Coders of whom it is not known which transcripts they read whole, so that nothing can be measured."""
    versions: Mapping[str, str]
    """Package -> version: what the results were made with."""
    locked: bool
    """True when `qualcode.lock` states what the results were made of."""
    coders: Sequence[CoderFacts] = ()
    """Everybody whose codings the study keeps."""
    people: PeopleFacts | None = None
    """How far people agree; None where no two of them looked at the same units."""
    test: SetAsideFacts | None = None
    """The rules on the transcripts set aside; None where these were never looked at."""
    redacted: bool = False
    """True: codings are not counted, since the counts would tell what redacted tables keep back."""
