"""Answers: the yes or no with which a speaker answers the question before."""

from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, distinct
from qualcode.index.shard import Shard
from qualcode.rules.cues import Cues
from qualcode.rules.hits import RuleHits, single
from qualcode.rules.matches import Matches, Places, longest
from qualcode.rules.program import Program
from qualcode.rules.scope import Scope

REACH = 3
"""The yes or no begins among this many first tokens of the answer."""


@dataclass(frozen=True)
class Answers:
    """The turns that answer a question with yes or no: one value per such turn."""

    turn: Ints
    """Turn."""
    asked: Ints
    """Turn of the question."""
    first: Ints
    """First token of the yes or no."""
    last: Ints
    """Token after it."""
    denies: Flags
    """True for a no."""

    def to(self, questions: Ints, turns: Flags) -> RuleHits:
        """Hits on the answers to some questions, given in some turns."""
        own = among(self.asked, distinct(questions)) & turns[self.turn]
        return single(self.first[own], self.last[own], self.denies[own].astype(np.int8))


def find_answers(shard: Shard, matches: Matches, program: Program, scope: Scope, cues: Cues) -> Answers:
    """The yes or no of every answer, looked for in the first segment that holds words.

    The first cue decides, the longest of those that begin together; a *no* that follows a *yes* directly
    (*ya tidak*), in the same clause, makes it one. Words that negate are a *no* too.
    """
    if all(compiled.rule.context != "question" for compiled in program.rules):
        empty = np.empty(0, np.int64)
        return Answers(empty, empty, empty, empty, np.empty(0, np.bool_))
    turn = scope.answers()
    turn = turn[shard.turn_tokens[turn] < shard.turn_tokens[turn + 1]]
    begin = shard.turn_tokens[turn]
    end = shard.segment_tokens[shard.segments_of(begin) + 1]
    yes = longest(matches.of_any(program.cues["affirmations"]))
    no = longest(matches.of_any([*program.cues["denials"], *program.cues["negators"]]))
    (yes_first, yes_last), (no_first, no_last) = _next(yes, begin), _next(no, begin)
    denies = (no_first < yes_first) | ((no_first == yes_first) & (no_last >= yes_last))
    first, last = np.where(denies, no_first, yes_first), np.where(denies, no_last, yes_last)
    follows = ~denies & (_next(no, last)[0] == last) & (last < end) & ~among(last, cues.breaks)
    last = np.where(follows, _next(no, last)[1], last)
    found = (first < begin + REACH) & (last <= end)
    return Answers(turn[found], scope.asked[turn][found], first[found], last[found], (denies | follows)[found])


def _next(places: Places, tokens: Ints) -> Places:
    """The first match that begins at or after each token; far behind every text where there is none."""
    at = np.searchsorted(places[0], tokens)
    return np.append(places[0], _NEVER)[at], np.append(places[1], _NEVER + 1)[at]


_NEVER = np.iinfo(np.int64).max - 1
