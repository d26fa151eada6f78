"""The codebook: codes, their definitions, rules and examples."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from qualcode.model.corpus import Role

MatchLevel = Literal["exact", "light", "root"]
RuleContext = Literal["turn", "question"]
Treatment = Literal["flag", "count", "drop"]
"""What becomes of a hit that is not affirmed: it is listed as such, or put as affirmed, or dropped."""
SegmentLanguage = str
"""`id`, `en`, `mixed`, `und`, or the code of another language pack."""


@dataclass(frozen=True)
class Term:
    """What a rule looks for: a word, phrase or wildcard, a regular expression, or a token pattern."""

    text: str
    """As written: `jaringan`, `lack of`, `koordinasi*`; a token pattern as JSON."""
    level: MatchLevel = "light"
    """How inflected forms are found: `exact` this form, `light` its inflections, `root` its whole family."""
    language: str = ""
    """`id` or `en`: whose inflection is used; empty: both."""
    case: bool = False
    """True: upper and lower case must be as written (names)."""
    line: int = 0
    """Line in the codebook file, from 1."""
    column: int = 0
    """Column in the codebook file, from 1."""
    kind: str = "words"
    """`words`: a word, phrase or wildcard; `regex`, `pattern` and what plug-ins add are searched for in the text."""
    file: str = ""
    """File in which it stands."""

    @property
    def is_words(self) -> bool:
        """Whether it is a word, phrase or wildcard: found in the vocabulary, with its inflections."""
        return self.kind == "words"


@dataclass(frozen=True)
class Rule:
    """What suggests a code: lists of terms and how they must stand together."""

    rule: str
    """Name, unique in the codebook."""
    kind: str
    """How its terms make a hit: `any`, `all`, `near`, `score`, or a kind that a plug-in adds."""
    lists: tuple[tuple[Term, ...], ...]
    """Lists of terms, one or several as the kind asks; lexicons are put in."""
    own: Any = None
    """Settings of its kind, a record that the kind defines; None where the kind has none."""
    unless: tuple[Term, ...] = ()
    """Terms that cancel a hit when they occur in the same segment."""
    negation: Treatment = "flag"
    """`flag`: a negated hit is listed as negated; `count`: negators are ignored; `drop`: a negated hit is dropped."""
    line: int = 0
    """Line in the codebook file, from 1."""
    column: int = 0
    """Column in the codebook file, from 1."""
    context: RuleContext = "turn"
    """`question`: the lists are matched in the question before, and the hit is the answer's first yes or no."""
    hypothetical: Treatment = "flag"
    """What becomes of a hypothetical hit, as `negation` says it of a negated one."""
    question: Treatment = "flag"
    """What becomes of a hit in a question."""
    languages: tuple[SegmentLanguage, ...] = ()
    """Only segments in these languages, mixed ones counting for both `id` and `en`; empty: all."""
    roles: tuple[Role, ...] = ("participant",)
    """Whose turns are looked at."""
    says: Mapping[str, str] = field(default_factory=dict)
    """Language -> what the rule finds, in a sentence; empty: its name must do."""


@dataclass(frozen=True)
class Example:
    """A sentence that a code must find, or must not."""

    text: str
    """The sentence."""
    expect: bool
    """True: the code must be found (affirmed) in it."""
    line: int = 0
    """Line in the codebook file, from 1."""
    column: int = 0
    """Column in the codebook file, from 1."""
    question: str = ""
    """What the interviewer asked before it; empty: nothing."""


@dataclass(frozen=True)
class Code:
    """A concept of the codebook."""

    code: str
    """Identifier in snake_case."""
    kind: str = ""
    """Free text: barrier, enabler, actor, theme ...; a child inherits its parent's."""
    parent: str = ""
    """Code above this one; empty at the top."""
    label: Mapping[str, str] = field(default_factory=dict)
    """Language -> short name for tables."""
    short: Mapping[str, str] = field(default_factory=dict)
    """Language -> a still shorter one, for the heads of columns and for figures."""
    definition: Mapping[str, str] = field(default_factory=dict)
    """Language -> what the code means."""
    include: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Language -> when to use it, for people; the language "" is not stated, and they are for everybody."""
    exclude: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Language -> when not to use it, for people."""
    rules: tuple[Rule, ...] = ()
    """What suggests the code."""
    examples: tuple[Example, ...] = ()
    """Sentences that test the rules."""
    retired: bool = False
    """True: no longer in use; its rules find nothing, people's codings stay readable."""
    line: int = 0
    """Line in the codebook file, from 1."""
    column: int = 0
    """Column in the codebook file, from 1."""
    replaced_by: str = ""
    """Code to use instead of a retired one; empty where there is none."""
    memo: str = ""
    """A remark."""
    file: str = ""
    """File in which it stands."""
    one_of: str = ""
    """Code above it, or `kind NAME`, whose codes exclude each other; empty: it may stand beside any code."""


@dataclass(frozen=True)
class Codebook:
    """A list of codes with everything needed to find them."""

    codebook: str
    """Name, as the file states it."""
    codes: tuple[Code, ...]
    """In the order of the file."""
    version: str = ""
    """Version, as the file states it."""
    languages: tuple[str, ...] = ("id", "en")
    """Languages of labels and terms; the first one is the default of tables."""
    lexicons: Mapping[str, tuple[Term, ...]] = field(default_factory=dict)
    """Name -> terms, for rules that say `@name`."""
    file: str = ""
    """Path of the file, as given."""
    sha256: str = ""
    """Hash of the file's bytes; where it includes others, of the names and hashes of all of them."""
    files: tuple[str, ...] = ()
    """The file and those that it includes, each once, in the order in which they are read."""
    title: Mapping[str, str] = field(default_factory=dict)
    """Language -> title for people."""
    description: Mapping[str, str] = field(default_factory=dict)
    """Language -> what the codebook is for."""
    pipelines: Mapping[str, str] = field(default_factory=dict)
    """Language -> trained pipeline of spaCy that token patterns use."""
