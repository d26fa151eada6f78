"""Places of quotes: where the words that a person copied stand in a transcript."""

import re
from collections.abc import Iterable, Sequence

from qualcode.text.normalise import APOSTROPHES, HYPHENS

Span = tuple[int, int, int]
"""Turn, first code point, code point after the last one."""
_ALIKE = {
    **dict.fromkeys(APOSTROPHES, f"[{APOSTROPHES}]"),
    **{mark: f"[{re.escape(HYPHENS)}–—]" for mark in HYPHENS},
    **dict.fromkeys('"“”„«»', '["“”„«»]'),
}
"""Characters that spreadsheets and word processors exchange for one another."""


def find(quote: str, turns: Iterable[tuple[int, str]]) -> list[Span]:
    """All places of a quote in the texts of some turns; white space and kinds of quotation marks do not matter."""
    words = quote.split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join("".join(_ALIKE.get(sign, re.escape(sign)) for sign in word) for word in words))
    return [(turn, match.start(), match.end()) for turn, text in turns for match in pattern.finditer(text)]


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the white space at its ends."""
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def around(text: str, start: int, end: int, width: int) -> Sequence[str]:
    """The words of a span, and up to `width` characters before and after it."""
    return text[start:end], text[max(0, start - width) : start], text[end : end + width]
