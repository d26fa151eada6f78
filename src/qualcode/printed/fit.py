"""The page: how wide each column is, whether the page is turned, and what is divided because it is too wide for that.

A4 with the margins of Indonesian theses (4, 4, 3 and 3 cm): the text is 140 mm wide, on a turned page 227 mm.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from qualcode.printed.page import DIVIDE

UPRIGHT_WIDTH, TURNED_WIDTH = 140.0, 227.0
"""Millimetres between the margins."""
GUTTER = 1.2
"""Millimetres on each side of a cell: with less, texts of neighbours touch."""
FIGURE, LETTER, CAPITAL, NARROW = 1.75, 1.8, 2.4, 1.2
"""Millimetres that a digit, a letter, one of a word in capitals, and a narrow one take at 9.5 points, about."""
_NARROW = str.maketrans("", "", "fijlrtI.,;:'’()[]")
LONGEST_WORD = 22
"""Letters of a word that are never divided; a longer one (an address) is broken where the line ends."""
SQUEEZED = 1.15
"""A table somewhat wider than an upright page is made narrower, not turned."""
READABLE_WIDTH = 46.0
"""Millimetres from which a column of long texts reads well."""
_BREAKS = re.compile(rf"[^\S\u00a0]+|(?<=[-/;_])|{re.escape(DIVIDE)}")


@dataclass(frozen=True)
class FittedPage:
    """A table on its page."""

    widths: tuple[float, ...]
    """Millimetres of each column."""
    landscape: bool
    """True: the page is turned."""
    parts: tuple[tuple[int, ...], ...]
    """Columns of each part; the first column stands in all of them."""


def least_width(heading: str, texts: Sequence[str], *, number: bool) -> float:
    """Millimetres in which no number and no word is cut."""
    pieces = [piece for piece in _BREAKS.split(heading) if piece]
    if number:
        longest = max(map(len, set(texts)), default=1)
        return 2 * GUTTER + max(longest * FIGURE, max(map(_room, pieces), default=0))
    words = {piece for text in set(texts) for piece in _BREAKS.split(text) if piece}
    return 2 * GUTTER + min(max(map(_room, [*pieces, *words]), default=LETTER), LONGEST_WORD * LETTER)


def _room(word: str) -> float:
    """Millimetres that a word takes."""
    others = len(word.translate(_NARROW))
    return others * (CAPITAL if word.isupper() else LETTER) + (len(word) - others) * NARROW


def good_width(heading: str, texts: Sequence[str], *, number: bool) -> float:
    """Millimetres in which a column reads well."""
    least = least_width(heading, texts, number=number)
    if number:
        return least
    longest = max((len(line) for text in set(texts) for line in text.split("\n")), default=0)
    return max(least, min(2 * GUTTER + longest * LETTER, READABLE_WIDTH))


def fit(least: Sequence[float], good: Sequence[float], grows: Sequence[bool], width: float = 0.0) -> FittedPage:
    """Columns on a page: upright where they read well there, else turned, else in parts.

    `least` is what each needs, `good` what it would have, and those that `grows` says share the room that is left. In
    a text of some `width`, which stands around the table, no page is turned.
    """
    upright = sum(least) <= UPRIGHT_WIDTH and sum(good) <= SQUEEZED * UPRIGHT_WIDTH
    page = width or (UPRIGHT_WIDTH if upright else TURNED_WIDTH)
    widths = _shrunk(least, good, page)
    parts = _parts(widths, page)
    if len(parts) == 1:
        widths = _grown(widths, grows, page)
    return FittedPage(tuple(round(width, 1) for width in widths), page == TURNED_WIDTH and not width, parts)


def _shrunk(least: Sequence[float], good: Sequence[float], page: float) -> list[float]:
    """Widths that take no more than the page, as long as nothing is cut."""
    over, spare = sum(good) - page, sum(good) - sum(least)
    if over <= 0 or spare <= 0:
        return list(good)
    part = min(over / spare, 1.0)
    return [wide - (wide - narrow) * part for narrow, wide in zip(least, good, strict=True)]


def _grown(widths: Sequence[float], grows: Sequence[bool], page: float) -> list[float]:
    """Widths in which columns of long texts take the room that is left."""
    room, sharing = page - sum(widths), sum(wide for wide, can in zip(widths, grows, strict=True) if can)
    if not sharing:
        return list(widths)
    return [wide + room * wide / sharing if can else wide for wide, can in zip(widths, grows, strict=True)]


def _parts(widths: Sequence[float], page: float) -> tuple[tuple[int, ...], ...]:
    """Columns in as many parts as are needed; each begins with the first column, which says what a row is."""
    if not widths:
        return ((),)
    parts, part, taken = [], [0], widths[0]
    for at, width in enumerate(widths[1:], start=1):
        if taken + width > page + 0.05 and len(part) > 1:
            parts.append(tuple(part))
            part, taken = [0], widths[0]
        part.append(at)
        taken += width
    return (*parts, tuple(part))
