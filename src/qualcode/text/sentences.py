"""Cutting a turn into segments: sentences, paragraphs or lines."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Literal

from qualcode.languages import current, per_languages

SegmentMode = Literal["sentence", "turn", "paragraph", "line"]
_STOPS = ".!?…؟。"
_CLOSERS = "\"'”’»)\\]*_"
_OPENERS = "\"'“‘«([¿¡*_-–— "
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_PARAGRAPH = re.compile(r"\n[^\S\n]*\n\s*+(?=\S)")
_LINE = re.compile(r"\n\s*+(?=\S)")
# A mark or aside after the stop belongs to the sentence that it follows: *Ya. [tertawa] Begitu.*
_ASIDES = r"(?:[^\S\n]*+(?:\[[^\[\]\n]{0,200}+\]|\([^()\n]{0,60}+\)))*+"
# A run of stops is entered at its first one only, and every run is possessive: linear on any text.
_CANDIDATE = re.compile(
    rf"(?<![{_STOPS}])(?P<stops>[{_STOPS}]++)(?P<closers>[{_CLOSERS}]*+){_ASIDES}(?P<space>\s++)(?=\S)"
    rf"|{_PARAGRAPH.pattern}"
)
_LONGEST_ABBREVIATION = 16
_BEFORE_WORD = re.compile(r"[\s\"'“”‘’«»()\[\]/,:;–—-]")
_ROMAN = re.compile(r"[IVXLC]+\b")
LONGEST_SENTENCE = 600
"""Characters of the longest sentence that is quoted whole, about a hundred words: speech without stops runs on."""
CLAUSE_REACH = 300
"""Characters on each side of a span within which the border of its clause is looked for."""
_CLAUSE_END = re.compile(rf"[,;:–—]++[{_CLOSERS}]*+\s++|\s++[–—-]++\s++|\s*+\n\s*+")


def segment_boundaries(text: str, how: SegmentMode = "sentence") -> list[int]:
    """Give the places where the segments of a turn start.

    Segments follow each other without a gap: each ends where the next starts, the first one starts at 0, and white
    space belongs to the segment before it. An empty text has no segment.
    """
    if not text:
        return []
    if how == "turn":
        return [0]
    # White space at the very beginning belongs to the first segment, hence the search from the first other character.
    first = len(text) - len(text.lstrip())
    if how == "sentence":
        return [0, *(found.end() for found in _CANDIDATE.finditer(text, first) if _ends_sentence(text, found))]
    pattern = _PARAGRAPH if how == "paragraph" else _LINE
    return [0, *(found.end() for found in pattern.finditer(text, first))]


def sentence_around(text: str, start: int, end: int, borders: Sequence[int] | None = None) -> tuple[int, int]:
    """Give the place of the whole sentence, or sentences, in which a span of a turn stands.

    White space at the ends is left out. In a sentence of over `LONGEST_SENTENCE` characters it is the clause, to the
    next comma or the like within `CLAUSE_REACH` characters; a side without one ends with the span.

    Args:
        text: text of the turn.
        start: first code point of the span.
        end: code point after it.
        borders: where the sentences of the turn start, if known.
    """
    begins = segment_boundaries(text) if borders is None else borders
    after = bisect_left(begins, end)
    low = begins[max(bisect_right(begins, start) - 1, 0)] if begins else 0
    high = begins[after] if after < len(begins) else len(text)
    if high - low > LONGEST_SENTENCE:
        low, high = _clause_around(text, start, end, low, high)
    low += len(text[low:start]) - len(text[low:start].lstrip())
    return low, end + len(text[end:high].rstrip())


def _clause_around(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The clause in which a span stands, inside a stretch of text."""
    near = max(low, start - CLAUSE_REACH)
    before = [found.end() for found in _CLAUSE_END.finditer(text, near, start)]
    begin = before[-1] if before else low if near == low else start
    far = min(high, end + CLAUSE_REACH)
    after = _CLAUSE_END.search(text, end, far)
    return begin, after.start() if after else high if far == high else end


def _ends_sentence(text: str, found: re.Match[str]) -> bool:
    """Decide whether a candidate is the end of a sentence."""
    stops = found["stops"]
    if stops is None or _BLANK_LINE.search(found["space"]):
        return True
    after = _first_letter(text, found.end())
    if "?" in stops or "!" in stops or "؟" in stops:
        # “Kapan?” tanya dia: the sentence goes on after a quotation.
        return not (found["closers"] and after.islower())
    if len(stops) > 1 or stops == "…":
        return not after.islower()
    return _ends_with_stop(text, found.start(), after)


def _first_letter(text: str, place: int) -> str:
    """First character of the next sentence, after opening quotes and brackets."""
    for character in text[place : place + 4]:
        if character not in _OPENERS:
            return character
    return text[place]


def _ends_with_stop(text: str, stop: int, after: str) -> bool:
    """Decide whether a single full stop ends a sentence, from the word before it and the character after it."""
    word = _word_before(text, stop)
    if len(word) == 1 and word.isupper():
        return False  # an initial: B. J. Habibie
    if word.isdecimal() and _begins_line(text, stop - len(word)):
        return False  # the number of a list: 1. Pertama
    abbreviation = word.lower()
    lists = _abbreviations()
    if abbreviation in lists["before-name"]:
        return False
    if abbreviation in lists["before-number"] and (after.isdecimal() or _roman_follows(text, stop)):
        return False
    if abbreviation in lists["may-end"] or "." in word:
        return not after.islower()
    # Transcripts of recognisers know no capitals; short words before a small letter are rather abbreviations.
    return not after.islower() or len(word) > 3


def _word_before(text: str, stop: int) -> str:
    """Word that a full stop stands after; a long word is cut, since no abbreviation is long."""
    return _BEFORE_WORD.split(text[max(0, stop - _LONGEST_ABBREVIATION) : stop])[-1]


def _begins_line(text: str, place: int) -> bool:
    return not text[text.rfind("\n", 0, place) + 1 : place].strip()


def _roman_follows(text: str, stop: int) -> bool:
    return _ROMAN.match(text, stop + 2) is not None and not text.startswith(("I ", "I'"), stop + 2)


@per_languages
def _abbreviations() -> dict[str, frozenset[str]]:
    headings = ("before-name", "before-number", "may-end")
    return {heading: frozenset(current().words("abbreviations", heading)) for heading in headings}
