"""The engine: a compiled codebook applied to a shard gives codings."""

from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.shard import Shard
from qualcode.model import ASSERTIONS
from qualcode.rules.assertion import Cues, assertions, find_cues
from qualcode.rules.case import keep_written_case
from qualcode.rules.evidence import RuleHits, join
from qualcode.rules.kinds import KINDS
from qualcode.rules.lookup import Lookup
from qualcode.rules.matches import Matches, find
from qualcode.rules.program import CompiledRule, Program
from qualcode.rules.prompted import find_prompted
from qualcode.rules.unite import United, unite

_NEGATED = ASSERTIONS.index("negated")


@dataclass(frozen=True)
class Scope:
    """Whose turns are coded, and which turn asked each one: one value per turn of the shard."""

    coded: Flags
    """Turns whose speaker is a participant."""
    asked: Ints
    """The turn of the question before; -1 where there is none."""


@dataclass(frozen=True)
class Coded:
    """Codings of one shard in code points, in order of text; turns and segments are those of the shard."""

    code: Ints
    """Index into the codebook's codes."""
    turn: Ints
    """Turn."""
    segment: Ints
    """Segment in which it begins."""
    start: Ints
    """First code point in the turn's text."""
    end: Ints
    """Code point after it."""
    first: Ints
    """First token."""
    last: Ints
    """Token after it."""
    assertion: Ints
    """Index into `ASSERTIONS`."""
    prompted: Flags
    """Whether the question before holds the code's terms."""
    rule_starts: Ints
    """Where the rules of each coding begin: n + 1 values."""
    rules: Ints
    """Rules that made it, indexes into the program's rules."""
    part_starts: Ints
    """Where the matched words of each coding begin: n + 1 values."""
    part_start: Ints
    """First code point of matched words."""
    part_end: Ints
    """Code point after them."""


def whole(shard: Shard) -> Scope:
    """The scope in which every turn is coded and nobody asks."""
    return Scope(np.ones(shard.turns, np.bool_), np.full(shard.turns, -1))


def run(program: Program, shard: Shard, lookup: Lookup, scope: Scope) -> Coded:
    """Find every rule of the codebook on a shard and unite the hits into codings."""
    matches = keep_written_case(shard, find(shard, lookup, program.phrases), program.cased)
    hits, rule = _find_rules(shard, matches, program, scope)
    ignores, drops = _negation(program, "count")[rule], _negation(program, "drop")[rule]
    cues: Cues = find_cues(shard, matches, program)
    assertion = assertions(shard, cues, hits.first, hits.last, ignores)
    keep = ~(drops & (assertion == _NEGATED))
    hits, rule, assertion = hits.keep(keep), rule[keep], assertion[keep]
    code = np.array([compiled.code for compiled in program.rules], np.int64)[rule]
    united = unite(hits, rule, code, shard.segments_of(hits.first), assertion)
    turn = shard.turns_of(united.first)
    prompted = find_prompted(shard, matches, program, united.code, turn, scope.asked)
    return _in_code_points(shard, united, turn, prompted)


def _negation(program: Program, how: str) -> Flags:
    """Which rules treat negation so."""
    return np.array([compiled.rule.negation == how for compiled in program.rules], np.bool_)


def _find_rules(shard: Shard, matches: Matches, program: Program, scope: Scope) -> tuple[RuleHits, Ints]:
    """Hits of all rules in the turns in scope, and the rule of each."""
    found = [_find_rule(shard, matches, compiled, scope) for compiled in program.rules]
    return join(found), np.repeat(np.arange(len(found)), [len(hits) for hits in found])


def _find_rule(shard: Shard, matches: Matches, compiled: CompiledRule, scope: Scope) -> RuleHits:
    """Hits of one rule that nothing cancels."""
    places = [matches.of_any(terms) for terms in compiled.lists]
    hits = KINDS[compiled.rule.kind](shard, compiled.rule, places)
    hits = hits.keep(scope.coded[shard.turns_of(hits.first)])
    if not compiled.unless or not len(hits):
        return hits
    cancelling = np.zeros(shard.segments + 1, np.int64)
    cancelling[shard.segments_of(matches.of_any(compiled.unless)[0]) + 1] = 1
    before = np.cumsum(cancelling)  # cancelled when any segment from the first to the last token of the hit cancels
    return hits.keep(before[shard.segments_of(hits.last - 1) + 1] == before[shard.segments_of(hits.first)])


def _in_code_points(shard: Shard, united: United, turn: Ints, prompted: Flags) -> Coded:
    """The codings with offsets that people count in."""
    origin = shard.turn_starts[turn]
    part_origin = np.repeat(origin, np.diff(united.part_starts))
    return Coded(
        code=united.code,
        turn=turn,
        segment=united.segment,
        start=shard.codepoints(shard.starts[united.first], origin),
        end=shard.codepoints(shard.ends(united.last - 1), origin),
        first=united.first,
        last=united.last,
        assertion=united.assertion,
        prompted=prompted,
        rule_starts=united.rule_starts,
        rules=united.rules,
        part_starts=united.part_starts,
        part_start=shard.codepoints(shard.starts[united.part_first], part_origin),
        part_end=shard.codepoints(shard.ends(united.part_last - 1), part_origin),
    )
