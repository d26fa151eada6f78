"""Places of a transcript's turns in the text of their source: which words of a turn a stretch of the text is.

A turn is made of lines of its source, without labels and times. So each line of a turn is looked for, in order, at the
end of a line of the text; nothing is guessed, and what is not found has no place.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from qualcode.model import Turn
from qualcode.readers import times

_BREAK = re.compile("[\n\u2028\u2029\x0b\x85]")
"""Where readers may cut a line."""
_TIME = re.compile(times.WITHIN)
_FARTHEST = 2000
"""Lines among which the next words of a turn are looked for: only headings, times and the like lie between."""
_LINE = re.compile(r"line (\d+)")


class Stretch(NamedTuple):
    """Text that is one turn's words."""

    start: int
    """First code point in the text."""
    end: int
    """Code point after it."""
    turn: int
    """Which of the turns, from 0."""
    at: int
    """Code point of its beginning in the turn's text."""


class Place(NamedTuple):
    """Words of one turn."""

    turn: int
    """Which of the turns, from 0."""
    start: int
    """First code point in the turn's text."""
    end: int
    """Code point after them."""


def whole(starts: Sequence[int], turns: Sequence[Turn]) -> list[Stretch]:
    """Stretches of a text in which each turn stands whole, from a known place on."""
    return [
        Stretch(start, start + len(turn.text), at, 0)
        for at, (start, turn) in enumerate(zip(starts, turns, strict=True))
    ]


def stretches(text: str, turns: Sequence[Turn]) -> list[Stretch]:
    """Find the words of turns in the text that they were read from, both with LF line ends."""
    lines = list(_lines(text))
    begins = [start for start, _ in lines]
    numbered = [0, *(found.end() for found in re.finditer("\n", text))]
    made: list[Stretch] = []
    cursor = 0
    for number, turn in enumerate(turns):
        stated = _LINE.fullmatch(turn.place)
        if stated and int(stated[1]) <= len(numbered):
            cursor = max(cursor, bisect_right(begins, numbered[int(stated[1]) - 1]) - 1)
        for at, words in _lines(turn.text):
            for place in range(cursor, min(cursor + _FARTHEST, len(lines)) if words.strip() else 0):
                found = _within(lines[place], words, number, at)
                if found:
                    made += [*found[:-1], _with_break(found[-1], text, turn.text)]
                    cursor = place + 1
                    break
    return made


def _with_break(last: Stretch, text: str, said: str) -> Stretch:
    """The end of a line with its line end, where that is the turn's too."""
    after = last.at + last.end - last.start
    same = after < len(said) and text[last.end : last.end + 1] == said[after]
    return last._replace(end=last.end + 1) if same else last


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Beginning and text of each line."""
    start = 0
    for found in _BREAK.finditer(text):
        yield start, text[start : found.start()]
        start = found.end()
    yield start, text[start:]


def _within(line: tuple[int, str], words: str, turn: int, at: int) -> list[Stretch]:
    """Where words stand at the end of a line, as they are or with times between them; nothing where they do not."""
    start, text = line
    for kept in ([(0, len(text))], _without_times(text)):
        joined = "".join(text[low:high] for low, high in kept)
        first = joined.rfind(words)
        if first >= 0 and not joined[first + len(words) :].strip():
            return list(_divided(kept, first, len(words), start, turn, at))
    return []


def _without_times(text: str) -> list[tuple[int, int]]:
    """Parts of a line between the times of the recording in it."""
    edges = [edge for found in _TIME.finditer(text) for edge in found.span()]
    return list(zip([0, *edges[1::2]], [*edges[::2], len(text)], strict=True))


def _divided(
    kept: Sequence[tuple[int, int]], first: int, length: int, start: int, turn: int, at: int
) -> Iterator[Stretch]:
    """Stretches of the kept parts of a line that hold `length` characters from the `first` on."""
    passed = 0
    for low, high in kept:
        begin, end = max(first, passed), min(first + length, passed + high - low)
        if begin < end:
            yield Stretch(start + low + begin - passed, start + low + end - passed, turn, at + begin - first)
        passed += high - low


def places(found: Sequence[Stretch], start: int, end: int) -> list[Place]:
    """The words of turns that a span of the text holds, one place a turn; labels and times in it are nobody's words."""
    first = max(bisect_right(found, start, key=lambda each: each.start) - 1, 0)
    made: dict[int, tuple[int, int]] = {}
    for each in found[first:]:
        if each.start >= end:
            break
        low, high = max(start, each.start), min(end, each.end)
        if low < high:
            begin, after = each.at + low - each.start, each.at + high - each.start
            begun = made.get(each.turn, (begin, after))
            made[each.turn] = min(begun[0], begin), max(begun[1], after)
    return [Place(turn, *span) for turn, span in made.items()]


def outside(text: str, found: Sequence[Stretch], start: int, end: int) -> bool:
    """Whether a span holds more than white space that is in no turn: a label, a time, a heading."""
    first = max(bisect_right(found, start, key=lambda each: each.start) - 1, 0)
    at = start
    for each in found[first:]:
        if each.start >= end:
            break
        if text[at : max(at, each.start)].strip():
            return True
        at = max(at, each.end)
    return bool(text[at : max(at, end)].strip())
