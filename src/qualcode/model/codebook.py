"""The codebook: codes, their definitions, rules and examples."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

MatchLevel = Literal["exact", "light", "root"]
RuleKind = Literal["any", "all", "near"]
Within = int | Literal["segment", "turn"]
Negation = Literal["flag", "count", "drop"]


@dataclass(frozen=True)
class Term:
    """A word, phrase or wildcard pattern that a rule looks for."""

    text: str
    """As written: `jaringan`, `lack of`, `koordinasi*`."""
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


@dataclass(frozen=True)
class Rule:
    """What suggests a code: lists of terms and how they must stand together."""

    rule: str
    """Name, unique in the codebook."""
    kind: RuleKind
    """`any`: each matching term; `all`: one of each list in a segment; `near`: one of each list close together."""
    lists: tuple[tuple[Term, ...], ...]
    """One list for `any`, two or more for `all` and `near`; lexicons are already put in."""
    within: Within = "segment"
    """`near` only: most tokens from first to last matched, both counted; or `segment`, or `turn`."""
    unless: tuple[Term, ...] = ()
    """Terms that cancel a hit when they occur in the same segment."""
    negation: Negation = "flag"
    """`flag`: a negated hit is listed as negated; `count`: negators are ignored; `drop`: a negated hit is dropped."""
    line: int = 0
    """Line in the codebook file, from 1."""
    column: int = 0
    """Column in the codebook file, from 1."""


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
    definition: Mapping[str, str] = field(default_factory=dict)
    """Language -> what the code means."""
    include: tuple[str, ...] = ()
    """When to use it, for people."""
    exclude: tuple[str, ...] = ()
    """When not to use it, for people."""
    rules: tuple[Rule, ...] = ()
    """What suggests the code."""
    examples: tuple[Example, ...] = ()
    """Sentences that test the rules."""
    line: int = 0
    """Line in the codebook file, from 1."""
    column: int = 0
    """Column in the codebook file, from 1."""


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
    """Hash of the file's bytes."""
