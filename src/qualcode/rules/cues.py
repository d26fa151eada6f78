"""Cues: the words of a text that decide how a hit is put, worked out once for every codebook."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Bytes, Flags, Ints, among, distinct, ranges
from qualcode.index.shard import Shard
from qualcode.model import Codebook
from qualcode.rules.double_negation import are_denied
from qualcode.rules.lookup import Lookup
from qualcode.rules.matches import Matches, longest, reach
from qualcode.rules.program import Program, compile_codebook
from qualcode.rules.terms.words import find

REACH = 5
"""The last token of a negator stands at most this many tokens before the hit."""

NEGATED, RESOLVED, HYPOTHETICAL, QUESTION = 1, 2, 4, 8
"""What holds of a hit that begins with a token (QUESTION: that ends with it); a token has the sum of its marks."""

_CLOSING = np.zeros(256, np.bool_)
_CLOSING[list(b" \t\r\n\"')]*_")] = True
_CLOSING[[0xE2, 0x80, 0x98, 0x99, 0x9C, 0x9D, 0xC2, 0xBB]] = True
"""Bytes of which the characters in `_AFTER` consist."""
_AFTER = " \t\r\n\"')]*_’”‘“»"
"""What may follow a question mark at the end of a segment: blanks, brackets, quotation marks."""


@dataclass(frozen=True)
class Cues:
    """What the text of a shard says of every hit in it, whatever the codebook."""

    negators: Ints
    """Last tokens of negators, in order: from *pun*, *tidak ada satu pun* reaches as far as *tidak* alone."""
    heads: Ints
    """First token of each negator."""
    stops: Ints
    """Token that each negator no longer reaches, whatever the clause: *mau tidak mau* denies nothing after it."""
    denies: Flags
    """Whether each negator denies what it reaches: one that is denied itself affirms it (*bukan tidak takut*)."""
    breaks: Ints
    """Tokens with which a clause begins, in order."""
    marks: Bytes
    """The marks of each token."""


def shard_cues(shard: Shard, lookup: Lookup) -> Cues:
    """The cues of a shard, whatever the codebook."""
    program = compile_codebook(Codebook(codebook="", codes=()))
    return find_cues(shard, find(shard, lookup, program.phrases), program)


def find_cues(shard: Shard, matches: Matches, program: Program) -> Cues:
    """Collect the cues of a shard from the matches of the cue lists."""
    listed = {name: distinct(matches.of_any(terms)[0]) for name, terms in program.cues.items()}
    heads, negators, stops = _negators(shard, matches, program)
    breaks = distinct(np.concatenate([shard.breaks, listed["clause_breakers"]]))
    clauses = _clause_ends(shard, breaks, negators)
    denied = are_denied(shard, clauses, heads, negators, stops)
    denies = _every_other(denied)
    # One that does not deny the next reaches no farther than that: *tidak takut dan belum ada sinyal*.
    stops = np.minimum(stops, np.append(np.where(denied, shard.tokens, heads)[1:], shard.tokens))
    marks = np.zeros(shard.tokens, np.uint8)
    _mark_negated(marks, negators, np.minimum(clauses, stops), denies)
    marks[_resolved(shard, listed)] |= RESOLVED
    begin, end = matches.of_any(program.cues["hypothetical_markers"])
    # *Kalau di desa*, *kalau hujan*: what follows says that the speaker names a topic or a habit, no possibility.
    begin = begin[~among(end, listed["hypothetical_guards"])]
    marks[ranges(begin + 1, _clause_ends(shard, breaks, begin))] |= HYPOTHETICAL
    asks = np.flatnonzero(_are_questions(shard))
    marks[ranges(shard.segment_tokens[asks], shard.segment_tokens[asks + 1])] |= QUESTION
    negators, heads, stops, breaks = (tokens.astype(np.int32) for tokens in (negators, heads, stops, breaks))
    return Cues(negators, heads, stops, denies, breaks, marks)


def _negators(shard: Shard, matches: Matches, program: Program) -> tuple[Ints, Ints, Ints]:
    """First and last token of each negator, and the token where it ends to reach."""
    heads, ends = longest(matches.of_any(program.cues["negators"]))
    by_end = np.argsort(ends, kind="stable")
    heads, ends = heads[by_end], ends[by_end]
    idle, until = reach(matches.of_any(program.cues["idle_negators"]))
    at = np.searchsorted(idle, heads, side="right")
    until = np.append(0, until)[at]
    return heads, ends - 1, np.where(until > heads, until, shard.tokens)


def clause_starts(shard: Shard, cues: Cues, tokens: Ints) -> Ints:
    """First token of the clause in which each token stands."""
    begin = shard.segment_tokens[shard.segments_of(tokens)]
    if not len(cues.breaks):
        return begin
    before = np.searchsorted(cues.breaks, tokens.astype(cues.breaks.dtype), side="right") - 1
    return np.maximum(begin, np.where(before >= 0, cues.breaks[np.maximum(before, 0)], 0))


def _clause_ends(shard: Shard, breaks: Ints, tokens: Ints) -> Ints:
    """Token after the clause in which each token stands."""
    following = np.append(breaks, shard.tokens)[np.searchsorted(breaks, tokens, side="right")]
    ends: Ints = np.minimum(following, shard.segment_tokens[shard.segments_of(tokens) + 1])
    return ends


def _every_other(denied: Flags) -> Flags:
    """Which negators deny, given which ones the one before denies: the first of a row does, the second does not."""
    each = np.arange(len(denied))
    denies: Flags = (each - np.maximum.accumulate(np.where(denied, 0, each))) % 2 == 0
    return denies


def _mark_negated(marks: Bytes, negators: Ints, ends: Ints, denies: Flags) -> None:
    """Mark the tokens whose nearest negator, a few tokens before them in their clause, denies."""
    for distance in range(REACH, 0, -1):
        reached = negators + distance
        within = reached < ends
        marks[reached[within]] = denies[within]


def _resolved(shard: Shard, listed: Mapping[str, Ints]) -> Ints:
    """Tokens whose segment says that something is solved, with no word such as *tapi* between the two."""
    solved, contrasts = listed["resolved_markers"], listed["contrast"]
    contrasts = contrasts[~among(contrasts + 1, solved)]  # *ada, tapi sudah beres* speaks of one matter
    at, segment = np.searchsorted(contrasts, solved, side="right"), shard.segments_of(solved)
    begin = np.maximum(np.append(contrasts, 0)[at - 1] * (at > 0), shard.segment_tokens[segment])
    end = np.minimum(np.append(contrasts, shard.tokens)[at], shard.segment_tokens[segment + 1])
    return ranges(begin, end)


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
