"""Assertion: how the speaker puts a hit (affirmed, negated, resolved, hypothetical, question)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.shard import Shard
from qualcode.model import ASSERTIONS
from qualcode.rules.matches import Matches
from qualcode.rules.program import Program

REACH = 5
"""A negator stands at most this many tokens before the hit."""

_CLOSING = np.zeros(256, np.bool_)
_CLOSING[list(b" \t\r\n\"')]*_")] = True
_CLOSING[[0xE2, 0x80, 0x98, 0x99, 0x9C, 0x9D, 0xC2, 0xBB]] = True
"""Bytes of which the characters in `_AFTER` consist."""
_AFTER = " \t\r\n\"')]*_’”‘“»"
"""What may follow a question mark at the end of a segment: blanks, brackets, quotation marks."""


@dataclass(frozen=True)
class Cues:
    """Where the words stand that decide how a hit is put: sorted tokens, and a flag per segment."""

    negators: Ints
    """First tokens of negators."""
    breaks: Ints
    """Tokens with which a clause begins."""
    hypothetical: Ints
    """First tokens of words such as *kalau*."""
    resolved: Flags
    """Segments that say that something is solved."""


def find_cues(shard: Shard, matches: Matches, program: Program) -> Cues:
    """Collect the cues of a shard from the matches of the cue lists."""

    def first(name: str) -> Ints:
        return np.unique(matches.of_any(program.cues[name])[0])

    resolved = np.zeros(shard.segments, np.bool_)
    resolved[shard.segments_of(first("resolved_markers"))] = True
    breaks = np.union1d(shard.breaks, first("clause_breakers"))
    return Cues(first("negators"), breaks, first("hypothetical_markers"), resolved)


def assertions(shard: Shard, cues: Cues, first: Ints, last: Ints, counts_negation: Flags) -> Ints:
    """Assertion of each hit, an index into `ASSERTIONS`.

    A question outranks a hypothesis, that a solved matter, and that a negation. Where `counts_negation` is set,
    negators are ignored.
    """
    segment = shard.segments_of(first)
    clause = _clause_starts(shard, cues, first, segment)
    flags = {
        "question": _are_questions(shard, shard.segments_of(last - 1)),
        "hypothetical": _count(cues.hypothetical, clause, first) > 0,
        "resolved": cues.resolved[segment],
        "negated": ~counts_negation & (_count(cues.negators, np.maximum(clause, first - REACH), first) % 2 == 1),
    }
    ranks: Sequence[Ints] = [np.full(len(first), ASSERTIONS.index(name)) for name in flags]
    return np.select(list(flags.values()), list(ranks), default=ASSERTIONS.index("affirmed"))


def _count(tokens: Ints, start: Ints, end: Ints) -> Ints:
    """How many of the sorted tokens lie in each half-open range."""
    return np.searchsorted(tokens, end) - np.searchsorted(tokens, start)


def _clause_starts(shard: Shard, cues: Cues, first: Ints, segment: Ints) -> Ints:
    """First token of the clause in which each hit begins."""
    begin = shard.segment_tokens[segment]
    if not len(cues.breaks):
        return begin
    before = np.searchsorted(cues.breaks, first, side="right") - 1
    return np.maximum(begin, np.where(before >= 0, cues.breaks[np.maximum(before, 0)], 0))


def _are_questions(shard: Shard, segments: Ints) -> Flags:
    """Whether each segment ends with a question mark, apart from blanks and closing marks after it."""
    distinct, inverse = np.unique(segments, return_inverse=True)
    begin, at = shard.segment_starts[distinct], shard.segment_starts[distinct + 1] - 1
    closing = _CLOSING[shard.text[at]] & (at > begin)
    while closing.any():
        at = at - closing
        closing = _CLOSING[shard.text[at]] & (at > begin)
    asks: Flags = shard.text[at] == ord("?")
    for one in np.flatnonzero(asks).tolist():  # the bytes may make up other characters too, such as ☝
        asks[one] = shard.slice(int(at[one]), int(shard.segment_starts[distinct[one] + 1])).rstrip(_AFTER) == "?"
    return asks[inverse]
