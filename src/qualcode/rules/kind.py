"""What a kind of rule or term defines in its one file, from its words in the codebook to the page on method."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, field, fields, replace
from typing import Any, Generic, Literal, Protocol, TypeVar

from qualcode.index.arrays import Flags
from qualcode.index.shard import Shard
from qualcode.model.codebook import Rule, Term
from qualcode.rules.hits import Matches, RuleHits, TermMatches
from qualcode.text.shapes import Number, Shape, YamlReport
from qualcode.text.yaml import YamlPlace

NumberedLists = tuple[tuple[int, ...], ...]
"""Lists of terms, each term by its number in the program."""
Area = Literal["segment", "turn"]
Within = int | Area
Own = TypeVar("Own")
"""A frozen dataclass whose fields are the settings of a kind; None for a kind without any."""


def setting(
    shape: Shape[Any], says: str, default: Any = MISSING, *, needed: str = "", held: str = "", formerly: str = ""
) -> Any:
    """Declare a setting of a rule kind, for the codebook, its JSON Schema and near misses.

    Args:
        shape: how it is written.
        says: what it is, after "With `KIND`: ".
        default: its value if a rule does not state it; without a default the setting is required.
        needed: the hint if a required setting is missing.
        held: the near miss if a rule would find more without it; `{value}` is its value, `{tokens}` the number of
            words from the first to the last; empty: it causes no near miss.
        formerly: its name in older codebooks, which is still read.
    """
    about = {"shape": shape, "says": says, "needed": needed, "held": held, "formerly": formerly}
    return field(default=default, metadata=about)


def within_setting() -> Any:
    """How far apart the words of a hit may be: one setting for every kind that has it."""
    says = "most tokens from first to last, `segment`, or `turn`."
    held = "within: {value}, but {tokens} words lie from the first to the last"
    return setting(Number(("segment", "turn")), says, "segment", held=held)


@dataclass(frozen=True)
class CompiledRule:
    """A rule whose terms are numbers into the program's phrases."""

    rule: Rule
    """The rule as written."""
    code: int
    """Its code, an index into the codebook's codes."""
    kind: "RuleKind[Any]"
    """Its kind."""
    lists: NumberedLists
    """Terms of each list, arranged as the kind needs them."""
    own: Any
    """Settings of its kind."""
    unless: tuple[int, ...]
    """Terms that cancel."""
    idle: bool = False
    """True: its code is retired, so it finds nothing."""

    @property
    def topic(self) -> tuple[int, ...]:
        """Terms that name the topic; the others say what is wrong with it."""
        return self.kind.topic(self.lists)


class RuleKind(ABC, Generic[Own]):
    """One way in which terms make a hit; its name is the field of a rule that holds its lists."""

    name: str
    """Word of the codebook."""
    formerly: str = ""
    """Its name in older codebooks, which is still read."""
    lists: Literal["one", "several", "weighted"]
    """How the lists are written: one; two or more; or by the weight of their terms, which `own` has as `weights`."""
    says: str
    """What the field holds, for editors."""
    hit: str
    """Definition of a hit, for the manual of the codebook language."""
    sentence: str
    """Requirement of a rule of this kind, for the page on method."""
    own: type[Any] | None = None
    """Its settings, each declared by `setting`; None if it has none."""
    each_term: bool = False
    """True: each of its terms is a hit by itself."""
    each_list: bool = True
    """True: a hit needs a match of every list."""
    windows: bool = False
    """True: a hit spans matches of several lists, with perhaps a negator between them."""
    judging: str = ""
    """Setting with which a rule judges the hits of its code's other rules; empty: this kind never does."""

    def settings(self) -> Mapping[str, Field[Any]]:
        """Its settings by name."""
        return {each.name: each for each in fields(self.own) if each.metadata} if self.own else {}

    def needed(self) -> Mapping[str, str]:
        """Required settings -> the hint if one is missing."""
        return {name: each.metadata["needed"] for name, each in self.settings().items() if each.default is MISSING}

    def read(
        self, written: Mapping[str, Any], keys: Mapping[str, YamlPlace], place: YamlPlace, report: YamlReport
    ) -> Own | None:
        """The settings in a rule's fields; mistakes in them are reported."""
        if self.own is None:
            return None
        stated = {name: written[name] for name in self.settings() if written.get(name) is not None}
        for name, hint in self.needed().items():
            if name not in keys:
                report.error("missing-field", f"a rule with `{self.name}` needs `{name}`", place, hint)
        if not self.needed().keys() <= stated.keys():
            return None
        weights = {"weights": tuple(written.get(self.name) or ())} if self.lists == "weighted" else {}
        own: Own = self.own(**weights, **stated)
        self.check(own, keys, report)
        return own

    def check(self, own: Own, keys: Mapping[str, YamlPlace], report: YamlReport) -> None:
        """Report settings that contradict each other."""
        return

    def number(self, lists: NumberedLists, own: Own) -> tuple[NumberedLists, Own]:
        """The lists as `find` needs them, with settings to match."""
        return lists, own

    def topic(self, lists: NumberedLists) -> tuple[int, ...]:
        """Terms that name the topic: by convention those of the first list."""
        return lists[0]

    def area(self, own: Own) -> Area:
        """The unit of text that contains all matches of a hit."""
        return "segment"

    @abstractmethod
    def find(self, shard: Shard, compiled: CompiledRule, lists: Sequence[TermMatches]) -> RuleHits:
        """The hits of a rule, from the matches of each of its lists."""

    def judges(self, own: Own) -> bool:
        """Whether a rule judges the hits of its code's other rules."""
        return bool(self.judging and getattr(own, self.judging))

    def judge(self, shard: Shard, matches: Matches, compiled: CompiledRule, hits: RuleHits) -> Flags:
        """Which hits of the code's other rules are accepted; called only for rules that judge."""
        raise NotImplementedError

    def verdict(self, own: Own) -> str:
        """Why a hit is rejected, in words."""
        return ""

    def relaxed(self, own: Any) -> Iterator[tuple[str, Own, str]]:
        """Each setting that may prevent a hit: its name, the settings without it, and the near miss in words."""
        for name, each in self.settings().items():
            value = getattr(own, name)
            if each.metadata["held"] and value != each.default:
                told = each.metadata["held"].replace("{value}", str(value))
                yield name, replace(own, **{name: each.default}), told


class TermKind:
    """A kind of term: `words`, which are looked up in the vocabulary, or one that is searched for in running text."""

    name: str
    """Its name."""
    field: str
    """Field of a term with settings that contains it."""
    shape: Shape[str]
    """How it is written."""
    says: str
    """What the field holds, for editors."""
    noun: str
    """What it is called in findings."""
    unfit: tuple[str, ...] = ("level",)
    """Settings that have no meaning for such a term."""

    def check(self, term: Term, place: YamlPlace, pipelines: Mapping[str, str], report: YamlReport) -> None:
        """Report what the codebook lacks for such a term."""
        return

    def search(self, term: Term, pipelines: Mapping[str, str]) -> "Search":
        """The search for a term, given the trained pipelines of the codebook by language; never called for words."""
        raise NotImplementedError


Spans = list[tuple[int, int]]
"""First code points of matches in a text, and the code points after them."""


class Search(Protocol):
    """Searches the text of a segment for one term."""

    def spans(self, text: str) -> Spans:
        """Where the term matches.

        Raises:
            SearchStopped: it cannot be searched for, or not in reasonable time.
        """
        ...


class SearchStopped(Exception):
    """The search for a term was given up: it finds nothing from here on."""

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Give the reason, as in a finding."""
        super().__init__(message)
        self.code = code
        self.message = message
        self.hint = hint
