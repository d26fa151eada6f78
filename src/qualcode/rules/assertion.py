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
    marks: Ints
    """What each segment holds: a sum of `HYPOTHETICAL`, `RESOLVED`, `NEGATOR`, and `QUESTION` where it is one."""


QUESTION, HYPOTHETICAL, RESOLVED, NEGATOR = 1, 2, 4, 8
"""Marks of segments: most hits stand in one without any, and no cue has to be looked up for them."""


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
    negators = first("negators")
    marks = np.where(_are_questions(shard), QUESTION, 0).astype(np.uint8)
    for mark, tokens in ((HYPOTHETICAL, hypothetical), (RESOLVED, resolved), (NEGATOR, negators)):
        marks[distinct(shard.segments_of(tokens))] |= mark
    columns = (column.astype(np.int32) for column in (negators, breaks, hypothetical, contrasts, resolved))
    return Cues(*columns, marks)


def shard_cues(shard: Shard, lookup: Lookup) -> Cues:
    """The cues of a shard, whatever the codebook."""
    program = compile_codebook(_NO_CODES)
    return find_cues(shard, find(shard, lookup, program.phrases), program)


_NO_CODES = Codebook(codebook="", codes=())


def assertions(shard: Shard, cues: Cues, hits: RuleHits, segment: Ints, ignored: Ignored) -> Ints:
    """Assertion of each hit, which begins in a segment, an index into `ASSERTIONS`.

    A question outranks a hypothesis, that a solved matter, and that a negation.
    """
    marks = cues.marks[segment]
    found = np.full(len(hits), ASSERTIONS.index("affirmed"))
    found[_negated(shard, cues, hits, segment, marks) & ~ignored.negated] = ASSERTIONS.index("negated")
    found[_resolved(shard, cues, hits.first, segment, marks)] = ASSERTIONS.index("resolved")
    hypothetical = _hypothetical(shard, cues, hits.first, segment, marks)
    found[hypothetical & ~ignored.hypothetical] = ASSERTIONS.index("hypothetical")
    asks = (cues.marks[_last_segments(shard, hits.last, segment)] & QUESTION) > 0
    found[asks & ~ignored.question] = ASSERTIONS.index("question")
    return found


def _negated(shard: Shard, cues: Cues, hits: RuleHits, segment: Ints, marks: Ints) -> Flags:
    """Whether an odd number of negators denies each hit: those inside it, and those a few tokens before it."""
    count = hits.negators.copy()
    at = np.flatnonzero(marks & NEGATOR)
    before = np.searchsorted(cues.negators, hits.first[at].astype(np.int32))
    near = (before > 0) & (cues.negators[before - 1] >= hits.first[at] - REACH)
    at, before = at[near], before[near]
    first = hits.first[at]
    begin = np.maximum(clause_starts(shard, cues, first, segment[at]), first - REACH)
    count[at] += before - np.searchsorted(cues.negators, begin.astype(np.int32))
    return count % 2 == 1


def _hypothetical(shard: Shard, cues: Cues, first: Ints, segment: Ints, marks: Ints) -> Flags:
    """Whether a word such as *kalau* stands before each hit in its clause."""
    at = np.flatnonzero(marks & HYPOTHETICAL)
    begin = clause_starts(shard, cues, first[at], segment[at])
    flags = np.zeros(len(first), np.bool_)
    flags[at] = np.searchsorted(cues.hypothetical, first[at]) > np.searchsorted(cues.hypothetical, begin)
    return flags


def _resolved(shard: Shard, cues: Cues, first: Ints, segment: Ints, marks: Ints) -> Flags:
    """Whether the segment of each hit says that it is solved, with no word such as *tapi* between the two."""
    flags = np.zeros(len(first), np.bool_)

    def stretch(tokens: Ints, segments: Ints) -> Ints:
        contrasts = np.searchsorted(cues.contrasts, tokens, side="right")
        return segments * (len(cues.contrasts) + 1) + contrasts

    at = np.flatnonzero(marks & RESOLVED)
    solved = stretch(cues.resolved, shard.segments_of(cues.resolved))
    flags[at] = among(stretch(first[at], segment[at]), distinct(solved))
    return flags


def _last_segments(shard: Shard, last: Ints, segment: Ints) -> Ints:
    """Segment in which each hit ends; nearly always the one in which it begins."""
    found = segment.copy()
    at = np.flatnonzero(last > shard.segment_tokens[segment + 1])
    found[at] = shard.segments_of(last[at] - 1)
    return found


def clause_starts(shard: Shard, cues: Cues, first: Ints, segment: Ints) -> Ints:
    """First token of the clause in which each token of a segment stands."""
    begin = shard.segment_tokens[segment]
    if not len(cues.breaks):
        return begin
    before = np.searchsorted(cues.breaks, first.astype(cues.breaks.dtype), side="right") - 1
    return np.maximum(begin, np.where(before >= 0, cues.breaks[np.maximum(before, 0)], 0))


def _are_questions(shard: Shard) -> Flags:
    """Whether each segment ends with a question mark, apart from blanks and closing marks after it."""
    begin, at = shard.segment_starts[:-1], shard.segment_starts[1:] - 1
    closing = _CLOSING[shard.text[at]] & (at > begin)
    while closing.any():
        at = at - closing
        closing = _CLOSING[shard.text[at]] & (at > begin)
    asks: Flags = shard.text[at] == ord("?")
    for one in np.flatnonzero(asks).tolist():  # the bytes may make up other characters too, such as ☝
        asks[one] = shard.slice(int(at[one]), int(shard.segment_starts[one + 1])).rstrip(_AFTER) == "?"
    return asks
