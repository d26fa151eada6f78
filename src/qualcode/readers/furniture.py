"""Numbers and running heads of pages in texts that were copied out of a document with pages."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from qualcode.readers.lines import Line

PAGE_LINES = "page numbers and running heads"
_NUMBER = re.compile(
    r"\W*(?:(?:halaman|hal|hlm|page|pg)\.?\s*\d{1,4}(?:\s*(?:dari|of|/)\s*\d{1,4})?|\d{1,4}\s*(?:dari|of)\s*\d{1,4})\W*",
    re.IGNORECASE,
)


def without_page_lines(lines: Sequence[Line]) -> tuple[list[Line], Mapping[str, int]]:
    """Leave out lines that number a page, and beside them the lines that return with them.

    Two numbers are needed: one alone may be what somebody says. Gives the lines and how many were left out.
    """
    numbers = [place for place, line in enumerate(lines) if len(line.text) <= 40 and _NUMBER.fullmatch(line.text)]
    if len(numbers) < 2 or any(lines[place].speaker is not None for place in numbers):
        return list(lines), {}
    beside = {place: _beside(lines, place) for place in numbers}
    count = Counter(lines[near].text.strip() for places in beside.values() for near in places)
    heads = {near for places in beside.values() for near in places if count[lines[near].text.strip()] > 1}
    gone = heads | set(numbers)
    return [line for place, line in enumerate(lines) if place not in gone], {PAGE_LINES: len(gone)}


def _beside(lines: Sequence[Line], place: int) -> list[int]:
    """The nearest lines with text above and below a place."""
    above = next((near for near in range(place - 1, max(place - 4, -1), -1) if lines[near].text.strip()), None)
    below = next((near for near in range(place + 1, min(place + 4, len(lines))) if lines[near].text.strip()), None)
    return [near for near in (above, below) if near is not None]
