"""Clauses: where they begin and end, and which of them ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, distinct_values
from qualcode.index.shard import Shard
from qualcode.rules.hits import Matches, TermMatches, longest_matches


class Listed:
    """Where the words of the cue lists stand."""

    def __init__(self, matches: Matches, terms: Mapping[str, Sequence[int]]) -> None:
        self._matches, self._terms = matches, terms

    def first(self, *names: str) -> Ints:
        """First tokens of the entries of some lists, in order."""
        return distinct_values(np.sort(np.concatenate([self.all_of(name)[0] for name in names])))

    def longest(self, name: str) -> TermMatches:
        """First tokens of the entries of a list, and the tokens after them; the longest of each first token."""
        return longest_matches(self.all_of(name))

    def all_of(self, name: str) -> TermMatches:
        """First tokens of all entries of a list, and the tokens after them."""
        return self._matches.of_any(self._terms[name])


def following(places: Ints, tokens: Ints, otherwise: Ints | int) -> Ints:
    """The first place that is not before each token; where there is none, another value."""
    at = np.searchsorted(places, tokens)
    return np.where(at < len(places), np.append(places, 0)[at], otherwise)


def any_between(places: Ints, begin: Ints, end: Ints) -> Flags:
    """Whether a place lies in each half-open stretch of tokens."""
    found: Flags = np.searchsorted(places, begin) < np.searchsorted(places, end)
    return found


@dataclass(frozen=True)
class Clauses:
    """The clauses of a shard: stretches within a segment."""

    shard: Shard
    """Whose text."""
    begins: Ints
    """Tokens with which a clause begins, in order; those that begin a segment need not be among them."""

    def start(self, tokens: Ints) -> Ints:
        """First token of the clause in which each token stands."""
        begin = self.segment_start(tokens)
        if not len(self.begins):
            return begin
        before = np.searchsorted(self.begins, tokens.astype(self.begins.dtype), side="right") - 1
        return np.maximum(begin, np.where(before >= 0, self.begins[np.maximum(before, 0)], 0))

    def end(self, tokens: Ints) -> Ints:
        """Token after the clause in which each token stands."""
        return self.until(self.begins, tokens)

    def until(self, places: Ints, tokens: Ints) -> Ints:
        """The first place after each token, at most the end of its segment."""
        return np.minimum(following(places, tokens + 1, self.shard.tokens), self.segment_end(tokens))

    def segment_start(self, tokens: Ints) -> Ints:
        """First token of the segment in which each token stands."""
        return self.shard.segment_tokens[self.shard.segments_of(tokens)]

    def segment_end(self, tokens: Ints) -> Ints:
        """Token after the segment in which each token stands."""
        return self.shard.segment_tokens[self.shard.segments_of(tokens) + 1]


def find_pauses(shard: Shard, fillers: Ints) -> Ints:
    """Tokens before which punctuation ends a clause: not beside a filler, nor where words are said again.

    *If it, uh, keeps failing*, *not in, in the team*.
    """
    breaks = shard.breaks
    idle = among(breaks, fillers) | among(breaks - 1, fillers) | is_repeated(shard, breaks)
    return breaks[~idle]


def is_repeated(shard: Shard, tokens: Ints) -> Flags:
    """Whether each token is the one before it said again."""
    found = np.zeros(len(tokens), np.bool_)
    inside = np.flatnonzero((tokens > 0) & (tokens < shard.tokens))
    found[inside] = shard.types[tokens[inside]] == shard.types[tokens[inside] - 1]
    return found


def find_asked(clauses: Clauses, said: Listed, asks: Ints) -> tuple[Ints, Ints]:
    """Stretches of tokens that ask, in segments that end with a question mark.

    It asks from the clause with the first question word on; without one, the last clause does, and nothing where that
    is a tag (*ya? kan? right?*).
    """
    shard = clauses.shard
    begin, end = shard.segment_tokens[asks], shard.segment_tokens[asks + 1]
    begin, end = begin[begin < end], end[begin < end]
    words = np.concatenate([said.first("question_words"), _openers(clauses, said)])
    words = distinct_values(np.sort(words))
    first = following(words, begin, shard.tokens)
    worded = first < end
    last = clauses.start(end - 1)
    asking = worded | ~_are_tagged(said, last, end)
    start = np.where(worded, clauses.start(np.minimum(first, end - 1)), last)
    return start[asking], end[asking]


def _are_tagged(said: Listed, begin: Ints, end: Ints) -> Flags:
    """Which of some clauses end with a tag: *kan?*, *right?*, *ya?* where nobody is spoken to."""
    after = {
        name: distinct_values(np.sort(said.all_of(f"question_tags/{name}")[1])) for name in ("always", "of others")
    }
    found: Flags = among(end, after["of others"]) & ~any_between(said.first("question_tags/you"), begin, end)
    return found | among(end, after["always"])


def _openers(clauses: Clauses, said: Listed) -> Ints:
    """Words that ask only where a clause begins with them: *did you ...*."""
    openers = said.first("question_openers")
    initial: Ints = openers[clauses.start(openers) == openers]
    return initial
