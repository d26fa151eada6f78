"""Answers: the yes or no with which a speaker answers the question before."""

from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, distinct_values
from qualcode.index.shard import Shard
from qualcode.rules.assertion import AssertionCues
from qualcode.rules.hits import Matches, RuleHits, TermMatches, longest_matches, single
from qualcode.rules.kind import CompiledRule
from qualcode.rules.program import Program, Scope

ANSWER_REACH = 3
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
        """Hits on the answers to some questions, if they are in some turns."""
        own = among(self.asked, distinct_values(questions)) & turns[self.turn]
        return single(self.first[own], self.last[own], self.denies[own].astype(np.int8))


def find_answers(shard: Shard, matches: Matches, program: Program, scope: Scope, cues: AssertionCues) -> Answers:
    """The yes or no of every answer, in its first segment with words.

    The first cue decides, the longest of those that begin together; a *no* directly after a *yes* in the same clause
    (*ya tidak*) makes it a no. Negators count as a *no* too.
    """
    if all(compiled.rule.context != "question" for compiled in program.rules):
        empty = np.empty(0, np.int64)
        return Answers(empty, empty, empty, empty, np.empty(0, np.bool_))
    turn = scope.answers()
    turn = turn[shard.turn_tokens[turn] < shard.turn_tokens[turn + 1]]
    begin = shard.turn_tokens[turn]
    end = shard.segment_tokens[shard.segments_of(begin) + 1]
    yes = longest_matches(matches.of_any(program.cues["affirmations"]))
    no = longest_matches(matches.of_any([*program.cues["denials"], *program.cues["negators"]]))
    (yes_first, yes_last), (no_first, no_last) = _next(yes, begin), _next(no, begin)
    denies = (no_first < yes_first) | ((no_first == yes_first) & (no_last >= yes_last))
    first, last = np.where(denies, no_first, yes_first), np.where(denies, no_last, yes_last)
    follows = ~denies & (_next(no, last)[0] == last) & (last < end) & ~among(last, cues.breaks)
    last = np.where(follows, _next(no, last)[1], last)
    found = (first < begin + ANSWER_REACH) & (last <= end)
    return Answers(turn[found], scope.asked[turn][found], first[found], last[found], (denies | follows)[found])


def _next(places: TermMatches, tokens: Ints) -> TermMatches:
    """The first match that begins at or after each token; far behind every text where there is none."""
    at = np.searchsorted(places[0], tokens)
    return np.append(places[0], _NEVER)[at], np.append(places[1], _NEVER + 1)[at]


_NEVER = np.iinfo(np.int64).max - 1


class TopicTerms:
    """Where the topic terms of codes stand, to tell which codings the question before them prompted."""

    def __init__(self, shard: Shard, matches: Matches, program: Program, asked: Ints) -> None:
        """Take all matches of a shard, and for each of its turns the turn of the question before it, or -1."""
        self._shard, self._matches, self._rules, self._asked = shard, matches, program.rules, asked
        self._asks = bool((asked >= 0).any())
        self._turns: dict[int, Ints] = {}

    def prompted(self, code: Ints, turn: Ints) -> Flags:
        """Whether the question before each coding, given by its code and turn, holds a topic term of its code."""
        prompted = np.zeros(len(code), np.bool_)
        if not self._asks:
            return prompted
        question = self._asked[turn]
        for one in distinct_values(code[question >= 0]).tolist():
            own = code == one
            prompted[own] = among(question[own], self._turns_of(one))
        return prompted & (question >= 0)

    def _turns_of(self, code: int) -> Ints:
        """Turns that hold a topic term of a code; worked out once for all blocks of codings."""
        if code not in self._turns:
            first, _ = self._matches.of_any(_topic_terms(self._rules, code))
            self._turns[code] = distinct_values(self._shard.turns_of(distinct_values(first)))
        return self._turns[code]


def _topic_terms(rules: tuple[CompiledRule, ...], code: int) -> list[int]:
    """Terms that name the matter of a code."""
    return sorted({term for rule in rules if rule.code == code for term in rule.topic})
