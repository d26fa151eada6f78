"""Compiles a codebook: its rules with numbered terms, each distinct term once.

Terms of other kinds than words have searches in running text, which translate their matches to tokens.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.codings import Source
from qualcode.index.shard import Shard
from qualcode.languages import current, per_languages
from qualcode.model.codebook import Codebook, Rule, Term
from qualcode.model.corpus import ROLES
from qualcode.model.finding import Finding
from qualcode.rules.hits import TermMatches
from qualcode.rules.kind import CompiledRule, Search, SearchStopped
from qualcode.rules.kinds import RULE_KINDS
from qualcode.rules.lookup import words_of_term
from qualcode.rules.terms import TERM_KINDS
from qualcode.rules.terms.words import Phrase
from qualcode.text import marks

ASSERTION_CUES = (
    *("negators", "near_negators/near", "near_negators/stops", "near_negators/seldom", "pseudo_negators"),
    *("fillers", "silent"),
    *("clause_breakers", "contrast", "affirmations", "denials", "resolved_markers"),
    *("clauses/unfinished", "clauses/fixed", "conditions/opinions", "conditions/continued"),
    *(f"negation_stops/{each}" for each in ("always", "after and", "facts", "described", "copulas")),
    *(f"negation_stops/{each}" for each in ("answers", "answerers", "adjuncts", "subjects")),
    *("absence/predicates", "absence/after", "absence/topics"),
    *(f"double_negation/{each}" for each in ("coordinators", "outer", "subjects", "links", "bridges", "existence")),
    *(f"double_negation/{each}" for each in ("relatives", "without", "answers", "concord", "contrary")),
    *("unmarked_questions/first", "unmarked_questions/particles"),
    *("unmarked_questions/verbs", "unmarked_questions/subjects", "unmarked_questions/nouns"),
    *("unmarked_questions/leads", "unmarked_questions/telling", "unmarked_questions/frames"),
    *(f"unmarked_questions/{each}" for each in ("particles at the end", "behind the subject", "surprised", "indirect")),
    *(f"unmarked_questions/{each}" for each in ("whether", "or not", "contradicting", "against expectation")),
    *(
        f"unmarked_questions/{each}"
        for each in ("of time", "going on", "out of bounds", "at the beginning", "called", "short")
    ),
    *(f"unmarked_questions/{each}" for each in ("behind what is assured", "disbelieving", "disbelieved", "times")),
    *(f"unmarked_questions/{each}" for each in ("closing", "not asking", "in place", "cooked", "in a time")),
    *("question_words", "question_openers", "hypothetical_markers", "hypothetical_guards"),
    *(f"conditions/{each}" for each in ("topical", "particles", "subjects", "saying", "habits", "progressive")),
    *(f"conditions/{each}" for each in ("unreal", "would", "inverted", "ends", "inside")),
    *(f"conditions/{each}" for each in ("modals", "consequence", "more", "wishes", "others", "hopes")),
    *(f"conditions/{each}" for each in ("desires", "wishers", "speakers", "pronouns", "determiners")),
    *(
        f"conditions/{each}"
        for each in ("contracted", "had", "origins", "exceptions", "opened", "or", "then", "advice", "there", "stress")
    ),
    *("question_tags/always", "question_tags/of others", "question_tags/you"),
    *(f"changes/{each}" for each in ("never", "already", "again", "again at the end", "going on", "no longer")),
    *(f"changes/{each}" for each in ("past", "since", "now", "still", "also", "used", "accustomed")),
    *(f"changes/{each}" for each in ("until", "was", "gone", "mended", "same matter")),
    *(f"changes/{each}" for each in ("begun", "coming", "initially", "but", "but now", "present", "turned")),
    *(f"changes/{each}" for each in ("given up", "meant", "at last", "up to", "tells of now")),
    *(f"changes/{each}" for each in ("since then", "former", "until recently", "objects", "once", "while")),
    *(f"changes/{each}" for each in ("mended by", "menders", "gone before", "undone", "until at last")),
    *(f"changes/{each}" for each in ("frames", "events", "caused", "back then", "fades", "ages")),
    *(
        f"changes/{each}"
        for each in ("alike", "compared", "dated", "states", "contrary", "ended by", "traces", "moves", "before a year")
    ),
)
"""Word lists, or sections of them, that decide the assertion status of a hit; looked up with the codebook's terms."""
ANSWERS = ("affirmations", "denials", "negators")
"""Cue lists that only answers to questions need."""


@dataclass(frozen=True)
class TextSearchTerm:
    """A term of another kind than words, with a rule that uses it."""

    term: Term
    """The term."""
    rule: str
    """The first rule that uses it."""


@dataclass
class Searches:
    """The searches of a codebook: each is created when first needed, and given up when it fails."""

    terms: Mapping[int, TextSearchTerm]
    """Number of a term -> the term."""
    pipelines: Mapping[str, str]
    """Language -> trained pipeline, as the codebook names them."""
    findings: dict[int, Finding] = field(default_factory=dict)
    """Number of a term that was given up -> why."""
    _made: dict[int, Search] = field(default_factory=dict)

    def find(self, shard: Shard, number: int, segments: Ints) -> TermMatches:
        """Matches of a term in some segments, in order of text: all tokens that the matched text touches."""
        found: list[tuple[int, int]] = []
        if number not in self.findings:
            try:
                found = self._find(shard, number, segments)
            except SearchStopped as reason:
                self.findings[number] = self._finding(number, reason)
        first, last = np.array(found, np.int64).reshape(-1, 2).T
        return first, last

    def _find(self, shard: Shard, number: int, segments: Ints) -> list[tuple[int, int]]:
        if number not in self._made:
            term = self.terms[number].term
            self._made[number] = TERM_KINDS[term.kind].search(term, self.pipelines)
        search = self._made[number]
        return [
            touched
            for segment, text, begin in _texts(shard, segments)
            if (spans := search.spans(text))
            for touched in _touched(shard, segment, [(start + begin, end + begin) for start, end in spans])
        ]

    def _finding(self, number: int, reason: SearchStopped) -> Finding:
        term, rule = self.terms[number].term, self.terms[number].rule
        message = f"{TERM_KINDS[term.kind].noun} of rule `{rule}` {reason.message}"
        return Finding("warning", reason.code, message, term.file, term.line, term.column, reason.hint)


def _texts(shard: Shard, segments: Ints) -> Iterator[tuple[int, str, int]]:
    """Each segment with its text, and the code point of the turn at which the text begins.

    Transcriber's marks are blanked, since nobody said them, and blanks around the text are left out.
    """
    turns = shard.segment_turns[segments]
    origins = shard.turn_starts[turns]
    starts = shard.codepoints(shard.segment_starts[segments], origins)
    ends = shard.codepoints(shard.segment_starts[segments + 1], origins)
    turn, spoken = -1, ""
    for segment, own, start, end in zip(segments.tolist(), turns.tolist(), starts.tolist(), ends.tolist(), strict=True):
        if own != turn:
            turn, spoken = own, text_without_marks(shard.turn_text(own))
        text = spoken[start:end]
        bare = text.lstrip()
        yield segment, bare.rstrip(), start + len(text) - len(bare)


def text_without_marks(text: str) -> str:
    """A turn's text with spaces in the place of marks, of the same length."""
    for start, end in marks.mark_spans(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _touched(shard: Shard, segment: int, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Tokens of a segment that spans of its turn touch, each stretch once; a span between words touches none."""
    low, high = (int(token) for token in shard.segment_tokens[segment : segment + 2])
    tokens = np.arange(low, high)
    origin = np.full(len(tokens), shard.turn_starts[shard.segment_turns[segment]])
    starts, ends = shard.codepoints(shard.starts[tokens], origin), shard.codepoints(shard.ends(tokens), origin)
    found = set()
    for start, end in spans:
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(starts, end, side="left"))
        if first < last and start < end:
            found.add((low + first, low + last))
    return sorted(found)


def segment_flags(shard: Shard, tokens: Ints, *, turns: bool) -> Flags:
    """The segments, or with `turns` all segments of the turns, in which some tokens stand."""
    flags = np.zeros(shard.segments, np.bool_)
    if not turns:
        flags[shard.segments_of(tokens)] = True
        return flags
    of_turns = np.zeros(shard.turns, np.bool_)
    of_turns[shard.turns_of(tokens)] = True
    return of_turns[shard.segment_turns]


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
    """Number the distinct terms of the cue lists and of a codebook."""
    cues, numbered = _numbered_cues()
    numbers = numbered.copy()
    rules = [
        _compile(rule, place, code.retired, numbers) for place, code in enumerate(codebook.codes) for rule in code.rules
    ]
    searches = Searches(numbers.running, codebook.pipelines)
    return Program(codebook, tuple(numbers.phrases), numbers.cased, tuple(rules), cues, searches)


@per_languages
def _numbered_cues() -> tuple[dict[str, tuple[int, ...]], "_Numbers"]:
    """Numbers of the terms of each cue list, which are the same for every codebook."""
    numbers = _Numbers()
    words = {name: current().words(*name.split("/")) for name in ASSERTION_CUES}
    # A cue is matched as it is written: word lists hold their own inflected forms. Many stand in several lists.
    terms = {each: Term(each, level="exact") for entries in words.values() for each in entries}
    numbered = dict(zip(terms, map(numbers.number, terms.values()), strict=True))
    return {name: tuple(dict.fromkeys(numbered[each] for each in words[name])) for name in words}, numbers


def _compile(rule: Rule, code: int, idle: bool, numbers: "_Numbers") -> CompiledRule:
    lists = tuple(numbers.of(terms, rule.rule) for terms in rule.lists)
    kind = RULE_KINDS[rule.kind]
    lists, own = kind.number(lists, rule.own)
    return CompiledRule(rule, code, kind, lists, own, numbers.of(rule.unless, rule.rule), idle)


class _Numbers:
    """Gives each distinct term a number."""

    def __init__(self) -> None:
        self.phrases: list[Phrase] = []
        self.cased: dict[int, str] = {}
        self.running: dict[int, TextSearchTerm] = {}
        self._known: dict[object, int] = {}
        self._lists: dict[int, tuple[Sequence[Term], tuple[int, ...]]] = {}

    def copy(self) -> "_Numbers":
        """The same numbers, to go on from."""
        copied = _Numbers()
        copied.phrases, copied._known = [*self.phrases], {**self._known}
        return copied

    def of(self, terms: Sequence[Term], rule: str = "") -> tuple[int, ...]:
        """Numbers of a list of terms, each once; a lexicon shared by many rules is worked out once."""
        if id(terms) not in self._lists:
            self._lists[id(terms)] = terms, tuple(dict.fromkeys(self.number(term, rule) for term in terms))
        return self._lists[id(terms)][1]

    def number(self, term: Term, rule: str = "") -> int:
        """The number of a term, a new one if it is new."""
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
