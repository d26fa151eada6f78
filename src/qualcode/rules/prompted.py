"""Prompted: did the question before bring the matter up?"""

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, distinct
from qualcode.index.shard import Shard
from qualcode.rules.matches import Matches
from qualcode.rules.program import CompiledRule, Program


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
        for one in distinct(code[question >= 0]).tolist():
            own = code == one
            prompted[own] = among(question[own], self._turns_of(one))
        return prompted & (question >= 0)

    def _turns_of(self, code: int) -> Ints:
        """Turns that hold a topic term of a code; worked out once for all blocks of codings."""
        if code not in self._turns:
            first, _ = self._matches.of_any(_topic_terms(self._rules, code))
            self._turns[code] = distinct(self._shard.turns_of(distinct(first)))
        return self._turns[code]


def _topic_terms(rules: tuple[CompiledRule, ...], code: int) -> list[int]:
    """Terms that name the matter of a code."""
    return sorted({term for rule in rules if rule.code == code for term in rule.topic})
