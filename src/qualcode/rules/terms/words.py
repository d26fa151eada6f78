"""`words`: words, phrases and wildcards, read from the inverted lists of a shard."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from qualcode.index.arrays import Flags, Ints, order, ranges_of
from qualcode.index.shard import Shard
from qualcode.rules.hits import Matches
from qualcode.rules.kind import TermKind
from qualcode.rules.lookup import Lookup, TermWord
from qualcode.text.shapes import ANY_SCALAR, Definitions, JsonSchema, YamlReport, quote_word, wrong
from qualcode.text.yaml import CURLY, STRAIGHT, ScalarNode, YamlNode

EXACT = "="
"""Prefix of a term of which only this form is meant."""


@dataclass(frozen=True)
class WordShape:
    """The text of a term."""

    def read(self, node: YamlNode, what: str, report: YamlReport) -> str | None:
        """The term as written (`no` and `4` too), with single spaces; a `=` before it marks it as exact."""
        if not isinstance(node, ScalarNode):
            wrong(node, what, "a word or phrase", report)
            return None
        text = " ".join(node.text.split())
        if text.startswith(EXACT):
            text = EXACT + text[1:].lstrip()
        problem = _problem(text.removeprefix(EXACT))
        if problem is None:
            return text
        code, message, hint = problem
        report.error(code, message, node, hint)
        return None

    def schema(self, _definitions: Definitions) -> JsonSchema:
        """Any single value: `no` and `4` are words too."""
        return {"type": ANY_SCALAR}


def _problem(text: str) -> tuple[str, str, str] | None:
    if not text:
        return "empty-term", "a term is empty", "write a word, or take the entry away"
    if any(not word.strip("*") for word in text.split()):
        return "bare-wildcard", "`*` alone would match every word", "put letters beside it: `koordinasi*`"
    if not any(character.isalnum() for character in text):
        return "no-letters", f"the term {quote_word(text)} has no letter or digit", "write a word"
    if (text[0] in CURLY) != (text[-1] in CURLY):
        return "curly-quotes", f"the term {quote_word(text)} is cut off at a comma", STRAIGHT
    if text.startswith("@"):
        return "lexicon-as-term", f"{quote_word(text)} names a lexicon", f'write it as an entry of its own: "{text}"'
    return None


class WordsKind(TermKind):
    """Words, phrases and wildcards."""

    name = "words"
    field = "term"
    shape = WordShape()
    says = "Word, phrase (words separated by spaces) or wildcard (`koordinasi*`); `=word` is exact."
    noun = "the term"
    unfit = ()


Phrase = tuple[TermWord, ...]
"""The words of a term: consecutive tokens of one segment; empty for terms of other kinds."""


def find_phrases(shard: Shard, lookup: Lookup, phrases: Sequence[Phrase]) -> Matches:
    """All matches of some terms, nested and overlapping ones included."""
    found = _find_single_words(shard, lookup, phrases)
    longer = [number for number, phrase in enumerate(phrases) if len(phrase) > 1]
    rows = _find_rows(shard, [[lookup.types(word) for word in phrases[number]] for number in longer])
    for number, first in zip(longer, _inside_segments(shard, rows, [len(phrases[at]) for at in longer]), strict=True):
        found[number] = first
    first = np.concatenate(found) if found else _NONE
    sizes = [len(part) for part in found]
    last = np.repeat(np.array([len(phrase) for phrase in phrases], first.dtype), sizes)
    last += first
    return Matches(np.cumsum([0, *sizes]), first, last)


def _find_single_words(shard: Shard, lookup: Lookup, phrases: Sequence[Phrase]) -> list[Ints]:
    """Tokens of each one-word term, read from the inverted lists in one gather."""
    types = [lookup.types(phrase[0]) if len(phrase) == 1 else _NONE for phrase in phrases]
    if not types:
        return []
    wanted = np.concatenate(types)
    starts, ends = shard.posting_starts[wanted], shard.posting_starts[wanted + 1]
    tokens = ranges_of(shard.postings, starts, ends)
    sizes = np.cumsum([0, *(ends - starts).tolist()])
    bounds = sizes[np.cumsum([0, *(len(part) for part in types)])]
    parts: list[Ints] = [tokens[low:high] for low, high in pairwise(bounds.tolist())]
    for part, own in zip(parts, types, strict=True):
        if len(own) > 1:  # the lists of several types, each in order, make one list in order
            part.sort()
    return parts


def _find_rows(shard: Shard, phrases: Sequence[list[Ints]]) -> list[Ints]:
    """First tokens of each phrase; phrases with the same rarest word are searched for around it together."""
    found: list[Ints] = [_NONE] * len(phrases)  # most phrases of long lists have a word that a short text has not
    rows: dict[int, list[int]] = {}
    for number, words in enumerate(phrases):
        if all(len(own) == 1 for own in words):
            rows[number] = [int(own[0]) for own in words]
        elif all(map(len, words)):
            found[number] = _find_row(shard, words)
    sizes = np.diff(shard.posting_starts)
    around: dict[int, list[int]] = {}
    for number, row in rows.items():
        around.setdefault(min(row, key=sizes.item), []).append(number)
    for rarest, numbers in around.items():
        beside = _Beside(shard, rarest)
        for number in numbers:
            found[number] = beside.find(rows[number])
    return found


class _Beside:
    """The tokens of one type, with what stands beside them."""

    def __init__(self, shard: Shard, kind: int) -> None:
        self._types, self._kind = shard.types, kind
        self._places = shard.postings[shard.posting_starts[kind] : shard.posting_starts[kind + 1]]
        self._known: dict[int, Ints] = {}

    def find(self, row: list[int]) -> Ints:
        """First tokens of a phrase, given by types of which one is this, in order of text."""
        own = row.index(self._kind)
        others = sorted((abs(at - own), at - own, kind) for at, kind in enumerate(row) if at != own)
        kept = np.flatnonzero(self._at(others[0][1]) == others[0][2])
        for _, distance, kind in others[1:]:
            if len(kept):
                kept = kept[self._at(distance)[kept] == kind]
        first: Ints = self._places[kept] - own
        return first

    def _at(self, distance: int) -> Ints:
        """The types of what stands so many tokens behind each token; -1 beyond the text."""
        if distance not in self._known:
            places = self._places + distance
            types = self._known[distance] = self._types.take(places, mode="clip")
            low, high = np.searchsorted(places, np.array([0, len(self._types)], places.dtype))
            types[:low] = types[high:] = -1
        return self._known[distance]


def _find_row(shard: Shard, words: list[Ints]) -> Ints:
    """First tokens of a phrase, in order of text, searching around the rarest word."""
    counts = [int((shard.posting_starts[own + 1] - shard.posting_starts[own]).sum()) for own in words]
    rarest = int(np.argmin(counts))
    first = _tokens(shard, words[rarest]) - rarest
    first = first[(first >= 0) & (first + len(words) <= shard.tokens)]
    for offset, own in enumerate(words):
        if offset != rarest:
            first = first[_among(shard.types[first + offset], own)]
    return first


def _inside_segments(shard: Shard, rows: Sequence[Ints], lengths: Sequence[int]) -> list[Ints]:
    """Those phrases, given by first tokens and lengths, that lie inside one segment.

    Segments are looked up for all phrases together in order of text, so that each is fetched from memory once.
    """
    if not rows:
        return []
    sizes = [len(first) for first in rows]
    first, end = np.concatenate(rows), np.repeat(lengths, sizes)
    end += first
    by_place = order(first)
    whole = np.empty(len(first), np.bool_)
    whole[by_place] = shard.segment_tokens[shard.segments_of(first[by_place]) + 1] >= end[by_place]
    bounds = np.cumsum(sizes)[:-1]
    return [own[kept] for own, kept in zip(rows, np.split(whole, bounds), strict=True)]


def _tokens(shard: Shard, types: Ints) -> Ints:
    """Tokens of some types in order of text."""
    found = ranges_of(shard.postings, shard.posting_starts[types], shard.posting_starts[types + 1])
    if len(types) > 1:
        found.sort()
    return found


def _among(types: Ints, wanted: Ints) -> Flags:
    """Whether each type is one of the wanted ones."""
    if len(wanted) > _FEW:
        return np.isin(types, wanted)
    found = np.zeros(len(types), np.bool_)
    for one in wanted:
        found |= types == one
    return found


_FEW = 4
"""Number of types up to which comparing with each is faster than the sorting inside `isin`."""
_NONE = np.empty(0, np.int32)
