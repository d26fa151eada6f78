"""Hits: what rules find, with the matches that they consist of, and where the entries of cue lists stand."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qualcode.index.arrays import Flags, Ints, among, merged, order, ranges, take_runs
from qualcode.index.shard import Shard
from qualcode.rules.lookup import written_words

TermMatches = tuple[Ints, Ints]
"""First tokens of matches and the tokens after them."""


@dataclass(frozen=True)
class Matches:
    """All matches of numbered terms, grouped by term and in order of text."""

    starts: Ints
    """Where the matches of each term begin: n_terms + 1 values."""
    first: Ints
    """First token of each match."""
    last: Ints
    """Token after each match."""

    @property
    def term(self) -> Ints:
        """Term of each match."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def of(self, term: int) -> TermMatches:
        """First tokens and tokens after the matches of one term."""
        own = slice(int(self.starts[term]), int(self.starts[term + 1]))
        return self.first[own], self.last[own]

    def of_any(self, terms: Sequence[int]) -> TermMatches:
        """Matches of several terms, one term after the other."""
        if len(terms) and list(terms) == list(range(terms[0], terms[0] + len(terms))):  # side by side: no copy
            own = slice(int(self.starts[terms[0]]), int(self.starts[terms[-1] + 1]))
            return self.first[own], self.last[own]
        at = ranges(self.starts[list(terms)], self.starts[[term + 1 for term in terms]])
        return self.first[at], self.last[at]

    def between(self, low: int, high: int) -> "Matches":
        """The matches that begin with a token from one number to another."""
        return self.keep((self.first >= low) & (self.first < high))

    def keep(self, flags: Flags) -> "Matches":
        """The matches for which the flag is set."""
        kept = np.flatnonzero(flags)
        return Matches(np.searchsorted(kept, self.starts), self.first[kept], self.last[kept])

    def filled(self, found: Mapping[int, TermMatches]) -> "Matches":
        """The same matches, with those of some terms that had none yet."""
        if not found:
            return self
        parts = [found.get(term) or self.of(term) for term in range(len(self.starts) - 1)]
        starts = np.cumsum([0, *(len(first) for first, _ in parts)])
        return Matches(
            starts, np.concatenate([first for first, _ in parts]), np.concatenate([last for _, last in parts])
        )


def longest_matches(places: TermMatches) -> TermMatches:
    """The longest match that begins at each token, in order of text."""
    first, last = places
    if (first[1:] > first[:-1]).all():
        return places
    by_place = np.lexsort((-last, first))
    first, last = first[by_place], last[by_place]
    longest = np.append(True, first[1:] != first[:-1])
    return first[longest], last[longest]


def reach(places: TermMatches) -> TermMatches:
    """First tokens of matches in order of text, and how far any match that has begun by then reaches."""
    by_place = order(places[0])
    return places[0][by_place], np.maximum.accumulate(places[1][by_place])


def keep_written_case(shard: Shard, matches: Matches, cased: dict[int, str]) -> Matches:
    """Drop matches of case-sensitive terms that are written in another case.

    Only the letters of the term are compared: *LAPOR* finds *LAPORnya*, but neither *Lapor* nor *melapor*.
    """
    keep = np.ones(len(matches.first), np.bool_)
    for term, text in cased.items():
        wanted = [_capitals(word) for word in written_words(text)]
        for at in range(int(matches.starts[term]), int(matches.starts[term + 1])):
            tokens = range(int(matches.first[at]), int(matches.last[at]))
            keep[at] = all(_has(shard, *pair) for pair in zip(tokens, wanted, strict=True))
    if keep.all():
        return matches
    return matches.keep(keep)


def _has(shard: Shard, token: int, wanted: list[bool]) -> bool:
    """Whether a token begins with letters of this case."""
    start, end = int(shard.starts[token]), int(shard.ends(np.array([token]))[0])
    return _capitals(shard.slice(start, end))[: len(wanted)] == wanted


def _capitals(word: str) -> list[bool]:
    """Which letters of a word are capitals; composed first, so that an accent is not a letter of its own."""
    return [letter.isupper() for letter in unicodedata.normalize("NFC", word) if letter.isalpha()]


@dataclass(frozen=True)
class RuleHits:
    """Hits of one or more rules, from their first to their last matched token, and their matches."""

    token_start: Ints
    """First token of each hit."""
    token_end: Ints
    """Token after each hit."""
    negators: Ints
    """One if a negator inside a hit reverses the effect of those before it, else zero."""
    several: "MatchedParts | None" = None
    """The matches of each hit; None if each hit is a single match, which saves the columns."""

    def __len__(self) -> int:
        """Number of hits."""
        return len(self.token_start)

    @cached_property
    def parts(self) -> "MatchedParts":
        """The matches of each hit."""
        return self.several or MatchedParts(np.arange(len(self) + 1), self.token_start, self.token_end)

    def keep(self, flags: Flags) -> "RuleHits":
        """The hits for which the flag is set."""
        return self if flags.all() else self.take(np.flatnonzero(flags))

    def between(self, low: int, high: int) -> "RuleHits":
        """The hits from one number to another, as views."""
        own = self.token_start[low:high], self.token_end[low:high], self.negators[low:high]
        return RuleHits(*own, self.several and self.several.between(low, high))

    def take(self, kept: Ints) -> "RuleHits":
        """The hits with these numbers, in their order."""
        own = self.token_start[kept], self.token_end[kept], self.negators[kept]
        return RuleHits(*own, self.several and self.several.take(kept))


@dataclass(frozen=True)
class MatchedParts:
    """The matches that hits consist of."""

    offsets: Ints
    """Where the matches of each hit begin in the two columns below: n_hits + 1 values."""
    token_start: Ints
    """First token of each match."""
    token_end: Ints
    """Token after each match."""

    def between(self, low: int, high: int) -> "MatchedParts":
        """Those of the hits from one number to another."""
        offsets = self.offsets[low : high + 1]
        own = slice(int(offsets[0]), int(offsets[-1]))
        return MatchedParts(offsets - offsets[0], self.token_start[own], self.token_end[own])

    def take(self, kept: Ints) -> "MatchedParts":
        """Those of some hits."""
        offsets, at = take_runs(self.offsets, kept)
        return MatchedParts(offsets, self.token_start[at], self.token_end[at])


def single(first: Ints, last: Ints, negators: Ints | None = None) -> RuleHits:
    """Hits that are one match each."""
    return RuleHits(first, last, np.zeros(len(first), np.int8) if negators is None else negators)


def join(found: Sequence[RuleHits]) -> RuleHits:
    """The hits of several rules, one after the other."""
    if not found:
        return single(np.empty(0, np.int64), np.empty(0, np.int64))
    first, last = (_tokens([getattr(hits, name) for hits in found]) for name in ("token_start", "token_end"))
    negators = np.concatenate([hits.negators for hits in found])
    return RuleHits(first, last, negators, _join_parts(found) if any(hits.several for hits in found) else None)


def _join_parts(found: Sequence[RuleHits]) -> MatchedParts:
    parts = [hits.parts for hits in found]
    sizes = np.cumsum([0, *(len(each.token_start) for each in parts)])
    offsets = [each.offsets[:-1] + base for each, base in zip(parts, sizes, strict=False)]
    first, last = (_tokens([getattr(each, name) for each in parts]) for name in ("token_start", "token_end"))
    return MatchedParts(np.concatenate([*offsets, sizes[-1:]]), first, last)


def _tokens(parts: Sequence[Ints]) -> Ints:
    """Token numbers of all parts, in the integer type with which numpy indexes fastest."""
    return np.concatenate(parts, dtype=np.int64)


class Listed:
    """Occurrences of the cue lists in a shard."""

    def __init__(self, shard: Shard, matches: Matches, terms: Mapping[str, Sequence[int]]) -> None:
        self._shard, self._matches, self._terms = shard, matches, terms
        self._starts = matches.starts.tolist()
        self._first: dict[tuple[str, ...], Ints] = {}
        self._kinds: dict[tuple[str, ...], tuple[Flags, Ints]] = {}

    def first(self, *names: str) -> Ints:
        """First tokens of the entries of some lists, in order."""
        if names not in self._first:
            self._first[names] = merged(*self._firsts(self._standing(names)))
        return self._first[names]

    def every(self, *names: str) -> Ints:
        """The same, unsorted, with a token for each entry that begins with it."""
        return np.concatenate([self._matches.first[:0], *self._firsts(self._standing(names))])

    def has(self, tokens: Ints, *names: str) -> Flags:
        """Whether an entry of some lists begins with each token; false for token numbers outside the text."""
        types, phrases = self._kinds_of(names)
        found: Flags = types[self._shard.types.take(tokens, mode="clip")]
        if len(phrases):
            found |= among(tokens, phrases)
        found &= (tokens >= 0) & (tokens < self._shard.tokens)
        return found

    def fill(self, begin: Ints, end: Ints, *names: str) -> Flags:
        """Whether nothing but entries of some lists begins from each token to the other; such stretches are short."""
        at = end.copy()
        left = np.flatnonzero(begin < at)
        while len(left):
            left = left[self.has(at[left] - 1, *names)]
            at[left] -= 1
            left = left[begin[left] < at[left]]
        found: Flags = at <= begin
        return found

    def types(self, name: str) -> Flags:
        """Whether each type is an entry of a list of words; the type after the last one is none."""
        return self._kinds_of((name,))[0]

    def _kinds_of(self, names: tuple[str, ...]) -> tuple[Flags, Ints]:
        """Whether each type is an entry of some lists, and the first tokens of their phrases.

        Testing the type of a token is faster than searching all tokens.
        """
        if names not in self._kinds:
            types, phrases = np.zeros(len(self._shard.keys) + 1, np.bool_), []
            low, high = self._types_of_words
            for term in self._standing(names):
                if term in low:
                    types[low[term] : high[term] + 1] = True
                else:
                    phrases.append(term)
            self._kinds[names] = types, merged(*self._firsts(phrases))
        return self._kinds[names]

    @cached_property
    def _types_of_words(self) -> tuple[dict[int, int], dict[int, int]]:
        """The first and the last type of each one-word term in the text; its types are adjacent."""
        matches, shard = self._matches, self._shard
        words = np.flatnonzero(np.diff(matches.starts))
        starts = matches.starts[words]
        single = matches.last[starts] - matches.first[starts] == 1
        words, starts = words[single], starts[single]
        low = shard.types[matches.first[starts]]
        high, sizes = low.copy(), matches.starts[words + 1] - starts
        several = sizes > shard.posting_starts[low + 1] - shard.posting_starts[low]
        for number in np.flatnonzero(several).tolist():
            types = shard.types[matches.of(int(words[number]))[0]]
            low[number], high[number] = types.min(), types.max()
        terms = words.tolist()
        return dict(zip(terms, low.tolist(), strict=True)), dict(zip(terms, high.tolist(), strict=True))

    def _standing(self, names: Sequence[str]) -> list[int]:
        """The terms of some lists that occur in the text."""
        starts = self._starts
        return [term for name in names for term in self._terms[name] if starts[term] < starts[term + 1]]

    def _firsts(self, terms: Sequence[int]) -> list[Ints]:
        """First tokens of the matches of each of some terms."""
        starts, first = self._starts, self._matches.first
        return [first[starts[term] : starts[term + 1]] for term in terms]

    def longest(self, name: str) -> TermMatches:
        """First tokens of the entries of a list, and the tokens after them; the longest of each first token."""
        return longest_matches(self.all_of(name))

    def all_of(self, name: str) -> TermMatches:
        """First tokens of all entries of a list, and the tokens after them."""
        return self._matches.of_any(self._terms[name])


def following(places: Ints, tokens: Ints, otherwise: Ints | int) -> Ints:
    """The first place at or after each token; another value if there is none."""
    at = np.searchsorted(places, tokens)
    found = places.take(at, mode="clip") if len(places) else 0
    return np.where(at < len(places), found, otherwise)


def last_before(places: Ints, tokens: Ints) -> Ints:
    """The last place up to each token, or 0."""
    at = np.searchsorted(places, tokens, side="right")
    return np.where(at > 0, places.take(at - 1, mode="clip") if len(places) else 0, 0)


def any_between(places: Ints, begin: Ints, end: Ints) -> Flags:
    """Whether a place lies in each half-open range of tokens."""
    found: Flags = np.searchsorted(places, begin) < np.searchsorted(places, end)
    return found
