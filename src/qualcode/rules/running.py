"""Terms that are looked for in running text: where they can matter, and which tokens they touch there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from qualcode.index.arrays import Flags, Ints
from qualcode.index.shard import Shard
from qualcode.model.codebook import Term
from qualcode.model.finding import Finding
from qualcode.rules.hits import TermMatches
from qualcode.rules.kind import Search, SearchStopped
from qualcode.rules.terms import TERM_KINDS
from qualcode.text import marks


@dataclass(frozen=True)
class TextSearchTerm:
    """A term of another kind than words, with the rule that names it."""

    term: Term
    """The term."""
    rule: str
    """The first rule that names it."""


@dataclass
class Searches:
    """The searches of a codebook: each is made when it is first needed, and given up when it fails."""

    terms: Mapping[int, TextSearchTerm]
    """Number of a term -> the term."""
    pipelines: Mapping[str, str]
    """Language -> trained pipeline, as the codebook names them."""
    findings: dict[int, Finding] = field(default_factory=dict)
    """Number of a term that was given up -> why."""
    _made: dict[int, Search] = field(default_factory=dict)

    def find(self, shard: Shard, number: int, segments: Ints) -> TermMatches:
        """Matches of a term in some segments, in order of text: the tokens that what matched touches."""
        found: list[tuple[int, int]] = []
        if number not in self.findings:
            try:
                found = self._find(shard, number, segments)
            except SearchStopped as reason:
                self.findings[number] = self._finding(number, reason)
        first, last = np.array(found, np.int64).reshape(-1, 2).T
        return first, last

    def _find(self, shard: Shard, number: int, segments: Ints) -> list[tuple[int, int]]:
        if number not in self._made:
            term = self.terms[number].term
            self._made[number] = TERM_KINDS[term.kind].search(term, self.pipelines)
        search = self._made[number]
        return [
            touched
            for segment, text, begin in _texts(shard, segments)
            if (spans := search.spans(text))
            for touched in _touched(shard, segment, [(start + begin, end + begin) for start, end in spans])
        ]

    def _finding(self, number: int, reason: SearchStopped) -> Finding:
        named = self.terms[number]
        message = f"{TERM_KINDS[named.term.kind].noun} of rule `{named.rule}` {reason.message}"
        term = named.term
        return Finding("warning", reason.code, message, term.file, term.line, term.column, reason.hint)


def _texts(shard: Shard, segments: Ints) -> Iterator[tuple[int, str, int]]:
    """Each segment with its text and the code point of the turn at which that begins.

    Marks of the transcriber are blank, since nobody said them, and there are no blanks around the text.
    """
    turns = shard.segment_turns[segments]
    origins = shard.turn_starts[turns]
    starts = shard.codepoints(shard.segment_starts[segments], origins)
    ends = shard.codepoints(shard.segment_starts[segments + 1], origins)
    turn, spoken = -1, ""
    for segment, own, start, end in zip(segments.tolist(), turns.tolist(), starts.tolist(), ends.tolist(), strict=True):
        if own != turn:
            turn, spoken = own, text_without_marks(shard.turn_text(own))
        text = spoken[start:end]
        bare = text.lstrip()
        yield segment, bare.rstrip(), start + len(text) - len(bare)


def text_without_marks(text: str) -> str:
    """A turn's text with spaces in the place of marks, of the same length."""
    for start, end in marks.mark_spans(text):
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _touched(shard: Shard, segment: int, spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Tokens of a segment that spans of its turn touch, each stretch once; a span between words touches none."""
    low, high = (int(token) for token in shard.segment_tokens[segment : segment + 2])
    tokens = np.arange(low, high)
    origin = np.full(len(tokens), shard.turn_starts[shard.segment_turns[segment]])
    starts, ends = shard.codepoints(shard.starts[tokens], origin), shard.codepoints(shard.ends(tokens), origin)
    found = set()
    for start, end in spans:
        first = int(np.searchsorted(ends, start, side="right"))
        last = int(np.searchsorted(starts, end, side="left"))
        if first < last and start < end:
            found.add((low + first, low + last))
    return sorted(found)


def segment_flags(shard: Shard, tokens: Ints, *, turns: bool) -> Flags:
    """The segments, or with `turns` all segments of the turns, in which some tokens stand."""
    flags = np.zeros(shard.segments, np.bool_)
    if not turns:
        flags[shard.segments_of(tokens)] = True
        return flags
    of_turns = np.zeros(shard.turns, np.bool_)
    of_turns[shard.turns_of(tokens)] = True
    return of_turns[shard.segment_turns]
