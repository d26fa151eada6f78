"""Assertion: how the speaker puts a hit (affirmed, negated, resolved, hypothetical, question)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, distinct
from qualcode.index.shard import Shard
from qualcode.model import ASSERTIONS, Codebook
from qualcode.rules.evidence import RuleHits
from qualcode.rules.lookup import Lookup
from qualcode.rules.matches import Matches
from qualcode.rules.program import Program, compile_codebook
from qualcode.rules.terms.words import find

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
    contrasts: Ints
    """First tokens of words such as *tapi*, after which another matter is spoken of."""
    resolved: Ints
    """First tokens of words that say that something is solved."""


@dataclass(frozen=True)
class Ignored:
    """Ways of putting a hit of which its rule takes no notice: a flag per hit."""

    question: Flags
    """It may stand in a question."""
    hypothetical: Flags
    """It may be hypothetical."""
    negated: Flags
    """Negators do not matter."""


def find_cues(shard: Shard, matches: Matches, program: Program) -> Cues:
    """Collect the cues of a shard from the matches of the cue lists."""

    def first(name: str) -> Ints:
        return distinct(matches.of_any(program.cues[name])[0])

    begin, end = matches.of_any(program.cues["hypothetical_markers"])
    # *Kalau di desa*, *kalau hujan*: what follows says that the speaker names a topic or a habit, no possibility.
    hypothetical = distinct(begin[~among(end, first("hypothetical_guards"))])
    breaks = distinct(np.concatenate([shard.breaks, first("clause_breakers")]))
    resolved, contrasts = first("resolved_markers"), first("contrast")
    contrasts = contrasts[~among(contrasts + 1, resolved)]  # *ada, tapi sudah beres* speaks of one matter
    return Cues(first("negators"), breaks, hypothetical, contrasts, resolved)


def shard_cues(shard: Shard, lookup: Lookup) -> Cues:
    """The cues of a shard, whatever the codebook."""
    program = compile_codebook(_NO_CODES)
    return find_cues(shard, find(shard, lookup, program.phrases), program)


_NO_CODES = Codebook(codebook="", codes=())


def assertions(shard: Shard, cues: Cues, hits: RuleHits, ignored: Ignored) -> Ints:
    """Assertion of each hit, an index into `ASSERTIONS`.

    A question outranks a hypothesis, that a solved matter, and that a negation.
    """
    first = hits.first
    clause = clause_starts(shard, cues, first)
    negators = hits.negators + _count(cues.negators, np.maximum(clause, first - REACH), first)
    flags = {
        "question": ~ignored.question & _are_questions(shard, shard.segments_of(hits.last - 1)),
        "hypothetical": ~ignored.hypothetical & (_count(cues.hypothetical, clause, first) > 0),
        "resolved": _are_resolved(shard, cues, first),
        "negated": ~ignored.negated & (negators % 2 == 1),
    }
    ranks: Sequence[Ints] = [np.full(len(first), ASSERTIONS.index(name)) for name in flags]
    return np.select(list(flags.values()), list(ranks), default=ASSERTIONS.index("affirmed"))


def _are_resolved(shard: Shard, cues: Cues, first: Ints) -> Flags:
    """Whether the segment of each hit says that it is solved, with no word such as *tapi* between the two."""

    def stretch(tokens: Ints) -> Ints:
        contrasts = np.searchsorted(cues.contrasts, tokens, side="right")
        return shard.segments_of(tokens) * (len(cues.contrasts) + 1) + contrasts

    return among(stretch(first), distinct(stretch(cues.resolved)))


def _count(tokens: Ints, start: Ints, end: Ints) -> Ints:
    """How many of the sorted tokens lie in each half-open range."""
    return np.searchsorted(tokens, end) - np.searchsorted(tokens, start)


def clause_starts(shard: Shard, cues: Cues, first: Ints) -> Ints:
    """First token of the clause in which each token stands."""
    begin = shard.segment_tokens[shard.segments_of(first)]
    if not len(cues.breaks):
        return begin
    before = np.searchsorted(cues.breaks, first, side="right") - 1
    return np.maximum(begin, np.where(before >= 0, cues.breaks[np.maximum(before, 0)], 0))


def _are_questions(shard: Shard, segments: Ints) -> Flags:
    """Whether each segment ends with a question mark, apart from blanks and closing marks after it."""
    ends = distinct(segments)
    begin, at = shard.segment_starts[ends], shard.segment_starts[ends + 1] - 1
    closing = _CLOSING[shard.text[at]] & (at > begin)
    while closing.any():
        at = at - closing
        closing = _CLOSING[shard.text[at]] & (at > begin)
    asks: Flags = shard.text[at] == ord("?")
    for one in np.flatnonzero(asks).tolist():  # the bytes may make up other characters too, such as ☝
        asks[one] = shard.slice(int(at[one]), int(shard.segment_starts[ends[one] + 1])).rstrip(_AFTER) == "?"
    return asks[np.searchsorted(ends, segments)]
