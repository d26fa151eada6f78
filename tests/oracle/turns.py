"""A turn as the algebra sees it: words in segments."""

from dataclasses import dataclass

from qualcode.text import marks, sentences, tokens
from qualcode.text.normalise import fold


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


def read(text: str, how: sentences.How = "sentence") -> Turn:
    """Words of a turn; what stands inside a transcriber's mark is no word, since nobody said it."""
    starts = sentences.cut(text, how)
    silent = marks.spans(text)
    words = tuple(
        Word(fold(text[start:end]), text[start:end], start, end, _segment(starts, start))
        for start, end in tokens.spans(text)
        if not any(low <= start < high for low, high in silent)
    )
    ends = [*starts[1:], len(text)]
    return Turn(text, tuple(text[low:high] for low, high in zip(starts, ends, strict=False)), words)


def _segment(starts: list[int], place: int) -> int:
    """The segment in which a word starts."""
    return sum(start <= place for start in starts) - 1
