"""Compile a codebook: its rules with numbered terms, each distinct term once."""

from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.model import Codebook, Rule, Term
from qualcode.rules.matches import Phrase
from qualcode.rules.word import words
from qualcode.text import wordlists

CUES = ("negators", "clause_breakers", "hypothetical_markers", "resolved_markers")
"""Word lists that decide how a hit is put; they are looked up with the terms of the codebook."""


@dataclass(frozen=True)
class CompiledRule:
    """A rule whose terms are numbers into the program's phrases."""

    rule: Rule
    """The rule as written."""
    code: int
    """Its code, an index into the codebook's codes."""
    lists: tuple[tuple[int, ...], ...]
    """Terms of each list."""
    unless: tuple[int, ...]
    """Terms that cancel."""


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


def compile_codebook(codebook: Codebook) -> Program:
    """Number the distinct terms of a codebook and of the cue lists."""
    numbers = _Numbers()
    rules = [
        CompiledRule(rule, place, tuple(map(numbers.of, rule.lists)), numbers.of(rule.unless))
        for place, code in enumerate(codebook.codes)
        for rule in code.rules
    ]
    cues = {name: numbers.of([_cue(entry) for entry in wordlists.load(name)]) for name in CUES}
    return Program(codebook, tuple(numbers.phrases), numbers.cased, tuple(rules), cues)


def _cue(entry: str) -> Term:
    """A cue is matched as it is written: word lists hold their own inflected forms."""
    return Term(entry, level="exact")


class _Numbers:
    """Gives each distinct term a number."""

    def __init__(self) -> None:
        self.phrases: list[Phrase] = []
        self.cased: dict[int, str] = {}
        self._known: dict[tuple[Phrase, str], int] = {}
        self._lists: dict[int, tuple[Sequence[Term], tuple[int, ...]]] = {}

    def of(self, terms: Sequence[Term]) -> tuple[int, ...]:
        """Numbers of a list of terms, each once; a lexicon shared by many rules is worked out once."""
        if id(terms) not in self._lists:
            self._lists[id(terms)] = terms, tuple(dict.fromkeys(self._number(term) for term in terms))
        return self._lists[id(terms)][1]

    def _number(self, term: Term) -> int:
        phrase, cased = words(term), term.text if term.case else ""
        if (phrase, cased) not in self._known:
            self._known[phrase, cased] = len(self.phrases)
            if cased:
                self.cased[len(self.phrases)] = cased
            self.phrases.append(phrase)
        return self._known[phrase, cased]
