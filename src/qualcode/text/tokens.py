"""Words of a text: where they stand, and their keys."""

import re
import sys
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

APOSTROPHES = "'’‘ʼ`"
"""Characters that people type as an apostrophe inside a word; all become the first one in a key."""
HYPHENS = "-‐‑"
"""Characters that join the parts of a word; all become the first one in a key."""
IGNORABLES = "\u00ad\u200c\u200d\u2060\ufeff"
"""Invisible characters without meaning for a word: soft hyphen, joiners and non-joiners."""
_FOLDS = str.maketrans(
    dict.fromkeys(APOSTROPHES[1:], APOSTROPHES[0])
    | dict.fromkeys(HYPHENS[1:], HYPHENS[0])
    | dict.fromkeys(IGNORABLES, "")
)


def fold(token: str) -> str:
    """Give the key under which a token is counted and found: *Jum’at* and *jum'at* share one.

    Lower case, composed characters (NFC), one kind of apostrophe and hyphen, no invisible characters.
    Accents stay: *café* is not *cafe*.
    """
    if token.isascii():
        return token.lower().replace("`", "'")
    # Lower-casing can decompose (İ) and composing can hide a capital, hence the second NFC.
    composed = unicodedata.normalize("NFC", token.translate(_FOLDS))
    return unicodedata.normalize("NFC", composed.lower())


_RARE = 4  # a slip stands at most once where the right label stands four times


def resembled(turns: Mapping[str, int]) -> dict[str, str]:
    """Give for each rare label the frequent label that it is probably a slip of (*Particpant*, *Participant*).

    `turns` says how many turns each label has. Labels that differ in their numbers are different speakers.
    """
    found = {}
    for label, count in turns.items():
        likely = [other for other, more in turns.items() if count * _RARE <= more and _alike(label, other, len(turns))]
        if likely:
            found[label] = max(likely, key=lambda other: (turns[other], other))
    return found


def _alike(one: str, other: str, labels: int) -> bool:
    """Tell whether two labels differ by a slip of the fingers only."""
    first, second = _letters(one), _letters(other)
    if re.findall(r"\d+", one) != re.findall(r"\d+", other):
        return False
    shortest = min(len(first), len(second))
    # In a group two short names may well differ by one letter (Dian, Dina); in a talk of two that is a slip.
    enough = 5 if labels > 3 else 3
    allowed = 2 if shortest >= 8 else 1 if shortest >= enough else 0
    return distance(first, second) <= allowed


def _letters(label: str) -> str:
    return re.sub(r"[\W\d_]+", " ", fold(label)).strip()


def distance(one: str, other: str) -> int:
    """Count the letters to add, drop, change or swap with their neighbour to turn one word into the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, its in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
    return row[-1]


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

    Marks live in the first two planes and among the variation selectors, so the empty planes are not visited.
    """
    places = [*range(0x300, 0x20000), *range(0xE0100, 0xE01F0)]
    kinds = map(unicodedata.category, map(chr, places))
    return _ranges([point for point, kind in zip(places, kinds, strict=True) if kind in _MARKS])


_MARKS = frozenset({"Mn", "Mc", "Me"})


@cache
def _token() -> re.Pattern[str]:
    """A word: letters and digits, with inner apostrophes and hyphens (*don't*, *kata-kata*, *di-upload*).

    Combining marks and invisible characters belong to the word that they follow; an underscore is never in a word.
    """
    extenders = f"[{_combining()}{IGNORABLES}]"
    # Letters, then whatever invisibly belongs to them; possessive, so that no text can make it backtrack.
    part = rf"[^\W_]++(?:{extenders}++[^\W_]*+)*+"
    joiner = f"[{APOSTROPHES}{re.escape(HYPHENS)}][{IGNORABLES}]*+"
    return re.compile(f"{part}(?:{joiner}{part})*+")


@cache
def _plain_token() -> re.Pattern[str]:
    """The same in ASCII, which has no combining marks: these take longer to list than most word lists to read."""
    return re.compile(r"[^\W_]++(?:['`-][^\W_]++)*+", re.ASCII)


def _words(text: str) -> re.Pattern[str]:
    return _plain_token() if text.isascii() else _token()


def token_spans(text: str) -> list[tuple[int, int]]:
    """Say where each word of a text starts and ends, in code points."""
    return [match.span() for match in _words(text).finditer(text)]


def words_as_written(text: str) -> list[str]:
    """List the words of a text as they are written, in their order."""
    return _words(text).findall(text)


def keys(text: str) -> list[str]:
    """List the keys of the words of a text, in their order."""
    if text.isascii():  # then no letter changes its length or what it joins: the text is folded once for all its words
        return words_as_written(fold(text))
    return [fold(token) for token in words_as_written(text)]


def check_utf8(text: bytes) -> None:
    """Raise `UnicodeDecodeError` where a text is not UTF-8; Arrow looks twenty times faster than decoding does."""
    import numpy as np
    import pyarrow as pa

    whole = pa.Array.from_buffers(
        pa.large_string(), 1, [None, pa.py_buffer(np.array([0, len(text)])), pa.py_buffer(text)]
    )
    try:
        whole.validate(full=True)
    except pa.ArrowInvalid:
        text.decode("utf-8")


BATCH_BYTES = 1 << 20
"""Bytes looked at in one go: a block that fits the processor's cache is several times faster than the whole text."""


def places_in_batches(
    text: "npt.NDArray[np.integer]", holds: "Callable[[npt.NDArray[np.integer]], npt.NDArray[np.bool_]]"
) -> "npt.NDArray[np.integer]":
    """Bytes of a text for which something holds."""
    import numpy as np  # most users of this file look at one text, and need none

    found = [np.flatnonzero(holds(text[low : low + BATCH_BYTES])) + low for low in range(0, len(text), BATCH_BYTES)]
    return np.concatenate(found) if found else np.empty(0, np.int64)


def line_starts(text: bytes) -> "npt.NDArray[np.int64]":
    """First byte of each line of a text whose last line ends with LF, and the length of the text at the end."""
    import numpy as np

    ends = places_in_batches(np.frombuffer(text, np.uint8), lambda block: block == ord("\n"))
    return np.concatenate([np.zeros(1, np.int64), ends + 1])
