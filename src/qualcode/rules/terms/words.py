"""`words`: words, phrases and wildcards, read from the inverted lists of a shard."""

from collections.abc import Iterator, Sequence
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
    """First tokens of each phrase; phrases whose words are one type each are searched for together."""
    found: list[Ints] = [_NONE] * len(phrases)  # most phrases of long lists have a word that a short text has not
    together: list[int] = []
    for number, words in enumerate(phrases):
        if all(len(own) == 1 for own in words):
            together.append(number)
        elif all(map(len, words)):
            found[number] = _find_row(shard, words)
    for batch in _batches(shard, together, phrases):
        rows = _find_plain_rows(shard, [[int(own[0]) for own in phrases[number]] for number in batch])
        for number, first in zip(batch, rows, strict=True):
            found[number] = first
    return found


_BATCH = 1 << 18
"""Approximate number of tokens to search around at once."""


def _batches(shard: Shard, numbers: Sequence[int], phrases: Sequence[list[Ints]]) -> Iterator[list[int]]:
    """Phrases in batches whose rarest words have not too many occurrences."""
    batch: list[int] = []
    size = 0
    for number in numbers:
        batch.append(number)
        size += min(int(shard.posting_starts[own[0] + 1] - shard.posting_starts[own[0]]) for own in phrases[number])
        if size > _BATCH:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _find_plain_rows(shard: Shard, rows: list[list[int]]) -> list[Ints]:
    """First tokens of phrases of single types, in order of text, searching around the rarest type of each."""
    lengths = np.array([len(row) for row in rows], np.int32)
    types = np.array([row + [-1] * (int(lengths.max()) - len(row)) for row in rows], np.int32)
    counts = np.where(types < 0, shard.tokens + 1, shard.posting_starts[types + 1] - shard.posting_starts[types])
    rarest, each = counts.argmin(axis=1).astype(np.int32), np.arange(len(rows), dtype=np.int32)
    start = shard.posting_starts[types[each, rarest]]
    sizes = counts[each, rarest]
    row = np.repeat(each, sizes)
    first = ranges_of(shard.postings, start, start + sizes) - rarest[row]
    kept = (first >= 0) & (first + lengths[row] <= shard.tokens)
    for offset in range(types.shape[1]):
        first, row = first[kept], row[kept]
        wanted = types[row, offset]
        kept = (wanted < 0) | (shard.types[np.minimum(first + offset, shard.tokens - 1)] == wanted)
    first, row = first[kept], row[kept]
    return np.split(first, np.cumsum(np.bincount(row, minlength=len(rows)))[:-1])


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
