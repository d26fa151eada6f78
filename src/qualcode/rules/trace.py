"""Probe: run single rules on one turn, to see what each finds by itself.

Whatever explains a coding asks the engine itself, so an explanation cannot say something else than the results.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from qualcode.index.build import build_shard
from qualcode.index.shard import Shard
from qualcode.model.codebook import Code, Codebook, Rule, Term
from qualcode.model.coding import ASSERTIONS, Assertion
from qualcode.model.corpus import ROLES, Role
from qualcode.model.finding import Finding
from qualcode.rules.engine import ShardCodings, code_shard
from qualcode.rules.kinds.any_of import rule_of_terms
from qualcode.rules.lookup import Analyser, Lookup
from qualcode.rules.program import Scope, compile_codebook, whole_scope

Span = tuple[int, int]
"""First code point in the turn's text, and the one after the last."""


@dataclass(frozen=True)
class TracedPassage:
    """One passage that a rule finds by itself."""

    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after it."""
    segment: int
    """Segment of the turn in which it begins, from 1."""
    tokens: int
    """Words from the first to the last matched one, both counted."""
    assertion: Assertion
    """How the speaker puts it."""
    matched: tuple[Span, ...]
    """The matched words."""
    rules: tuple[int, ...]
    """Which of the codebook's rules found it."""
    code: int
    """Which of the codebook's codes it carries."""
    prompted: bool
    """Whether the question before brought the matter up."""


class RuleTrace:
    """One turn, with the question before it where there is one, on which rules are tried."""

    def __init__(
        self, text: str, question: str | None = None, how: str = "sentence", role: Role = "participant"
    ) -> None:
        """Index the turn; `how` says how it is cut into segments, `role` who speaks.

        Whoever speaks, rules for participants are tried: how else could it be told why they would find something?
        """
        self.text = text
        self._how = how
        self._question = question
        self._role = ROLES.index(role)
        self._analyser = Analyser()
        self._own = 0 if question is None else 1
        self.shard = self._build(text)
        self._lookup = Lookup(self.shard.keys, self._analyser)
        self._given_up: dict[tuple[int | None, int | None], Finding] = {}

    def code(self, codebook: Codebook, text: str | None = None) -> list[TracedPassage]:
        """What a codebook finds in the turn, or in another text that stands in its place."""
        shard = self.shard if text is None else self._build(text)
        lookup = self._lookup if text is None else Lookup(shard.keys, self._analyser)
        program = compile_codebook(codebook)
        found = self._found(code_shard(program, shard, lookup, self._scope(shard)), shard)
        self._given_up.update({(each.line, each.column): each for each in program.searches.findings.values()})
        return found

    def given_up(self) -> tuple[Finding, ...]:
        """Why searches of the codebooks that were tried had to be given up, each once."""
        return tuple(self._given_up.values())

    def alone(self, codebook: Codebook, rules: Sequence[Rule], text: str | None = None) -> list[list[TracedPassage]]:
        """What each rule finds by itself, as if it were the only rule of a code."""
        codes = tuple(Code(str(number), rules=(rule,)) for number, rule in enumerate(rules))
        found: list[list[TracedPassage]] = [[] for _ in rules]
        for each in self.code(replace(codebook, codes=codes), text) if rules else []:
            found[each.code].append(each)
        return found

    def places(self, codebook: Codebook, lists: Sequence[Sequence[Term]]) -> list[list[TracedPassage]]:
        """Where the terms of each list stand, whatever is said about them."""
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

    def languages(self) -> list[int]:
        """Language of each segment of the turn, an index into `LANGUAGES`."""
        own: list[int] = self.shard.languages[self.shard.segment_turns == self._own].tolist()
        return own

    def _build(self, text: str) -> Shard:
        return build_shard([text] if self._question is None else [self._question, text], self._how)

    def _scope(self, shard: Shard) -> Scope:
        if self._question is None:
            return replace(whole_scope(shard), role=np.array([self._role]))
        asks = ROLES.index("interviewer")
        return Scope(np.array([False, True]), np.array([-1, 0]), role=np.array([asks, self._role]))

    def _first_segment(self, shard: Shard) -> int:
        return int(np.searchsorted(shard.segment_turns, self._own))

    def _found(self, coded: ShardCodings, shard: Shard) -> list[TracedPassage]:
        base = self._first_segment(shard)
        return [
            TracedPassage(
                start=int(coded.start[at]),
                end=int(coded.end[at]),
                segment=int(coded.segment[at]) - base + 1,
                tokens=int(coded.last[at] - coded.first[at]),
                assertion=ASSERTIONS[coded.assertion[at]],
                matched=_spans(coded, at),
                rules=tuple(coded.rules[coded.rule_starts[at] : coded.rule_starts[at + 1]].tolist()),
                code=int(coded.code[at]),
                prompted=bool(coded.prompted[at]),
            )
            for at in np.flatnonzero(coded.turn == self._own).tolist()
        ]


def _spans(coded: ShardCodings, at: int) -> tuple[Span, ...]:
    own = slice(int(coded.part_starts[at]), int(coded.part_starts[at + 1]))
    return tuple(zip(coded.part_start[own].tolist(), coded.part_end[own].tolist(), strict=True))
