"""Compile a codebook: its rules with numbered terms, each distinct term once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.codings import Source
from qualcode.index.shard import Shard
from qualcode.languages import current
from qualcode.model.codebook import Codebook, Rule, Term
from qualcode.model.corpus import ROLES
from qualcode.rules.kind import CompiledRule
from qualcode.rules.kinds import RULE_KINDS
from qualcode.rules.lookup import words_of_term
from qualcode.rules.running import Searches, TextSearchTerm
from qualcode.rules.terms.words import Phrase

ASSERTION_CUES = (
    *("negators", "pseudo_negators", "clause_breakers", "contrast", "affirmations", "denials"),
    *("hypothetical_markers", "hypothetical_guards", "resolved_markers"),
)
"""Word lists that decide how a hit is put; they are looked up with the terms of the codebook."""
ANSWERS = ("affirmations", "denials", "negators")
"""Those that only answers to questions need."""


@dataclass(frozen=True)
class Program:
    """Everything the engine looks for."""

    codebook: Codebook
    """Where it comes from."""
    phrases: tuple[Phrase, ...]
    """The words of each distinct term."""
    cased: dict[int, str]
    """Terms whose case matters, with their text."""
    rules: tuple[CompiledRule, ...]
    """In the order of the file."""
    cues: dict[str, tuple[int, ...]]
    """Name of a cue list -> its terms."""
    searches: Searches
    """Terms that are looked for in running text, with what happened to them so far."""

    @cached_property
    def source(self) -> Source:
        """Who codings of its rules are from."""
        return Source.of(self.codebook)

    @cached_property
    def own_phrases(self) -> tuple[Phrase, ...]:
        """The phrases, without the words of those that only the cue lists name."""
        own = {term for rule in self.rules for terms in (*rule.lists, rule.unless) for term in terms}
        if any(rule.rule.context == "question" for rule in self.rules):
            own.update(*(self.cues[name] for name in ANSWERS))
        return tuple(phrase if number in own else () for number, phrase in enumerate(self.phrases))


def compile_codebook(codebook: Codebook) -> Program:
    """Number the distinct terms of a codebook and of the cue lists."""
    numbers = _Numbers()
    rules = [
        _compile(rule, place, code.retired, numbers) for place, code in enumerate(codebook.codes) for rule in code.rules
    ]
    cues = {name: numbers.of([_cue(entry) for entry in current().words(name)]) for name in ASSERTION_CUES}
    searches = Searches(numbers.running, codebook.pipelines)
    return Program(codebook, tuple(numbers.phrases), numbers.cased, tuple(rules), cues, searches)


def _compile(rule: Rule, code: int, idle: bool, numbers: "_Numbers") -> CompiledRule:
    lists = tuple(numbers.of(terms, rule.rule) for terms in rule.lists)
    kind = RULE_KINDS[rule.kind]
    lists, own = kind.number(lists, rule.own)
    return CompiledRule(rule, code, kind, lists, own, numbers.of(rule.unless, rule.rule), idle)


def _cue(entry: str) -> Term:
    """A cue is matched as it is written: word lists hold their own inflected forms."""
    return Term(entry, level="exact")


class _Numbers:
    """Gives each distinct term a number."""

    def __init__(self) -> None:
        self.phrases: list[Phrase] = []
        self.cased: dict[int, str] = {}
        self.running: dict[int, TextSearchTerm] = {}
        self._known: dict[object, int] = {}
        self._lists: dict[int, tuple[Sequence[Term], tuple[int, ...]]] = {}

    def of(self, terms: Sequence[Term], rule: str = "") -> tuple[int, ...]:
        """Numbers of a list of terms, each once; a lexicon shared by many rules is worked out once."""
        if id(terms) not in self._lists:
            self._lists[id(terms)] = terms, tuple(dict.fromkeys(self._number(term, rule) for term in terms))
        return self._lists[id(terms)][1]

    def _number(self, term: Term, rule: str) -> int:
        phrase, cased = words_of_term(term), term.text if term.case and term.is_words else ""
        known = (phrase, cased) if term.is_words else (term.kind, term.text, term.case, term.language)
        if known not in self._known:
            number = self._known[known] = len(self.phrases)
            if cased:
                self.cased[number] = cased
            if not term.is_words:
                self.running[number] = TextSearchTerm(term, rule)
            self.phrases.append(phrase)
        return self._known[known]


@dataclass(frozen=True)
class Scope:
    """Whose turns are coded, and which turn asked each one: one value per turn of the shard."""

    coded: Flags
    """Turns whose speaker is a participant."""
    asked: Ints
    """The turn of the question before; -1 where there is none."""
    role: Ints | None = None
    """Role of the speaker, an index into `ROLES`; without it, only participants are known."""
    resumed: Flags | None = None
    """Turns that go on with an earlier one after a listening sound: they answer nothing themselves."""

    @cached_property
    def all_coded(self) -> bool:
        """Whether all speakers are participants."""
        return bool(self.coded.all())

    def turns(self, roles: Collection[str]) -> Flags:
        """Turns of speakers with these roles."""
        wanted = [ROLES.index(role) for role in ROLES if role in roles and role != "participant"]
        found = self.coded if "participant" in roles else np.zeros(len(self.coded), np.bool_)
        return found if self.role is None or not wanted else found | np.isin(self.role, wanted)

    def questions(self, shard: Shard) -> Flags:
        """Turns that ask another one."""
        flags = np.zeros(shard.turns, np.bool_)
        flags[self.asked[self.asked >= 0]] = True
        return flags

    def answers(self) -> Ints:
        """Turns that answer a question."""
        asked = self.asked >= 0
        return np.flatnonzero(asked if self.resumed is None else asked & ~self.resumed)


def whole_scope(shard: Shard) -> Scope:
    """The scope in which every turn is coded and nobody asks."""
    return Scope(np.ones(shard.turns, np.bool_), np.full(shard.turns, -1))
