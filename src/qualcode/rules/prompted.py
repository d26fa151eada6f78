"""Prompted: did the question before bring the matter up?"""

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, distinct
from qualcode.index.shard import Shard
from qualcode.rules.matches import Matches
from qualcode.rules.program import CompiledRule, Program


def find_prompted(shard: Shard, matches: Matches, program: Program, code: Ints, turn: Ints, asked: Ints) -> Flags:
    """Whether the question before each coding holds a topic term of its code.

    Args:
        code, turn: code and turn of each coding.
        asked: for each turn of the shard, the turn of the question before it, or -1.
    """
    question = asked[turn]
    prompted = np.zeros(len(code), np.bool_)
    if not (question >= 0).any():
        return prompted
    for one in distinct(code[question >= 0]).tolist():
        first, _ = matches.of_any(_topic_terms(program.rules, one))
        own = code == one
        prompted[own] = among(question[own], distinct(shard.turns_of(distinct(first))))
    return prompted & (question >= 0)


def _topic_terms(rules: tuple[CompiledRule, ...], code: int) -> list[int]:
    """Terms that name the matter of a code."""
    return sorted({term for rule in rules if rule.code == code for term in rule.topic})
