"""One shard: a group of turns as immutable columns."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qualcode.index.arrays import Bytes, Int8s, Ints


def languages_of_segments(shard: "Shard", classes_of: Callable[[Sequence[str]], Int8s] | None = None) -> Ints:
    """The language of each segment, decided from a class per type; some 15 millionths of a second a type."""
    from qualcode.text import languages  # its dictionaries are large, and most codings need none

    classes = (classes_of or languages.type_classes)(shard.keys)[shard.types]
    return languages.segment_languages(classes, shard.segment_tokens.astype(np.int64))


_FEW = 16
"""Where more turns than so many lie between those asked about, for each of them, looking at all is too dear."""


def runs_of(bounds: Ints, tokens: Ints) -> Ints:
    """Which run each token stands in, of runs that begin at some tokens, with the number of tokens at the end.

    Tokens that lie near each other are looked up among the few runs around them, which the processor's cache holds.
    """
    if not np.size(tokens):
        return np.empty(0, np.int64)
    low, high = np.searchsorted(bounds, np.array([np.min(tokens), np.max(tokens)], bounds.dtype), side="right")
    found: Ints = np.searchsorted(bounds[low:high], tokens, side="right") + (low - 1)
    return found


@dataclass(frozen=True)
class Shard:
    """The text of some turns with everything that finding words in it needs.

    Positions of text are bytes of `text`; `codepoints` turns them into the code points that people see.
    A *type* is a distinct token key together with its length in bytes: the end of a token follows from its type.
    """

    text: Bytes
    """UTF-8 of all turns, each followed by LF."""
    turn_starts: Ints
    """First byte of each turn, and the length of `text` at the end: n_turns + 1 values."""
    segment_starts: Ints
    """First byte of each segment, and the length of `text` at the end: n_segments + 1 values."""
    keys: Sequence[str]
    """Key of each type, sorted; two types share a key where the same word is written with different bytes."""
    widths: Ints
    """Length of each type in bytes."""
    types: Ints
    """Type of each token."""
    starts: Ints
    """First byte of each token."""
    postings: Ints
    """Tokens grouped by type, in order of text."""
    posting_starts: Ints
    """Where the tokens of each type begin in `postings`: n_types + 1 values."""
    continuation: Ints
    """Positions of UTF-8 continuation bytes."""
    breaks: Ints
    """Tokens before which punctuation ends a clause, in order of text."""
    segment_tokens: Ints
    """First token of each segment, and the number of tokens at the end: n_segments + 1 values."""
    turn_tokens: Ints
    """First token of each turn, and the number of tokens at the end: n_turns + 1 values."""
    tell: Callable[["Shard"], Ints] = languages_of_segments
    """Tells the language of each segment, when somebody asks."""

    @property
    def turns(self) -> int:
        """Number of turns."""
        return len(self.turn_starts) - 1

    @property
    def segments(self) -> int:
        """Number of segments."""
        return len(self.segment_starts) - 1

    @property
    def tokens(self) -> int:
        """Number of tokens."""
        return len(self.types)

    @cached_property
    def languages(self) -> Ints:
        """Language of each segment, an index into `Languages.segment_languages`."""
        return self.tell(self)

    @cached_property
    def segment_turns(self) -> Ints:
        """Turn of each segment."""
        if self._is_each_turn_a_segment:
            return np.arange(self.turns)
        return np.searchsorted(self.turn_starts, self.segment_starts[:-1], side="right") - 1

    @cached_property
    def _is_each_turn_a_segment(self) -> bool:
        return np.array_equal(self.turn_starts, self.segment_starts)

    def turns_of_segments(self, segments: Ints) -> Ints:
        """Turn of each of some segments."""
        return segments if self._is_each_turn_a_segment else self.segment_turns[segments]

    @cached_property
    def longest_segment(self) -> int:
        """Tokens of the longest segment."""
        return int(np.diff(self.segment_tokens).max(initial=0))

    def segments_of(self, tokens: Ints) -> Ints:
        """Segment of each token."""
        return runs_of(self.segment_tokens, tokens)

    def turns_of(self, tokens: Ints) -> Ints:
        """Turn of each token."""
        return runs_of(self.turn_tokens, tokens)

    def ends(self, tokens: Ints) -> Ints:
        """Byte after each token."""
        return self.starts[tokens] + self.widths[self.types[tokens]]

    def codepoints(self, positions: Ints, origins: Ints) -> Ints:
        """Code points from the bytes `origins` to the bytes `positions`."""
        return positions - origins - (self._wide_before(positions) - self._wide_before(origins))

    def _wide_before(self, positions: Ints) -> Ints:
        """Continuation bytes before some bytes; of another type than those, all of them would be copied first."""
        found: Ints = np.searchsorted(self.continuation, positions.astype(self.continuation.dtype, copy=False))
        return found

    def spans_in(self, turns: Ints, first: Ints, last: Ints) -> tuple[Ints, Ints]:
        """Code points of turns where stretches of tokens begin and end; only turns beyond ASCII cost a search."""
        origin = self.turn_starts[turns]
        start, end = self._spans(first, last - 1)
        start -= origin
        end -= origin
        at, before = self._beyond_ascii(turns)
        origin = origin[at]
        for points in (start, end):
            points[at] -= self._wide_before(points[at] + origin) - before
        return start, end

    def _spans(self, first: Ints, final: Ints) -> tuple[Ints, Ints]:
        """Bytes where stretches of tokens begin and end; most are one token, looked up once."""
        start = self.starts[first]
        end = start + self.widths[self.types[final]]
        longer = np.flatnonzero(final != first)
        end[longer] = self.ends(final[longer])
        return start, end

    def _beyond_ascii(self, turns: Ints) -> tuple[Ints, Ints]:
        """Which of some turns hold anything but ASCII, and the continuation bytes before each of those.

        Of turns that lie close together, it is worked out for all from the first to the last at once.
        """
        low, high = (int(turns.min()), int(turns.max()) + 1) if len(turns) else (0, 0)
        if len(turns) * _FEW > high - low:
            wide = self._wide(low, high)
            before, after = wide[turns - low], wide[turns - low + 1]
        else:
            before, after = (self._wide_before(self.turn_starts[each]) for each in (turns, turns + 1))
        at = np.flatnonzero(after > before)
        return at, before[at]

    def _wide(self, low: int, high: int) -> Ints:
        """Continuation bytes before each turn from one to another, and before the one after them."""
        starts = self.turn_starts[low : high + 1]
        begin, end = self._wide_before(starts[[0, -1]])
        turn = np.searchsorted(starts, self.continuation[begin:end], side="right")
        before: Ints = np.cumsum(np.bincount(turn, minlength=len(starts))) + begin
        return before

    def slice(self, start: int, end: int) -> str:
        """The text between two bytes."""
        return self.text[start:end].tobytes().decode("utf-8")

    def turn_text(self, turn: int) -> str:
        """The text of a turn, as its transcript has it."""
        return self.slice(int(self.turn_starts[turn]), int(self.turn_starts[turn + 1]) - 1)
