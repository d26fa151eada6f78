"""Candidates: the segments in which a term that is looked for in running text can matter at all."""

import numpy as np

from qualcode.index.arrays import Flags
from qualcode.index.shard import Shard
from qualcode.rules.matches import Matches, Places
from qualcode.rules.program import CompiledRule, Program
from qualcode.rules.running import segment_flags
from qualcode.rules.scope import Scope


def find_running(shard: Shard, matches: Matches, program: Program, scope: Scope) -> dict[int, Places]:
    """Matches of the terms that are looked for in running text, from those of all other terms.

    A rule looks only where the lists that need no such search have matches; the question before is looked at for terms
    that name a matter.
    """
    if not program.searches.terms:
        return {}
    wanted = {number: np.zeros(shard.segments, np.bool_) for number in program.searches.terms}
    questions = scope.questions(shard)[shard.segment_turns]
    for compiled in program.rules:
        own = wanted.keys() & {term for terms in (*compiled.lists, compiled.unless) for term in terms}
        if own:
            area = _area(shard, matches, program, compiled, scope)
            for number in own:
                wanted[number] |= area
            for number in own.intersection(compiled.topic):
                wanted[number] |= questions
    return {number: program.searches.find(shard, number, np.flatnonzero(area)) for number, area in wanted.items()}


def _area(shard: Shard, matches: Matches, program: Program, compiled: CompiledRule, scope: Scope) -> Flags:
    """Segments in which a rule can have a hit."""
    rule = compiled.rule
    if compiled.idle:
        return np.zeros(shard.segments, np.bool_)
    if rule.support:  # its words are counted wherever another rule of the code has a hit
        return np.ones(shard.segments, np.bool_)
    turns = scope.questions(shard) if rule.context == "question" else scope.turns(rule.roles)
    area: Flags = turns[shard.segment_turns]
    for terms in () if rule.kind == "points" else compiled.lists:  # with points, no list must be there
        if program.searches.terms.keys().isdisjoint(terms):
            area = area & segment_flags(shard, matches.of_any(terms)[0], turns=rule.within == "turn")
    return area
