"""Words of a text: where they stand, and their keys."""

import re
import sys
import unicodedata

from qualcode.text.normalise import APOSTROPHES, HYPHENS, IGNORABLES, fold


def _ranges(points: list[int]) -> str:
    """Write sorted code points as the inside of a character class."""
    parts: list[str] = []
    first = last = points[0]
    for point in [*points[1:], sys.maxunicode + 2]:
        if point != last + 1:
            parts.append(f"\\U{first:08x}-\\U{last:08x}")
            first = point
        last = point
    return "".join(parts)


def _combining() -> str:
    """Inside of a character class with all combining marks.

    Marks live in the first two planes and among the variation selectors, so the empty planes are not visited:
    this runs at import.
    """
    places = [*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)]
    return _ranges([point for point in places if unicodedata.category(chr(point))[0] == "M"])


_LETTERS = r"[^\W_]++"
_EXTENDERS = f"[{_combining()}{IGNORABLES}]"
# Letters, then whatever invisibly belongs to them; possessive, so that no text can make it backtrack.
_PART = rf"{_LETTERS}(?:{_EXTENDERS}++[^\W_]*+)*+"
_JOINER = f"[{APOSTROPHES}{re.escape(HYPHENS)}][{IGNORABLES}]*+"

TOKEN = re.compile(f"{_PART}(?:{_JOINER}{_PART})*+")
"""A word: letters and digits, with inner apostrophes and hyphens (*don't*, *kata-kata*, *di-upload*).

Combining marks and invisible characters belong to the word that they follow; an underscore is never in a word.
"""


def spans(text: str) -> list[tuple[int, int]]:
    """Say where each word of a text starts and ends, in code points."""
    return [match.span() for match in TOKEN.finditer(text)]


def keys(text: str) -> list[str]:
    """List the keys of the words of a text, in their order."""
    return [fold(token) for token in TOKEN.findall(text)]
