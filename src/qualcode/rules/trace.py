"""Rule traces: run single rules on one turn, to see what each finds by itself.

Every explanation comes from the engine itself, so that it cannot contradict the results.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from qualcode.index.build import build_shard
from qualcode.index.codings import Codings
from qualcode.index.shard import Shard, languages_of_segments
from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.model.coding import CodingRow, Span
from qualcode.model.corpus import ROLES, Role
from qualcode.model.finding import Finding
from qualcode.rules.assertion import AssertionCues, find_assertion_cues
from qualcode.rules.engine import code_shard
from qualcode.rules.hits import Matches
from qualcode.rules.kinds.any_of import rule_of_terms
from qualcode.rules.lookup import Analyser, Lookup, words_of_term
from qualcode.rules.program import Program, Scope, compile_codebook, whole_scope
from qualcode.rules.terms.words import find_phrases


class RuleTrace:
    """One turn, perhaps with the question before it, on which rules are tried."""

    def __init__(
        self,
        text: str,
        question: str | None = None,
        how: str = "sentence",
        role: Role = "participant",
        analyser: Analyser | None = None,
    ) -> None:
        """Index the turn; `how` says how it is cut into segments, `role` who speaks.

        Rules for participants are tried whoever speaks, so that it can be told what they would find.
        With an `analyser` that knows the words, no dictionary is loaded.
        """
        self.text = text
        self._how = how
        self._question = question
        self._role = ROLES.index(role)
        self._analyser = analyser or Analyser()
        self._own = 0 if question is None else 1
        self.shard = self._build(text)
        self._lookup = Lookup(self.shard.keys, self._analyser)
        self._given_up: dict[tuple[int | None, int | None], Finding] = {}
        self._standing: dict[int, tuple[Sequence[Term], tuple[Term, ...]]] = {}

    def code(self, codebook: Codebook, text: str | None = None) -> list[CodingRow]:
        """What a codebook finds in the turn, or in the turn with some of its words struck out."""
        shard = self.shard if text is None else self._build(text)
        lookup = self._lookup if text is None else Lookup(shard.keys, self._analyser)
        program = compile_codebook(replace(codebook, codes=self._heard(codebook.codes)))
        coded = code_shard(program, shard, lookup, self._scope(shard), self._cues(shard, lookup))
        self._given_up.update({(each.line, each.column): each for each in program.searches.findings.values()})
        return self._rows(coded, shard)

    def _cues(self, shard: Shard, lookup: Lookup) -> AssertionCues:
        """The cues of the turn, worked out once; of the turn with struck-out words, among those that stand in it."""
        if shard is self.shard:
            return self._own_cues
        standing = np.diff(self._cue_matches.starts) > 0
        phrases = [each if stands else () for each, stands in zip(self._listed.phrases, standing.tolist(), strict=True)]
        return find_assertion_cues(shard, find_phrases(shard, lookup, phrases), self._listed)

    @cached_property
    def _own_cues(self) -> AssertionCues:
        return find_assertion_cues(self.shard, self._cue_matches, self._listed)

    @cached_property
    def _cue_matches(self) -> Matches:
        return find_phrases(self.shard, self._lookup, self._listed.phrases)

    @cached_property
    def _listed(self) -> Program:
        """A program of nothing but the cue lists."""
        return compile_codebook(Codebook("", ()))

    def _heard(self, codes: Sequence[Code]) -> tuple[Code, ...]:
        """The codes with those of their terms that stand in the turn: a codebook has tens of thousands, a turn a few.

        One term of each list stays, since a list that has no match is another thing than no list.
        """
        lists = [terms for code in codes for rule in code.rules for terms in (*rule.lists, rule.unless)]
        fresh = {id(terms): terms for terms in lists if id(terms) not in self._standing}
        words = [term for terms in fresh.values() for term in terms if term.is_words]
        matches = find_phrases(self.shard, self._lookup, [words_of_term(term) for term in words])
        found = {id(term) for term, count in zip(words, np.diff(matches.starts).tolist(), strict=True) if count}
        for terms in fresh.values():
            stand = tuple(term for term in terms if not term.is_words or id(term) in found)
            self._standing[id(terms)] = terms, stand or tuple(terms[:1])
        return tuple(replace(code, rules=tuple(map(self._of_rule, code.rules))) for code in codes)

    def _of_rule(self, rule: Rule) -> Rule:
        """A rule with those of its terms that stand in the turn."""
        return replace(rule, lists=tuple(map(self.standing, rule.lists)), unless=self.standing(rule.unless))

    def standing(self, terms: Sequence[Term]) -> tuple[Term, ...]:
        """Those of a list of terms that was tried which may stand in the turn."""
        return self._standing[id(terms)][1]

    def given_up(self) -> tuple[Finding, ...]:
        """Why searches of the codebooks that were tried had to be given up, each once."""
        return tuple(self._given_up.values())

    def alone(self, codebook: Codebook, rules: Sequence[Rule], text: str | None = None) -> list[list[CodingRow]]:
        """What each rule finds by itself, as if it were the only rule of a code."""
        codes = tuple(Code(str(number), rules=(rule,)) for number, rule in enumerate(rules))
        found: list[list[CodingRow]] = [[] for _ in rules]
        for each in self.code(replace(codebook, codes=codes), text) if rules else []:
            found[int(each.code)].append(each)
        return found

    def places(self, codebook: Codebook, lists: Sequence[Sequence[Term]]) -> list[list[CodingRow]]:
        """Where the terms of each list occur, whatever their assertion status."""
        return self.alone(codebook, [rule_of_terms(str(number), terms) for number, terms in enumerate(lists)])

    def segments(self) -> list[Span]:
        """The segments of the turn."""
        begin, end = np.searchsorted(self.shard.segment_turns, [self._own, self._own + 1]).tolist()
        origin = int(self.shard.turn_starts[self._own])
        edges = self.shard.segment_starts[begin : end + 1]
        points = self.shard.codepoints(edges, np.full(len(edges), origin)).tolist()
        ends = [*points[1:-1], len(self.text)]  # the LF after a turn is not part of it
        return list(zip(points[:-1], ends, strict=False))

    def tokens(self) -> tuple[list[Span], list[str], list[int]]:
        """Place, key and segment (from 1) of each word of the turn."""
        shard = self.shard
        tokens = np.arange(*shard.turn_tokens[[self._own, self._own + 1]].tolist())
        origin = np.full(len(tokens), shard.turn_starts[self._own])
        starts = shard.codepoints(shard.starts[tokens], origin).tolist()
        ends = shard.codepoints(shard.ends(tokens), origin).tolist()
        keys = [shard.keys[number] for number in shard.types[tokens]]
        segments = (shard.segments_of(tokens) - self._first_segment(shard) + 1).tolist()
        return list(zip(starts, ends, strict=True)), keys, segments

    def words_in(self, passage: CodingRow) -> int:
        """Words from the first to the last matched one, both counted."""
        return sum(passage.start <= start and end <= passage.end for start, end in self.tokens()[0])

    def languages(self) -> list[int]:
        """Language of each segment of the turn, an index into `LANGUAGES`."""
        own: list[int] = self.shard.languages[self.shard.segment_turns == self._own].tolist()
        return own

    def words(self, level: str, keys: Sequence[str]) -> list[tuple[str, ...]]:
        """Keys of words at a level: `light`, `root`, or the `class` of their languages."""
        return self._analyser.keys(level, keys)

    def _build(self, text: str) -> Shard:
        built = build_shard([text] if self._question is None else [self._question, text], self._how)
        return replace(built, tell=lambda shard: languages_of_segments(shard, self._analyser.classes))

    def _scope(self, shard: Shard) -> Scope:
        if self._question is None:
            return replace(whole_scope(shard), role=np.array([self._role]))
        asks = ROLES.index("interviewer")
        return Scope(np.array([False, True]), np.array([-1, 0]), role=np.array([asks, self._role]))

    def _first_segment(self, shard: Shard) -> int:
        return int(np.searchsorted(shard.segment_turns, self._own))

    def _rows(self, coded: Codings, shard: Shard) -> list[CodingRow]:
        """The codings in the turn, whose segments count from 1."""
        own = coded.keep(coded.turn == self._own)
        return list(own.rebased(0, 1 - self._first_segment(shard), 0).rows())
