"""A turn as the algebra sees it: words in segments."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from qualcode.text import languages, marks, sentences, tokens
from qualcode.text.tokens import fold


@dataclass(frozen=True)
class Word:
    """One word of a turn."""

    key: str
    written: str
    start: int
    end: int
    segment: int


@dataclass(frozen=True)
class Turn:
    """What one speaker said."""

    text: str
    segments: tuple[str, ...]
    words: tuple[Word, ...]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its words."""
        return frozenset(word.key for word in self.words)

    def language(self, segment: int) -> str:
        """The language of a segment, from its words."""
        keys = [word.key for word in self.words if word.segment == segment]
        return languages.segment_language_names()[
            languages.segment_languages(languages.type_classes(keys), np.array([0, len(keys)]))[0]
        ]

    def said(self, segment: int) -> tuple[str, int]:
        """A segment without marks and without blanks around it, and the place in the turn at which that begins."""
        start = sum(map(len, self.segments[:segment]))
        silent = [low <= at < high for at in range(len(self.text)) for low, high in [_mark(self.text, at)]]
        spoken = "".join(" " if hidden else letter for letter, hidden in zip(self.text, silent, strict=True))
        own = spoken[start : start + len(self.segments[segment])]
        return own.strip(), start + len(own) - len(own.lstrip())


def _mark(text: str, at: int) -> tuple[int, int]:
    """The mark in which a character stands."""
    return next((span for span in marks.mark_spans(text) if span[0] <= at < span[1]), (0, 0))


def read(text: str, how: sentences.SegmentMode = "sentence") -> Turn:
    """Words of a turn; what stands inside a transcriber's mark is no word, since nobody said it."""
    starts = sentences.segment_boundaries(text, how)
    silent = marks.mark_spans(text)
    words = tuple(
        Word(fold(text[start:end]), text[start:end], start, end, _segment(starts, start))
        for start, end in tokens.token_spans(text)
        if not any(low <= start < high for low, high in silent)
    )
    ends = [*starts[1:], len(text)]
    return Turn(text, tuple(text[low:high] for low, high in zip(starts, ends, strict=False)), words)


def _segment(starts: list[int], place: int) -> int:
    """The segment in which a word starts."""
    return sum(start <= place for start in starts) - 1
